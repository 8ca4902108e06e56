import Presentation
import Shop

/// The menu: by category, or found by words; and putting things into the cart.
struct PlainMenu {
    let talk: PlainTalk
    let user: UserContext

    func run(_ cartState: inout PlainCartState) async throws {
        while true {
            guard let products = try await talk.attempt({ try await user.services.products.list(by: user.session) })
            else { return }
            guard !products.isEmpty else { return try talk.say(NothingText.onMenu) }
            let ways = PlainWays(text: "find products")
            switch try await talk.pick(
                "Menu, \(plural(products.count, "product", "products"))", from: Self.categories(products), ways,
                text: {
                    "\($0.isEmpty ? "Other" : $0), \(Self.count(products, in: $0))"
                })
            {
            case .back: return
            case .text(let text): try await showFound(text, products, &cartState)
            case .chosen(let category):
                let inside = products.filter { $0.category == category }
                try await show(inside, category.isEmpty ? "Other" : category, &cartState)
            }
        }
    }

    private static func categories(_ products: [Product]) -> [String] {
        products.reduce(into: []) { if $0.last != $1.category { $0.append($1.category) } }
    }

    private static func count(_ products: [Product], in category: String) -> Int {
        products.count { $0.category == category }
    }

    /// What has the words, and first what is called so.
    static func found(_ text: String, in products: [Product]) -> [Product] {
        let key = SearchKey(text)
        let name = TextRule.folded(text)
        let found = products.filter { key.matches(folded: TextRule.folded($0.name + " " + $0.category)) }
        let isCalled: (Product) -> Bool = { TextRule.folded($0.name).hasPrefix(name) }
        return found.filter(isCalled) + found.filter { !isCalled($0) }
    }

    private func show(_ products: [Product], _ title: String, _ cartState: inout PlainCartState) async throws {
        while case .chosen(let product) = try await pick(from: products, title) {
            try await add(product, to: &cartState)
        }
    }

    private func showFound(_ text: String, _ products: [Product], _ cartState: inout PlainCartState) async throws {
        let found = Self.found(text, in: products)
        guard !found.isEmpty else { return try talk.say(NothingText.found) }
        guard case .chosen(let product) = try await pick(from: found, "Found: \(text)") else { return }
        try await add(product, to: &cartState)
    }

    private func pick(from products: [Product], _ title: String) async throws -> PlainAnswer<Product> {
        try await talk.pick(title, from: products, text: { $0.line(user.money) })
    }

    private func add(_ product: Product, to cartState: inout PlainCartState) async throws {
        if !product.description.isEmpty { try talk.say(product.description) }
        if product.isSoldOut { return try talk.say(Cart.soldOut) }
        let present = cartState.cart.quantity(of: product.id)
        if present > 0 { try talk.say(cartState.party.present(present)) }
        guard let wanted = try await talk.quantity(present > 0 ? "How many more" : "How many") else { return }
        if present + wanted > OrderItem.quantityRange.upperBound { return try talk.say(Cart.quantityLimit) }
        let note = try await talk.note(
            "Note", keeping: cartState.cart.line(of: product.id)?.note ?? "", length: OrderItem.noteLength)
        try await cartState.change {
            $0.setQuantity(present + wanted, of: product.id, price: product.price)
            $0.setNote(note, of: product.id)
        }
        let inCart = cartState.cart.quantity(of: product.id)
        try talk.say(inCart > 0 ? cartState.party.added(inCart, of: product.name) : Cart.lineLimit)
    }
}
