import CStore
import Foundation
import GRDB
import Shop

/// The rows of a question, one after the other. GRDB's own rows make a dictionary of the columns' names for each
/// question, which costs an order more than all of its questions.
final class StoredRows: DatabaseCursor {
    typealias Element = StoredRow

    let _statement: Statement
    var _isDone = false
    private let columns: [String]

    init(_ statement: Statement, _ arguments: StatementArguments = []) throws {
        try statement.setArguments(arguments)
        _statement = statement
        columns = statement.columnNames
    }

    func _element(sqliteStatement: OpaquePointer) -> StoredRow { StoredRow(sqliteStatement, columns) }

    /// Ends the question, whether or not all of its rows were read.
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
                throw StoreFault.other("no column \(column)")
            }
            return try self[index]
        }
    }

    /// - Throws: ``StoreFault/constraint(_:)`` when the column holds another kind of value.
    subscript<Value: StoredValue>(_ index: Int) -> Value {
        get throws {
            guard let value = Value(statement, Int32(index)) else {
                throw StoreFault.constraint("\(columns[index]) holds another kind of value")
            }
            return value
        }
    }

    func date(_ column: String) throws -> Date { Date(milliseconds: try self[column]) }

    /// - Throws: ``StoreFault/constraint(_:)`` when the column holds a word this program does not know.
    func word<Word: RawRepresentable>(_ column: String) throws -> Word where Word.RawValue == String {
        let text: String = try self[column]
        guard let word = Word(rawValue: text) else { throw StoreFault.constraint("\(column) reads \(text)") }
        return word
    }
}

/// What a column can be read as.
protocol StoredValue {
    /// Nil when the column holds another kind of value.
    init?(_ statement: OpaquePointer, _ index: Int32)
}

extension Int64: StoredValue {
    init?(_ statement: OpaquePointer, _ index: Int32) {
        switch sqlite3_column_type(statement, index) {
        case SQLITE_INTEGER: self = sqlite3_column_int64(statement, index)
        // What the engine sums up with its total() is one.
        case SQLITE_FLOAT: self.init(exactly: sqlite3_column_double(statement, index))
        default: return nil
        }
    }
}

extension Int: StoredValue {
    init?(_ statement: OpaquePointer, _ index: Int32) {
        guard let number = Int64(statement, index) else { return nil }
        self = Int(number)
    }
}

extension Bool: StoredValue {
    init?(_ statement: OpaquePointer, _ index: Int32) {
        guard let number = Int64(statement, index) else { return nil }
        self = number != 0
    }
}

extension Double: StoredValue {
    init?(_ statement: OpaquePointer, _ index: Int32) {
        guard sqlite3_column_type(statement, index) == SQLITE_FLOAT else { return nil }
        self = sqlite3_column_double(statement, index)
    }
}

extension String: StoredValue {
    init?(_ statement: OpaquePointer, _ index: Int32) {
        guard sqlite3_column_type(statement, index) == SQLITE_TEXT else { return nil }
        // The length only after the text: it may be converted first.
        let text = sqlite3_column_text(statement, index)
        let count = Int(sqlite3_column_bytes(statement, index))
        self.init(decoding: UnsafeBufferPointer(start: text, count: text == nil ? 0 : count), as: UTF8.self)
    }
}

extension Data: StoredValue {
    init?(_ statement: OpaquePointer, _ index: Int32) {
        guard sqlite3_column_type(statement, index) == SQLITE_BLOB else { return nil }
        let bytes = sqlite3_column_blob(statement, index)
        self = bytes.map { Data(bytes: $0, count: Int(sqlite3_column_bytes(statement, index))) } ?? Data()
    }
}

extension Optional: StoredValue where Wrapped: StoredValue {
    init?(_ statement: OpaquePointer, _ index: Int32) {
        guard sqlite3_column_type(statement, index) != SQLITE_NULL else {
            self = .none
            return
        }
        guard let value = Wrapped(statement, index) else { return nil }
        self = .some(value)
    }
}
