public import Foundation

/// A CSV file with a header line, read by the names of its columns, in whatever case they are written.
public struct CSVTable: Sendable {
    public struct Row: Sendable {
        public let line: Int
        public let fields: [String]
        fileprivate let places: [String: Int]

        /// The column's value; empty when the line is too short for it.
        public subscript(_ column: String) -> String { value(column) ?? "" }

        /// The column's value; nil when there is no such column, or the line is too short for it.
        public func value(_ column: String) -> String? {
            guard let place = places[column], place < fields.count else { return nil }
            return fields[place]
        }
    }

    public let columns: [String]
    public let rows: [Row]

    /// - Parameter known: the columns as the caller names them; others keep the name that the file gives them.
    public init(_ text: String, known: [String] = []) throws(CSVReader.Problem) {
        let records = try CSVReader.records(of: text, separator: CSVReader.separator(of: text))
        let names = Dictionary(known.map { (TextRule.key($0), $0) }) { first, _ in first }
        let columns = (records.first?.fields ?? []).map { header in
            let name = header.trimmingCharacters(in: .whitespaces)
            return names[TextRule.key(name)] ?? name
        }
        let places = Dictionary(zip(columns, columns.indices)) { first, _ in first }
        self.columns = columns
        rows = records.dropFirst().map { Row(line: $0.line, fields: $0.fields, places: places) }
    }

    public init(contentsOf file: URL) throws {
        try self.init(String(decoding: Data(contentsOf: file), as: UTF8.self))
    }
}
