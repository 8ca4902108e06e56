import Foundation
import GRDB
import Glibc
import Shop

/// A file that holds a copy of a shop as a backup makes it: in one file, whole by its size, and opened by nobody as a shop
/// of its own since. It is looked at, and never written to.
struct ShopCopy {
    /// What is found where a copy may be.
    enum Look {
        case copy(ShopCopy)
        /// A shop's file that somebody has opened and may have written to: with a log of its own, or made for one.
        case used
        case missing
        /// This user may not look at it.
        case unreadable
        case other
    }

    /// When it was made, and where it is.
    let record: BackupRecord
    /// The shop's own key: files with one key are of one shop.
    let key: [UInt8]
    let queue: DatabaseQueue

    static func look(at path: String) -> Look {
        guard access(path, R_OK) == 0 else { return [ENOENT, ENOTDIR].contains(errno) ? .missing : .unreadable }
        do {
            let facts = try FileManager.default.attributesOfItem(atPath: path)
            // Through a link it might be the shop itself.
            guard facts[.type] as? FileAttributeType == .typeRegular, let size = facts[.size] as? Int64 else {
                return .other
            }
            guard try FileMetadata.inspect(path).isInOneFile, !hasJournal(path) else { return .used }
            return .copy(try ShopCopy(path, size: size))
        } catch {
            return .other
        }
    }

    static func at(_ path: String) -> ShopCopy? {
        if case .copy(let copy) = look(at: path) { copy } else { nil }
    }

    private static func hasJournal(_ path: String) -> Bool {
        ["-wal", "-journal"].contains { FileMetadata.identity(of: path + $0) != nil }
    }

    private init(_ path: String, size: Int64) throws {
        queue = try DatabaseQueue(path: path, configuration: Connection.configuration(readonly: true))
        (record, key) = try queue.read { db in
            let pages = try Int64.fetchOne(db, sql: "PRAGMA page_count") ?? 0
            let pageSize = try Int64.fetchOne(db, sql: "PRAGMA page_size") ?? 0
            let transaction = SQLiteTransaction(db)
            guard pages * pageSize == size, let made = try transaction.lastBackup(),
                let key = try transaction.tokenKey()
            else { throw StoreError.notADatabase(place: path) }
            return (BackupRecord(at: made.at, path: path), key)
        }
    }
}

/// How far the log of events has come in a file: what tells the older copy from the newer one, for the numbers of events
/// rise whatever the clock does. After a restoring the log goes on from where the backup ended, and gives numbers again:
/// so two logs are compared by the events themselves.
struct LogProgress {
    private static let event = "SELECT at, kind, subject_id, from_value, to_value FROM events WHERE number = ?"

    let db: Database
    let last: EventNumber

    init(_ db: Database) throws {
        self.db = db
        last = try SQLiteTransaction(db).lastEventNumber()
    }

    private func event(_ number: EventNumber) throws -> Row? {
        try Row.fetchOne(db.cachedStatement(sql: Self.event), arguments: [number])
    }

    /// The last event that both logs have: they are one up to there, and nowhere after.
    func shared(with other: LogProgress) throws -> EventNumber {
        func isShared(_ number: EventNumber) throws -> Bool { try event(number) == other.event(number) }
        var (low, high) = (EventNumber(0), min(last, other.last))
        if try isShared(high) { return high }
        while low < high - 1 {
            let middle = low + (high - low) / 2
            if try isShared(middle) { low = middle } else { high = middle }
        }
        return low
    }

    /// Whether this log ended before the other one did, as far as the logs tell; nil where they do not.
    func isOlder(than other: LogProgress) throws -> Bool? {
        let shared = try shared(with: other)
        guard shared < last || shared < other.last else { return nil }
        guard shared < last, shared < other.last else { return shared == last }
        // They part where a backup of then was put in the shop's place: what goes on from there came later.
        switch (try restores(shared + 1), try other.restores(shared + 1)) {
        case (false, true): return true
        case (true, false): return false
        default: return nil
        }
    }

    private func restores(_ number: EventNumber) throws -> Bool {
        let kind: String? = try event(number)?["kind"]
        return kind == ShopEvent.Kind.shopRestored.rawValue
    }
}
