import CStore
import Foundation
import GRDB
import Shop

/// The rows of a statement, one after the other, as the engine has them: GRDB's own make a dictionary of the columns'
/// names for each question, and a box for each value.
final class StoredRows: DatabaseCursor {
    typealias Element = StoredRow

    let _statement: Statement
    var _isDone = false
    private let columns: [String]

    init(_ statement: Statement, _ arguments: StoredArguments = []) throws {
        try arguments.bind(to: statement.sqliteStatement)
        _statement = statement
        columns = statement.columnNames
    }

    func _element(sqliteStatement: OpaquePointer) -> StoredRow { StoredRow(sqliteStatement, columns) }

    /// Ends the statement, whether or not all of its rows were read.
    func end() { sqlite3_reset(_statement.sqliteStatement) }
}

/// A row as the engine holds it, until it is asked for the next. Its columns are read with a check: in a damaged file a
/// column may hold what its table never allowed, and that is an error to tell, not a reason to end the program.
struct StoredRow {
    private let statement: OpaquePointer
    private let columns: [String]

    fileprivate init(_ statement: OpaquePointer, _ columns: [String]) {
        self.statement = statement
        self.columns = columns
    }

    subscript<Value: StoredValue>(_ column: String) -> Value {
        get throws {
            guard let index = columns.firstIndex(of: column) else {
                throw StoreError.other(detail: "no column \(column)")
            }
            return try self[index]
        }
    }

    /// - Throws: ``StoreError/constraint(detail:)`` when the column holds another kind of value.
    subscript<Value: StoredValue>(_ index: Int) -> Value {
        get throws {
            guard let value = Value(statement, Int32(index)) else {
                throw StoreError.constraint(detail: "\(columns[index]) holds another kind of value")
            }
            return value
        }
    }

    func date(_ column: String) throws -> Date { Date(milliseconds: try self[column]) }

    /// - Throws: ``StoreError/constraint(detail:)`` when the column holds a word this program does not know.
    func word<Word: RawRepresentable>(_ column: String) throws -> Word where Word.RawValue == String {
        let text: String = try self[column]
        guard let word = Word(rawValue: text) else { throw StoreError.constraint(detail: "\(column) reads \(text)") }
        return word
    }
}
