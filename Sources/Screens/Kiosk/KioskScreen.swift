import Foundation
import Local
import Presentation
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
        case add(ID<Product>, Int), addChosen(Int), tile(Int)
        case review, back, startOver, place, done, focusName
        case leave, left
        case products(Result<[Product], ShopError>)
        case placed(OrderDraft, Result<Order, ShopError>)
        case printed(Ticket, Result<Bool, ShopError>)
    }

    let title = "Kiosk"
    private(set) var user: UserContext
    private(set) var phase = Phase.attract
    private(set) var menu = KioskMenu()
    private(set) var order: KioskOrder
    private var clock: KioskClock
    private(set) var isNaming = false
    private(set) var sentence = ""
    private(set) var isReachable = true

    init(user: UserContext, times: KioskTimes) {
        self.user = user
        order = KioskOrder(user.services.carts.newCart())
        clock = KioskClock(times, user.settings)
    }

    var isTyping: Bool { isNaming }
    var isPlacing: Bool { order.isPlacing }

    // MARK: update

    mutating func update(_ event: Event, _ context: Context) -> [Effect] {
        switch event {
        case .tick: return tick(context)
        case .key(let key):
            clock.touch(context.now)
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

    private mutating func handle(_ news: ShopNews) -> [Effect] {
        switch news {
        case .live:
            isReachable = true
            return load()
        case .unreachable:
            isReachable = false
            return []
        // The header says so, and an order that is refused keeps its cart.
        case .unwritable, .writable: return []
        case .settings(let settings):
            user.take(settings)
            clock.take(settings)
            return []
        case .events(let events):
            isReachable = true
            return events.contains(where: \.movesStock) || user.concerns(events) ? load() : []
        }
    }

    private mutating func handle(_ key: Key, _ context: Context) -> [Effect] {
        if isNaming {
            order.type(key)
            return []
        }
        // Whatever is touched first begins.
        if case .attract = phase { return handle(.begin, context) }
        return []
    }

    private mutating func handle(_ intent: Intent, _ context: Context) -> [Effect] {
        switch intent {
        case .products(let result):
            show(result)
            return []
        case .placed(let draft, let result): return answered(draft, result, context)
        case .printed(let ticket, let result): return printed(ticket, result)
        default: break
        }
        clock.touch(context.now)
        switch intent {
        case .begin:
            guard isReachable else { return load() }
            phase = .menu
            return load()
        case .category(let index): menu.go(toCategory: index)
        case .nextCategory(let step): menu.nextCategory(step)
        case .move(let dx, let dy): menu.move(by: dx + dy * layout(context).grid.columns)
        case .page(let step): menu.move(by: step * layout(context).grid.page)
        case .add(let id, let pieces):
            menu.choose(id)
            change(id, by: pieces)
        case .addChosen(let pieces): if let product = menu.selected { change(product.id, by: pieces) }
        case .tile(let number):
            let first = layout(context).grid.first(showing: menu.chosen)
            if menu.choose(tile: first + number - 1), let product = menu.selected { change(product.id, by: 1) }
        case .review: review()
        case .back: back()
        case .startOver: reset()
        case .done: if clock.isDone(context.now) { reset() }
        case .focusName: isNaming = true
        case .place: return place()
        case .leave: return [.push(KioskLeaveScreen(services: user.services))]
        case .left: return [.quit()]
        case .stay, .products, .placed, .printed: break
        }
        return []
    }

    // MARK: steps

    private mutating func change(_ id: ID<Product>, by pieces: Int) {
        guard case .menu = phase, let product = menu.products[id] else { return }
        sentence = order.change(product, by: pieces, on: menu) ?? ""
    }

    private mutating func review() {
        guard case .menu = phase, !order.isEmpty else { return }
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
        order = KioskOrder(user.services.carts.newCart())
        isNaming = false
        sentence = ""
        menu.reset()
    }

    // MARK: what is sold

    private func load() -> [Effect] {
        user.ask("products", result: Intent.products) { try await $0.products.list(by: $1) }
    }

    private mutating func show(_ result: Result<[Product], ShopError>) {
        switch result {
        case .success(let products):
            isReachable = true
            menu.show(products)
            let news = order.show(menu)
            if case .confirm = phase, !isPlacing, let news { sentence = news }
        case .failure: isReachable = false
        }
    }

    // MARK: placing: once, whatever comes between; and its slip

    private mutating func place() -> [Effect] {
        guard case .confirm = phase, !isPlacing, user.session != nil else { return [] }
        if let problem = order.nameProblem {
            sentence = problem
            return []
        }
        guard let draft = order.place() else { return [] }
        isNaming = false
        sentence = "One moment…"
        return ask(draft)
    }

    private func ask(_ draft: OrderDraft) -> [Effect] {
        user.ask("place", result: { Intent.placed(draft, $0) }) { [order] in
            try await $0.place(draft, of: order.checkout, by: $1)
        }
    }

    private mutating func answered(_ draft: OrderDraft, _ result: Result<Order, ShopError>, _ context: Context)
        -> [Effect]
    {
        clock.touch(context.now)
        switch order.answered(result, to: draft) {
        case .placed(let placed, _):
            reset()
            phase = .ticket(placed)
            clock.showTicket(context.now)
            return print(placed)
        case .askAgain(let draft): return ask(draft)
        case .refused(let error, .signIn): return user.failed(error)
        case .refused(_, .reload):
            reset()
            return []
        case .refused(let error, let remedy):
            sentence = order.checkout.text(of: error)
            if order.isEmpty { phase = .menu }
            return remedy == .retry ? [] : load()
        }
    }

    /// The receipt prints itself, where the shop has a printer.
    private func print(_ order: Order) -> [Effect] {
        user.ask("print \(order.id)", result: { Intent.printed(order.ticket, $0) }) {
            try await $0.printer.print(order.id, by: $1)
        }
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

    // MARK: time

    /// Seconds until the cart is emptied, while it is asked whether someone is still there.
    func secondsLeft(_ now: Date) -> Int? { isIdling && !isPlacing ? clock.secondsLeft(now) : nil }

    private var isIdling: Bool {
        switch phase {
        case .menu, .confirm: true
        case .attract, .ticket: false
        }
    }

    private mutating func tick(_ context: Context) -> [Effect] {
        clock.clamp(context.now)
        switch phase {
        case .ticket where clock.isTicketOver(context.now): reset()
        case .menu where clock.isOver(context.now), .confirm where clock.isOver(context.now): reset()
        default: break
        }
        return isReachable ? [] : load()
    }

    func nextTick(after now: Date) -> Date? {
        if !isReachable || secondsLeft(now) != nil { return now.addingTimeInterval(1) }
        switch phase {
        case .attract: return nil
        case .ticket: return clock.nextOfTicket(after: now)
        case .menu, .confirm: return clock.endOfPatience(after: now)
        }
    }
}

/// How the kiosk's screens end, for the supervisor.
public enum KioskExit {
    /// The device's session does not count any more: an admin has to sign it in anew.
    public static let signedOut = 3
}
