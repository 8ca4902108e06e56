import Presentation
import Shop

/// The customer's own orders: the open ones first, then history without end.
struct PlainOwnOrders {
    let talk: PlainTalk
    let user: UserContext

    func run(_ cartState: inout PlainCartState) async throws {
        guard let session = user.session else { return }
        while true {
            guard let totals = try await talk.attempt({ try await orders.ownTotals(by: session) }) else { return }
            guard totals.count > 0 else { return try talk.say(OrdersText.noneYet) }
            let title = "\(OrdersText.own(open: totals.openCount)), \(OrdersText.sum(totals, user.money))"
            var answer = try await pickAny(title, session)
            if case .text(let text) = answer { answer = try await pickFound(text, session) }
            switch answer {
            case .chosen(let order): if try await show(order.id, session, &cartState) { return }
            case .back: return
            case .text: continue
            }
        }
    }

    private var orders: OrderService { user.services.orders }

    private func line(_ order: Order) -> String {
        order.line(user.settings, now: user.services.environment.now())
    }

    private func pickAny(_ title: String, _ session: Session) async throws -> PlainAnswer<Order> {
        guard let first = try await talk.attempt({ try await orders.own(by: session) }) else { return .back }
        let ways = PlainWays(text: "find orders by ticket or product, or by a status such as ready")
        return try await talk.pick(title, from: first, ways, text: line) {
            try await further($0, OrderFilter(), session)
        }
    }

    /// - Returns: `text` where the list of all is to be shown again.
    private func pickFound(_ text: String, _ session: Session) async throws -> PlainAnswer<Order> {
        let status = OrderStatus(rawValue: text.lowercased())
        let filter = OrderFilter(status: status, text: status == nil ? text : "")
        guard let first = try await talk.attempt({ try await orders.own(filter, by: session) }) else { return .back }
        guard !first.isEmpty else {
            try talk.say(OrdersText.noneFound)
            return .text(text)
        }
        let answer = try await talk.pick("Found: \(text)", from: first, text: line) {
            try await further($0, filter, session)
        }
        guard case .chosen = answer else { return .text(text) }
        return answer
    }

    /// What follows the orders told so far; what has come to its end meanwhile is not told again.
    private func further(_ told: [Order], _ filter: OrderFilter, _ session: Session) async throws -> [Order] {
        let ids = Set(told.map(\.id))
        let page = try await talk.attempt { try await orders.own(filter, after: told.last, by: session) } ?? []
        return page.filter { !ids.contains($0.id) }
    }

    private enum Way { case look, cancel, again, receipt }

    /// - Returns: true when the order's things are wanted again, and are in the cart.
    private func show(_ id: ID<Order>, _ session: Session, _ cartState: inout PlainCartState) async throws -> Bool {
        while true {
            guard
                let (order, events) = try await talk.attempt({
                    try await orders.history(of: id, by: session)
                })
            else { return false }
            try tell(order, events)
            var ways = [
                PlainChoice("Look again", Way.look), PlainChoice("Order the same again", .again),
                PlainChoice("Receipt", .receipt),
            ]
            if order.cancelRefusal(user.services.environment.now()) == nil {
                ways.append(PlainChoice("Cancel the order", .cancel))
            }
            switch try await talk.choose("Order \(order.ticket)", ways) {
            case .look: continue
            case .receipt: try await PlainReceipt(talk: talk, user: user, order: order).run()
            case .cancel: try await cancel(order, session)
            case .again:
                try await orderAgain(order, &cartState)
                return true
            case nil: return false
            }
        }
    }

    private func tell(_ order: Order, _ events: [ShopEvent]) throws {
        try talk.say("")
        try talk.say(order.headline(user.money) + ".")
        try talk.say(order.sentence(events))
        try talk.say(OrderTimeline(order: order, events: events, settings: user.settings).stages.map(\.text))
        try talk.say(order.itemLines(user.money))
    }

    private func cancel(_ order: Order, _ session: Session) async throws {
        guard try await talk.confirm(order.cancelQuestion(user.money), yes: "Cancel the order") else { return }
        let step = StatusStep(to: .cancelled, expecting: order.version)
        let cancelled = try await talk.attempt {
            try await orders.setStatus(order.id, step, by: session)
        }
        if let cancelled { try talk.say(cancelled.cancelledText) }
    }

    private func orderAgain(_ order: Order, _ cartState: inout PlainCartState) async throws {
        guard let products = try await cartState.products() else { return }
        try await cartState.change { $0.add(order, as: products) }
        try talk.say("It is in your order.")
        if order.items.contains(where: { products[$0.productID] == nil }) {
            try talk.say(Order.isPartlyGone)
        }
    }
}
