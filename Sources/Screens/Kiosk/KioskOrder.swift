import Shop
import Terminal

/// What a customer has chosen at the counter, and their name if they like.
struct KioskOrder: Sendable {
    private static let nameLimit = 40

    private(set) var cart: Cart
    private(set) var quote = CartQuote()
    private(set) var name = TextFieldState(limit: nameLimit)
    /// What was asked for and not answered: it may have been placed.
    var attempted: OrderDraft?

    init(_ cart: Cart) { self.cart = cart }

    var isEmpty: Bool { cart.lines.isEmpty }

    // MARK: choosing

    /// - Returns: why not; nil when it is done.
    mutating func change(_ product: Product, by pieces: Int, on menu: KioskMenu) -> String? {
        let wanted = cart.quantity(of: product.id) + pieces
        if pieces > 0, wanted > product.stock {
            return product.isSoldOut ? "\(product.name) is sold out." : "Only \(product.stock) \(product.name) left."
        }
        cart.setQuantity(wanted, of: product.id, price: product.price)
        quote = CartQuote(cart, products: menu.products)
        return nil
    }

    mutating func take(_ shortages: [ShopError.Shortage], on menu: KioskMenu) {
        for shortage in shortages {
            cart.setQuantity(min(shortage.left, cart.quantity(of: shortage.product)), of: shortage.product, price: 0)
        }
        quote = CartQuote(cart, products: menu.products)
    }

    /// Takes over what is sold now.
    ///
    /// - Returns: what has changed about the order, for someone who was about to place it; nil when nothing has.
    mutating func show(_ menu: KioskMenu) -> String? {
        let known = quote
        quote = CartQuote(cart, products: menu.products)
        for line in quote.lines {
            switch line.problem {
            case .gone: return "\(line.name) is not sold any more."
            case .soldOut: return "\(line.name) is sold out."
            case .short(let left): return "Only \(left) \(line.name) left."
            case .price, nil: break
            }
        }
        return known.lines.map(\.price) == quote.lines.map(\.price) ? nil : "A price has changed. Please look again."
    }

    // MARK: placing

    mutating func type(_ key: Key) {
        if key.typed?.unicodeScalars.contains(where: TextRule.isForbidden) != true { _ = name.handle(key) }
    }

    /// In words; nil when the name may stand.
    var nameProblem: String? { TextRule.problem(with: name.text, length: 0...AccountRules.nameLength.upperBound) }

    /// The order with a yes to the prices that are shown.
    mutating func draft() -> OrderDraft {
        cart = cart.acceptingPrices(quote)
        return OrderDraft(request: cart.request, lines: cart.lines, note: cart.note, walkIn: name.text)
    }
}
