import Foundation

/// Takes an order, inside the one write transaction that makes it (TheRulesOfAShop, "Placing an order").
struct OrderPlacing {
    let transaction: any WriteTransaction
    let actor: Actor
    let settings: ShopSettings

    init(_ transaction: any WriteTransaction, _ actor: Actor, _ settings: ShopSettings) {
        self.transaction = transaction
        self.actor = actor
        self.settings = settings
    }

    /// Places the order, or returns the one that this request has already made.
    func place(_ draft: OrderDraft) throws -> Order {
        let wanted = try DraftRules.checked(draft)
        if let placed = try transaction.order(request: wanted.request) {
            guard isSame(placed, wanted) else { throw ShopError.requestReused }
            return placed
        }
        let products = try products(of: wanted.lines)
        try checkQuantities(wanted.lines, products)
        try checkShortages(wanted.lines, products)
        try checkPrices(wanted.lines, products)
        return try write(wanted, products)
    }

    /// The product of each line.
    private func products(of lines: [OrderDraft.Line]) throws -> [Product] {
        let day = BusinessDay(actor.now, in: settings.timeZone)
        let known = try transaction.products(lines.map(\.productID)).filter { !$0.isArchived }.map { $0.on(day) }
        let found = Dictionary(uniqueKeysWithValues: known.map { ($0.id, $0) })
        return try lines.map { line in
            guard let product = found[line.productID] else {
                throw ShopError.noSuchProduct(String(line.productID), didYouMean: [])
            }
            return product
        }
    }

    private func isSame(_ placed: Order, _ draft: OrderDraft) -> Bool {
        let lines = placed.items.map { OrderDraft.Line(productID: $0.productID, quantity: $0.quantity, note: $0.note) }
        let wanted = draft.lines.map { OrderDraft.Line(productID: $0.productID, quantity: $0.quantity, note: $0.note) }
        return placed.placedByID == actor.user.id && lines == wanted && placed.note == draft.note
            && (actor.user.role == .customer || placed.customerName == walkInName(draft))
    }

    private func checkQuantities(_ lines: [OrderDraft.Line], _ products: [Product]) throws {
        for (product, quantity) in Self.sums(lines, products) where !OrderItem.quantityRange.contains(quantity) {
            throw ShopError.quantity(product: product.name, wanted: quantity)
        }
    }

    private func checkShortages(_ lines: [OrderDraft.Line], _ products: [Product]) throws {
        let shortages = Self.sums(lines, products).compactMap { product, quantity -> ShopError.Shortage? in
            guard let left = product.available, left < quantity else { return nil }
            return ShopError.Shortage(productID: product.id, name: product.name, wanted: quantity, left: left)
        }
        guard shortages.isEmpty else { throw ShopError.shortage(shortages) }
    }

    private func checkPrices(_ lines: [OrderDraft.Line], _ products: [Product]) throws {
        var changes: [ShopError.PriceChange] = []
        for (line, product) in zip(lines, products) {
            guard let seen = line.seenPrice, seen != product.price,
                !changes.contains(where: { $0.productID == product.id })
            else { continue }
            changes.append(
                ShopError.PriceChange(productID: product.id, name: product.name, seen: seen, now: product.price))
        }
        guard changes.isEmpty else { throw ShopError.pricesChanged(changes) }
    }

    /// The same product on two lines is one demand on its stock.
    private static func sums(
        _ lines: [OrderDraft.Line], _ products: [Product]
    ) -> [(product: Product, quantity: Int)] {
        var sums: [(product: Product, quantity: Int)] = []
        for (line, product) in zip(lines, products) {
            if let index = sums.firstIndex(where: { $0.product.id == product.id }) {
                sums[index].quantity += line.quantity
            } else {
                sums.append((product, line.quantity))
            }
        }
        return sums
    }

    private func write(_ draft: OrderDraft, _ products: [Product]) throws -> Order {
        let items = zip(draft.lines, products).map { line, product in
            OrderItem(
                productID: product.id, name: product.name, quantity: line.quantity, price: product.price,
                note: line.note, isCounted: product.isCounted)
        }
        let total = try total(of: items)
        let day = BusinessDay(actor.now, in: settings.timeZone)
        let channel: Ticket.Channel = actor.user.role == .customer ? .customer : .kiosk
        let number = try transaction.nextTicketNumber(channel, on: day)
        var order = Order(
            id: 0, request: draft.request, ticket: Ticket(channel: channel, number: number), businessDay: day,
            customerID: actor.user.role == .customer ? actor.user.id : nil, customerName: walkInName(draft),
            placedByID: actor.user.id, status: .placed, payment: total == 0 ? .paid : .unpaid, note: draft.note,
            total: total, version: 1,
            createdAt: actor.now, updatedAt: actor.now, statusAt: actor.now, items: items)
        order.id = try insert(order, selling: Self.sums(draft.lines, products))
        return order
    }

    private func walkInName(_ draft: OrderDraft) -> String {
        actor.user.role == .customer ? actor.user.name : draft.walkIn ?? ""
    }

    private func insert(_ order: Order, selling sums: [(product: Product, quantity: Int)]) throws -> ID<Order> {
        let movements = sums.filter(\.product.isCounted).map { product, quantity in
            StockMovement(productID: product.id, delta: -quantity, kind: .sale, actorID: actor.user.id, at: actor.now)
        }
        let event = actor.event(
            .orderPlaced, .order(order.id), name: order.ticket.description)
        switch try transaction.insert(NewOrder(order, taking: movements, event: event)) {
        case .inserted(let id): return id
        case .short(let shortages):
            throw ShopError.shortage(
                sums.compactMap { product, quantity in
                    guard let short = shortages.first(where: { $0.productID == product.id }) else { return nil }
                    return ShopError.Shortage(
                        productID: product.id, name: product.name, wanted: quantity, left: short.stock)
                })
        }
    }

    /// - Throws: ``ShopError/invalid(_:)`` when the sum is more than any screen can show.
    private func total(of items: [OrderItem]) throws -> Int64 {
        var total: Int64 = 0
        for item in items {
            let (line, overflowed) = item.price.multipliedReportingOverflow(by: Int64(item.quantity))
            let (sum, overflowedSum) = total.addingReportingOverflow(line)
            guard !overflowed, !overflowedSum, sum <= Order.totalRange.upperBound else {
                let most = settings.money.string(Order.totalRange.upperBound)
                throw ShopError.invalid([.lines: .tooLarge("\(most) in all")])
            }
            total = sum
        }
        return total
    }
}
