package import Shop

/// What is said while an order is placed, to whoever orders.
extension Checkout {
    package static let asking = "Placing the order…"
    package static let tellsWhenReady = "We tell you here when it is ready."
    package static let tooMuch = "That is more than one order can come to. Please take something out."
    package static let notAllLeft = "Not all of it is left."
    package static let pricesChanged = "Prices have changed."
    package static let whatIsLeft = "Here is what is left. Place it like this?"
    package static let takeWhatIsLeft = "Take what is left"
    package static let place = "Place order"

    package var emptied: String { party == .customer ? "The cart is empty now." : "The order is empty now." }

    /// What is said of a refusal, and what becomes of the cart when the shop cannot be reached.
    package func text(of error: ShopError) -> String {
        switch (error, party) {
        case (.store, .customer): "\(error.text) Your cart is kept; place it again when the shop can be reached."
        case (.store, .walkIn): "\(error.text) The order is still here; place it again when the shop can be reached."
        case (.store, .kiosk): "The shop cannot be reached just now. Please try again; nothing is ordered twice."
        // Tried again without its request it would be another order.
        case (.store(.unconfirmed), .command): "\(error.text) Try it with --request \(cart.request)."
        default: error.text
        }
    }

    /// What is said of an order that was placed.
    package func text(of order: Order, isEarlier: Bool) -> [String] {
        if isEarlier {
            return ["Order \(order.ticket) was placed before your last change, which is not in it."]
        }
        return switch party {
        case .customer:
            ["Order placed. Thank you. Your number is \(order.ticket).", Self.tellsWhenReady]
        case .walkIn, .kiosk, .command: ["Order placed. The number is \(order.ticket)."]
        }
    }

    /// What is said of an order that was placed where nothing could be printed: whoever does not know of it orders twice.
    package static func untold(_ order: Order, _ money: MoneyFormat) -> String {
        "The order is placed: \(order.headline(money)). With --request \(order.request) it is printed again, not placed again."
    }
}

extension CartQuote.Problem {
    /// What has become of a line, in a few words.
    package func text(_ line: CartQuote.Line, _ money: MoneyFormat) -> String {
        switch self {
        case .gone: "no longer sold"
        case .soldOut: "sold out"
        case .short(let left): "only \(left) left"
        case .price(let seen): "\(money.string(seen)) before, \(money.string(line.price)) now"
        }
    }

    /// The same as a sentence, to whoever has just seen it otherwise; nil for a price, which the sum shows.
    package func sentence(of name: String) -> String? {
        switch self {
        case .gone: "\(name) is not sold any more."
        case .soldOut: "\(name) is sold out."
        case .short(let left): "Only \(left) \(name) left."
        case .price: nil
        }
    }
}
