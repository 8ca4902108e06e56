import Shop
import Terminal

/// What the shop is asked, and what becomes of what it says.
extension OrderForm {
    mutating func place() -> [Effect] {
        guard !isPlacing, let session = visit.session else { return [] }
        for index in lines.indices { lines[index].check() }
        if let wrong = lines.firstIndex(where: { $0.error != nil }) {
            move(to: lines[wrong].wanted == nil ? .quantity(wrong) : .note(wrong))
            return []
        }
        if let problem = TextRule.problem(with: orderNote.text, length: Order.noteLength) {
            say(problem, .error)
            move(to: .orderNote)
            return []
        }
        guard quote.total != nil else {
            say("That is more than one order can come to. Please take something out.", .error)
            return []
        }
        isPlacing = true
        say("Placing the order…", .dim)
        return [
            .ask("place") { [visit, cart] in
                try await visit.place(cart, by: session)
            } answer: {
                Intent.placed($0)
            }
        ]
    }

    mutating func answered(_ result: Result<Order, ShopError>) -> [Effect] {
        isPlacing = false
        switch result {
        case .success(let order):
            return [.broadcast(CartReturned.placed), .replace(TicketScreen(visit: visit, order: order))]
        case .failure(let error):
            say(error.words, .error)
            switch error {
            case .shortage(let shortages):
                for shortage in shortages { products[shortage.product]?.stock = shortage.left }
            case .pricesChanged(let changes):
                for change in changes { products[change.product]?.price = change.now }
            case .noSuchProduct: return loadProducts()
            case .requestReused: return [.close(CartReturned.unknown), .toast(error.words, .error)]
            case .sessionEnded, .notSignedIn: return visit.failed(error)
            case .store: say(error.words + " " + Self.keptWords, .error)
            default: break
            }
            quote = CartQuote(cart, products: products)
            return []
        }
    }

    static let keptWords = "Your cart is kept; place it again when the shop can be reached."

    func loadProducts() -> [Effect] {
        [
            .ask("products") { [visit] in
                try await visit.services.products.list(by: visit.session)
            } answer: {
                Intent.products($0)
            }
        ]
    }

    mutating func show(_ news: [Product]) {
        products = Dictionary(news.map { ($0.id, $0) }) { first, _ in first }
        quote = CartQuote(cart, products: products)
    }
}
