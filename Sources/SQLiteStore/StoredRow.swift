import Foundation
import GRDB
import Shop

/// A row whose columns are read with a check: in a damaged file a column may hold what its table never allowed, and that
/// is an error to tell, not a reason to end the program.
struct StoredRow {
    private let row: Row
    /// Where each column stands: a row by itself looks through all names for it, each time.
    private let places: [String: Int]

    init(_ row: Row, _ places: [String: Int]) {
        self.row = row
        self.places = places
    }

    /// A cursor's row, which knows where its columns stand.
    init(_ row: Row) { self.init(row, [:]) }

    static func places(_ columns: [String]) -> [String: Int] {
        Dictionary(zip(columns, 0...)) { first, _ in first }
    }

    subscript<Value: DatabaseValueConvertible & StatementColumnConvertible>(_ column: String) -> Value {
        get throws {
            guard let place = places[column] else { return try row.decode(forColumn: column) }
            return try row.decode(atIndex: place)
        }
    }

    subscript<Value: DatabaseValueConvertible & StatementColumnConvertible>(_ index: Int) -> Value {
        get throws { try row.decode(atIndex: index) }
    }

    func date(_ column: String) throws -> Date { Date(milliseconds: try self[column]) }

    /// - Throws: ``StoreFault/constraint(_:)`` when the column holds a word this program does not know.
    func word<Word: RawRepresentable>(_ column: String) throws -> Word where Word.RawValue == String {
        let text: String = try self[column]
        guard let word = Word(rawValue: text) else { throw StoreFault.constraint("\(column) reads \(text)") }
        return word
    }
}
