import Shop

/// The customer's home: the menu, the cart, their orders, their account. Someone who only looks has the first two.
struct PlainCustomer {
    var talk: PlainTalk
    private(set) var visit: Visit
    private(set) var cart: Cart

    init(talk: PlainTalk, visit: Visit) {
        self.talk = talk
        self.visit = visit
        cart = visit.services.carts.newCart()
    }

    private enum Room { case menu, cart, orders, account, register, signOut, leave }

    /// - Parameter brought: what the person has chosen without an account.
    mutating func run(bringing brought: Cart?) async throws {
        try await open(bringing: brought)
        while true {
            switch try await talk.choose("What would you like?", rooms(), PlainWays(back: nil)) {
            case .menu: try await PlainMenu(talk: talk, visit: visit).run(&self)
            case .cart: try await PlainCart(talk: talk, visit: visit).run(&self)
            case .orders: try await PlainOwnOrders(talk: talk, visit: visit).run(&self)
            case .account: try await account()
            case .register, .signOut, nil: return
            case .leave: if try await leaves() { throw PlainEnding.left }
            }
        }
    }

    private func rooms() -> [PlainChoice<Room>] {
        let pieces = cart.pieces == 0 ? "nothing yet" : "\(cart.pieces) in it"
        let common = [PlainChoice("Menu", Room.menu), PlainChoice("Your order, \(pieces)", .cart)]
        guard visit.session != nil else {
            return common + [
                PlainChoice("Sign in or register; what you chose comes along", .register), PlainChoice("Leave", .leave),
            ]
        }
        return common + [
            PlainChoice("My orders", .orders), PlainChoice("Account", .account), PlainChoice("Sign out", .signOut),
            PlainChoice("Leave", .leave),
        ]
    }

    /// The cart of the last visit; and the order that it became, if its answer was never seen.
    private mutating func open(bringing brought: Cart?) async throws {
        if let session = visit.session {
            try talk.say("Hello \(session.user.name).")
            try await reload(by: session)
        }
        guard let brought, !brought.lines.isEmpty else { return }
        try await change { $0.add(brought) }
    }

    private mutating func reload(by session: Session) async throws {
        guard let kept = try await talk.attempt({ [visit] in try await visit.services.carts.load(by: session) }) else {
            return
        }
        cart = kept.cart
        guard let placed = kept.placed else { return }
        try talk.say("Your order \(placed.ticket) was placed.")
        try await change { _ in }
    }

    private mutating func account() async throws {
        guard let session = visit.session else { return }
        visit = visit.continued(as: try await PlainAccount(talk: talk, visit: visit, session: session).run())
        talk.visit = visit
    }

    private func leaves() async throws -> Bool {
        guard visit.session == nil, !cart.lines.isEmpty else { return true }
        return try await talk.confirm("Your cart will be empty next time.", yes: "Leave", no: "Stay")
    }

    // MARK: the cart

    /// Changes the cart and keeps it in the shop.
    mutating func change(_ body: (inout Cart) -> Void) async throws {
        body(&cart)
        guard let session = visit.session else { return }
        _ = try await talk.attempt { [visit, cart] in try await visit.services.carts.save(cart, by: session) }
    }

    /// It became an order; a new cart begins.
    mutating func startAnew() async throws {
        cart = visit.services.carts.newCart()
        try await change { _ in }
    }

    /// What it became is known to the shop alone.
    mutating func askShopForCart() async throws {
        if let session = visit.session { try await reload(by: session) }
    }

    /// What is sold now, by number; nil when the shop did not say.
    func products() async throws -> [ProductID: Product]? {
        let list = try await talk.attempt { try await visit.services.products.list(by: visit.session) }
        return list.map { Dictionary($0.map { ($0.id, $0) }) { first, _ in first } }
    }
}
