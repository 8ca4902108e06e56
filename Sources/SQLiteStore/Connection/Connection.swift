import CStore
import Foundation
import GRDB
import Shop

/// How each connection is set up, and the proof that the engine took it.
enum Connection {
    /// Pages of the log from which a writer checkpoints: a hundred orders, which write much the same pages, share the
    /// flushes that others wait for.
    static let checkpointPages = 2_000
    /// Pages from which it also asks for the log to begin anew.
    static let restartPages = 16_000
    /// Pages of one commit from which they are carried over later, under a lock of its own.
    static let largeCommitPages = 4_000
    /// Milliseconds that a writer waits for the engine's own locks. Other writers wait for the writer's lock, so this
    /// is for programs that do not know of it.
    static let busyTimeout = 500
    /// Milliseconds that a checkpoint waits for a reader that is in its way.
    static let readerPatience = 50
    /// How many of this process read at once.
    static let readers = 2

    /// KiB of pages that a connection keeps while it goes through all of a shop: with what it keeps else, each index sends
    /// it back to the file for pages that it just had.
    private static let largeCache = 65_536

    static func withLargeCache<Value>(_ db: Database, _ work: () throws -> Value) throws -> Value {
        let usual = try Int.fetchOne(db, sql: "PRAGMA cache_size") ?? -2_000
        try db.execute(sql: "PRAGMA cache_size = -\(largeCache)")
        defer { try? db.execute(sql: "PRAGMA cache_size = \(usual); PRAGMA shrink_memory") }
        return try work()
    }

    static func configuration(readonly: Bool = false) -> Configuration {
        var configuration = Configuration()
        configuration.readonly = readonly
        configuration.foreignKeysEnabled = true
        configuration.maximumReaderCount = readers
        configuration.persistentReadOnlyConnections = true
        configuration.busyMode = .timeout(2)
        configuration.prepareDatabase { db in
            guard cstore_harden(db.sqliteConnection) == 1 else {
                throw StoreError.setting(name: "defensive", found: "")
            }
            try db.execute(
                sql: """
                    PRAGMA mmap_size = 0;
                    PRAGMA cell_size_check = ON;
                    PRAGMA journal_size_limit = 67108864;
                    PRAGMA wal_autocheckpoint = 0;
                    """)
        }
        return configuration
    }

    /// What the shop relies on, by pragma, as the writing connection must read it back.
    private static let needed: [(pragma: String, value: String)] = [
        ("journal_mode", "wal"), ("synchronous", "1"), ("foreign_keys", "1"), ("trusted_schema", "0"),
        ("mmap_size", "0"), ("journal_size_limit", "67108864"), ("wal_autocheckpoint", "0"), ("cell_size_check", "1"),
        ("busy_timeout", String(busyTimeout)),
        ("application_id", String(Schema.applicationID)),
    ]

    /// - Parameter schemaVersion: the version that the file must have.
    static func settings(_ db: Database, schemaVersion: Int) throws -> [HealthFact] {
        try (needed + [("user_version", String(schemaVersion))]).map { pragma, value in
            let row = try Row.fetchOne(db, sql: "PRAGMA \(pragma)")
            let found = row.flatMap {
                String.fromDatabaseValue($0[0] as DatabaseValue) ?? ($0[0] as Int64?).map(String.init)
            }
            // A build without memory mapping answers with no row, which is as good as 0.
            let text = found ?? (pragma == "mmap_size" ? "0" : "")
            return HealthFact(.setting(name: pragma, value: text), text.lowercased() == value ? .ok : .wrong)
        }
    }

    /// Sets what a pool leaves otherwise on its writing connection, and reads everything back.
    ///
    /// - Throws: ``StoreError/setting(name:found:)`` naming the first that does not hold.
    static func setUpWriter(_ db: Database, schemaVersion: Int) throws {
        // Where the engine cannot open the database, or the log's index, for writing it opens them for reading, and does
        // not say so.
        guard sqlite3_db_readonly(db.sqliteConnection, "main") == 0 else {
            throw StoreError.setting(name: "writable", found: "read-only")
        }
        try db.inTransaction(.immediate) { .rollback }
        try db.execute(sql: "PRAGMA busy_timeout = \(busyTimeout)")
        for fact in try settings(db, schemaVersion: schemaVersion) where fact.verdict != .ok {
            guard case .setting(let name, let found) = fact.what else { continue }
            throw StoreError.setting(name: name, found: found)
        }
    }
}
