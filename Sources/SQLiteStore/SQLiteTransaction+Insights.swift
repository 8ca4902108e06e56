import GRDB
import Shop

extension SQLiteTransaction {
    func salesSlots(of range: DayRange) throws -> [SalesSlot] {
        try rows(SQL.salesSlots, [range.first.number, range.last.number]).map { row in
            try SalesSlot(
                day: BusinessDay(number: row["business_day"]), slot: row["slot"],
                sales: Insights.Sales(
                    orders: row["orders"], cancelled: row["cancelled"], sales: row["sales"], revenue: row["revenue"]))
        }
    }

    func productSales(of range: DayRange) throws -> [Insights.ProductSales] {
        try rows(SQL.productSales, [range.first.number, range.last.number]).map { row in
            try Insights.ProductSales(
                product: row["product_id"], name: row["name"], pieces: row["pieces"], revenue: row["revenue"])
        }
    }

    func readyTimes(of range: DayRange) throws -> [Int64] {
        // The one list that is long: read without a row's value for each.
        try Int64.fetchAll(
            db.cachedStatement(sql: SQL.readyTimes), arguments: [range.first.number, range.last.number])
    }
}

extension SQL {
    static let salesSlots = "SELECT * FROM sales_slots WHERE business_day BETWEEN ? AND ?"
    static let productSales = """
        SELECT product_id, products.name, sum(pieces) AS pieces, sum(revenue) AS revenue FROM product_sales
        JOIN products ON products.id = product_id WHERE business_day BETWEEN ? AND ? GROUP BY product_id
        """
    static let readyTimes = """
        SELECT ready_after FROM orders INDEXED BY orders_ready
        WHERE business_day BETWEEN ? AND ? AND ready_after IS NOT NULL
        """
}
