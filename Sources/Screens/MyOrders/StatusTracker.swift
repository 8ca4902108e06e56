import Foundation
import Presentation
import Shop
import Terminal

/// One order of the customer's, live to the moment an admin acts.
struct StatusTracker: Screen {
    var title: String { "Order \(order.ticket)" }
    let user: UserContext
    private(set) var order: Order
    private(set) var events: [ShopEvent] = []
    private(set) var isChanged = ChangeMarks<ID<Order>>()
    private var isCancelling = false
    private(set) var scroll = ScrollState()

    init(user: UserContext, order: Order) {
        self.user = user
        self.order = order
    }

    enum Intent: Message {
        case back, cancel, cancelNow, again
        case wheel(Int)
        case loaded(Loaded)
        case cancelled(Result<Order, ShopError>)
    }

    struct Loaded: Sendable {
        var order: Order
        var events: [ShopEvent]
    }

    func bindings(_ context: Context) -> [Binding] {
        [
            Binding(
                Key("x"), label: "cancel", help: "Cancel the order",
                isInFooter: order.cancelRefusal(context.now) == nil,
                unavailable: order.cancelRefusal(context.now), message: Intent.cancel),
            Binding(
                Key("r"), label: "receipt", help: "The receipt as text: to read, print or keep",
                message: GlobalAction(.push(ReceiptScreen(user: user, order: order)))),
            Binding(Key("a"), label: "order again", help: "Put the same things into the cart", message: Intent.again),
            .described("arrows", help: "Scroll what was ordered"),
            Binding(.escape, Key("q"), .enter, label: "back", help: "Back to the menu", message: Intent.back),
        ]
    }

    mutating func update(_ event: Event, _ context: Context) -> [Effect] {
        switch event {
        case .key(let key):
            scroll.handle(key, travel: travel(context), page: 5)
        case .tick: isChanged.forgetOld(now: context.now)
        case .paste: break
        case .message(let message):
            switch message {
            case is ScreenOpened, ShopNews.live: return load()
            case ShopNews.events(let news): return news.contains { $0.subject == .order(order.id) } ? load() : []
            case let intent as Intent: return handle(intent, context)
            default: break
            }
        }
        return []
    }

    private mutating func handle(_ intent: Intent, _ context: Context) -> [Effect] {
        switch intent {
        case .back: return [.close()]
        case .wheel(let rows):
            scroll.move(by: rows, travel: travel(context))
            return []
        case .again: return [.broadcast(OrderAgain(order: order)), .close()]
        case .cancel:
            return [
                .push(
                    DialogScreen(
                        title: "Cancel this order?", lines: [order.cancelQuestion(user.money)],
                        choices: [.init("Cancel the order") { _ in Intent.cancelNow }], back: "Keep it"))
            ]
        case .cancelNow: return cancel()
        case .loaded(let loaded):
            if loaded.order.version != order.version { isChanged.mark([order.id], now: context.now) }
            order = loaded.order
            events = loaded.events
            return []
        case .cancelled(.success(let cancelled)):
            isCancelling = false
            order = cancelled
            return [.toast(order.cancelledText, .success)] + load()
        case .cancelled(.failure(let error)):
            isCancelling = false
            return user.failed(error) + load()
        }
    }

    private func load() -> [Effect] {
        user.ask("load", answer: Intent.loaded) { [order] services, session in
            let (order, events) = try await services.orders.history(of: order.id, by: session)
            return Loaded(order: order, events: events)
        }
    }

    private mutating func cancel() -> [Effect] {
        guard !isCancelling else { return [] }
        isCancelling = true
        let step = StatusStep(to: .cancelled, expecting: order.version)
        return user.ask("cancel", result: Intent.cancelled) { [order] in
            try await $0.orders.setStatus(order.id, step, by: $1)
        }
    }

    func nextTick(after now: Date) -> Date? { isChanged.nextEnd }
}

/// The same things are wanted again: the dashboard puts them into the cart.
struct OrderAgain: Message {
    let order: Order
}
