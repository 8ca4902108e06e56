/// Which files of the machine people at this terminal may name, whoever of the shop they are.
///
/// Whatever reads or writes a path that someone typed takes a ``SourceFile`` or a ``TargetFile``. Only a `FileAccess`
/// makes one, and it gives its path away only where that is allowed: a new caller cannot forget to ask.
public enum FileAccess: Hashable, Sendable {
    /// The terminal is its user's own: whatever this user of the operating system may read and write.
    case own
    /// The terminal is not its user's own (a forced command, a kiosk, `--no-files`): no path that someone types. What the
    /// program writes goes into `exports`, a folder that the machine's owner has named; nil: nowhere.
    case shared(exports: String?)

    /// Whether a path that someone types is read and written.
    public var takesPaths: Bool { self == .own }

    /// A file that someone named, to be read.
    public func source(_ typed: String) -> SourceFile { SourceFile(access: self, typed: typed) }

    /// A new file that someone named.
    public func target(_ typed: String) -> TargetFile { TargetFile(access: self, request: .typed(typed)) }

    /// A new file in the folder that the machine's owner has named.
    public func export(_ name: ExportName) -> TargetFile { TargetFile(access: self, request: .export(name)) }
}

/// What people cannot do with files at a terminal that is not their own.
public enum FileRefusal: Hashable, Sendable {
    case reading, writing, naming
}

/// A file that someone named, to be read where that is allowed.
public struct SourceFile: Hashable, Sendable {
    fileprivate let access: FileAccess
    /// As it was typed.
    public let typed: String

    /// - Throws: ``ShopError/filesClosed(_:)``, or ``ShopError/file(path:why:)`` for what is no path.
    public func path() throws(ShopError) -> String {
        guard access.takesPaths else { throw .filesClosed(.reading) }
        return try TypedPath.checked(typed)
    }
}

/// A new file, to be written where that is allowed.
public struct TargetFile: Hashable, Sendable {
    fileprivate enum Request: Hashable {
        case typed(String)
        case export(ExportName)
    }

    public enum Place: Hashable, Sendable {
        case path(String)
        case folder(String, ExportName)
    }

    fileprivate let access: FileAccess
    fileprivate let request: Request

    /// - Throws: ``ShopError/filesClosed(_:)``, or ``ShopError/file(path:why:)`` for what is no path.
    public func place() throws(ShopError) -> Place {
        switch (request, access) {
        case (.typed, .shared): throw .filesClosed(.naming)
        case (.typed(let typed), .own): return .path(try TypedPath.checked(typed))
        case (.export(let name), .shared(let folder?)): return .folder(folder, name)
        case (.export, _): throw .filesClosed(.writing)
        }
    }

    /// The path that someone typed.
    ///
    /// - Throws: as ``place()``.
    public func path() throws(ShopError) -> String {
        guard case .path(let path) = try place() else { throw .filesClosed(.naming) }
        return path
    }
}

/// The name of a file that the program writes by itself, made of nothing that someone typed.
public struct ExportName: Hashable, Sendable {
    private let stem: String
    private let type: String

    /// `receipt-2026-11-28-C-042.txt`
    public static func receipt(_ order: Order) -> ExportName {
        ExportName(stem: "receipt-\(order.businessDay)-\(order.ticket)", type: "txt")
    }

    /// `orders-2026-11-28.csv`
    public static func orders(_ today: BusinessDay) -> ExportName { ExportName(stem: "orders-\(today)", type: "csv") }

    /// `products-2026-11-28.csv`
    public static func products(_ today: BusinessDay) -> ExportName {
        ExportName(stem: "products-\(today)", type: "csv")
    }

    /// `figures-2026-11-01-2026-11-30.csv`
    public static func figures(_ days: DayRange) -> ExportName {
        ExportName(stem: "figures-\(days.first)-\(days.last)", type: "csv")
    }

    /// The name of the first, the second … file of this kind: `orders-2026-11-28-2.csv`.
    public func name(_ number: Int) -> String { number == 1 ? "\(stem).\(type)" : "\(stem)-\(number).\(type)" }
}
