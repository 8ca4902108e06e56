package import Shop

/// What is told of a cart: one's own, or what somebody else orders.
extension Checkout.Party {
    private var isOwn: Bool {
        switch self {
        case .customer, .command(walkIn: nil): true
        case .walkIn, .kiosk, .command: false
        }
    }

    package var cartTitle: String { isOwn ? "Your order" : "The order" }

    /// `Your order, 3 in it`
    package func text(of cart: Cart) -> String {
        switch (isOwn, cart.pieces) {
        case (true, 0): "Your order, nothing yet"
        case (true, let pieces): "Your order, \(pieces) in it"
        case (false, 0): "The order, nothing yet"
        case (false, let pieces): "The order, \(pieces) in it"
        }
    }

    package var nothingYet: String { isOwn ? "Nothing is in your order yet." : "Nothing is in the order yet." }

    /// Before more of a product is put in.
    package func present(_ pieces: Int) -> String {
        isOwn ? "\(pieces) of it in your order already." : "\(pieces) of it in the order already."
    }

    /// How much of a product is in by now.
    package func added(_ pieces: Int, of name: String) -> String {
        isOwn ? "\(pieces) \(name) in your order." : "\(pieces) \(name) in the order."
    }
}

extension CartQuote.Line {
    /// `2 Flat white, €7.20, note: warm, only 1 left`
    package func line(_ money: MoneyFormat) -> String {
        let about = [note.isEmpty ? "" : "note: \(note)", problem.map { $0.text(self, money) } ?? ""]
        return (["\(quantity) \(name)", money.string(sum)] + about.filter { !$0.isEmpty }).joined(separator: ", ")
    }
}

extension CartQuote {
    package func totalText(_ money: MoneyFormat) -> String { total.map(money.string) ?? "too much for one order" }
}

/// What is said while one chooses.
extension Cart {
    /// `Your order 3`
    package var title: String { pieces > 0 ? "Your order \(pieces)" : "Your order" }

    /// Before one leaves with an order that was not kept.
    package static let lost = "Your cart will be empty next time."
    package static let lineLimit = "An order has at most \(Order.lineCount.upperBound) lines."
    package static let soldOut = "That is sold out."
    package static let quantityLimit = "A quantity is 1 to \(OrderItem.quantityRange.upperBound)."
}
