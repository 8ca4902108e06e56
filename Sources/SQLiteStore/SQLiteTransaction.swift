import Foundation
import GRDB
import Shop

/// The typed questions and changes, on one connection, inside the transaction that its maker opened.
///
/// Each statement is a constant, so that the engine's prepared form is reused and a test can ask for its plan.
struct SQLiteTransaction: WriteTransaction {
    let db: Database

    init(_ db: Database) { self.db = db }

    func rows(_ sql: String, _ arguments: StatementArguments = []) throws -> [StoredRow] {
        let statement = try db.cachedStatement(sql: sql)
        let rows = try Row.fetchAll(statement, arguments: arguments)
        guard !rows.isEmpty else { return [] }
        let places = StoredRow.places(statement.columnNames)
        return rows.map { StoredRow($0, places) }
    }

    func row(_ sql: String, _ arguments: StatementArguments = []) throws -> StoredRow? {
        let statement = try db.cachedStatement(sql: sql)
        return try Row.fetchOne(statement, arguments: arguments).map {
            StoredRow($0, StoredRow.places(statement.columnNames))
        }
    }

    func run(_ sql: String, _ arguments: StatementArguments = []) throws {
        try db.cachedStatement(sql: sql).execute(arguments: arguments)
    }

    /// Runs an insertion whose unique column may be taken.
    func run(_ sql: String, _ arguments: StatementArguments, whenTaken field: FieldName) throws {
        do {
            try run(sql, arguments)
        } catch let error as DatabaseError where error.extendedResultCode == .SQLITE_CONSTRAINT_UNIQUE {
            throw ShopError.invalid([field: .taken])
        }
    }
}

/// Times are kept as whole milliseconds since 1970, UTC.
extension Date {
    var milliseconds: Int64 { Int64((timeIntervalSince1970 * 1_000).rounded()) }

    init(milliseconds: Int64) { self.init(timeIntervalSince1970: Double(milliseconds) / 1_000) }
}
