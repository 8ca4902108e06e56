import Presentation
import Shop
import Terminal

/// The cart comes back from the order form.
enum CartReturned: Message {
    case kept(Cart)
    /// It became an order; a new cart begins.
    case placed
    /// What it became is known to the shop alone: it is to be read again.
    case unknown
}

/// The cart as a form: quantities, notes, the total, what is short, and the one button that places it.
struct OrderForm: Screen {
    enum Intent: Message {
        case back, place, accept, takeLeft, drop
        case next, previous, up, down
        case focus(OrderFormFields.Target)
        case placed(OrderDraft, Result<Order, ShopError>)
        case products([Product])
    }

    let title = "Order form"
    let user: UserContext
    private(set) var checkout: Checkout
    private(set) var fields: OrderFormFields
    private(set) var sentence = ""
    private(set) var sentenceStyle: Style = .dim

    init(user: UserContext, cart: Cart, products: [ID<Product>: Product]) {
        self.user = user
        checkout = Checkout(cart, products: products)
        fields = OrderFormFields(cart, buttonCount: 2)
    }

    var quote: CartQuote { checkout.quote }
    var isPlacing: Bool { checkout.isPlacing }

    var isTyping: Bool { fields.isTyping }

    /// The main button changes with what stands in the way.
    var buttons: [(title: String, intent: Intent)] {
        let main: (String, Intent) =
            switch checkout.obstacle {
            case .shortage: ("Take what is left", .takeLeft)
            case .newPrices: ("Place at the new price", .accept)
            case .tooMuch, nil: ("Place order", .place)
            }
        return [main, ("Back", .back)]
    }

    func bindings(_ context: Context) -> [Binding] {
        let button: Int = if case .button(let index) = fields.focus { index } else { 0 }
        let main = buttons[0]
        // In a note Del deletes text, as in every field.
        let takeOut: [Binding] =
            if case .quantity = fields.focus {
                [Binding(.delete, label: "take out", help: "Take the line out of the order", message: Intent.drop)]
            } else { [] }
        return [
            Binding(
                .enter, label: isTyping ? "next" : buttons[button].title.lowercased(),
                help: isTyping ? "To the next field" : buttons[button].title,
                message: isTyping ? Intent.next : buttons[button].intent),
            Binding(
                .control("o"), label: main.title.lowercased(), help: main.title, isInFooter: isTyping,
                message: main.intent),
            Binding(.tab, label: "next field", help: "To the next field", isInFooter: !isTyping, message: Intent.next),
            Binding(
                .backTab, label: "field before", help: "To the field before", isInFooter: false,
                message: Intent.previous),
            Binding(.up, label: "up", help: "To the line above", isInFooter: false, message: Intent.up),
            Binding(.down, label: "down", help: "To the line below", isInFooter: false, message: Intent.down),
            .described("0 – 9 + -", help: "How many, in the field of a quantity"),
        ] + takeOut + [
            Binding(.escape, label: "back", help: "Back to the menu; the cart is kept", message: Intent.back)
        ]
    }

    // MARK: update

    mutating func update(_ event: Event, _ context: Context) -> [Effect] {
        switch event {
        // What is being placed stays as it is until the shop has answered.
        case .key where isPlacing, .paste where isPlacing: break
        case .key(let key): typing { $0.type(key) }
        case .paste(let text):
            var cut: String?
            typing { cut = $0.paste(text) }
            if let cut { say(cut, .warning) }
        case .tick: break
        case .message(let message):
            switch message {
            case ShopNews.live: return loadProducts()
            case ShopNews.events(let events):
                return events.contains(where: \.movesStock) ? loadProducts() : []
            case let intent as Intent: return handle(intent)
            default: break
            }
        }
        return []
    }

    /// What is typed in a field stands in the cart at once.
    private mutating func typing(_ change: (inout OrderFormFields) -> Void) {
        let isTyped = isTyping
        change(&fields)
        if isTyped { checkout.change { [fields] cart in fields.write(into: &cart) } }
    }

    private mutating func handle(_ intent: Intent) -> [Effect] {
        switch intent {
        case .back:
            return isPlacing
                ? [.toast("The order is being placed. One moment, please.")]
                : [.close(CartReturned.kept(checkout.cart))]
        case .next: fields.step(1)
        case .previous: fields.step(-1)
        case .up: fields.stepLine(-1)
        case .down: fields.stepLine(1)
        case .focus(let target): fields.move(to: target)
        case .drop: return isPlacing ? [] : drop()
        case .takeLeft where isPlacing: return []
        case .takeLeft:
            checkout.takeWhatIsLeft()
            return showCart(Checkout.whatIsLeft)
        case .accept:
            checkout.acceptPrices()
            return place()
        case .place: return place()
        case .placed(let draft, let result): return answered(draft, result)
        case .products(let news): show(news)
        }
        return []
    }

    // MARK: lines and words

    private mutating func drop() -> [Effect] {
        guard case .quantity(let index) = fields.focus else { return [] }
        checkout.change { $0.lines.remove(at: index) }
        return showCart("")
    }

    /// Goes on with the cart as it is by now; an empty one has no form.
    private mutating func showCart(_ sentence: String) -> [Effect] {
        let cart = checkout.cart
        fields.show(cart)
        say(sentence, .info)
        return cart.lines.isEmpty ? [.close(CartReturned.kept(cart)), .toast(checkout.emptied)] : []
    }

    private mutating func say(_ text: String, _ style: Style) {
        sentence = text
        sentenceStyle = style
    }

    // MARK: what the shop is asked, and what becomes of what it says

    private mutating func place() -> [Effect] {
        guard !isPlacing, user.session != nil else { return [] }
        switch fields.check() {
        case .right: break
        case .marked: return []
        case .wrong(let problem):
            say(problem, .error)
            return []
        }
        guard checkout.obstacle != .tooMuch else {
            say(Checkout.tooMuch, .error)
            return []
        }
        guard let draft = checkout.place() else { return [] }
        say(Checkout.asking, .dim)
        return ask(draft)
    }

    private func ask(_ draft: OrderDraft) -> [Effect] {
        user.ask("place", result: { Intent.placed(draft, $0) }) { [checkout] in
            try await $0.place(draft, of: checkout, by: $1)
        }
    }

    private mutating func answered(_ draft: OrderDraft, _ result: Result<Order, ShopError>) -> [Effect] {
        switch checkout.answered(result, to: draft) {
        case .placed(let order, let isEarlier):
            let told = isEarlier ? checkout.text(of: order, isEarlier: true).map { Effect.toast($0) } : []
            return [.broadcast(CartReturned.placed), .replace(TicketScreen(user: user, order: order))] + told
        case .askAgain(let draft): return ask(draft)
        case .refused(let error, let remedy):
            let text = checkout.text(of: error)
            say(text, .error)
            switch remedy {
            case .review: if case .noSuchProduct = error { return loadProducts() }
            case .reload: return [.close(CartReturned.unknown), .toast(text, .error)]
            case .signIn: return user.failed(error)
            case .retry, .correct: break
            }
            return []
        }
    }

    private func loadProducts() -> [Effect] {
        user.ask("products", answer: Intent.products) { try await $0.products.list(by: $1) }
    }

    private mutating func show(_ news: [Product]) {
        checkout.show(Dictionary(news.map { ($0.id, $0) }) { first, _ in first })
    }
}
