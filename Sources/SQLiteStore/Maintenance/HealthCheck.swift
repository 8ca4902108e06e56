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
        var health = StoreHealth(engine: "SQLite " + String(cString: sqlite3_libversion()), place: path)
        for check in [shop.files.check, shop.state.checkWritable] {
            do { try check() } catch { health.add(.error(EngineErrors.fault(error, path: path)), .wrong) }
        }
        let size = FileMetadata.size(of: path)
        let free = (try? FileMetadata.freeBytes(at: path)) ?? 0
        health.add(.size(size))
        health.add(.freeSpace(free), free < DiskRoom.short ? .wrong : .ok)
        do {
            // The settings that count are the writer's, where there is one; reading them writes nothing.
            if shop.flusher != nil {
                health.facts += try await shop.pool.writeWithoutTransaction {
                    try Connection.settings($0, schemaVersion: shop.files.schemaVersion)
                }
            }
            let (found, backup) = try await shop.pool.read { db in
                (
                    try facts(db, isThorough: full || size <= Self.quickBytes, full: full),
                    try SQLiteTransaction(db).lastBackup()
                )
            }
            health.facts += found
            let state = try await backupState(backup)
            health.add(.lastBackup(backup, state), [.missing, .other].contains(state) ? .attention : .ok)
        } catch {
            health.add(.error(EngineErrors.fault(error, path: path)), .wrong)
        }
        return health
    }

    /// What one picture of the shop says.
    ///
    /// - Parameter isThorough: whether the file is read through.
    private func facts(_ db: Database, isThorough: Bool, full: Bool) throws -> [HealthFact] {
        let transaction = SQLiteTransaction(db)
        let last = try transaction.lastEventNumber()
        var facts = [HealthFact(.schema(version: try Schema.version(of: db)))]
        facts.append(HealthFact(.lastEvent(last, at: try transaction.events(after: last - 1, limit: 1).first?.at)))
        if let lag = feed.lag(behind: last) {
            facts.append(HealthFact(.feed(lag), lag.untakenSeconds >= Self.stillness ? .wrong : .ok))
        }
        let wal = WALIndex(db)
        let readers = wal?.oldReaders(of: path, beyond: Self.oldState) ?? []
        facts += readers.map { HealthFact(.oldReader($0), .wrong) }
        let bytes = FileMetadata.size(of: path + "-wal")
        facts.append(
            HealthFact(
                .journal(bytes: bytes, behind: wal?.behindBytes ?? 0),
                readers.isEmpty && bytes > Self.longLog ? .wrong : .ok))
        if let upgrade = try transaction.lastUpgrade() { facts.append(HealthFact(.lastUpgrade(upgrade))) }
        if isThorough, !full { facts += try Self.damages(db, "quick_check") }
        return facts + (try Self.brokenInvariants(db, full: full))
    }

    /// What is where the last backup was written to.
    private func backupState(_ record: BackupRecord?) async throws -> HealthFact.BackupState? {
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

    private static func damages(_ db: Database, _ check: String) throws -> [HealthFact] {
        try String.fetchAll(db, sql: "PRAGMA \(check)(5)").filter { $0 != "ok" }.map {
            HealthFact(.damage(detail: $0), .wrong)
        }
    }

    /// The invariants of a shop that do not hold, and what the engine finds damaged.
    static func brokenInvariants(_ db: Database, full: Bool) throws -> [HealthFact] {
        var broken: [HealthFact] = []
        if full {
            broken += try damages(db, "integrity_check")
            if let row = try Row.fetchOne(db, sql: "PRAGMA foreign_key_check") {
                broken.append(HealthFact(.broken(.references, [row["table"] as String]), .wrong))
            }
        }
        for (invariant, sql) in invariants(full: full) {
            let culprits = try String.fetchAll(db, sql: sql)
            if !culprits.isEmpty { broken.append(HealthFact(.broken(invariant, culprits), .wrong)) }
        }
        // A file of the first schema has none of what is indexed.
        if full, try Schema.version(of: db) > 1 { broken += try IndexCheck(db: db).brokenInvariants() }
        return broken
    }

    private static func invariants(full: Bool) -> [(HealthFact.Invariant, sql: String)] {
        let newest = full ? "" : "WHERE id > (SELECT coalesce(max(id), 0) FROM orders) - \(sample)"
        var checks: [(HealthFact.Invariant, sql: String)] = [
            (
                .orderTotals,
                """
                SELECT id FROM (SELECT id, total FROM orders \(newest)) AS o
                WHERE total <> (SELECT sum(quantity * price) FROM order_items WHERE order_id = o.id) LIMIT 5
                """
            ),
            (
                .orderStatuses,
                """
                SELECT id FROM (SELECT id, status FROM orders \(newest)) AS o
                WHERE status <> (SELECT to_value FROM events WHERE subject = 'order' AND subject_id = o.id
                    AND kind IN ('orderPlaced', 'orderStatus') ORDER BY number DESC LIMIT 1) LIMIT 5
                """
            ),
        ]
        if full {
            checks.append(
                (
                    .stock,
                    """
                    SELECT name FROM products WHERE stock <> coalesce(
                        (SELECT sum(delta) FROM stock_movements WHERE product_id = products.id), 0) LIMIT 5
                    """
                ))
        }
        return checks
    }
}
