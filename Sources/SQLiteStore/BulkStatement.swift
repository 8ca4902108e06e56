import CStore
import GRDB

/// A statement that is run very many times: its values are bound as they are, without a box around each.
struct BulkStatement {
    enum Value {
        case number(Int64)
        case text(String)

        static func number(_ number: Int) -> Value { .number(Int64(number)) }
    }

    private let db: Database
    private let statement: OpaquePointer

    init(_ db: Database, _ sql: String) throws {
        self.db = db
        statement = try db.cachedStatement(sql: sql).sqliteStatement
    }

    /// - Throws: `DatabaseError`.
    func run(_ values: [Value]) throws {
        defer { sqlite3_reset(statement) }
        for (index, value) in values.enumerated() {
            let result =
                switch value {
                case .number(let number): sqlite3_bind_int64(statement, Int32(index + 1), number)
                case .text(var text):
                    text.withUTF8 { cstore_bind_text(statement, Int32(index + 1), $0.baseAddress, Int32($0.count)) }
                }
            try check(result, SQLITE_OK)
        }
        try check(sqlite3_step(statement), SQLITE_DONE)
    }

    private func check(_ result: Int32, _ wanted: Int32) throws {
        guard result != wanted else { return }
        throw DatabaseError(resultCode: ResultCode(rawValue: result), message: db.lastErrorMessage)
    }
}
