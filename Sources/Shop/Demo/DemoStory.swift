import Foundation

/// What happened in the demo shop over its last 30 days, in the order in which it happened.
struct DemoStory: Sendable {
    private struct Placing: Sendable {
        var number: Int
        var customer: String
        var walkIn: String
        var note: String
        var items: [(product: String, quantity: Int, note: String)]
    }

    private enum Action: Sendable {
        case place(Placing)
        case status(order: Int, OrderStatus, by: String, reason: String)
        case payment(order: Int, PaymentState, by: String)
    }

    private let actions: [(at: Date, action: Action)]
    /// Pieces that left the shelves for good, by product.
    let netSold: [String: Int]
    let openedAt: Date

    init(demo: DemoShop, settings: ShopSettings, now: Date) throws {
        let items = try Self.items(demo)
        var actions: [(at: Date, action: Action)] = []
        var placedAt: [Int: Date] = [:]
        for row in try demo.table("orders").rows {
            guard let number = Int(row["order"]), let at = Self.moment(row, in: settings.timeZone, now: now) else {
                throw demo.wrong("orders", row, "order, day, time or minutesAgo is no number")
            }
            placedAt[number] = at
            let placing = Placing(
                number: number, customer: row["customer"], walkIn: row["walkIn"], note: row["note"],
                items: items[number] ?? [])
            actions.append((at, .place(placing)))
        }
        for row in try demo.table("events").rows {
            guard let number = Int(row["order"]), let start = placedAt[number],
                let after = TimeInterval(row["after"]), let action = Self.action(row, order: number)
            else { throw demo.wrong("events", row, "order, after, kind or to is not right") }
            actions.append((start.addingTimeInterval(after), action))
        }
        // Sorting by time alone could turn steps of the same second around.
        self.actions = actions.enumerated().sorted { ($0.element.at, $0.offset) < ($1.element.at, $1.offset) }.map(
            \.element)
        netSold = Self.netSold(self.actions)
        openedAt = (self.actions.first?.at ?? now).addingTimeInterval(-3_600)
    }

    private static func items(
        _ demo: DemoShop
    ) throws -> [Int: [(product: String, quantity: Int, note: String)]] {
        var items: [Int: [(product: String, quantity: Int, note: String)]] = [:]
        for row in try demo.table("items").rows {
            guard let number = Int(row["order"]), let quantity = Int(row["quantity"]) else {
                throw demo.wrong("items", row, "order or quantity is no number")
            }
            items[number, default: []].append((row["product"], quantity, row["note"]))
        }
        return items
    }

    /// A day relative to today with a time on the shop's wall clock, or so many minutes ago.
    private static func moment(_ row: CSVTable.Row, in zone: TimeZone, now: Date) -> Date? {
        if let minutes = TimeInterval(row["minutesAgo"]) { return now.addingTimeInterval(-60 * minutes) }
        let clock = row["time"].split(separator: ":").compactMap { TimeInterval($0) }
        guard let day = TimeInterval(row["day"]), clock.count == 3 else { return nil }
        let midnight = BusinessDay.start(of: now, in: zone)
        return midnight.addingTimeInterval(day * 86_400 + clock[0] * 3_600 + clock[1] * 60 + clock[2])
    }

    private static func action(_ row: CSVTable.Row, order: Int) -> Action? {
        switch row["kind"] {
        case "status":
            OrderStatus(rawValue: row["to"]).map { .status(order: order, $0, by: row["by"], reason: row["reason"]) }
        case "payment": PaymentState(rawValue: row["to"]).map { .payment(order: order, $0, by: row["by"]) }
        default: nil
        }
    }

    private static func netSold(_ actions: [(at: Date, action: Action)]) -> [String: Int] {
        var items: [Int: [(product: String, quantity: Int, note: String)]] = [:]
        var status: [Int: OrderStatus] = [:]
        var sold: [String: Int] = [:]
        for (_, action) in actions {
            switch action {
            case .place(let placing):
                items[placing.number] = placing.items
                status[placing.number] = .placed
                for item in placing.items { sold[item.product, default: 0] += item.quantity }
            case .status(let order, let to, _, _):
                if to == .cancelled, status[order] == .placed {
                    for item in items[order] ?? [] { sold[item.product, default: 0] -= item.quantity }
                }
                status[order] = to
            case .payment: break
            }
        }
        return sold
    }

    // MARK: telling it

    /// Does every deed by the shop's own rules, at its own time.
    func tell(users: [String: User], catalogue: [String: ID<Product>], in transaction: any WriteTransaction) throws {
        guard let counter = users.values.filter({ $0.role == .admin }).min(by: { $0.id < $1.id }) else { return }
        var orders: [Int: ID<Order>] = [:]
        for (at, action) in actions {
            switch action {
            case .place(let placing):
                let user = users[placing.customer] ?? counter
                let orderPlacing = OrderPlacing(transaction, Actor(user: user, now: at), try transaction.shop())
                orders[placing.number] = try orderPlacing.place(draft(placing, catalogue)).id
            case .status(let number, let to, let by, let reason):
                let order = try stored(number, orders, in: transaction)
                let user = users[by] ?? counter
                let step = StatusStep(to: to, expecting: order.version, reason: reason)
                let board = OrderTransitions(transaction, Actor(user: user, now: at))
                _ = try board.step(order, step)
            case .payment(let number, .paid, let by):
                let order = try stored(number, orders, in: transaction)
                let board = OrderTransitions(transaction, Actor(user: users[by] ?? counter, now: at))
                _ = try board.markPaid(order, expecting: order.version)
            case .payment:
                // A refund is written by the cancellation itself.
                continue
            }
        }
    }

    private func draft(_ placing: Placing, _ catalogue: [String: ID<Product>]) throws -> OrderDraft {
        let lines = try placing.items.map { item in
            guard let product = catalogue[item.product] else {
                throw DemoShop.Problem.wrong(file: "items.csv", line: 1, what: "there is no product \(item.product)")
            }
            return OrderDraft.Line(productID: product, quantity: item.quantity, note: item.note)
        }
        return OrderDraft(
            request: "demo-order-\(placing.number)", lines: lines, note: placing.note,
            walkIn: placing.customer.isEmpty ? placing.walkIn : nil)
    }

    private func stored(_ number: Int, _ orders: [Int: ID<Order>], in transaction: any WriteTransaction) throws -> Order
    {
        guard let id = orders[number], let order = try transaction.order(id) else {
            throw DemoShop.Problem.wrong(file: "events.csv", line: 1, what: "there is no order \(number)")
        }
        return order
    }
}
