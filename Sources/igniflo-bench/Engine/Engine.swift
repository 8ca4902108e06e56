import CStore

/// A shop's file through SQLite's own interface: the floor that figures are held against, and the way in which a large
/// shop is written.
final class Engine {
    private let connection: OpaquePointer

    init(_ path: String, readonly: Bool = false) throws {
        var opened: OpaquePointer?
        let flags = readonly ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE
        let code = sqlite3_open_v2(path, &opened, flags | SQLITE_OPEN_NOMUTEX, nil)
        guard code == SQLITE_OK, let opened else {
            let words = String(cString: sqlite3_errstr(code))
            sqlite3_close_v2(opened)
            throw EngineError(code: code, words: "\(path): \(words)")
        }
        connection = opened
    }

    deinit { sqlite3_close_v2(connection) }

    func execute(_ sql: String) throws { try check(sqlite3_exec(connection, sql, nil, nil, nil)) }

    func prepare(_ sql: String) throws -> EngineStatement { try EngineStatement(sql, on: self, connection) }

    /// The first column of each row, as text.
    func texts(_ sql: String) throws -> [String] {
        let statement = try prepare(sql)
        var texts: [String] = []
        while try statement.step() { texts.append(statement.text(0)) }
        return texts
    }

    func setBusyTimeout(milliseconds: Int32) { sqlite3_busy_timeout(connection, milliseconds) }

    var lastID: Int64 { sqlite3_last_insert_rowid(connection) }
    var changes: Int { Int(sqlite3_changes(connection)) }

    fileprivate func check(_ code: Int32) throws {
        guard code != SQLITE_OK else { return }
        throw EngineError(code: code, words: String(cString: sqlite3_errmsg(connection)))
    }
}

struct EngineError: Error, CustomStringConvertible {
    var code: Int32
    var words: String

    var isBusy: Bool { code & 0xFF == SQLITE_BUSY }
    var description: String { "SQLite: \(words) (\(code))" }
}

/// What a statement takes for a parameter.
enum EngineValue {
    case integer(Int64)
    case text(String)
    case null

    static func integer(_ value: Int) -> EngineValue { .integer(Int64(value)) }
    static func optional(_ value: Int64?) -> EngineValue { value.map(EngineValue.integer) ?? .null }
}

/// A prepared statement, to be run again and again.
final class EngineStatement {
    /// The engine copies what it is given.
    private static var copies: sqlite3_destructor_type { unsafeBitCast(-1, to: sqlite3_destructor_type.self) }

    private let engine: Engine
    private let statement: OpaquePointer

    fileprivate init(_ sql: String, on engine: Engine, _ connection: OpaquePointer) throws {
        var prepared: OpaquePointer?
        let code = sqlite3_prepare_v3(connection, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &prepared, nil)
        try engine.check(code)
        guard let prepared else { throw EngineError(code: SQLITE_MISUSE, words: "an empty statement") }
        self.engine = engine
        statement = prepared
    }

    deinit { sqlite3_finalize(statement) }

    /// Runs the statement to its end, whatever rows it has.
    ///
    /// - Returns: how many rows it had.
    @discardableResult
    func run(_ values: EngineValue...) throws -> Int { try run(values) }

    @discardableResult
    func run(_ values: [EngineValue]) throws -> Int {
        for (index, value) in values.enumerated() { bind(value, at: Int32(index + 1)) }
        defer { sqlite3_reset(statement) }
        var rows = 0
        while try step() { rows += 1 }
        return rows
    }

    /// The columns of each row, as texts.
    func rows() throws -> [[String]] {
        defer { sqlite3_reset(statement) }
        var rows: [[String]] = []
        while try step() { rows.append((0..<sqlite3_column_count(statement)).map(text)) }
        return rows
    }

    /// - Returns: the first column of the first row; nil when there is none.
    func first(_ values: EngineValue...) throws -> Int64? {
        for (index, value) in values.enumerated() { bind(value, at: Int32(index + 1)) }
        defer { sqlite3_reset(statement) }
        return try step() ? sqlite3_column_int64(statement, 0) : nil
    }

    fileprivate func step() throws -> Bool {
        let code = sqlite3_step(statement)
        if code == SQLITE_ROW { return true }
        guard code != SQLITE_DONE else { return false }
        sqlite3_reset(statement)
        try engine.check(code)
        return false
    }

    fileprivate func text(_ column: Int32) -> String {
        sqlite3_column_text(statement, column).map { String(cString: $0) } ?? ""
    }

    private func bind(_ value: EngineValue, at index: Int32) {
        switch value {
        case .integer(let number): sqlite3_bind_int64(statement, index, number)
        case .null: sqlite3_bind_null(statement, index)
        case .text(var text):
            text.withUTF8 { bytes in
                bytes.withMemoryRebound(to: CChar.self) { characters in
                    _ = sqlite3_bind_text(
                        statement, index, characters.baseAddress, Int32(characters.count), Self.copies)
                }
            }
        }
    }
}
