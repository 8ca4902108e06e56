public import Foundation
import Glibc
import Logging

/// Copies of the shop, made while it is in use.
public struct BackupService: Sendable {
    let environment: ShopEnvironment

    /// Writes a checked copy of the shop to a new file.
    ///
    /// - Throws: ``ShopError/store(_:)``, with ``StoreError/exists(place:)`` when something is there;
    ///   ``ShopError/file(path:why:)`` when the path is too long to be remembered.
    @discardableResult
    public func backUp(to file: URL, by session: Session) async throws -> BackupRecord {
        try await environment.reading(.backUp, by: session, on: file.lastPathComponent) { _, _ in
            try Self.checkLength(file)
        }
        let record = try await copy(to: file)
        let now = environment.now()
        return try await environment.logged(.backUp, by: session, on: file.lastPathComponent) {
            try await environment.store.write { transaction in
                let user = try Authorization.writer(for: .backUp, session: session, in: transaction, now: now)
                try transaction.save(record)
                try transaction.append(
                    Actor(user: user, now: now).event(.shopBackedUp(to: file.lastPathComponent), .shop))
                return record
            }
        }
    }

    /// The shop's own backup, which nobody asks for.
    private func backUp(to file: URL) async throws -> BackupRecord {
        try Self.checkLength(file)
        return try await environment.logged(.backUp, by: nil, on: file.lastPathComponent) {
            let record = try await copy(to: file)
            let now = environment.now()
            try await environment.store.write { transaction in
                try transaction.save(record)
                try transaction.append(
                    NewEvent(
                        at: now, actorID: nil, subject: .shop, change: .shopBackedUp(to: file.lastPathComponent)))
            }
            return record
        }
    }

    private static func checkLength(_ file: URL) throws {
        guard file.path.unicodeScalars.count <= BackupRecord.longestPath else {
            throw ShopError.file(
                path: file.lastPathComponent,
                why: "its whole path is longer than \(BackupRecord.longestPath) characters; nothing was written")
        }
    }

    private func copy(to file: URL) async throws -> BackupRecord {
        let record = BackupRecord(at: environment.now(), path: file.path)
        try await files().backup(to: record.path, at: record.at)
        return record
    }

    /// Backs the shop up if the newest backup in the folder is not this business day's, and removes the oldest beyond those
    /// that are kept. ``BackupSchedule`` does so each day.
    ///
    /// - Parameter kept: how many are kept; nil for as many as the shop's settings say.
    /// - Returns: nil when the day's backup was there.
    package func backUpDaily(in folder: BackupFolder, kept: Int? = nil) async throws -> BackupRecord? {
        let settings = try await environment.store.read { try $0.shop() }
        let day = BusinessDay(environment.now(), in: settings.timeZone)
        var attempt = 1
        while true {
            let newest = try await copies(in: folder).first
            if let newest, BusinessDay(newest.at, in: settings.timeZone) == day { return nil }
            try folder.make()
            do {
                let record = try await backUp(to: folder.freeFile(of: day))
                await prune(folder, keeping: max(1, kept ?? settings.backupsKept), besides: record)
                return record
            } catch ShopError.store(.exists) where attempt < 3 {
                // Another terminal made one in the meantime: that of this shop, or another shop's.
                attempt += 1
            }
        }
    }

    private func files() throws -> any FileMaintenance {
        guard let maintenance = environment.maintenance else { throw ShopError.store(.noFile) }
        return maintenance
    }

    /// The copies of this shop in the folder, the newest first. Whoever may write files there may give them any name: what
    /// they are, and of when, they say themselves.
    private func copies(in folder: BackupFolder) async throws -> [BackupRecord] {
        try await files().copies(among: folder.candidates.map(\.path))
    }

    /// Removes copies of this shop, the oldest first, until so many are left: never the one that was just made, and nothing
    /// else. The log of operations tells each.
    private func prune(_ folder: BackupFolder, keeping count: Int, besides made: BackupRecord) async {
        do {
            let others = try await copies(in: folder).filter { $0.path != made.path }
            for old in others.dropFirst(count - 1) {
                let outcome = unlink(old.path) == 0 ? "removed" : String(cString: strerror(errno))
                note(old.path, outcome)
            }
        } catch {
            note(folder.url.path, (error as? ShopError).map(environment.errorText) ?? String(describing: error))
        }
    }

    private func note(_ path: String, _ outcome: String) {
        environment.logger.notice(
            "operation",
            metadata: [
                "who": "-", "what": "pruneBackups", "on": .string(path), "outcome": .string(outcome),
            ])
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

    /// What has a daily backup's name, in no order. Whether it is one, the name does not tell.
    public var candidates: [URL] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: url.path)) ?? []
        return names.filter(Self.isDaily).map { url.appending(path: $0) }
    }

    private static func isDaily(_ name: String) -> Bool {
        name.wholeMatch(of: /shop-\d{4,}-\d{2}-\d{2}(-\d+)?\.db/) != nil
    }

    /// The day's name, or with a number where something has it: another shop's backup, one of a clock that was ahead.
    func freeFile(of day: BusinessDay) -> URL {
        let plain = url.appending(path: "shop-\(day).db")
        let numbered = (2...).lazy.map { url.appending(path: "shop-\(day)-\($0).db") }
        return Self.isFree(plain) ? plain : numbered.first(where: Self.isFree) ?? plain
    }

    /// A link that leads nowhere has a name, too.
    private static func isFree(_ file: URL) -> Bool {
        (try? FileManager.default.attributesOfItem(atPath: file.path)) == nil
    }

    func make() throws {
        do {
            try DurableFile.makeFolder(url.path)
            // Whoever made it before may have been killed before its name was on the disk.
            try DurableFile.flushFolder(of: url.path)
        } catch {
            throw ShopError.store(.cannotOpen(place: url.path, why: .folderNotMade(detail: error.why)))
        }
    }
}
