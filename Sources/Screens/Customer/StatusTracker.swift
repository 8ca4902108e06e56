import Foundation
import Shop
import Terminal

/// One order of the customer's, live to the moment an admin acts.
struct StatusTracker: Screen {
    var title: String { "Order \(order.ticket)" }
    let visit: Visit
    private(set) var order: Order
    private var events: [ShopEvent] = []
    private var isChanged = ChangeMarks<OrderID>()
    private var isCancelling = false

    init(visit: Visit, order: Order) {
        self.visit = visit
        self.order = order
    }

    private enum Intent: Message {
        case back, cancel, cancelNow, again
        case loaded(Result<Loaded, ShopError>)
        case cancelled(Result<Order, ShopError>)
    }

    private struct Loaded: Sendable {
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
                message: Perform(.push(ReceiptScreen(visit: visit, order: order)))),
            Binding(Key("a"), label: "order again", help: "Put the same things into the cart", message: Intent.again),
            Binding(.escape, Key("q"), .enter, label: "back", help: "Back to the menu", message: Intent.back),
        ]
    }

    mutating func update(_ event: Event, _ context: Context) -> [Effect] {
        guard case .message(let message) = event else {
            if case .tick = event { isChanged.forgetOld(now: context.now) }
            return []
        }
        switch message {
        case is ScreenOpened, ShopNews.live: return load()
        case ShopNews.events(let news): return news.contains { $0.subject == .order(order.id) } ? load() : []
        case let intent as Intent: return handle(intent, context)
        default: return []
        }
    }

    private mutating func handle(_ intent: Intent, _ context: Context) -> [Effect] {
        switch intent {
        case .back: return [.close()]
        case .again: return [.broadcast(OrderAgain(order: order)), .close()]
        case .cancel:
            let words = "\(order.ticket), \(visit.money.string(order.total)), will be cancelled. This cannot be undone."
            return [
                .push(
                    DialogScreen(
                        title: "Cancel this order?", lines: [words],
                        choices: [.init("Cancel the order") { _ in Intent.cancelNow }], back: "Keep it"))
            ]
        case .cancelNow: return cancel()
        case .loaded(.success(let loaded)):
            if loaded.order.version != order.version { isChanged.mark([order.id], now: context.now) }
            order = loaded.order
            events = loaded.events
            return []
        case .cancelled(.success(let cancelled)):
            isCancelling = false
            order = cancelled
            return [.toast("\(order.ticket) is cancelled.", .success)] + load()
        case .cancelled(.failure(let error)):
            isCancelling = false
            return visit.failed(error) + load()
        case .loaded(.failure(let error)): return visit.failed(error)
        }
    }

    private func load() -> [Effect] {
        guard let session = visit.session else { return [] }
        return [
            .ask("load") { [visit, order] in
                let (order, events) = try await visit.services.orders.history(of: order.id, by: session)
                return Loaded(order: order, events: events)
            } answer: {
                Intent.loaded($0)
            }
        ]
    }

    private mutating func cancel() -> [Effect] {
        guard !isCancelling, let session = visit.session else { return [] }
        isCancelling = true
        let step = StatusStep(to: .cancelled, expecting: order.version)
        return [
            .ask("cancel") { [visit, order] in
                try await visit.services.orders.setStatus(order.id, step, by: session)
            } answer: {
                Intent.cancelled($0)
            }
        ]
    }

    func nextTick(after now: Date) -> Date? { isChanged.nextEnd }

    // MARK: drawing

    func render(into surface: inout Surface, in area: Rect, _ context: Context) {
        let steps = OrderTimeline(order: order, events: events, settings: visit.settings).steps(context.glyphs)
        let timeline = Timeline(steps)
        let items = OrderItemsView(order: order, money: visit.money)
        let width = min(area.width, 104)
        let isRoomy = area.height >= 16
        let margin = width >= 76 ? 5 : 2
        let wanted =
            timeline.height(width: width - 2 * margin) + items.height(width: width - 2 * margin) + (isRoomy ? 9 : 5)
        let card = area.centered(Size(width: width, height: min(area.height, wanted)))
        Panel(title, isFocused: true).render(into: &surface, in: card, context.glyphs)
        var place = card.inset(dx: margin, dy: isRoomy ? 2 : 1)
        timeline.render(into: &surface, in: place, context.glyphs)
        place = place.droppingTop(timeline.height(width: place.width) + 1)
        let style: Style = isChanged.contains(order.id, now: context.now) ? .changed : order.status.style
        for line in TextWidth.wrapped(order.sentence(events), width: place.width).prefix(2) {
            surface.write(line, x: place.x, y: place.y, style)
            place = place.droppingTop(1)
        }
        if isRoomy { place = place.droppingTop(1) }
        renderSum(into: &surface, in: place.top(1), context)
        items.render(into: &surface, in: place.droppingTop(isRoomy ? 2 : 1), context.glyphs)
    }

    private func renderSum(into surface: inout Surface, in row: Rect, _ context: Context) {
        var x = row.x
        x += surface.write(order.payment.rawValue, x: x, y: row.y, order.payment.style)
        x += surface.write(" \(context.glyphs.dot) ", x: x, y: row.y, .dim)
        x += surface.write(visit.money.string(order.total), x: x, y: row.y, .strong)
        let when = "\(context.glyphs.dot) ordered \(visit.settings.moment(order.createdAt, now: context.now))"
        surface.write(" " + when, x: x, y: row.y, .dim, maxWidth: row.maxX - x)
    }
}

extension Order {
    /// What its status means to whoever ordered.
    func sentence(_ events: [ShopEvent]) -> String {
        switch status {
        case .placed: "We have your order and begin with it soon."
        case .preparing: "Your order is being made."
        case .ready: "Your order is ready. Please come to the counter."
        case .completed: "You have it. Thank you, and come again."
        case .cancelled:
            events.last { $0.to == OrderStatus.cancelled.rawValue && !$0.reason.isEmpty }
                .map { "Cancelled: \($0.reason)" } ?? "This order was cancelled."
        }
    }

    /// Why its customer cannot cancel it now.
    func cancelRefusal(_ now: Date) -> String? {
        do throws(StepRefusal) {
            try OrderLife.check(self, to: .cancelled, by: .owner, now: now)
            return nil
        } catch {
            return error.words(to: .cancelled)
        }
    }
}

/// The same things are wanted again: the dashboard puts them into the cart.
struct OrderAgain: Message {
    let order: Order
}
