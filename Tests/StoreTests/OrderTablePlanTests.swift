import GRDB
import Testing

@testable import SQLiteStore

struct OrderTablePlanTests {
    @Test("Whatever the table of all orders is asked, it goes along an index", arguments: SQL.readsOfTable)
    func plans(sql: String) throws {
        let details = try DatabaseQueue().inDatabase { db in
            try Migrator.current.migrate(db)
            let statement = try db.makeStatement(sql: "EXPLAIN QUERY PLAN " + sql)
            let names = sql.matches(of: /:([a-zA-Z_]+)/).map { String($0.output.1) }
            let arguments = StatementArguments(Dictionary(names.map { ($0, 1) }) { first, _ in first })
            return try Row.fetchAll(statement, arguments: arguments).map { $0["detail"] as String }
        }
        #expect(!details.isEmpty)
        for detail in details where !detail.hasPrefix("SCAN (subquery") && !detail.contains("VIRTUAL TABLE INDEX") {
            // The one row that says up to where orders are filed.
            #expect(!detail.hasPrefix("SCAN") || detail == "SCAN order_filing", "\(detail) in \(sql)")
        }
        // The full-text table is asked by a search or a row's number.
        for detail in details where detail.contains("order_search VIRTUAL TABLE INDEX") {
            #expect(detail.contains(":M") || detail.contains("="), "\(detail) in \(sql)")
        }
        let sorts = ["total", "customer_name"].contains { sql.contains("ORDER BY \($0)") }
        let walks = ["total", "customer_name"].contains { sql.contains("INDEXED BY orders_by_\($0)") }
        guard !sorts || walks else { return }
        // The right part is the few fresh orders.
        let ofHistory = details.prefix { $0 != "RIGHT" }
        #expect(!ofHistory.contains { $0.hasSuffix("FOR ORDER BY") }, "sorts all candidates: \(details) in \(sql)")
    }
}
