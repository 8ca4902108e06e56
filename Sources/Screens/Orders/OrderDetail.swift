import Foundation
import Presentation
import Shop
import Terminal

/// One order, whole: what was sold, for whom, paid or not, and everything that happened to it.
struct OrderDetail: Screen {
    var title: String { "Order \(order.ticket)" }
    private(set) var user: UserContext
    private var order: Order
    private var events: [ShopEvent] = []
    private var stepping: OrderStepping
    private var list = ListState()
    private var focus = Focus.items
    /// Lines of the items that are scrolled away.
    private var itemsScroll = ScrollState()

    private enum Focus { case items, history }

    init(user: UserContext, order: Order) {
        self.user = user
        self.order = order
        stepping = OrderStepping(user: user)
    }

    private struct Loaded: Sendable {
        var order: Order
        var events: [ShopEvent]
    }

    private enum Intent: Message {
        case back
        case loaded(Loaded)
        case wheel(Int), wheelItems(Int)
        case otherPanel
    }

    func bindings(_ context: Context) -> [Binding] {
        stepping.bindings(for: [order], now: context.now) + [
            Binding(
                Key("r"), label: "receipt", help: "The receipt as text: to read, print or keep",
                message: GlobalAction(.push(ReceiptScreen(user: user, order: order)))),
            .described("arrows", help: "Scroll the items, or the history"),
            Binding(
                .tab, label: focus == .items ? "history" : "items", help: "To the history, or to the items",
                isInFooter: false, message: Intent.otherPanel),
            Binding(.escape, Key("q"), label: "back", help: "Back to where you were", message: Intent.back),
        ]
    }

    mutating func update(_ event: Event, _ context: Context) -> [Effect] {
        switch event {
        case .key(let key):
            switch focus {
            case .history: _ = list.handle(key, count: historyRows(context).count, page: 5)
            case .items: itemsScroll.handle(key, travel: itemsTravel(context), page: 5)
            }
        case .message(let message):
            switch message {
            case is ScreenOpened, ShopNews.live: return load()
            case ShopNews.settings(let settings): user.take(settings)
            case ShopNews.events(let news): return news.contains { $0.subject == .order(order.id) } ? load() : []
            case let taken as StepsTaken: stepping.note(taken, now: context.now)
            case let intent as OrderStepping.Intent:
                let (effects, changed) = stepping.handle(intent)
                if let now = changed.first(where: { $0.id == order.id }) { order = now }
                return effects
            case Intent.back: return [.close()]
            case Intent.otherPanel: focus = focus == .items ? .history : .items
            case Intent.wheelItems(let rows): itemsScroll.move(by: rows, travel: itemsTravel(context))
            case Intent.wheel(let rows): list.move(by: rows, count: historyRows(context).count)
            case Intent.loaded(let loaded):
                order = loaded.order
                events = loaded.events
                list.selected = historyRows(context).lastIndex { !$0.time.isEmpty } ?? 0
            default: break
            }
        case .paste, .tick: break
        }
        return []
    }

    private func load() -> [Effect] {
        user.ask("load", answer: Intent.loaded) { [order] services, session in
            let (order, events) = try await services.orders.history(of: order.id, by: session)
            return Loaded(order: order, events: events)
        }
    }

    func nextTick(after now: Date) -> Date? { stepping.nextTick(after: now) }

    // MARK: drawing

    /// The order and, beside or under it, its history. Under it, the one of the two that has the focus gets more room.
    private func places(in area: Rect, _ context: Context) -> (order: Rect, history: Rect) {
        if context.isWide {
            let left = area.left(area.width / 2)
            return (left, area.droppingLeft(left.width))
        }
        let top = area.top(focus == .items ? max(7, area.height * 3 / 5) : max(5, area.height * 2 / 5))
        return (top, area.droppingTop(top.height))
    }

    /// What is left for the items under what is said of the order.
    private func itemsPlace(in inside: Rect) -> Rect { inside.droppingTop(inside.height >= 10 ? 4 : 3) }

    /// How far the items can be scrolled.
    private func itemsTravel(_ context: Context) -> Int {
        let place = itemsPlace(in: places(in: Rect(context.size), context).order.inset(dx: 2, dy: 1))
        return OrderItemsView(order: order, money: user.money).height(width: place.width) - place.height
    }

    func render(into surface: inout Surface, in area: Rect, _ context: Context) {
        let places = places(in: area, context)
        renderOrder(into: &surface, in: places.order, context)
        renderHistory(into: &surface, in: places.history, context)
    }

    private func renderOrder(into surface: inout Surface, in area: Rect, _ context: Context) {
        let panel = Panel(
            order.ticket.description, trailing: order.businessDay.description, isFocused: focus == .items)
        let inside = panel.render(into: &surface, in: area, context.glyphs)
        let status = order.status.label(context.glyphs)
        surface.write(status, x: inside.x, y: inside.y, order.status.style)
        let waited = order.status.isOpen ? age(since: order.createdAt, now: context.now) : ""
        surface.write(
            waited, x: inside.x + TextWidth.of(status) + 2, y: inside.y,
            user.settings.ageStyle(of: order, now: context.now))
        let name = TextWidth.truncated(order.customerLabel, to: inside.width, ellipsis: context.glyphs.ellipsis)
        surface.write(name, x: inside.x, y: inside.y + 1, .strong)
        let used = surface.write(order.payment.text, x: inside.x, y: inside.y + 2, order.payment.style)
        surface.write(
            " \(context.glyphs.dot) \(user.money.string(order.total))", x: inside.x + used, y: inside.y + 2, .strong)
        let place = itemsPlace(in: inside)
        surface.hotspot(place, wheelUp: Intent.wheelItems(-3), wheelDown: Intent.wheelItems(3))
        OrderItemsView(order: order, money: user.money, offset: itemsScroll.first(itemsTravel(context)))
            .render(into: &surface, in: place, context.glyphs)
    }

    private func renderHistory(into surface: inout Surface, in area: Rect, _ context: Context) {
        let inside = Panel("History \(events.count)", isFocused: focus == .history)
            .render(into: &surface, in: area, context.glyphs)
        let rows = historyRows(context)
        ListView(count: rows.count, state: list, isFocused: focus == .history, placeholder: "Reading…")
            .render(into: &surface, in: inside, context.glyphs, wheel: { Intent.wheel($0) }) { index, surface, row in
                surface.write(rows[index].time, x: row.x, y: row.y, .dim)
                surface.write(rows[index].text, x: row.x + rows[index].indent, y: row.y)
            }
    }

    private struct HistoryRow {
        var time: String
        var indent: Int
        var text: String
    }

    /// Each event with as many rows as its words need: who did it stands at the end.
    private func historyRows(_ context: Context) -> [HistoryRow] {
        let width = places(in: Rect(context.size), context).history.inset(dx: 2, dy: 1).width
        return events.flatMap { event in
            let time = user.settings.minute(event.at, now: context.now)
            let indent = TextWidth.of(time) + 2
            let text = event.sentence(user.money, arrow: context.glyphs.arrow)
            let lines = TextWidth.wrapped(text, width: width - ListView.margin(width) - indent)
            return lines.enumerated().map { row, line in
                HistoryRow(time: row == 0 ? time : "", indent: indent, text: line)
            }
        }
    }
}
