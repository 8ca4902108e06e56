import CStore
import GRDB

/// A statement that is run very many times, and gives no rows: nothing is made for a run but what it is given.
struct BulkStatement {
    private let db: Database
    private let statement: OpaquePointer

    init(_ db: Database, _ sql: String) throws {
        self.db = db
        statement = try db.cachedStatement(sql: sql).sqliteStatement
    }

    /// - Throws: `DatabaseError`; ``StoreError/other(_:)`` when the statement has other parameters.
    func run(_ arguments: StoredArguments) throws {
        defer { sqlite3_reset(statement) }
        try arguments.bind(to: statement)
        let result = sqlite3_step(statement)
        guard result != SQLITE_DONE else { return }
        throw DatabaseError(resultCode: ResultCode(rawValue: result), message: db.lastErrorMessage)
    }
}
