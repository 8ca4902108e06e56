import Foundation
import GRDB
import Shop

/// The typed questions and changes, on one connection, inside the transaction that its maker opened.
///
/// Each statement is a constant, so that the engine's prepared form is reused and a test can ask for its plan.
struct SQLiteTransaction: WriteTransaction {
    let db: Database

    init(_ db: Database) { self.db = db }

    /// Does `work` as one write transaction. (GRDB's own would compile its beginning and its end each time.)
    func committed<Value>(_ work: (SQLiteTransaction) throws -> Value) throws -> Value {
        try db.cachedStatement(sql: "BEGIN IMMEDIATE").execute()
        do {
            let value = try work(self)
            try db.cachedStatement(sql: "COMMIT").execute()
            return value
        } catch {
            // Some errors have rolled it back already.
            if db.isInsideTransaction { try? db.cachedStatement(sql: "ROLLBACK").execute() }
            throw error
        }
    }

    /// - Parameter read: takes what is wanted from each row, and asks nothing else meanwhile by the same statement.
    func rows<Value>(
        _ sql: String, _ arguments: StoredArguments = [], _ read: (StoredRow) throws -> Value
    ) throws -> [Value] {
        let rows = try StoredRows(db.cachedStatement(sql: sql), arguments)
        defer { rows.end() }
        var values: [Value] = []
        while let row = try rows.next() { values.append(try read(row)) }
        return values
    }

    /// The first row, or nil when there is none.
    func row<Value>(
        _ sql: String, _ arguments: StoredArguments = [], _ read: (StoredRow) throws -> Value
    ) throws -> Value? {
        let rows = try StoredRows(db.cachedStatement(sql: sql), arguments)
        defer { rows.end() }
        return try rows.next().map(read)
    }

    func exists(_ sql: String, _ arguments: StoredArguments = []) throws -> Bool {
        try row(sql, arguments) { _ in true } ?? false
    }

    func run(_ sql: String, _ arguments: StoredArguments = []) throws {
        let rows = try StoredRows(db.cachedStatement(sql: sql), arguments)
        defer { rows.end() }
        while try rows.next() != nil { continue }
    }

    /// Runs an insertion whose unique column may be taken.
    func run(_ sql: String, _ arguments: StoredArguments, whenTaken field: FieldName) throws {
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
