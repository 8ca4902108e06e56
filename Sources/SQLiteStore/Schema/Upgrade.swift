import Foundation
import GRDB
import Glibc
import Shop

/// Brings an older file to a newer schema, under the lock. A checked copy of the file as it was is made beside it first,
/// and gets its name when all else is done; where anything fails, the file stays as it is.
struct Upgrade {
    let path: String
    let schema: Migrator
    let now: Date
    var tell: @Sendable (UpgradeProgress) -> Void = { _ in }
    /// Bytes that are free on the disk of a path.
    var freeBytes: (String) throws -> Int64 = FileMetadata.freeBytes

    /// - Parameter mark: tells the others, for as long as what it returns lives.
    /// - Returns: nil when the file has the newest schema already.
    /// - Throws: ``StoreError/notUpgraded(place:found:known:why:)``.
    func run(_ db: Database, marking mark: () throws -> UpgradeMark) throws -> UpgradeRecord? {
        let found = try Schema.version(of: db)
        guard found < schema.version else { return nil }
        do {
            return try withExtendedLifetime(mark()) { try upgrade(db, from: found) }
        } catch {
            let why = UpgradeRefusal.failed(fault(error, on: db))
            throw StoreError.notUpgraded(place: path, found: found, known: schema.version, why: why)
        }
    }

    private func fault(_ error: any Error, on db: Database) -> StoreError {
        if let error = error as? DatabaseError, error.resultCode == .SQLITE_IOERR {
            return EngineErrors.ioFault(error, on: db, path: path)
        }
        return EngineErrors.fault(error, path: path)
    }

    private func upgrade(_ db: Database, from found: Int) throws -> UpgradeRecord {
        removeDrafts()
        let record = UpgradeRecord(at: now, from: found, to: schema.version, path: place(found))
        let copy = VerifiedCopy(beside: record.path)
        defer { copy.remove() }
        try checkRoom(db)
        try make(copy, of: db)
        // What was written is in the log until now, a commit as well as what was given up.
        defer { _ = try? db.checkpoint(.truncate) }
        let made = FileMetadata.identity(of: copy.draft)
        do {
            try Connection.withLargeCache(db) {
                try schema.migrate(db, tell: tell) { db in
                    try note(record, in: db)
                    try copy.name(record.path)
                    // The other name goes before the commit: whoever comes after it has nothing to tidy up.
                    copy.remove()
                }
            }
        } catch {
            // The file is as it was, and needs no copy; the next attempt makes its own.
            if let made, FileMetadata.identity(of: record.path) == made { unlink(record.path) }
            throw error
        }
        tell(UpgradeProgress(.finishing))
        return record
    }

    // MARK: the copy

    /// Tells the schema, and the time in UTC: `shop.db.schema-1-20261125T014530Z`.
    private func place(_ found: Int) -> String {
        let stamp = now.formatted(
            Date.ISO8601FormatStyle(dateSeparator: .omitted, timeSeparator: .omitted, timeZone: .gmt))
        let name = "\(path).schema-\(found)-\(stamp)"
        let names = [name] + (2...99).map { "\(name)-\($0)" }
        return names.first { FileMetadata.identity(of: $0) == nil } ?? name
    }

    /// Those that earlier upgrades have kept, the newest first.
    static func copies(of path: String) throws -> [String] {
        let folder = (path as NSString).deletingLastPathComponent
        let start = (path as NSString).lastPathComponent + ".schema-"
        let names: [String]
        do {
            names = try FileManager.default.contentsOfDirectory(atPath: folder)
        } catch {
            throw StoreError.unreachable(place: folder, detail: String(cString: strerror(errno)))
        }
        return names.filter { $0.hasPrefix(start) && $0.wholeMatch(of: /.*\.schema-\d+-\d{8}T\d{6}Z(-\d+)?/) != nil }
            .sorted { stamp($1).lexicographicallyPrecedes(stamp($0)) }.map { folder + "/" + $0 }
    }

    /// When a copy was made, and which it is of that second.
    private static func stamp(_ name: String) -> [String] {
        name.firstMatch(of: /-(\d{8}T\d{6}Z)(-\d+)?$/).map { [String($0.1), String($0.2 ?? "")] } ?? []
    }

    /// Only who holds the writer lock makes these: what is there was left by a process that was killed.
    private func removeDrafts() {
        let folder = (path as NSString).deletingLastPathComponent
        let start = (path as NSString).lastPathComponent + ".schema-"
        for name in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        where name.hasPrefix(start) && name.contains(".igniflo-draft-") {
            unlink(folder + "/" + name)
        }
    }

    /// The copy is as large as the file. So is the log, when each page is written anew; and there is what is new.
    private func checkRoom(_ db: Database) throws {
        let pages = try Int64.fetchOne(db, sql: "PRAGMA page_count") ?? 0
        let size = try Int64.fetchOne(db, sql: "PRAGMA page_size") ?? 0
        let needed = pages * size * 5 / 2 + Self.leastRoom
        let free = try freeBytes(path)
        guard free >= needed else { throw StoreError.noRoom(place: path, needed: needed, free: free) }
    }

    /// For the tables and indexes that even an empty shop has.
    private static let leastRoom: Int64 = 1 << 20

    private func make(_ copy: VerifiedCopy, of db: Database) throws {
        tell(UpgradeProgress(.copying, share: 0))
        let mode = FileMetadata(path: path).map { $0.mode & 0o660 | 0o600 } ?? 0o600
        try db.inTransaction(.deferred) {
            try copy.make(from: db, mode: mode, progress: { tell(UpgradeProgress(.copying, share: $0)) })
            return .rollback
        }
        tell(UpgradeProgress(.checking))
        try copy.check(copyOf: path)
        try copy.flush()
    }

    private func note(_ record: UpgradeRecord, in db: Database) throws {
        let transaction = SQLiteTransaction(db)
        try transaction.save(record)
        let name = (record.path as NSString).lastPathComponent
        _ = try transaction.append(
            NewEvent(
                at: now, actorID: nil, subject: .shop,
                change: .shopUpgraded(from: "schema \(record.from)", to: "schema \(record.to)"),
                reason: String("kept as \(name)".prefix(200))))
    }
}
