import Presentation
import Shop
import Terminal

/// What a customer has chosen at the counter, and their name if they like.
struct KioskOrder: Sendable {
    private static let nameLimit = 40

    private(set) var checkout: Checkout
    private(set) var name = TextFieldState(limit: nameLimit)

    init(_ cart: Cart) { checkout = Checkout(cart, party: .kiosk("")) }

    var cart: Cart { checkout.cart }
    var quote: CartQuote { checkout.quote }
    var isPlacing: Bool { checkout.isPlacing }
    var isEmpty: Bool { cart.lines.isEmpty }

    // MARK: choosing

    /// - Returns: why not; nil when it is done.
    mutating func change(_ product: Product, by pieces: Int, on menu: KioskMenu) -> String? {
        let wanted = cart.quantity(of: product.id) + pieces
        if pieces > 0, let left = product.available, wanted > left {
            let problem: CartQuote.Problem = product.isSoldOut ? .soldOut : .short(left: left)
            return problem.sentence(of: product.name)
        }
        checkout.show(menu.products)
        checkout.change { $0.setQuantity(wanted, of: product.id, price: product.price) }
        return nil
    }

    /// Takes over what is sold now.
    ///
    /// - Returns: what has changed about the order, for someone who was about to place it; nil when nothing has.
    mutating func show(_ menu: KioskMenu) -> String? {
        let known = quote
        checkout.show(menu.products)
        for line in quote.lines {
            if let news = line.problem?.sentence(of: line.name) { return news }
        }
        return known.lines.map(\.price) == quote.lines.map(\.price) ? nil : "A price has changed. Please look again."
    }

    // MARK: placing

    mutating func type(_ key: Key) {
        if key.typed?.unicodeScalars.contains(where: TextRule.isForbidden) != true { _ = name.handle(key) }
    }

    /// In words; nil when the name may stand.
    var nameProblem: String? { TextRule.problem(with: name.text, length: 0...AccountRules.nameLength.upperBound) }

    /// The order with a yes to the prices that are shown; nil while the shop is being asked.
    mutating func place() -> OrderDraft? {
        checkout.acceptPrices()
        checkout.party = .kiosk(name.text)
        return checkout.place()
    }

    /// At the counter what is left is taken without a question: the sentence and the sum tell it.
    mutating func answered(_ result: Result<Order, ShopError>, to draft: OrderDraft) -> Checkout.Outcome {
        let outcome = checkout.answered(result, to: draft)
        if case .refused(.shortage, _) = outcome { checkout.takeWhatIsLeft() }
        return outcome
    }
}
