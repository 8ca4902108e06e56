import GRDB
import Testing

@testable import SQLiteStore

struct QueryPlanTests {
    @Test("However long the history, no question reads all of it", arguments: SQL.readsOfHistory)
    func plans(sql: String) throws {
        let queue = try DatabaseQueue()
        let details = try queue.inDatabase { db in
            try Migrator.current.migrate(db)
            let statement = try db.makeStatement(sql: "EXPLAIN QUERY PLAN " + sql)
            let names = sql.matches(of: /\?\d*/).map { String($0.output) }
            let count = names.count { $0 == "?" } + Set(names.filter { $0 != "?" }).count
            return try Row.fetchAll(statement, arguments: StatementArguments((0..<count).map { _ in 1 })).map {
                $0["detail"] as String
            }
        }
        #expect(!details.isEmpty)
        for detail in details {
            let isOfOpenOnes = !sql.contains("completed") && !sql.contains("status = ?")
            #expect(!detail.hasSuffix("(status=?)") || isOfOpenOnes, "all that ever had it: \(detail) in \(sql)")
            let scans = ["SCAN orders", "SCAN events", "SCAN order_items"].contains { detail.hasPrefix($0) }
            #expect(!scans, "\(detail) in \(sql)")
            #expect(
                !detail.contains("TEMP B-TREE") || !sql.contains("LIMIT"), "sorts a history for one page of it: \(sql)")
        }
    }
}
