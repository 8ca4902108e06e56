import Foundation
import GRDB
import Shop

extension SQLiteTransaction {
    func order(_ id: ID<Order>) throws -> Order? { try orders(SQL.order, [id]).first }

    func orders(_ ids: [ID<Order>]) throws -> [Order] {
        ids.isEmpty ? [] : try orders(SQL.ordersByNumber, [Self.list(ids)])
    }

    func order(request: String) throws -> Order? { try orders(SQL.orderByRequest, [request]).first }

    func order(ticket: Ticket, of customer: ID<User>?) throws -> Order? {
        try orders(SQL.orderByTicket, [ticket.channel.rawValue, ticket.number, customer]).first
    }

    func openOrders() throws -> [Order] { try orders(SQL.openOrders) }

    func pickups() throws -> [PickupList.Pickup] {
        try rows(SQL.pickups) { row in
            try PickupList.Pickup(
                ticket: Ticket(channel: row.word("channel"), number: row["number"]), status: row.word("status"),
                since: row.date("status_at"))
        }
    }

    func completedOrders(since start: Date, limit: Int) throws -> [Order] {
        try orders(SQL.completedOrders, [start.milliseconds, limit])
    }

    func completedTotals(since start: Date) throws -> (count: Int, sum: Int64) {
        try row(SQL.completedTotals, [start.milliseconds]) { (try $0[0], try $0[1]) } ?? (0, 0)
    }

    func nextTicketNumber(_ channel: Ticket.Channel, on day: BusinessDay) throws -> Int {
        (try row(SQL.lastTicket, [day.number, channel.rawValue]) { try $0[0] } ?? 0) + 1
    }

    func insert(_ new: NewOrder) throws -> OrderInsertion {
        // First: what a shelf refuses has written nothing.
        let shortages = try changeStock(new.movements)
        guard shortages.isEmpty else { return .short(shortages) }
        let id = try insert(new.order)
        try note(new.movements, of: id)
        var event = new.event
        event.subject = .order(id)
        _ = try append(event)
        return .inserted(id)
    }

    private func insert(_ order: Order) throws -> ID<Order> {
        try BulkStatement(db, SQL.insertOrder).run(
            order.request, order.businessDay.number, order.ticket.channel.rawValue, order.ticket.number,
            order.customerID, order.customerName, order.placedByID, order.status.rawValue, order.payment.rawValue,
            order.note, order.total, order.version, order.createdAt.milliseconds, order.updatedAt.milliseconds,
            order.statusAt.milliseconds)
        let id = ID<Order>(db.lastInsertedRowID)
        try insert(order.items, of: id)
        if id.rawValue.isMultiple(of: SQL.indexingBatch) { try indexNewOrders() }
        return id
    }

    func insert(_ items: [OrderItem], of id: ID<Order>) throws {
        let statement = try BulkStatement(db, SQL.insertItem)
        for (line, item) in items.enumerated() {
            try statement.run(id, line, item.productID, item.name, item.quantity, item.price, item.note, item.isCounted)
        }
    }

    func update(_ order: Order, expecting version: Int) throws -> Bool {
        try run(
            SQL.updateOrder,
            [
                order.status.rawValue, order.payment.rawValue, order.version, order.updatedAt.milliseconds,
                order.statusAt.milliseconds, order.status.rawValue, order.statusAt.milliseconds,
                order.status.rawValue, order.id, version,
            ])
        return db.changesCount == 1
    }

    /// Orders with their items, in two statements however many there are.
    func orders(_ sql: String, _ arguments: StoredArguments = []) throws -> [Order] {
        var orders = try rows(sql, arguments, Self.order)
        guard !orders.isEmpty else { return [] }
        let ids = Self.list(orders.map(\.id))
        var items: [ID<Order>: [OrderItem]] = [:]
        for (order, item) in try rows(SQL.items, [ids], Self.item) { items[order, default: []].append(item) }
        for index in orders.indices { orders[index].items = items[orders[index].id] ?? [] }
        return orders
    }

    /// Numbers as the JSON that `json_each` reads.
    private static func list(_ ids: [ID<Order>]) -> String { "[" + ids.map(String.init).joined(separator: ",") + "]" }

    private static func item(_ row: StoredRow) throws -> (order: ID<Order>, OrderItem) {
        let item = try OrderItem(
            productID: row["product_id"], name: row["name"], quantity: row["quantity"], price: row["price"],
            note: row["note"], isCounted: row["is_counted"])
        return (try row["order_id"], item)
    }

    /// The order without its items.
    private static func order(_ row: StoredRow) throws -> Order {
        try Order(
            id: row["id"], request: row["request"],
            ticket: Ticket(channel: row.word("channel"), number: row["number"]),
            businessDay: BusinessDay(number: row["business_day"]), customerID: row["customer_id"],
            customerName: row["customer_name"], placedByID: row["placed_by"], status: row.word("status"),
            payment: row.word("payment"), note: row["note"], total: row["total"], version: row["version"],
            createdAt: row.date("created_at"), updatedAt: row.date("updated_at"), statusAt: row.date("status_at"),
            items: [])
    }
}

extension SQL {
    static let order = "SELECT * FROM orders WHERE id = ?"
    static let ordersByNumber = "SELECT * FROM orders WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id"
    package static let orderByRequest = "SELECT * FROM orders WHERE request = ?"
    static let orderByTicket = """
        SELECT * FROM orders NOT INDEXED WHERE \(isUnindexed) AND channel = ?1 AND number = ?2
            AND (?3 IS NULL OR customer_id = ?3)
        UNION ALL SELECT * FROM orders INDEXED BY orders_by_ticket WHERE is_filed = 1 AND channel = ?1 AND number = ?2
            AND (?3 IS NULL OR customer_id = ?3)
        ORDER BY id DESC LIMIT 1
        """
    static let openOrders = """
        SELECT * FROM orders INDEXED BY orders_by_status WHERE status IN ('placed', 'preparing', 'ready') ORDER BY id
        """
    static let pickups = """
        SELECT channel, number, status, status_at FROM orders INDEXED BY orders_by_status
        WHERE status IN ('preparing', 'ready') ORDER BY status_at, id
        """
    static let completedOrders = """
        SELECT * FROM orders INDEXED BY orders_completed
        WHERE status = 'completed' AND status_at >= ? ORDER BY status_at DESC LIMIT ?
        """
    static let completedTotals = """
        SELECT count(*), coalesce(sum(total), 0) FROM orders INDEXED BY orders_completed
        WHERE status = 'completed' AND status_at >= ?
        """
    static let items = """
        SELECT * FROM order_items WHERE order_id IN (SELECT value FROM json_each(?)) ORDER BY order_id, line
        """
    package static let lastTicket = """
        SELECT number FROM orders WHERE business_day = ? AND channel = ? ORDER BY number DESC LIMIT 1
        """
    package static let insertOrder = """
        INSERT INTO orders (request, business_day, channel, number, customer_id, customer_name, placed_by, status,
            payment, note, total, version, created_at, updated_at, status_at, is_filed)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)
        """
    package static let insertItem = """
        INSERT INTO order_items (order_id, line, product_id, name, quantity, price, note, is_counted)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        """
    static let updateOrder = """
        UPDATE orders SET status = ?, payment = ?, version = ?, updated_at = ?, status_at = ?, ready_after = CASE
            WHEN ? = 'ready' AND status IN ('placed', 'preparing') THEN max(0, ? - created_at)
            WHEN ? IN ('placed', 'preparing') THEN NULL
            ELSE ready_after END
        WHERE id = ? AND version = ?
        """
}
