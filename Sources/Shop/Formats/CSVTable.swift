public import Foundation

/// A CSV file with a header line, read by the names of its columns.
public struct CSVTable: Sendable {
    public struct Row: Sendable {
        public let line: Int
        fileprivate let values: [String: String]

        /// The column's value; empty when the line is too short for it.
        public subscript(_ column: String) -> String { values[column] ?? "" }
    }

    public let columns: [String]
    public let rows: [Row]

    public init(_ text: String) throws(CSVReader.Problem) {
        let records = try CSVReader.records(of: text)
        let columns = records.first?.fields ?? []
        self.columns = columns
        rows = records.dropFirst().map { record in
            Row(line: record.line, values: Dictionary(zip(columns, record.fields)) { first, _ in first })
        }
    }

    public init(contentsOf file: URL) throws {
        try self.init(String(decoding: Data(contentsOf: file), as: UTF8.self))
    }
}
