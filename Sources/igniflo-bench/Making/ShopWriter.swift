import Foundation
import Presentation
import SQLiteStore
import Shop

/// Writes the orders of a made shop through prepared statements, each in the state that it came to, with the events
/// and the movements of its life.
final class ShopWriter {
    private struct Happening {
        var at: Int64
        var actor: Int64
        var order: Int64
        var ticket: String
        var change: ShopChange
        var reason: String
    }

    private let engine: Engine
    private let insertOrder, insertItem, insertSearch, insertMovement, insertEvent, setStock: EngineStatement
    private let customers: [User]
    private var shelves: [Product]
    private let adminID: ID<User>
    private let lastIndexed: Int64
    private var names = OrderSearch.KnownNames()

    /// - Parameter lastFiled: the last order that the search gets to know.
    init(_ engine: Engine, customers: [User], products: [Product], admin: ID<User>, lastIndexed: Int64) throws {
        self.engine = engine
        self.adminID = admin
        self.lastIndexed = lastIndexed
        self.customers = customers
        shelves = products
        insertOrder = try engine.prepare(
            """
            INSERT INTO orders (request, business_day, channel, number, customer_id, customer_name, placed_by, status,
                payment, note, total, version, created_at, updated_at, status_at, ready_after)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
        insertItem = try engine.prepare(SQL.insertItem)
        insertSearch = try engine.prepare(SQL.insertSearch)
        insertMovement = try engine.prepare(SQL.insertMovement)
        insertEvent = try engine.prepare(SQL.insertEvent)
        setStock = try engine.prepare("UPDATE products SET stock = ? WHERE id = ?")
    }

    // MARK: a day

    /// - Parameter orders: of one business day, oldest first.
    func write(_ orders: [MadeOrder], of day: BusinessDay, random: inout SeededRandom) throws {
        guard let first = orders.first else { return }
        try restock(for: orders, at: first.createdAt - 600_000)
        var happenings: [Happening] = []
        happenings.reserveCapacity(orders.count * 5)
        var numbers: [Ticket.Channel: Int] = [:]
        for order in orders {
            let channel: Ticket.Channel = order.customer == nil ? .kiosk : .customer
            let number = numbers[channel, default: 0] + 1
            numbers[channel] = number
            let ticket = Ticket(channel: channel, number: number)
            let id = try insert(order, ticket, on: day, request: random.identifier())
            let owner = (order.customer.map { customers[$0].id } ?? adminID).rawValue
            let name = ticket.description
            happenings.append(
                Happening(
                    at: order.createdAt, actor: owner, order: id, ticket: name, change: .orderPlaced, reason: ""))
            for step in order.steps {
                happenings.append(
                    Happening(
                        at: step.at, actor: step.isByCustomer ? owner : adminID.rawValue, order: id, ticket: name,
                        change: step.change, reason: step.reason))
            }
        }
        try writeLog(happenings)
    }

    /// In the order in which it happened; what happened to one order at one time stays as it was.
    private func writeLog(_ happenings: [Happening]) throws {
        let inOrder = happenings.indices.sorted { (happenings[$0].at, $0) < (happenings[$1].at, $1) }
        for index in inOrder {
            let event = happenings[index]
            let (kind, from, to) = event.change.columns
            try insertEvent.run(
                .integer(event.at), .integer(event.actor), .text(kind.rawValue), .text("order"), .integer(event.order),
                .text(event.ticket), .text(from), .text(to), .text(event.reason))
        }
    }

    private func insert(_ order: MadeOrder, _ ticket: Ticket, on day: BusinessDay, request: String) throws -> Int64 {
        let customer = order.customer.map { customers[$0] }
        let total = order.lines.reduce(0) { $0 + shelves[$1.product].price * Int64($1.quantity) }
        let updatedAt = max(order.statusAt, order.steps.last?.at ?? 0)
        try insertOrder.run(
            .text(request), .integer(day.number), .text(ticket.channel.rawValue), .integer(ticket.number),
            .optional(customer?.id.rawValue), .text(customer?.name ?? order.walkIn),
            .integer((customer?.id ?? adminID).rawValue),
            .text(order.status.rawValue), .text(order.payment.rawValue), .text(order.note), .integer(total),
            .integer(order.version), .integer(order.createdAt), .integer(updatedAt), .integer(order.statusAt),
            .optional(order.readyAfter))
        let id = engine.lastID
        for (number, line) in order.lines.enumerated() {
            let product = shelves[line.product]
            try insertItem.run(
                .integer(id), .integer(number), .integer(product.id.rawValue), .text(product.name),
                .integer(line.quantity), .integer(product.price), .text(line.note), .integer(1))
            try move(
                line.product, by: -line.quantity, .sale, order: id, by: customer?.id ?? adminID, at: order.createdAt)
            if order.returnsGoods {
                try move(line.product, by: line.quantity, .cancellation, order: id, by: adminID, at: order.statusAt)
            }
        }
        if id <= lastIndexed { try search(id, order, ticket) }
        return id
    }

    private func search(_ id: Int64, _ order: MadeOrder, _ ticket: Ticket) throws {
        let customer = order.customer.map { customers[$0] }
        let entry = OrderSearch.Entry(
            ticket, owner: customer?.id, customerName: customer?.name ?? order.walkIn,
            products: order.lines.map { shelves[$0.product].name }.joined(separator: "\n"), &names)
        try insertSearch.run([.integer(id)] + entry.columns.map(EngineValue.text))
    }

    // MARK: the shelves

    /// Before the shop opens, each shelf gets what the day will take from it, and a little more.
    private func restock(for orders: [MadeOrder], at time: Int64) throws {
        var needed = shelves.map { _ in 0 }
        for order in orders {
            for line in order.lines { needed[line.product] += line.quantity }
        }
        for (index, need) in needed.enumerated() where need > 0 {
            let product = shelves[index]
            guard let stock = product.stock, stock < need + product.lowStock else { continue }
            let delivered = need + 2 * product.lowStock + 20 - stock
            try move(index, by: delivered, .restock, order: nil, by: adminID, at: time)
            try insertEvent.run(
                .integer(time), .integer(adminID.rawValue), .text(ShopEvent.Kind.productRestocked.rawValue),
                .text("product"),
                .integer(product.id.rawValue), .text(product.name), .text(String(stock)),
                .text(String(stock + delivered)), .text(""))
        }
    }

    private func move(
        _ index: Int, by delta: Int, _ kind: StockMovement.Kind, order: Int64?, by actor: ID<User>, at time: Int64
    ) throws {
        shelves[index].stock = shelves[index].stock.map { $0 + delta }
        try insertMovement.run(
            .integer(shelves[index].id.rawValue), .integer(delta), .text(kind.rawValue), .optional(order),
            .integer(actor.rawValue), .text(""), .integer(time))
    }

    /// Writes what is left on the shelves.
    func finish() throws {
        for product in shelves { try setStock.run(.integer(product.stock ?? 0), .integer(product.id.rawValue)) }
    }
}
