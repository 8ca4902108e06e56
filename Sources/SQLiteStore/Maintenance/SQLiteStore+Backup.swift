public import Foundation
import GRDB
import Glibc
import Shop

extension SQLiteStore {
    public func backup(to path: String, at now: Date = Date()) async throws {
        let target = DatabaseFiles.canonical(path)
        do {
            try await Cancellation.offMain { [self] cancellation in
                try VerifiedCopy.checkName(target)
                VerifiedCopy.removeAbandoned(beside: target)
                guard FileMetadata.identity(of: target) == nil else { throw StoreError.exists(place: target) }
                let copy = VerifiedCopy(beside: target)
                defer { copy.remove() }
                try shop.pool.read { source in
                    try copy.make(from: source, mode: 0o600, cancellation) { copied in
                        try SQLiteTransaction(copied).save(BackupRecord(at: now, path: target))
                    }
                }
                try copy.check(copyOf: self.path, cancellation)
                try copy.flush()
                try cancellation.check()
                try copy.name(target)
            }
        } catch {
            throw EngineErrors.folded(error, path: self.path)
        }
    }

    /// Puts the shop of a backup in the place of the shop at `path`, which may be in use, damaged or not there. The file
    /// that was there is kept beside it. Sessions of the backup's time have ended; terminals that have the old file open
    /// notice it, and must be started again.
    ///
    /// - Returns: where the old file is kept; nil when there was none.
    /// - Throws: ``ShopError/store(_:)``; nothing is changed then. A backup that is no shop's, damaged, or of a newer
    ///   program is refused.
    @discardableResult
    public static func restore(
        _ backup: String, to path: String, at now: Date = Date(), writeLimit: Duration = writeLimit
    ) async throws -> String? {
        try await restore(backup, to: path, at: now, writeLimit: writeLimit, schema: .current)
    }

    /// - Parameter schema: other versions than this program's.
    @discardableResult
    package static func restore(
        _ backup: String, to path: String, at now: Date = Date(), writeLimit: Duration = writeLimit, schema: Migrator
    ) async throws -> String? {
        let restoring = Restoring(
            backup: DatabaseFiles.canonical(backup), path: DatabaseFiles.canonical(path), now: now,
            writeLimit: writeLimit,
            schema: schema)
        do {
            return try await restoring.run()
        } catch {
            throw EngineErrors.folded(error, path: restoring.backup)
        }
    }
}
