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
    enum Target: Hashable, Sendable {
        case quantity(Int), note(Int), orderNote
        case button(Int)
    }

    enum Intent: Message {
        case back, place, accept, takeLeft, drop
        case next, previous, up, down
        case focus(Target)
        case placed(OrderDraft, Result<Order, ShopError>)
        case products(Result<[Product], ShopError>)
    }

    let title = "Order form"
    let visit: UserContext
    var checkout: Checkout
    var lines: [OrderFormLine]
    var orderNote: TextFieldState
    var focus = Target.button(0)
    var sentence = ""
    var sentenceStyle: Style = .dim

    init(visit: UserContext, cart: Cart, products: [ID<Product>: Product]) {
        self.visit = visit
        checkout = Checkout(cart, products: products)
        lines = cart.lines.map(OrderFormLine.init)
        orderNote = TextFieldState(cart.note, limit: Order.noteLength.upperBound)
    }

    var quote: CartQuote { checkout.quote }
    var isPlacing: Bool { checkout.isPlacing }

    var isTyping: Bool { if case .button = focus { false } else { true } }

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
        let button: Int = if case .button(let index) = focus { index } else { 0 }
        let main = buttons[0]
        // In a note Del deletes text, as in every field.
        let takeOut: [Binding] =
            if case .quantity = focus {
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
        case .key(let key): if !isPlacing { type(key) }
        case .paste(let text): if !isPlacing { paste(text) }
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

    private mutating func type(_ key: Key) {
        switch focus {
        case .quantity(let index):
            if key == .left || key == .right { return }
            lines[index].type(key)
        case .note(let index):
            _ = lines[index].note.handle(key)
            lines[index].check()
        case .orderNote: _ = orderNote.handle(key)
        case .button:
            if key == .left || key == .right { step(key == .left ? -1 : 1) }
            return
        }
        takeOver()
    }

    private mutating func paste(_ text: String) {
        switch focus {
        case .quantity(let index):
            lines[index].paste(text)
        case .note(let index):
            let cut = lines[index].note.insert(text)
            lines[index].check()
            if let cut { lines[index].error = cut }
        case .orderNote:
            if let cut = orderNote.insert(text) { say(cut, .warning) }
        case .button: return
        }
        takeOver()
    }

    /// The cart as the fields have it now.
    private mutating func takeOver() {
        checkout.change { [lines, orderNote] cart in
            for (index, line) in lines.enumerated() {
                if let wanted = line.wanted { cart.lines[index].quantity = wanted }
                cart.lines[index].note = line.note.text
            }
            cart.note = orderNote.text
        }
    }

    private mutating func handle(_ intent: Intent) -> [Effect] {
        switch intent {
        case .back:
            return isPlacing
                ? [.toast("The order is being placed. One moment, please.")]
                : [.close(CartReturned.kept(checkout.cart))]
        case .next: step(1)
        case .previous: step(-1)
        case .up: stepLine(-1)
        case .down: stepLine(1)
        case .focus(let target): move(to: target)
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
        case .products(.success(let news)): show(news)
        case .products(.failure(let error)): return visit.failed(error)
        }
        return []
    }

    // MARK: lines and words

    private mutating func drop() -> [Effect] {
        guard case .quantity(let index) = focus else { return [] }
        checkout.change { $0.lines.remove(at: index) }
        return showCart("")
    }

    /// Goes on with the cart as it is by now; an empty one has no form.
    private mutating func showCart(_ sentence: String) -> [Effect] {
        let cart = checkout.cart
        lines = cart.lines.map(OrderFormLine.init)
        focus = .button(0)
        say(sentence, .info)
        return cart.lines.isEmpty ? [.close(CartReturned.kept(cart)), .toast(checkout.emptied)] : []
    }

    mutating func say(_ text: String, _ style: Style) {
        sentence = text
        sentenceStyle = style
    }
}
