package import Shop

/// What is said while an order is placed, to whoever orders.
extension Checkout {
    package static let asking = "Placing the order…"
    package static let tooMuch = "That is more than one order can come to. Please take something out."
    package static let notAllLeft = "Not all of it is left."
    package static let pricesChanged = "Prices have changed."
    package static let whatIsLeft = "Here is what is left. Place it like this?"

    package var emptied: String { party == .customer ? "The cart is empty now." : "The order is empty now." }

    /// What becomes of the cart when the shop cannot be reached.
    private var kept: String {
        switch party {
        case .customer: "Your cart is kept; place it again when the shop can be reached."
        case .walkIn: "The order is still here; place it again when the shop can be reached."
        case .kiosk: ""
        }
    }

    /// What is said of a refusal.
    package func text(of error: ShopError) -> String {
        switch (error, party) {
        case (.store, .kiosk): "The shop cannot be reached just now. Please try again; nothing is ordered twice."
        case (.store, _): "\(error.text) \(kept)"
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
            ["Order placed. Thank you. Your number is \(order.ticket).", "We tell you here when it is ready."]
        case .walkIn, .kiosk: ["Order placed. The number is \(order.ticket)."]
        }
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
