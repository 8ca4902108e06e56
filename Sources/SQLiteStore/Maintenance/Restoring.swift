import Foundation
import GRDB
import Glibc
import Shop

/// Puts a backup in a shop's place: made ready beside it first, then exchanged under the writer's lock.
struct Restoring {
    let backup: String
    let path: String
    let now: Date
    let writeLimit: Duration
    var schema = Migrator.current

    func run() async throws -> String? {
        let copy = VerifiedCopy(beside: path)
        defer { copy.remove() }
        try await Cancellation.offMain { try prepare(copy, $0) }
        return try await WriterLock(database: path).hold(by: .now.advanced(by: writeLimit)) { _ in try exchange(copy) }
    }

    private func prepare(_ copy: VerifiedCopy, _ cancellation: Cancellation) throws {
        try FileMetadata.refuseNetworkFileSystem(path)
        try FileMetadata.inspect(backup, known: schema.version)
        guard FileMetadata.identity(of: backup) != FileMetadata.identity(of: path) else {
            throw StoreError.cannotOpen(place: backup, why: .theShopItself)
        }
        try DatabaseCreation(path: path).makeFolder()
        VerifiedCopy.removeAbandoned(beside: path)
        let folder = (path as NSString).deletingLastPathComponent
        let mode = FileMetadata(path: path).map { $0.mode & 0o660 | 0o600 } ?? FileMetadata.mode(forFilesIn: folder)
        let source = try DatabaseQueue(path: backup, configuration: Connection.configuration(readonly: true))
        defer { try? source.close() }
        try source.read { db in
            try schema.check(db, path: backup)
            try copy.make(from: db, mode: mode, cancellation, bringUpToDate)
        }
        try copy.check(copyOf: backup, cancellation)
        try copy.flush()
        try cancellation.check()
    }

    private func bringUpToDate(_ db: Database) throws {
        try schema.migrate(db)
        try db.inTransaction(.immediate) {
            try db.execute(sql: "DELETE FROM sessions")
            let transaction = SQLiteTransaction(db)
            try noteBackup(transaction)
            let name = (backup as NSString).lastPathComponent
            _ = try transaction.append(
                NewEvent(at: now, actorID: nil, subject: .shop, change: .shopRestored(from: String(name.prefix(300)))))
            return .commit
        }
    }

    /// The shop's newest backup is the one that it comes from. When that was made it says itself; one of another kind holds
    /// all that happened until its last event.
    private func noteBackup(_ transaction: SQLiteTransaction) throws {
        let last = try transaction.events(before: .max, limit: 1).first
        guard let at = [try transaction.lastBackup()?.at, last?.at].compactMap(\.self).max() else { return }
        try transaction.save(BackupRecord(at: at, path: backup))
    }

    /// The old file gets another name, with its log; then the copy gets the old one's. At no instant is the old one's log
    /// without it, which would lose its last orders, and at none does the copy stand beside that log, which the engine
    /// would take for its own; nor after a loss of power, for each step is on the disk before the next begins.
    private func exchange(_ copy: VerifiedCopy) throws -> String? {
        let isThere = FileMetadata.identity(of: path) != nil
        let isComplete = isThere && shortenLog()
        let kept = try keepOld()
        do {
            try WALSync.flushFolder(of: path)
            if isThere, !isComplete {
                // Without its log this file would pass for the shop of some time ago.
                unlink(path)
                try WALSync.flushFolder(of: path)
            }
            for suffix in ["-wal", "-shm"] { unlink(path + suffix) }
            try WALSync.flushFolder(of: path)
            guard rename(copy.draft, path) == 0 else { throw DatabaseCreation.fault(path) }
        } catch {
            goOn(with: kept)
            throw error
        }
        try WALSync.flushFolder(of: path)
        return isThere ? kept : nil
    }

    /// Gives what is there a second name. Where the file is gone its log is kept all the same, for what it may still tell.
    private func keepOld() throws -> String {
        let base = path + ".before-restore-" + String(Int64(now.timeIntervalSince1970))
        let names = (1...).lazy.map { $0 == 1 ? base : "\(base)-\($0)" }
        // Of this second there may be one already, or of a clock that was set back.
        let isFree = { name in ["", "-wal"].allSatisfy { FileMetadata.identity(of: name + $0) == nil } }
        let name = names.first(where: isFree) ?? base
        for suffix in ["", "-wal"] where FileMetadata.identity(of: path + suffix) != nil {
            guard link(path + suffix, name + suffix) == 0 else {
                let fault = DatabaseCreation.fault(name + suffix)
                if !suffix.isEmpty { unlink(name) }
                throw fault
            }
        }
        return name
    }

    /// Undoes ``keepOld()`` when the copy could not take the place: under two names, one file would have two logs.
    private func goOn(with kept: String) {
        for suffix in ["-wal", ""] where FileMetadata.identity(of: path + suffix) == nil {
            guard FileMetadata.identity(of: kept + suffix) == nil || link(kept + suffix, path + suffix) == 0 else {
                return
            }
        }
        for suffix in ["", "-wal"] { unlink(kept + suffix) }
        try? WALSync.flushFolder(of: path)
    }

    /// Carries the old log over into the old file as far as it can be, so that the file says everything by itself.
    ///
    /// - Returns: false where it may not say everything: it is damaged, or somebody who reads is in the way.
    private func shortenLog() -> Bool {
        guard let old = try? DatabaseQueue(path: path, configuration: Connection.configuration()) else { return false }
        defer { try? old.close() }
        let frames = try? old.inDatabase { db in
            try db.execute(sql: "PRAGMA busy_timeout = \(Connection.readerPatience)")
            return try db.checkpoint(.full)
        }
        return frames.map { $0.walFrameCount == $0.checkpointedFrameCount } ?? false
    }
}
