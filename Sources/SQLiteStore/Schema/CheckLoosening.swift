import CStore
import GRDB
import Shop

/// Loosens a constraint of a table that is too large, or too much referred to, to be built anew: its text is changed where
/// the schema keeps it, and no row is touched (sqlite.org/lang_altertable.html, "Making Other Kinds Of Table Schema
/// Changes").
///
/// The rows that are there satisfy what is looser; ``Migrator`` proves that by the engine's check of the whole file, and
/// compares the whole schema with that of a new one.
package struct CheckLoosening: Sendable {
    let table: String
    /// A part of the table's text, which must stand in it exactly once.
    let old: String
    let new: String

    package init(of table: String, from old: String, to new: String) {
        self.table = table
        self.old = old
        self.new = new
    }

    /// Changes the text, inside the connection's transaction. This connection alone can write its schema, and only
    /// meanwhile.
    ///
    /// - Throws: when the text is not as it is expected, or when anything but a constraint would change.
    func apply(to db: Database) throws {
        let before = try TableShape(of: table, in: db)
        let text = try String.fetchOne(
            db, sql: "SELECT sql FROM sqlite_schema WHERE type = 'table' AND name = ?", arguments: [table])
        guard let text, text.ranges(of: old).count == 1 else {
            throw StoreError.alteredSchema(objects: ["table \(table)"])
        }
        try Self.withWritableSchema(db) {
            try db.execute(
                sql: "UPDATE sqlite_schema SET sql = ? WHERE type = 'table' AND name = ?",
                arguments: [text.replacing(old, with: new), table])
            // Another number has this connection, and every other, read the schema anew.
            let number = try Int32.fetchOne(db, sql: "PRAGMA schema_version") ?? 0
            try db.execute(sql: "PRAGMA schema_version = \(number &+ 1)")
        }
        db.clearSchemaCache()
        guard try TableShape(of: table, in: db).isLooser(than: before) else {
            throw StoreError.alteredSchema(objects: ["table \(table)"])
        }
    }

    /// Whatever comes of `work`, the schema can be written by nobody afterwards.
    private static func withWritableSchema(_ db: Database, _ work: () throws -> Void) throws {
        let connection = db.sqliteConnection
        defer { cstore_lock_schema(connection) }
        guard cstore_unlock_schema(connection) == 1 else {
            throw StoreError.setting(name: "writable_schema", found: "")
        }
        try work()
        guard cstore_lock_schema(connection) == 1 else { throw StoreError.setting(name: "defensive", found: "") }
    }
}

/// What of a table the rows on the disk depend on.
private struct TableShape {
    private struct Column: Equatable {
        var name: String
        var type: String
        var standard: String?
        var keyPosition: Int
        var hidden: Int
    }

    private let columns: [Column]
    private let required: Set<String>
    /// STRICT, WITHOUT ROWID, how texts are ordered, and the columns that name other tables.
    private let rest: [String]

    init(of table: String, in db: Database) throws {
        let rows = try Row.fetchAll(db, sql: "SELECT * FROM pragma_table_xinfo(?)", arguments: [table])
        columns = rows.map {
            Column(
                name: $0["name"], type: $0["type"], standard: $0["dflt_value"], keyPosition: $0["pk"],
                hidden: $0["hidden"])
        }
        required = Set(rows.filter { $0["notnull"] == 1 }.map { $0["name"] })
        rest =
            try String.fetchAll(
                db, sql: "SELECT wr || ' ' || strict FROM pragma_table_list WHERE schema = 'main' AND name = ?",
                arguments: [table])
            + String.fetchAll(
                db,
                sql: """
                    SELECT id || ' ' || seq || ' ' || "from" || ' ' || "table" || ' ' || coalesce("to", '') || ' '
                        || on_update || ' ' || on_delete
                    FROM pragma_foreign_key_list(?) ORDER BY id, seq
                    """, arguments: [table])
            + Self.collations(of: table, in: db)
    }

    /// No question to the engine tells in which order a column's texts are; the table's own text does.
    private static func collations(of table: String, in db: Database) throws -> [String] {
        let text = try String.fetchOne(
            db, sql: "SELECT sql FROM sqlite_schema WHERE type = 'table' AND name = ?", arguments: [table])
        return text?.matches(of: /COLLATE\s+(\w+)/.ignoresCase()).map { String($0.1) } ?? []
    }

    func isLooser(than before: TableShape) -> Bool {
        columns == before.columns && required.isSubset(of: before.required) && rest == before.rest
    }
}
