import Foundation
import GRDB

/// A shop as a program of an earlier schema, or of this one, has left it: `Kept` holds them.
enum KeptShop: String, CaseIterable, Sendable {
    case schema1 = "schema-1"
    case schema2 = "schema-2"
    /// Of the first schema, and upgraded to the second.
    case schema2Upgraded = "schema-2-upgraded"

    static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Kept")

    var file: URL { Self.folder.appending(path: rawValue + ".sqlite") }

    var schema: Int { self == .schema1 ? 1 : 2 }

    /// In a folder of its own.
    func copy() throws -> String {
        let path = try Folder().path("shop.db")
        try FileManager.default.copyItem(atPath: file.path, toPath: path)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
        return path
    }
}

/// Everything that a file says, table by table.
struct FileContents {
    /// By name; the columns of each are those of the file.
    let tables: [String: [Row]]

    /// - Parameter columns: those that are read of each table; nil for all of all tables but the engine's and the search's.
    init(_ path: String, columns: [String: [String]]? = nil) throws {
        let queue = try DatabaseQueue(path: path)
        defer { try? queue.close() }
        tables = try queue.inDatabase { db in
            let all = try columns ?? Self.columns(db)
            return try all.reduce(into: [:]) { tables, table in
                let list = table.value.map { "\"\($0)\"" }.joined(separator: ", ")
                let places = (1...table.value.count).map(String.init).joined(separator: ", ")
                tables[table.key] = try Row.fetchAll(
                    db, sql: "SELECT \(list) FROM \"\(table.key)\" ORDER BY \(places)")
            }
        }
    }

    var columns: [String: [String]] {
        tables.compactMapValues { rows in rows.first.map { Array($0.columnNames) } }
    }

    private static func columns(_ db: Database) throws -> [String: [String]] {
        let names = try String.fetchAll(
            db,
            sql: """
                SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'
                    AND name NOT LIKE 'order_search%'
                """)
        return try names.reduce(into: [:]) { $0[$1] = try db.columns(in: $1).map(\.name) }
    }
}
