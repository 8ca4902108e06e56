import Foundation
import GRDB
import NextSchema
import Presentation
import Shop
import Testing

@testable import SQLiteStore

@Suite(.serialized)
struct LooseningTests {
    private func opened(_ path: String) throws -> DatabaseQueue {
        try DatabaseQueue(path: path, configuration: Connection.configuration())
    }

    private static let loosening = CheckLoosening(
        of: "orders", from: "CHECK (length(note) <= 500)", to: "CHECK (length(note) <= 1000)")

    /// Whether nobody can write the schema of this connection, which is as it was to begin with.
    private func expectLocked(_ db: Database) throws {
        #expect(try Int.fetchOne(db, sql: "PRAGMA writable_schema") == 0)
        #expect(throws: DatabaseError.self) { try db.execute(sql: "UPDATE sqlite_schema SET sql = sql") }
        let version = try Int.fetchOne(db, sql: "PRAGMA schema_version")
        try db.execute(sql: "PRAGMA schema_version = 4711")
        #expect(try Int.fetchOne(db, sql: "PRAGMA schema_version") == version)
    }

    @Test("A looser check counts at once and for everyone who has the file open; all else is checked as before")
    func loosens() throws {
        let path = try KeptShop.schema2.copy()
        let (queue, other) = (try opened(path), try opened(path))
        let long = String(repeating: "x", count: 800)
        let set = "UPDATE orders SET note = ? WHERE id = 1"
        #expect(throws: DatabaseError.self) {
            try other.inDatabase { try $0.execute(sql: set, arguments: [long]) }
        }
        try queue.inDatabase { db in
            try db.inTransaction(.immediate) {
                try Self.loosening.apply(to: db)
                try db.execute(sql: set, arguments: [long])
                return .commit
            }
            try expectLocked(db)
            #expect(try String.fetchAll(db, sql: "PRAGMA integrity_check") == ["ok"])
        }
        try other.inDatabase { db in
            try db.execute(sql: "UPDATE orders SET note = ? WHERE id = 2", arguments: [long])
            #expect(throws: DatabaseError.self) {
                try db.execute(sql: set, arguments: [String(repeating: "x", count: 1_001)])
            }
            #expect(throws: DatabaseError.self) { try db.execute(sql: "UPDATE orders SET total = 0 WHERE id = 1") }
        }
    }

    @Test(
        "What is more than a looser check is refused, and leaves the schema as it was, and locked",
        arguments: [
            // Not there; there more than once; not a table's text any more.
            CheckLoosening(of: "orders", from: "CHECK (length(note) <= 5)", to: ""),
            CheckLoosening(of: "orders", from: "CHECK", to: ""),
            CheckLoosening(of: "orders", from: "CHECK (length(note) <= 500)", to: "CHECK (length(note) <="),
            CheckLoosening(of: "no_table", from: "a", to: "b"),
            // Another column, another type, a narrower constraint, another table's shape.
            CheckLoosening(of: "orders", from: "note TEXT", to: "remark TEXT"),
            CheckLoosening(of: "orders", from: "note TEXT", to: "note BLOB"),
            CheckLoosening(of: "orders", from: "customer_id INTEGER", to: "customer_id INTEGER NOT NULL"),
            CheckLoosening(of: "orders", from: "request TEXT NOT NULL UNIQUE", to: "request TEXT NOT NULL"),
            CheckLoosening(
                of: "orders", from: "placed_by INTEGER NOT NULL REFERENCES users (id)", to: "placed_by INTEGER NOT NULL"
            ),
            CheckLoosening(of: "order_items", from: "STRICT, WITHOUT ROWID", to: "STRICT"),
            CheckLoosening(of: "orders", from: "COLLATE NOCASE ", to: ""),
            CheckLoosening(of: "orders", from: "note TEXT NOT NULL", to: "note TEXT NOT NULL COLLATE NOCASE"),
        ])
    func refuses(loosening: CheckLoosening) throws {
        let path = try KeptShop.schema2.copy()
        let queue = try opened(path)
        try queue.inDatabase { db in
            let (text, version) = (try SchemaText(db), try Int.fetchOne(db, sql: "PRAGMA schema_version"))
            #expect(throws: (any Error).self) {
                try db.inTransaction(.immediate) {
                    try loosening.apply(to: db)
                    return .commit
                }
            }
            try expectLocked(db)
            #expect(try SchemaText(db) == text)
            #expect(try Int.fetchOne(db, sql: "PRAGMA schema_version") == version)
            #expect(try Int.fetchOne(db, sql: "SELECT count(*) FROM orders WHERE id > 0") ?? 0 > 100)
        }
    }

    @Test("A shop whose tables another program changed is not upgraded, and the change is named")
    func altered() async throws {
        for (change, object) in [
            ("CREATE INDEX quick ON orders (note)", "index quick"), ("DROP TRIGGER events_keep", "trigger events_keep"),
            ("ALTER TABLE users ADD COLUMN phone TEXT", "table users"),
        ] {
            let path = try KeptShop.schema2.copy()
            try await DatabaseQueue(path: path).write { try $0.execute(sql: change) }
            let before = try FileContents(path).tables
            let error = await #expect(throws: ShopError.self) {
                await (try SQLiteStore.open(path, schema: NextSchema.migrator)).close()
            }
            #expect(error?.text.contains("in the way: \(object).") == true, "\(String(describing: error))")
            #expect(try FileContents(path).tables == before)
            // The program that it is from goes on with it.
            let second = Migrator(Array(Migrator.current.migrations.prefix(2)))
            await (try SQLiteStore.open(path, schema: second)).close()
        }
    }

    @Test("A looser check that the rows there do not satisfy, or a row that names none, stops the upgrade")
    func rows() async throws {
        for steps: [Migration.Step] in [
            [
                .loosen(
                    CheckLoosening(of: "orders", from: "CHECK (length(note) <= 500)", to: "CHECK (length(note) < 1)"))
            ],
            [
                .sql(
                    "PRAGMA defer_foreign_keys = ON; CREATE TABLE tips (order_id INTEGER REFERENCES orders (id)) STRICT"
                ),
                .sql("INSERT INTO tips VALUES (999999)"),
            ],
        ] {
            let path = try KeptShop.schema2.copy()
            let schema = NextSchema.migrator(with: Migration(steps))
            await #expect(throws: ShopError.self) { await (try SQLiteStore.open(path, schema: schema)).close() }
            let store = try await SQLiteStore.open(path)
            #expect(await store.health(full: true).problems == [])
            await store.close()
        }
    }
}
