import GRDB
import Shop

/// Deferred indexing: an order is placed unindexed, and many are indexed at once. A batch costs the indexes little more than one order would.
extension SQLiteTransaction {
    func indexNewOrders() throws {
        for (id, entry) in try unindexedEntries() {
            try run(SQL.insertSearch, [id] + StoredArguments(entry.columns))
        }
        for statement in SQL.indexing { try run(statement) }
    }

    /// The unindexed orders that a search finds, as a JSON array; the engine's index does not have them yet.
    func unindexedOrders(found query: OrderQuery) throws -> String {
        "[" + (try unindexedEntries().filter { $0.entry.fits(query) }.map { String($0.id) }.joined(separator: ","))
            + "]"
    }

    private func unindexedEntries() throws -> [(id: ID<Order>, entry: OrderSearch.Entry)] {
        var names = OrderSearch.KnownNames()
        return try rows(SQL.unindexedEntries) { (try $0["id"], try OrderSearch.Entry($0, &names)) }
    }
}

extension OrderSearch.Entry {
    /// - Parameter row: with the columns of ``SQL/searchedColumns``.
    init(_ row: StoredRow, _ names: inout OrderSearch.KnownNames) throws {
        self.init(
            Ticket(channel: try row.word("channel"), number: try row["number"]), owner: try row["customer_id"],
            customerName: try row["customer_name"], products: try row["products"] ?? "", &names)
    }
}

extension SQL {
    /// The order whose number is a multiple of this files itself and those before it. So many are the most that are
    /// read one by one where others are found by an index, and are indexed in a few milliseconds.
    package static let indexingBatch: Int64 = 128

    /// True of an order that is not indexed yet.
    static let isUnindexed = "orders.id > (SELECT last_order FROM order_filing)"

    /// What the search is made of.
    static let searchedColumns = """
        id, channel, number, customer_id, customer_name,
        (SELECT group_concat(name, char(10)) FROM order_items WHERE order_id = orders.id) AS products
        """
    package static let unindexedEntries = """
        SELECT \(searchedColumns) FROM orders NOT INDEXED WHERE \(isUnindexed) ORDER BY id
        """
    package static let insertSearch = """
        INSERT INTO order_search (rowid, ticket, owner, customer, products) VALUES (?, ?, ?, ?, ?)
        """
    /// What indexes the new orders once the search has them, step by step.
    package static let indexing = [
        """
        INSERT INTO order_products SELECT DISTINCT product_id, order_id FROM order_items
        WHERE order_id > (SELECT last_order FROM order_filing) ORDER BY product_id, order_id
        """,
        "UPDATE orders SET is_filed = 1 WHERE \(isUnindexed)",
        "UPDATE order_filing SET last_order = (SELECT max(id) FROM orders)",
    ]
}
