import Foundation
import Shop
import Terminal

/// The counter's terminal: anyone may touch it, and nobody finds anything of another.
struct KioskScreen: Screen {
    enum Phase: Sendable {
        case attract
        case menu
        case confirm
        case ticket(Order)
    }

    enum Intent: Message {
        case begin, stay
        case category(Int), nextCategory(Int), move(dx: Int, dy: Int), page(Int)
        case add(ProductID, Int), addChosen(Int), tile(Int)
        case review, back, startOver, place, done, focusName
        case leave, left
        case products(Result<[Product], ShopError>)
        case placed(OrderDraft, Result<Order, ShopError>)
        case printed(Ticket, Result<Bool, ShopError>)
    }

    let title = "Kiosk"
    private(set) var visit: Visit
    let times: KioskTimes
    private(set) var phase = Phase.attract
    private(set) var menu = KioskMenu()
    private(set) var cart: Cart
    private(set) var quote = CartQuote()
    private(set) var name = TextFieldState(limit: 40)
    private(set) var isNaming = false
    private(set) var isPlacing = false
    private(set) var sentence = ""
    private(set) var isReachable = true
    /// What was asked for and not answered: it may have been placed.
    private var attempted: OrderDraft?
    private var touched = Date.distantPast
    private var ticketSince = Date.distantPast
    private var lastDone = Date.distantPast
    private static let leastTicketTime: TimeInterval = 1.5
    /// A key that is held down comes again sooner.
    private static let pause: TimeInterval = 0.7

    init(visit: Visit, times: KioskTimes) {
        self.visit = visit
        self.times = times
        cart = visit.services.carts.newCart()
    }

    var isTyping: Bool { isNaming }

    // MARK: update

    mutating func update(_ event: Event, _ context: Context) -> [Effect] {
        switch event {
        case .tick: return tick(context)
        case .key(let key):
            touch(context)
            return handle(key, context)
        // Nothing is pasted at a counter.
        case .paste: return []
        case .message(let message):
            switch message {
            case is ScreenOpened: return load()
            case let news as ShopNews: return handle(news)
            case let intent as Intent: return handle(intent, context)
            default: return []
            }
        }
    }

    private mutating func touch(_ context: Context) { touched = context.now }

    private mutating func handle(_ news: ShopNews) -> [Effect] {
        switch news {
        case .live:
            isReachable = true
            return load()
        case .unreachable:
            isReachable = false
            return []
        case .settings(let settings):
            visit.take(settings)
            return []
        case .events(let events):
            isReachable = true
            return events.contains(where: \.movesStock) ? load() : []
        }
    }

    private mutating func handle(_ key: Key, _ context: Context) -> [Effect] {
        if isNaming {
            if key.typed?.unicodeScalars.contains(where: TextRule.isForbidden) != true { _ = name.handle(key) }
            return []
        }
        // Whatever is touched first begins.
        if case .attract = phase { return handle(.begin, context) }
        return []
    }

    private mutating func handle(_ intent: Intent, _ context: Context) -> [Effect] {
        switch intent {
        case .products(let result): return show(result)
        case .placed(let draft, let result): return answered(draft, result, context)
        case .printed(let ticket, let result): return printed(ticket, result)
        default: break
        }
        touch(context)
        switch intent {
        case .begin:
            guard isReachable else { return load() }
            phase = .menu
            return load()
        case .category(let index): menu.go(toCategory: index)
        case .nextCategory(let step): menu.nextCategory(step)
        case .move(let dx, let dy): menu.move(by: dx + dy * grid(context).columns)
        case .page(let step): menu.move(by: step * grid(context).page)
        case .add(let id, let pieces):
            menu.choose(id)
            change(id, by: pieces)
        case .addChosen(let pieces): if let product = menu.selected { change(product.id, by: pieces) }
        case .tile(let number):
            let first = firstTile(grid(context))
            if menu.choose(tile: first + number - 1), let product = menu.selected { change(product.id, by: 1) }
        case .review: review()
        case .back: back()
        case .startOver: reset()
        case .done:
            // A finger that still rests on the key must not wipe the number away.
            let hasPaused = context.now.timeIntervalSince(lastDone) >= Self.pause
            lastDone = context.now
            if hasPaused, context.now.timeIntervalSince(ticketSince) >= Self.leastTicketTime { reset() }
        case .focusName: isNaming = true
        case .place: return place()
        case .leave: return [.push(KioskLeaveScreen(services: visit.services))]
        case .left: return [.quit()]
        case .stay, .products, .placed, .printed: break
        }
        return []
    }

    // MARK: the cart

    private mutating func change(_ id: ProductID, by pieces: Int) {
        guard case .menu = phase, let product = menu.products[id] else { return }
        let wanted = cart.quantity(of: id) + pieces
        sentence = ""
        if pieces > 0, wanted > product.stock {
            sentence =
                product.isSoldOut ? "\(product.name) is sold out." : "Only \(product.stock) \(product.name) left."
            return
        }
        cart.setQuantity(wanted, of: id, price: product.price)
        requote()
    }

    private mutating func requote() { quote = CartQuote(cart, products: menu.products) }

    private mutating func review() {
        guard case .menu = phase, !cart.lines.isEmpty else { return }
        phase = .confirm
        isNaming = true
    }

    private mutating func back() {
        guard case .confirm = phase, !isPlacing else { return }
        phase = .menu
        isNaming = false
    }

    /// Nothing of this customer remains.
    private mutating func reset() {
        guard !isPlacing else { return }
        phase = .attract
        cart = visit.services.carts.newCart()
        name = TextFieldState(limit: 40)
        isNaming = false
        sentence = ""
        attempted = nil
        menu.reset()
        requote()
    }

    // MARK: placing

    private mutating func place() -> [Effect] {
        guard case .confirm = phase, !isPlacing, let session = visit.session else { return [] }
        if let problem = TextRule.problem(with: name.text, length: 0...AccountRules.nameLength.upperBound) {
            sentence = problem
            return []
        }
        cart = cart.acceptingPrices(quote)
        isPlacing = true
        isNaming = false
        sentence = "One moment…"
        return ask(OrderDraft(request: cart.request, lines: cart.lines, note: cart.note, walkIn: name.text), session)
    }

    private func ask(_ draft: OrderDraft, _ session: Session) -> [Effect] {
        [
            .ask("place") { [visit] in
                try await visit.services.orders.place(draft, by: session)
            } answer: {
                Intent.placed(draft, $0)
            }
        ]
    }

    private mutating func answered(
        _ draft: OrderDraft, _ result: Result<Order, ShopError>, _ context: Context
    ) -> [Effect] {
        isPlacing = false
        touch(context)
        switch result {
        case .success(let order):
            reset()
            phase = .ticket(order)
            ticketSince = context.now
            lastDone = context.now
            return print(order)
        case .failure(.store(let fault)):
            if case .unconfirmed = fault { attempted = draft }
            sentence = "The shop cannot be reached just now. Please try again; nothing is ordered twice."
            return []
        case .failure(.requestReused):
            // It was placed after all, before something was changed: the number is of what was placed.
            guard let attempted, let session = visit.session, draft != attempted else {
                reset()
                return []
            }
            isPlacing = true
            return ask(attempted, session)
        case .failure(.sessionEnded), .failure(.notSignedIn), .failure(.notAllowed):
            return [.quit(Int32(KioskExit.signedOut))]
        case .failure(let error):
            if case .shortage(let shortages) = error { take(shortages) }
            sentence = error.words
            phase = cart.lines.isEmpty ? .menu : phase
            return load()
        }
    }

    /// The receipt prints itself, where the shop has a printer.
    private func print(_ order: Order) -> [Effect] {
        guard let session = visit.session else { return [] }
        return [
            .ask("print \(order.id)") { [visit] in
                try await visit.services.printer.print(order.id, by: session)
            } answer: {
                Intent.printed(order.ticket, $0)
            }
        ]
    }

    /// Who is at the counter needs no receipt; the shop's people hear of it by themselves.
    private func printed(_ ticket: Ticket, _ result: Result<Bool, ShopError>) -> [Effect] {
        switch result {
        case .success: []
        case .failure(.printer(let fault)) where fault.mayBePrinted:
            [.toast("The receipt of \(ticket) may be late. The number is all you need.")]
        case .failure: [.toast("The receipt of \(ticket) could not be printed. The number is all you need.")]
        }
    }

    private mutating func take(_ shortages: [ShopError.Shortage]) {
        for shortage in shortages {
            cart.setQuantity(min(shortage.left, cart.quantity(of: shortage.product)), of: shortage.product, price: 0)
        }
        requote()
    }

    private func load() -> [Effect] {
        [
            .ask("products") { [visit] in
                try await visit.services.products.list(by: visit.session)
            } answer: {
                Intent.products($0)
            }
        ]
    }

    private mutating func show(_ result: Result<[Product], ShopError>) -> [Effect] {
        switch result {
        case .success(let products):
            isReachable = true
            menu.show(products)
            let known = quote
            requote()
            if case .confirm = phase, !isPlacing { sentence = news(since: known) }
            return []
        case .failure(.sessionEnded), .failure(.notSignedIn), .failure(.notAllowed):
            return [.quit(Int32(KioskExit.signedOut))]
        case .failure:
            isReachable = false
            return []
        }
    }

    /// What has changed about an order that was about to be placed.
    private func news(since known: CartQuote) -> String {
        let shortages = quote.lines.compactMap { line -> String? in
            switch line.problem {
            case .gone: "\(line.name) is not sold any more."
            case .soldOut: "\(line.name) is sold out."
            case .short(let left): "Only \(left) \(line.name) left."
            case .price, nil: nil
            }
        }
        if let first = shortages.first { return first }
        return known.lines.map(\.price) == quote.lines.map(\.price)
            ? sentence : "A price has changed. Please look again."
    }

    // MARK: time

    /// Seconds until the cart is emptied, while it is asked whether someone is still there.
    func secondsLeft(_ now: Date) -> Int? {
        guard isIdling, !isPlacing else { return nil }
        let passed = now.timeIntervalSince(touched)
        guard passed >= times.idle else { return nil }
        return max(0, Int((times.idle + times.countdown - passed).rounded(.up)))
    }

    private var isIdling: Bool {
        switch phase {
        case .menu, .confirm: true
        case .attract, .ticket: false
        }
    }

    private mutating func tick(_ context: Context) -> [Effect] {
        // A clock that was set back must not keep somebody's cart on the counter.
        if context.now < touched { touched = context.now }
        let passed = context.now.timeIntervalSince(touched)
        switch phase {
        // Not a finger that rests on a key, nor a clock that was set back, keeps the number there for the next customer.
        case .ticket where abs(context.now.timeIntervalSince(ticketSince)) >= times.ticket: reset()
        case .menu where passed >= times.idle + times.countdown, .confirm where passed >= times.idle + times.countdown:
            reset()
        default: break
        }
        return isReachable ? [] : load()
    }

    func nextTick(after now: Date) -> Date? {
        let second = now.addingTimeInterval(1)
        if !isReachable || secondsLeft(now) != nil { return second }
        switch phase {
        case .attract: return nil
        case .ticket: return max(now.addingTimeInterval(0.05), ticketSince.addingTimeInterval(times.ticket))
        case .menu, .confirm: return max(now.addingTimeInterval(0.05), touched.addingTimeInterval(times.idle))
        }
    }
}

/// How the kiosk's screens end, for the supervisor.
public enum KioskExit {
    /// The device's session does not count any more: an admin has to sign it in anew.
    public static let signedOut = 3
}
