import CStore
import Foundation
import GRDB
import Shop

/// What a store can say of itself, quickly or fully.
struct HealthCheck: Sendable {
    let shop: StoreOpener.Opened
    let path: String
    let feed: ChangeFeed

    /// Of the newest orders so many are looked at when the check must be quick.
    private static let sample = 200
    /// A file up to this size is read through even when the check must be quick.
    private static let quickBytes: Int64 = 16 << 20
    /// A log of this size was not begun anew for long: someone who reads is in the way.
    private static let longLog: Int64 = 256 << 20
    /// Whoever reads a state from which so many bytes were written since keeps the log from beginning anew.
    private static let oldState: Int64 = 64 << 20
    /// Whoever has not taken in for so many seconds what it was told stands still.
    private static let stillness = 30

    func run(full: Bool) async -> StoreHealth {
        var health = StoreHealth(
            engine: "SQLite " + String(cString: sqlite3_libversion()), settings: [], schemaVersion: 0,
            fileBytes: FileMetadata.size(of: path), logBytes: FileMetadata.size(of: path + "-wal"),
            freeBytes: (try? FileMetadata.freeBytes(at: path)) ?? 0, lastEvent: 0, problems: [], path: path)
        for check in [shop.files.check, shop.state.checkWritable] {
            do { try check() } catch { health.problems.append(EngineErrors.fault(error, path: path).words) }
        }
        if health.freeBytes < DiskRoom.short { health.problems.append(StoreError.noSpace(place: path).words) }
        do {
            // The settings that count are the writer's, where there is one; reading them writes nothing.
            if shop.flusher != nil {
                health.settings = try await shop.pool.writeWithoutTransaction {
                    try Connection.settings($0, schemaVersion: shop.files.schemaVersion)
                }
            }
            health.problems += health.settings.filter { !$0.isAsNeeded }.map { StoreError.setting(name: $0.name, found: $0.value).words }
            let isSmall = health.fileBytes <= Self.quickBytes
            health = try await shop.pool.read { [health] db in
                var health = health
                let transaction = SQLiteTransaction(db)
                health.schemaVersion = try Schema.version(of: db)
                health.lastEvent = try transaction.lastEventNumber()
                let wal = WALIndex(db)
                health.logBehindBytes = wal?.behindBytes ?? 0
                health.oldReaders = wal?.oldReaders(of: path, beyond: Self.oldState) ?? []
                health.feed = feed.lag(behind: health.lastEvent)
                health.problems += Self.stillStanding(health)
                health.lastEventAt = try transaction.events(after: health.lastEvent - 1, limit: 1).first?.at
                health.lastBackup = try transaction.lastBackup()
                health.lastUpgrade = try transaction.lastUpgrade()
                if isSmall, !full { health.problems += try Self.damages(db, "quick_check") }
                health.problems += try Self.brokenInvariants(db, full: full)
                return health
            }
            health.lastBackupState = try await backupState(health.lastBackup)
        } catch {
            health.problems.append(EngineErrors.fault(error, path: path).words)
        }
        return health
    }

    /// Who stands still, and so keeps others or this terminal from what is new.
    private static func stillStanding(_ health: StoreHealth) -> [String] {
        var problems = health.oldReaders.map { reader in
            let name = reader.command.isEmpty ? "" : " (\(reader.command))"
            let state =
                reader.isStopped ? "is stopped while it reads the shop" : "has been reading an old state of the shop"
            let size = "\(max(1, reader.behindBytes >> 20)) MB"
            return "Process \(reader.processID)\(name) \(state); \(size) written since must be kept for it. "
                + "Please end it: kill -KILL \(reader.processID)."
        }
        if problems.isEmpty, health.logBytes > longLog {
            problems.append(
                "The log has grown to \(health.logBytes >> 20) MB. Please look for a terminal that stands still, and end it."
            )
        }
        if let seconds = health.feed?.untakenSeconds, seconds >= stillness {
            problems.append(
                "A part of this terminal has not taken in what happens in the shop for \(seconds) s. Please start it again."
            )
        }
        return problems
    }

    /// What is where the last backup was written to.
    private func backupState(_ record: BackupRecord?) async throws -> StoreHealth.BackupState? {
        guard let record else { return nil }
        let key = try await shop.pool.read { try SQLiteTransaction($0).tokenKey() }
        return switch ShopCopy.look(at: record.path) {
        case .copy(let copy): copy.key == key ? .there : .other
        case .used: .there
        case .missing: .missing
        case .unreadable: .unreadable
        case .other: .other
        }
    }

    private static func damages(_ db: Database, _ check: String) throws -> [String] {
        try String.fetchAll(db, sql: "PRAGMA \(check)(5)").filter { $0 != "ok" }.map { "The file is damaged: \($0)." }
    }

    /// The invariants of `reliability.md` that do not hold, in words.
    static func brokenInvariants(_ db: Database, full: Bool) throws -> [String] {
        var broken: [String] = []
        if full {
            broken += try damages(db, "integrity_check")
            if try Row.fetchOne(db, sql: "PRAGMA foreign_key_check") != nil {
                broken.append("A row names another that is not there.")
            }
        }
        for (sql, words) in invariants(full: full) {
            let culprits = try String.fetchAll(db, sql: sql)
            if !culprits.isEmpty { broken.append("\(words): \(culprits.joined(separator: ", ")).") }
        }
        // A file of the first schema has none of what is filed.
        if full, try Schema.version(of: db) > 1 {
            broken += try IndexCheck(db: db).problems()
        }
        return broken
    }

    private static func invariants(full: Bool) -> [(sql: String, words: String)] {
        let newest = full ? "" : "WHERE id > (SELECT coalesce(max(id), 0) FROM orders) - \(sample)"
        var checks = [
            (
                """
                SELECT id FROM (SELECT id, total FROM orders \(newest)) AS o
                WHERE total <> (SELECT sum(quantity * price) FROM order_items WHERE order_id = o.id) LIMIT 5
                """, "The total is not the sum of the items of order"
            ),
            (
                """
                SELECT id FROM (SELECT id, status FROM orders \(newest)) AS o
                WHERE status <> (SELECT to_value FROM events WHERE subject = 'order' AND subject_id = o.id
                    AND kind IN ('orderPlaced', 'orderStatus') ORDER BY number DESC LIMIT 1) LIMIT 5
                """, "The log tells another status of order"
            ),
        ]
        if full {
            checks.append(
                (
                    """
                    SELECT name FROM products WHERE stock <> coalesce(
                        (SELECT sum(delta) FROM stock_movements WHERE product_id = products.id), 0) LIMIT 5
                    """, "The stock is not the sum of the movements of"
                ))
        }
        return checks
    }
}
