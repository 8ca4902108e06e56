import GRDB
import Testing

@testable import SQLiteStore

struct OrderTablePlanTests {
    @Test("Whatever the table of all orders is asked, it goes along an index", arguments: SQL.readsOfTable)
    func plans(sql: String) throws {
        let details = try DatabaseQueue().inDatabase { db in
            try Schema.migrate(db)
            let statement = try db.makeStatement(sql: "EXPLAIN QUERY PLAN " + sql)
            let names = sql.matches(of: /:([a-zA-Z]+)/).map { String($0.output.1) }
            let arguments = StatementArguments(Dictionary(names.map { ($0, 1) }) { first, _ in first })
            return try Row.fetchAll(statement, arguments: arguments).map { $0["detail"] as String }
        }
        #expect(!details.isEmpty)
        for detail in details where !detail.hasPrefix("SCAN (subquery") && !detail.contains("VIRTUAL TABLE INDEX") {
            #expect(!detail.hasPrefix("SCAN"), "\(detail) in \(sql)")
        }
        // Full-text tables are asked by a search or a row's number.
        for detail in details where detail.contains("VIRTUAL TABLE INDEX") {
            #expect(detail.contains(":M") || detail.contains("="), "\(detail) in \(sql)")
        }
        if sql.contains("ORDER BY"), !sql.contains("orders.total "),
            !sql.contains("ORDER BY orders.customer_name") || sql.contains("orders_by_c")
        {
            #expect(!details.contains { $0.contains("TEMP B-TREE") }, "sorts all candidates: \(details) in \(sql)")
        }
    }
}
