/// A customer's cart: kept in the shop, there again after a crash or on another terminal.
public struct CartService: Sendable {
    let environment: ShopEnvironment

    /// What a customer comes back to.
    public struct Kept: Hashable, Sendable {
        public var cart: Cart
        /// The order that an earlier visit's cart became without its answer being seen; the cart is a new one then.
        public var placed: Order?

        public init(cart: Cart, placed: Order? = nil) {
            self.cart = cart
            self.placed = placed
        }
    }

    public func newCart() -> Cart { Cart(request: environment.makeIdentifier()) }

    public func load(by session: Session) async throws -> Kept {
        let fresh = newCart()
        return try await environment.reading(.keepCart, by: session) { transaction, user in
            guard let user, let cart = try transaction.cart(of: user.id) else { return Kept(cart: fresh) }
            guard let placed = try transaction.order(request: cart.request), placed.customerID == user.id else {
                return Kept(cart: cart)
            }
            return Kept(cart: fresh, placed: placed)
        }
    }

    public func save(_ cart: Cart, by session: Session) async throws {
        try await environment.writing(.keepCart, by: session) { transaction, actor in
            try transaction.save(cart, of: actor.user.id, at: actor.now)
        }
    }
}
