import Foundation
import SQLiteStore
import Shop

/// The one place that knows which engines there are: it opens a shop by where it is, and hands over what only that engine
/// can do.
enum StoreFactory {
    /// A shop that is open.
    struct Opened: Sendable {
        var store: any Store
        /// As all terminals name it.
        var location: StoreLocation
        /// What opening did to older data; nil when they were of this program's schema.
        var upgrade: UpgradeRecord?
        /// Nil where it is no file.
        var maintenance: (any FileMaintenance)?
    }

    /// - Parameters:
    ///   - create: makes the shop where there is none.
    ///   - upgrades: whether older data are brought to this program's schema, which may take minutes; if not, they are
    ///     refused.
    ///   - progress: hears how far that is.
    /// - Throws: ``ShopError/store(_:)``.
    static func open(
        _ location: StoreLocation, create: Bool, upgrades: Bool,
        progress: @escaping @Sendable (UpgradeProgress) -> Void
    ) async throws -> Opened {
        let store = try await SQLiteStore.open(
            path(of: location), create: create, upgrades: upgrades, progress: progress)
        return Opened(
            store: store, location: .file(store.path), upgrade: store.upgrade, maintenance: SQLiteFiles(of: store))
    }

    /// For a shop that may not be there, or cannot be opened.
    ///
    /// - Throws: ``ShopError/store(_:)``.
    static func maintenance(of location: StoreLocation) throws -> any FileMaintenance {
        SQLiteFiles(at: try path(of: location))
    }

    /// Whether anything is there.
    ///
    /// - Throws: ``ShopError/store(_:)``.
    static func isThere(_ location: StoreLocation) throws -> Bool {
        FileManager.default.fileExists(atPath: try path(of: location))
    }

    private static func path(of location: StoreLocation) throws -> String {
        switch location {
        case .file(let path): path
        case .server: throw ShopError.store(.noEngine(place: location.description))
        }
    }
}
