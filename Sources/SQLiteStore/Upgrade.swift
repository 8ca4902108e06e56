import Foundation
import GRDB
import Glibc
import Shop

/// Brings an older file to this program's schema, inside the gate. A checked copy of the file as it was is made beside it
/// first; where that cannot be, the file stays as it is.
struct Upgrade {
    let path: String
    let now: Date

    /// - Returns: nil when the file has this program's schema already.
    /// - Throws: ``StoreFault/notUpgraded(path:found:known:why:)``.
    func run(_ db: Database) throws -> UpgradeRecord? {
        let found = try Schema.version(of: db)
        guard found < Schema.version else { return nil }
        let record = UpgradeRecord(at: now, from: found, to: Schema.version, path: place(found))
        do {
            try keep(db, as: record.path)
            do {
                try Schema.migrate(db) { try note(record, in: $0) }
            } catch {
                // The file is as it was, and needs no copy; the next attempt makes its own.
                unlink(record.path)
                throw error
            }
        } catch {
            let why = EngineErrors.fault(error, path: path).words
            throw StoreFault.notUpgraded(path: path, found: found, known: Schema.version, why: why)
        }
        return record
    }

    /// Tells the schema, and the time in UTC: `shop.db.schema-1-20261125T014530Z`.
    private func place(_ found: Int) -> String {
        let stamp = now.formatted(
            Date.ISO8601FormatStyle(dateSeparator: .omitted, timeSeparator: .omitted, timeZone: .gmt))
        return "\(path).schema-\(found)-\(stamp)"
    }

    private func keep(_ db: Database, as place: String) throws {
        let copy = CheckedCopy(beside: place)
        defer { copy.remove() }
        let mode = FileFacts(path: path).map { $0.mode & 0o660 | 0o600 } ?? 0o600
        try db.inTransaction(.deferred) {
            try copy.make(from: db, mode: mode)
            return .rollback
        }
        try copy.check(copyOf: path)
        try copy.flush()
        try copy.name(place)
    }

    private func note(_ record: UpgradeRecord, in db: Database) throws {
        let transaction = SQLiteTransaction(db)
        try transaction.save(record)
        let name = (record.path as NSString).lastPathComponent
        _ = try transaction.append(
            NewEvent(
                at: now, actor: nil, kind: .shopUpgraded, subject: .shop, from: "schema \(record.from)",
                to: "schema \(record.to)", reason: String("kept as \(name)".prefix(200))))
    }
}
