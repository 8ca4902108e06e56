import Shop

/// The customer's own orders: the open ones first, then history without end.
struct PlainOwnOrders {
    let talk: PlainTalk
    let visit: Visit

    func run(_ customer: inout PlainCustomer) async throws {
        guard let session = visit.session else { return }
        while true {
            let orders = visit.services.orders
            guard
                let first = try await talk.attempt({
                    try await orders.own(limit: OwnOrdersPanel.pageLimit, by: session)
                })
            else { return }
            guard !first.isEmpty else { return try talk.say("No orders yet.") }
            let now = visit.services.environment.now()
            let answer = try await talk.pick("My orders", from: first, words: { $0.line(visit.settings, now: now) }) {
                // The open ones come first, whatever their numbers are.
                guard let oldest = $0.last(where: { !$0.status.isOpen }) else { return [] }
                return try await talk.attempt {
                    try await orders.own(before: oldest.id, limit: OwnOrdersPanel.pageLimit, by: session)
                } ?? []
            }
            guard case .chosen(let order) = answer else { return }
            if try await show(order.id, session, &customer) { return }
        }
    }

    private enum Way { case look, cancel, again }

    /// - Returns: true when the order's things are wanted again, and are in the cart.
    private func show(_ id: OrderID, _ session: Session, _ customer: inout PlainCustomer) async throws -> Bool {
        while true {
            guard
                let (order, events) = try await talk.attempt({
                    try await visit.services.orders.history(of: id, by: session)
                })
            else { return false }
            try tell(order, events)
            var ways = [PlainChoice("Look again", Way.look), PlainChoice("Order the same again", .again)]
            if order.cancelRefusal(visit.services.environment.now()) == nil {
                ways.append(PlainChoice("Cancel the order", .cancel))
            }
            switch try await talk.choose("Order \(order.ticket)", ways) {
            case .look: continue
            case .cancel: try await cancel(order, session)
            case .again:
                try await orderAgain(order, &customer)
                return true
            case nil: return false
            }
        }
    }

    private func tell(_ order: Order, _ events: [ShopEvent]) throws {
        try talk.say("")
        try talk.say(order.headline(visit.money) + ".")
        try talk.say(order.sentence(events))
        try talk.say(OrderTimeline(order: order, events: events, settings: visit.settings).stages.map(\.words))
        try talk.say(order.itemLines(visit.money))
    }

    private func cancel(_ order: Order, _ session: Session) async throws {
        let words = "\(order.ticket), \(visit.money.string(order.total)), will be cancelled. This cannot be undone."
        guard try await talk.confirm(words, yes: "Cancel the order") else { return }
        let step = StatusStep(to: .cancelled, expecting: order.version)
        let cancelled = try await talk.attempt {
            try await visit.services.orders.setStatus(order.id, step, by: session)
        }
        if let cancelled { try talk.say("\(cancelled.ticket) is cancelled.") }
    }

    private func orderAgain(_ order: Order, _ customer: inout PlainCustomer) async throws {
        guard let products = try await customer.products() else { return }
        try await customer.change { $0.add(order, as: products) }
        try talk.say("It is in your order.")
        if order.items.contains(where: { products[$0.product] == nil }) {
            try talk.say("Some of it is no longer sold.")
        }
    }
}
