import CStore
import GRDB
import Shop

/// A statement that is run very many times, and gives no rows: nothing is made for a run but what it is given.
struct BulkStatement {
    private let db: Database
    private let statement: OpaquePointer
    private let parameterCount: Int32

    init(_ db: Database, _ sql: String) throws {
        self.db = db
        statement = try db.cachedStatement(sql: sql).sqliteStatement
        parameterCount = sqlite3_bind_parameter_count(statement)
    }

    /// - Throws: `DatabaseError`; ``StoreError/other(detail:)`` when the statement has other parameters.
    func run<each Value: StoredValue>(_ values: repeat each Value) throws {
        sqlite3_reset(statement)
        defer { sqlite3_reset(statement) }
        var index: Int32 = 0
        for value in repeat each values {
            index += 1
            let result = value.bind(to: statement, index)
            guard result == SQLITE_OK else { throw error(result) }
        }
        guard index == parameterCount else {
            throw StoreError.other(detail: "a statement has \(parameterCount) parameters")
        }
        let result = sqlite3_step(statement)
        guard result == SQLITE_DONE else { throw error(result) }
    }

    private func error(_ result: Int32) -> DatabaseError {
        DatabaseError(resultCode: ResultCode(rawValue: result), message: db.lastErrorMessage)
    }
}
