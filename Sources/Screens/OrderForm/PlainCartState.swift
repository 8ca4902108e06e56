import Presentation
import Shop

/// What is being chosen, and for whom: a customer's cart, which the shop keeps for them; the cart of someone who only
/// looks; or what a walk-in orders from an admin, which is kept nowhere.
struct PlainCartState {
    private(set) var talk: PlainTalk
    private(set) var user: UserContext
    /// The walk-in's name, which may be empty; nil where one orders for oneself.
    let walkIn: String?
    private(set) var cart: Cart

    init(talk: PlainTalk, user: UserContext, walkIn: String? = nil) {
        self.talk = talk
        self.user = user
        self.walkIn = walkIn
        cart = user.services.carts.newCart()
    }

    var party: Checkout.Party { walkIn.map(Checkout.Party.walkIn) ?? .customer }

    /// The same cart after the account of whose it is has changed.
    func continued(_ talk: PlainTalk, _ user: UserContext) -> PlainCartState {
        var cartState = self
        cartState.talk = talk
        cartState.user = user
        return cartState
    }

    private var keeper: Session? { walkIn == nil ? user.session : nil }

    /// Changes the cart, and keeps it in the shop where it is a customer's.
    mutating func change(_ body: (inout Cart) -> Void) async throws {
        body(&cart)
        guard let keeper else { return }
        _ = try await talk.attempt { [user, cart] in try await user.services.carts.save(cart, by: keeper) }
    }

    /// The cart of last time; and the order that it became, if its answer was never seen.
    mutating func reload() async throws {
        guard let keeper,
            let kept = try await talk.attempt({ [user] in try await user.services.carts.load(by: keeper) })
        else { return }
        cart = kept.cart
        guard let placed = kept.placed else { return }
        try talk.say(placed.foundText)
        try await change { _ in }
    }

    /// It became an order; a new cart begins.
    mutating func startAnew() async throws {
        cart = user.services.carts.newCart()
        try await change { _ in }
    }

    func checkout(_ products: [ID<Product>: Product]) -> Checkout {
        Checkout(cart, products: products, party: party)
    }

    /// What is sold now, by number; nil when the shop did not say.
    func products() async throws -> [ID<Product>: Product]? {
        let list = try await talk.attempt { try await user.services.products.list(by: user.session) }
        return list.map { Dictionary($0.map { ($0.id, $0) }) { first, _ in first } }
    }
}
