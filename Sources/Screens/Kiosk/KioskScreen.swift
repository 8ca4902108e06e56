import Foundation
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
    private(set) var visit: UserContext
    var phase = Phase.attract
    var menu = KioskMenu()
    var order: KioskOrder
    var clock: KioskClock
    var isNaming = false
    var sentence = ""
    private(set) var isReachable = true

    init(visit: UserContext, times: KioskTimes) {
        self.visit = visit
        order = KioskOrder(visit.services.carts.newCart())
        clock = KioskClock(times, visit.settings)
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
            visit.take(settings)
            clock.take(settings)
            return []
        case .events(let events):
            isReachable = true
            return events.contains(where: \.movesStock) || visit.concerns(events) ? load() : []
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
        case .leave: return [.push(KioskLeaveScreen(services: visit.services))]
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
    mutating func reset() {
        guard !isPlacing else { return }
        phase = .attract
        order = KioskOrder(visit.services.carts.newCart())
        isNaming = false
        sentence = ""
        menu.reset()
    }

    // MARK: what is sold

    func load() -> [Effect] {
        visit.ask("products", result: Intent.products) { try await $0.products.list(by: $1) }
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
