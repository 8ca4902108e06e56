import GRDB
import Testing

@testable import SQLiteStore

struct QueryPlanTests {
    @Test("However long the history, no question reads all of it", arguments: SQL.readsOfHistory)
    func plans(sql: String) throws {
        let queue = try DatabaseQueue()
        let details = try queue.inDatabase { db in
            try Schema.migrate(db)
            let statement = try db.makeStatement(sql: "EXPLAIN QUERY PLAN " + sql)
            let count = sql.filter { $0 == "?" }.count
            return try Row.fetchAll(statement, arguments: StatementArguments((0..<count).map { _ in 1 })).map {
                $0["detail"] as String
            }
        }
        #expect(!details.isEmpty)
        for detail in details {
            #expect(!detail.hasSuffix("(status=?)"), "all that ever had the status: \(detail) in \(sql)")
            let isOfOpenOnes = detail.contains("INDEX orders_open")
            let scans = ["SCAN orders", "SCAN events", "SCAN order_items"].contains { detail.hasPrefix($0) }
            #expect(!scans || isOfOpenOnes, "\(detail) in \(sql)")
            #expect(
                !detail.contains("TEMP B-TREE") || !sql.contains("LIMIT"), "sorts a history for one page of it: \(sql)")
        }
    }
}
