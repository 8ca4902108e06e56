public import Foundation

/// Copies of the shop, made while it is in use.
public struct BackupService: Sendable {
    let environment: ShopEnvironment

    /// Writes a checked copy of the shop to a new file.
    ///
    /// - Throws: ``ShopError/store(_:)``, with ``StoreFault/exists(path:)`` when something is there;
    ///   ``ShopError/file(path:why:)`` when the path is too long to be remembered.
    @discardableResult
    public func backUp(to file: URL, by session: Session) async throws -> BackupRecord {
        try await environment.reading(.backUp, by: session, on: file.lastPathComponent) { _, _ in
            guard file.path.unicodeScalars.count <= BackupRecord.longestPath else {
                throw ShopError.file(
                    path: file.lastPathComponent,
                    why: "its whole path is longer than \(BackupRecord.longestPath) characters; nothing was written")
            }
        }
        let record = BackupRecord(at: environment.now(), path: file.path)
        try await environment.store.backup(to: record.path, at: record.at)
        return try await environment.writing(.backUp, by: session, on: file.lastPathComponent) { transaction, actor in
            try transaction.save(record)
            try transaction.append(actor.event(.shopBackedUp, .shop, to: file.lastPathComponent))
            return record
        }
    }

    /// Backs the shop up if this business day's is not in the folder yet, and removes the oldest beyond `kept` days.
    ///
    /// - Returns: nil when the day's backup was there.
    public func backUpDaily(in folder: BackupFolder, kept: Int, by session: Session) async throws -> BackupRecord? {
        let now = environment.now()
        let zone = try await environment.reading(.backUp, by: session) { transaction, _ in
            try transaction.shop().timeZone
        }
        let file = folder.file(of: BusinessDay(now, in: zone))
        guard !FileManager.default.fileExists(atPath: file.path) else { return nil }
        do {
            try folder.make()
            let record = try await backUp(to: file, by: session)
            folder.prune(keeping: max(1, kept))
            return record
        } catch ShopError.store(.exists) {
            // Another terminal made it in the meantime.
            return nil
        }
    }

    /// Whether this user may put a backup in the place of the shop. A shop that cannot be opened cannot be asked: then it is
    /// the file's owner who may.
    ///
    /// - Throws: ``ShopError/notAllowed(_:)``, ``ShopError/sessionEnded``.
    public func checkMayRestore(by session: Session) async throws {
        try await environment.reading(.restoreBackup, by: session) { _, _ in }
    }
}

/// A folder of daily backups: `shop-2026-11-24.db`. Other files in it are left alone.
public struct BackupFolder: Hashable, Sendable {
    public let url: URL

    public init(_ url: URL) { self.url = url }

    /// `backups` beside the shop's file.
    public init(of path: String) {
        url = URL(fileURLWithPath: path).deletingLastPathComponent().appending(path: "backups")
    }

    public func file(of day: BusinessDay) -> URL { url.appending(path: "shop-\(day).db") }

    /// The daily backups, newest first.
    public var files: [URL] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: url.path)) ?? []
        return names.filter(Self.isDaily).sorted(by: >).map { url.appending(path: $0) }
    }

    public var newest: URL? { files.first }

    private static func isDaily(_ name: String) -> Bool { name.wholeMatch(of: /shop-\d{4,}-\d{2}-\d{2}\.db/) != nil }

    func make() throws {
        do {
            try FileManager.default.createDirectory(
                at: url, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw ShopError.store(.cannotOpen(path: url.path, why: "the folder cannot be made"))
        }
    }

    func prune(keeping count: Int) {
        for file in files.dropFirst(count) { try? FileManager.default.removeItem(at: file) }
    }
}
