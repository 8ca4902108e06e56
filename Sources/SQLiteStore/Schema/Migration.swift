package import GRDB

/// One version of the schema: what brings a file of the version before to it. A version that has been released never
/// changes again, and its steps use no type of the application.
package struct Migration: Sendable {
    package enum Step: Sendable {
        /// Statements, one after the other.
        case sql(String)
        case loosen(CheckLoosening)
        case backfill(Backfill)
    }

    package let steps: [Step]

    package init(_ steps: [Step]) { self.steps = steps }

    /// - Parameter tell: gets how much of the version is done, from 0 to 1.
    func run(_ db: Database, _ tell: (Double) -> Void) throws {
        for (index, step) in steps.enumerated() {
            func tellOfStep(_ share: Double) { tell((Double(index) + share) / Double(steps.count)) }
            tellOfStep(0)
            switch step {
            case .sql(let text): try db.execute(sql: text)
            case .loosen(let loosening): try loosening.apply(to: db)
            case .backfill(let backfill): try backfill.run(db, tellOfStep)
            }
        }
        tell(1)
    }
}

/// Fills in what a new column or table says of the rows that are there. It does so a batch at a time, so that people who
/// wait can see how far it is.
package struct Backfill: Sendable {
    /// The rows of this table are gone through, in the order of its whole-number key.
    let table: String
    let key: String
    /// Gets the first and the last key of a batch as `?1` and `?2`.
    let sql: String
    /// What the statement calls and the engine does not have. Whoever changes what one does gives it another name, for
    /// the digest knows functions by their names only.
    let functions: [DatabaseFunction]
    let rowsPerBatch: Int

    package init(
        of table: String, key: String = "id", _ sql: String, functions: [DatabaseFunction] = [],
        rowsPerBatch: Int = 10_000
    ) {
        self.table = table
        self.key = key
        self.sql = sql
        self.functions = functions
        self.rowsPerBatch = rowsPerBatch
    }

    /// - Parameter tell: gets how much is done, from 0 to 1.
    func run(_ db: Database, _ tell: (Double) -> Void) throws {
        for function in functions { db.add(function: function) }
        defer { for function in functions { db.remove(function: function) } }
        let total = try Int.fetchOne(db, sql: "SELECT count(*) FROM \(table)") ?? 0
        let batch = try db.makeStatement(
            sql: """
                SELECT min(\(key)), max(\(key)), count(*) FROM (
                    SELECT \(key) FROM \(table) WHERE ?1 IS NULL OR \(key) > ?1 ORDER BY \(key) LIMIT \(rowsPerBatch))
                """)
        let statement = try db.makeStatement(sql: sql)
        var (last, done): (Int64?, Int) = (nil, 0)
        while let row = try Row.fetchOne(batch, arguments: [last]), let first: Int64 = row[0] {
            let end: Int64 = row[1]
            try statement.execute(arguments: [first, end])
            last = end
            done += row[2]
            tell(Double(done) / Double(max(total, done)))
        }
    }
}
