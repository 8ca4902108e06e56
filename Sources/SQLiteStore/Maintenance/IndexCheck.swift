import GRDB
import Shop

/// Compares the search index and the kept sums with the orders that they are made of.
struct IndexCheck {
    let db: Database

    func brokenInvariants() throws -> [HealthFact] {
        var broken: [HealthFact] = []
        for (invariant, sql) in Self.questions {
            let culprits = try String.fetchAll(db, sql: "SELECT DISTINCT * FROM (\(sql)) LIMIT 5")
            if !culprits.isEmpty { broken.append(HealthFact(.broken(invariant, culprits), .wrong)) }
        }
        let unfound = try wrongInSearch().prefix(5).map(String.init)
        if !unfound.isEmpty { broken.append(HealthFact(.broken(.indexedWords, unfound), .wrong)) }
        return broken
    }

    // MARK: the search

    private static let columns = ["ticket", "owner", "customer", "products"]

    /// The index's words of each order against the order's own, as sums: millions of words are never held at once.
    private func wrongInSearch() throws -> [ID<Order>] {
        var sums: [ID<Order>: UInt64] = [:]
        try db.execute(sql: "CREATE VIRTUAL TABLE temp.order_words USING fts5vocab('main', 'order_search', 'instance')")
        defer { try? db.execute(sql: "DROP TABLE temp.order_words") }
        let words = try StoredRows(db.makeStatement(sql: "SELECT doc, col, term FROM temp.order_words"))
        defer { words.end() }
        while let row = try words.next() {
            try sums[row[0], default: 0] &+= Self.sum(of: row[2], in: row[1])
        }
        var names = OrderSearch.KnownNames()
        let orders = try StoredRows(
            db.makeStatement(sql: "SELECT \(SQL.searchedColumns) FROM orders WHERE is_filed = 1"))
        defer { orders.end() }
        while let row = try orders.next() {
            let entry = try OrderSearch.Entry(row, &names)
            for (column, tokens) in zip(Self.columns, entry.tokens) {
                for token in Set(tokens) where !token.isEmpty {
                    try sums[row["id"], default: 0] &-= Self.sum(of: token, in: column)
                }
            }
        }
        return sums.filter { $0.value != 0 }.keys.sorted()
    }

    /// FNV-1a, by G. Fowler, L. Noll and P. Vo.
    private static func sum(of token: String, in column: String) -> UInt64 {
        var sum: UInt64 = 0xCBF2_9CE4_8422_2325
        for text in [column, " ", token] {
            for byte in text.utf8 { sum = (sum ^ UInt64(byte)) &* 0x100_0000_01B3 }
        }
        return sum
    }

    // MARK: the rest

    private static let lastIndexed = "(SELECT last_order FROM order_filing)"

    private static let questions: [(HealthFact.Invariant, sql: String)] =
        [
            (
                .indexFlags,
                "SELECT id FROM orders WHERE is_filed <> (id <= \(lastIndexed))"
            ),
            (
                .indexedProducts,
                """
                SELECT order_id FROM order_items AS item WHERE order_id <= \(lastIndexed) AND NOT EXISTS (
                    SELECT 1 FROM order_products WHERE product_id = item.product_id AND order_id = item.order_id)
                UNION ALL SELECT order_id FROM order_products AS sold WHERE order_id > \(lastIndexed) OR NOT EXISTS (
                    SELECT 1 FROM order_items WHERE order_id = sold.order_id AND product_id = sold.product_id)
                """
            ),
        ]
        + SQL.sums.map { sum in
            // Days that only one of the two has so.
            (
                .sums(sum.table),
                """
                SELECT business_day FROM (\(sum.orders) EXCEPT SELECT * FROM \(sum.kept))
                UNION ALL SELECT business_day FROM (SELECT * FROM \(sum.kept) EXCEPT \(sum.orders))
                """
            )
        }
}
