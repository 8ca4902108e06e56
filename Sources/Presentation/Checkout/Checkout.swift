package import Shop

/// How a cart becomes an order: one state machine for the order form, the counter, plain mode and the command.
///
/// A surface shows the ``quote`` and what is in the way (``obstacle``), asks the shop for what ``place()`` gives it, and
/// hands the answer to ``answered(_:to:)``. The same cart becomes one order at most, whatever comes between.
package struct Checkout: Hashable, Sendable {
    /// Who orders: what becomes of the cart, and how it is put, depends on it.
    package enum Party: Hashable, Sendable {
        /// A customer with an account: the shop keeps the cart.
        case customer
        /// Someone at the counter, for whom an admin orders; the name may be empty.
        case walkIn(String)
        /// Whoever runs a command: the cart is what it names, and is kept nowhere. Without a name it is one's own order.
        case command(walkIn: String?)
        /// Someone who stands at the kiosk; the name may be empty.
        case kiosk(String)
    }

    /// What has to be settled before the order can be placed.
    package enum Obstacle: Hashable, Sendable {
        case shortage
        case newPrices
        /// The sum is more than an order may come to.
        case tooMuch
    }

    /// What the shop's answer means.
    package enum Outcome: Sendable {
        /// - Parameter isEarlier: it was placed before the last change, which is not in it.
        case placed(Order, isEarlier: Bool)
        /// The shop is to be asked once more, for what was asked before: its answer was never seen.
        case askAgain(OrderDraft)
        case refused(ShopError, Remedy)
    }

    /// What helps after a refusal.
    package enum Remedy: Hashable, Sendable {
        /// The cart is looked at again, by what is sold now.
        case review
        /// The same cart is placed again later: it is kept.
        case retry
        /// Only the shop knows what became of the cart; a new one begins.
        case reload
        /// The draft is mended by whoever typed it.
        case correct
        /// The session does not hold any more.
        case signIn
    }

    package var party: Party
    package private(set) var cart: Cart
    package private(set) var products: [ID<Product>: Product]
    package private(set) var quote: CartQuote
    /// The shop has been asked and has not answered: nothing changes until then.
    package private(set) var isPlacing = false
    /// What was asked for without an answer that says whether it was saved.
    private var attempted: OrderDraft?

    package init(_ cart: Cart, products: [ID<Product>: Product] = [:], party: Party = .customer) {
        self.cart = cart
        self.products = products
        self.party = party
        quote = CartQuote(cart, products: products)
    }

    package var obstacle: Obstacle? {
        if quote.hasShortages { return .shortage }
        if quote.hasNewPrices { return .newPrices }
        return quote.total == nil ? .tooMuch : nil
    }

    // MARK: choosing

    /// Changes what is ordered, unless the shop is being asked.
    package mutating func change(_ body: (inout Cart) -> Void) {
        guard !isPlacing else { return }
        body(&cart)
        quote = CartQuote(cart, products: products)
    }

    /// Takes over what is sold now.
    package mutating func show(_ products: [ID<Product>: Product]) {
        self.products = products
        quote = CartQuote(cart, products: products)
    }

    package mutating func takeWhatIsLeft() { change { [quote] in $0 = $0.takingWhatIsLeft(quote) } }

    package mutating func acceptPrices() { change { [quote] in $0 = $0.acceptingPrices(quote) } }

    // MARK: placing

    /// - Returns: what to ask the shop for; nil while it is being asked.
    package mutating func place() -> OrderDraft? {
        guard !isPlacing else { return nil }
        isPlacing = true
        return draft
    }

    private var walkIn: String? {
        switch party {
        case .customer: nil
        case .walkIn(let name), .kiosk(let name): name
        case .command(let name): name
        }
    }

    /// - Parameter draft: what the shop was asked for.
    package mutating func answered(_ answer: Result<Order, ShopError>, to draft: OrderDraft) -> Outcome {
        isPlacing = false
        switch answer {
        case .success(let order): return .placed(order, isEarlier: attempted == draft && self.draft != draft)
        case .failure(.requestReused):
            guard let attempted, attempted != draft else { return .refused(.requestReused, .reload) }
            isPlacing = true
            return .askAgain(attempted)
        case .failure(let error):
            let remedy = remedy(for: error)
            if case .store(.unconfirmed) = error { attempted = draft }
            learn(from: error)
            return .refused(error, remedy)
        }
    }

    private var draft: OrderDraft {
        OrderDraft(request: cart.request, lines: cart.lines, note: cart.note, walkIn: walkIn)
    }

    private func remedy(for error: ShopError) -> Remedy {
        switch error {
        case .shortage, .pricesChanged, .noSuchProduct: .review
        case .store: .retry
        case .sessionEnded, .notSignedIn: .signIn
        case .notAllowed: if case .kiosk = party { .signIn } else { .correct }
        default: .correct
        }
    }

    /// The shop has said what is left, and what it costs: the quote shows it before the catalogue has been read again.
    private mutating func learn(from error: ShopError) {
        switch error {
        case .shortage(let shortages):
            for shortage in shortages { products[shortage.productID]?.stock = shortage.left }
        case .pricesChanged(let changes):
            for change in changes { products[change.productID]?.price = change.now }
        default: return
        }
        quote = CartQuote(cart, products: products)
    }
}

extension ShopServices {
    /// Asks the shop for an order. A customer's cart is kept first, so that a crash from here on finds the order by its cart.
    package func place(_ draft: OrderDraft, of checkout: Checkout, by session: Session) async throws -> Order {
        if checkout.party == .customer { try await carts.save(checkout.cart, by: session) }
        return try await orders.place(draft, by: session)
    }

    /// Asks the shop for an order until its answer says what became of it, where nobody does anything else meanwhile.
    package func outcome(
        of draft: OrderDraft, _ checkout: inout Checkout, by session: Session
    ) async throws -> Checkout.Outcome {
        var draft = draft
        while true {
            let answer: Result<Order, ShopError>
            do {
                answer = .success(try await place(draft, of: checkout, by: session))
            } catch let error as ShopError {
                answer = .failure(error)
            }
            let outcome = checkout.answered(answer, to: draft)
            guard case .askAgain(let earlier) = outcome else { return outcome }
            draft = earlier
        }
    }
}
