import CStore
import Foundation
import Shop

/// What a statement's parameters get: values in their order, or by their names.
struct StoredArguments: ExpressibleByArrayLiteral {
    private var values: [any StoredValue] = []
    private var named: [String: any StoredValue] = [:]

    init(arrayLiteral values: any StoredValue...) { self.values = values }

    init(_ values: [any StoredValue]) { self.values = values }

    init(named: [String: any StoredValue]) { self.named = named }

    static func + (left: Self, right: Self) -> Self { Self(left.values + right.values) }

    /// - Throws: ``StoreError/other(detail:)`` when the statement has other parameters, or the engine does not take a value.
    func bind(to statement: OpaquePointer) throws {
        sqlite3_reset(statement)
        let count = Int(sqlite3_bind_parameter_count(statement))
        let values = named.isEmpty ? values : try inOrder(of: statement, count)
        guard values.count == count else { throw StoreError.other(detail: "a statement has \(count) parameters") }
        for (index, value) in values.enumerated() {
            let result = value.bind(to: statement, Int32(index + 1))
            guard result == SQLITE_OK else { throw StoreError.other(detail: String(cString: sqlite3_errstr(result))) }
        }
    }

    private func inOrder(of statement: OpaquePointer, _ count: Int) throws -> [any StoredValue] {
        try (0..<count).map { index in
            let name = sqlite3_bind_parameter_name(statement, Int32(index + 1)).map { String(cString: $0 + 1) }
            guard let name, let value = named[name] else {
                throw StoreError.other(detail: "no value for \(name ?? "?")")
            }
            return value
        }
    }
}

/// What a parameter can be given, and a column read as.
protocol StoredValue {
    /// Nil when the column holds another kind of value.
    init?(_ statement: OpaquePointer, _ index: Int32)
    /// - Returns: the engine's result.
    func bind(to statement: OpaquePointer, _ index: Int32) -> Int32
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

    func bind(to statement: OpaquePointer, _ index: Int32) -> Int32 { sqlite3_bind_int64(statement, index, self) }
}

extension Int: StoredValue {
    init?(_ statement: OpaquePointer, _ index: Int32) {
        guard let number = Int64(statement, index) else { return nil }
        self = Int(number)
    }

    func bind(to statement: OpaquePointer, _ index: Int32) -> Int32 { Int64(self).bind(to: statement, index) }
}

extension Bool: StoredValue {
    init?(_ statement: OpaquePointer, _ index: Int32) {
        guard let number = Int64(statement, index) else { return nil }
        self = number != 0
    }

    func bind(to statement: OpaquePointer, _ index: Int32) -> Int32 { Int64(self ? 1 : 0).bind(to: statement, index) }
}

extension Double: StoredValue {
    init?(_ statement: OpaquePointer, _ index: Int32) {
        guard sqlite3_column_type(statement, index) == SQLITE_FLOAT else { return nil }
        self = sqlite3_column_double(statement, index)
    }

    func bind(to statement: OpaquePointer, _ index: Int32) -> Int32 { sqlite3_bind_double(statement, index, self) }
}

extension String: StoredValue {
    init?(_ statement: OpaquePointer, _ index: Int32) {
        guard sqlite3_column_type(statement, index) == SQLITE_TEXT else { return nil }
        // The length only after the text: it may be converted first.
        let text = sqlite3_column_text(statement, index)
        let count = Int(sqlite3_column_bytes(statement, index))
        self.init(decoding: UnsafeBufferPointer(start: text, count: text == nil ? 0 : count), as: UTF8.self)
    }

    func bind(to statement: OpaquePointer, _ index: Int32) -> Int32 {
        var text = self
        return text.withUTF8 { cstore_bind_text(statement, index, $0.baseAddress, Int32($0.count)) }
    }
}

extension Data: StoredValue {
    init?(_ statement: OpaquePointer, _ index: Int32) {
        guard sqlite3_column_type(statement, index) == SQLITE_BLOB else { return nil }
        let bytes = sqlite3_column_blob(statement, index)
        self = bytes.map { Data(bytes: $0, count: Int(sqlite3_column_bytes(statement, index))) } ?? Data()
    }

    func bind(to statement: OpaquePointer, _ index: Int32) -> Int32 {
        withUnsafeBytes { cstore_bind_blob(statement, index, $0.baseAddress, Int32($0.count)) }
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

    func bind(to statement: OpaquePointer, _ index: Int32) -> Int32 {
        self?.bind(to: statement, index) ?? sqlite3_bind_null(statement, index)
    }
}

extension ID: StoredValue {
    init?(_ statement: OpaquePointer, _ index: Int32) {
        guard let number = Int64(statement, index) else { return nil }
        self.init(number)
    }

    func bind(to statement: OpaquePointer, _ index: Int32) -> Int32 { rawValue.bind(to: statement, index) }
}
