import GRDB
import Shop

extension SQLiteTransaction {
    func salesSlots(of range: DayRange) throws -> [SalesSlot] {
        try rows(SQL.salesSlots, [range.first.number, range.last.number]) { row in
            try SalesSlot(
                day: BusinessDay(number: row["business_day"]), slot: row["slot"],
                sales: Insights.Sales(
                    orders: row["orders"], cancelled: row["cancelled"], sales: row["sales"], revenue: row["revenue"]))
        }
    }

    func productSales(of range: DayRange) throws -> [Insights.ProductSales] {
        try rows(SQL.productSales, [range.first.number, range.last.number]) { row in
            try Insights.ProductSales(
                productID: row["product_id"], name: row["name"], pieces: row["pieces"], revenue: row["revenue"])
        }
    }

    func readyTimes(of range: DayRange) throws -> [Int64] {
        // The one list that is long: read without a row's value for each.
        try Int64.fetchAll(
            db.cachedStatement(sql: SQL.readyTimes), arguments: [range.first.number, range.last.number])
    }
}

extension SQL {
    /// A slot is one row of the indexed orders, and one of each unindexed one.
    static let salesSlots = """
        SELECT * FROM sales_slots WHERE business_day BETWEEN ?1 AND ?2
        UNION ALL SELECT business_day, created_at / 900000, 1, status = 'cancelled',
            \(isSold), \(isSold) * total
        FROM orders NOT INDEXED WHERE \(isUnindexed) AND business_day BETWEEN ?1 AND ?2
        """
    static let productSales = """
        SELECT product_id, products.name, sum(pieces) AS pieces, sum(revenue) AS revenue FROM (
            SELECT product_id, pieces, revenue FROM product_sales WHERE business_day BETWEEN ?1 AND ?2
            UNION ALL SELECT product_id, quantity, quantity * order_items.price
            FROM orders NOT INDEXED JOIN order_items ON order_id = orders.id
            WHERE \(isUnindexed) AND business_day BETWEEN ?1 AND ?2 AND \(isSold))
        JOIN products ON products.id = product_id GROUP BY product_id
        """
    static let readyTimes = """
        SELECT ready_after FROM orders INDEXED BY orders_ready
        WHERE business_day BETWEEN ? AND ? AND ready_after IS NOT NULL
        """

    private static let isSold = "(status = 'completed' OR payment = 'paid')"

    /// The tables of sums, which of their rows count, and what those must be.
    package static let sums: [(table: String, kept: String, orders: String)] = [
        (
            "order_days", "order_days",
            "SELECT business_day, count(*), min(id), max(id) FROM orders WHERE is_filed = 1 GROUP BY business_day"
        ),
        (
            "sales_slots", "sales_slots",
            """
            SELECT business_day, created_at / 900000 AS slot, count(*), sum(status = 'cancelled'), sum\(isSold),
                sum(\(isSold) * total)
            FROM orders WHERE is_filed = 1 GROUP BY business_day, slot
            """
        ),
        (
            // A sale that was taken back leaves its row.
            "product_sales", "product_sales WHERE pieces > 0",
            """
            SELECT business_day, product_id, sum(quantity), sum(quantity * order_items.price)
            FROM orders JOIN order_items ON order_id = orders.id WHERE is_filed = 1 AND \(isSold)
            GROUP BY business_day, product_id
            """
        ),
    ]
}
