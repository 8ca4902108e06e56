import Foundation
import GRDB
import Shop

/// A row whose columns are read with a check: in a damaged file a column may hold what its table never allowed, and that
/// is an error to tell, not a reason to end the program.
struct StoredRow {
    private let row: Row

    init(_ row: Row) { self.row = row }

    subscript<Value: DatabaseValueConvertible & StatementColumnConvertible>(_ column: String) -> Value {
        get throws { try row.decode(forColumn: column) }
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
