import GRDB

/// The text of all tables, indexes and triggers of a file, to be compared with another's. Spaces and line ends do not
/// count, and neither do the engine's own statistics.
struct SchemaText: Equatable {
    /// By kind and name, such as `table orders`.
    let objects: [String: String]

    init(_ db: Database) throws {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT type || ' ' || name, tbl_name || ': ' || coalesce(sql, '') FROM sqlite_schema
                WHERE tbl_name NOT LIKE 'sqlite\\_stat_' ESCAPE '\\'
                """)
        objects = Dictionary(rows.map { ($0[0], Self.normalized($0[1])) }) { first, _ in first }
    }

    private static func normalized(_ text: String) -> String {
        text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    /// What only one of the two has, or has otherwise, in the order of names.
    func differences(from other: SchemaText) -> [String] {
        Set(objects.keys).union(other.objects.keys).filter { objects[$0] != other.objects[$0] }.sorted()
    }
}
