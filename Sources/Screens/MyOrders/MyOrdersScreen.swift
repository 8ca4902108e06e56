import Presentation
import Shop
import Terminal

/// All of the customer's orders: searched, filtered by status, as far back as they go, and what they come to.
struct MyOrdersScreen: Screen {
    private enum Intent: Message {
        case back, status
        case choose(Int), wheel(Int), track
        case page([Order], of: PagedRows<Order>.Read)
        case more([Order], at: PagedRows<Order>.Mark)
        case totals(OrderTotals)
    }

    let title = OrdersText.own(open: 0)
    private let user: UserContext
    private(set) var orders = PagedRows<Order>()
    private var totals: OrderTotals?
    private var filter = OrderFilter()
    private var search = ListSearch("Find by ticket or product")

    init(user: UserContext) { self.user = user }

    var isTyping: Bool { search.isTyping }

    func bindings(_ context: Context) -> [Binding] {
        let searching = search.bindings(isFiltered: filter.status != nil)
        guard !search.isTyping else { return searching }
        var back = Binding(Key("q"), label: "back", help: "Back to the menu", message: Intent.back)
        // Esc shows everything again first.
        if filter == OrderFilter() { back.keys.insert(.escape, at: 0) }
        let none = orders.selected == nil ? OrdersText.noneChosen : nil
        return [
            .described("arrows j k", help: "Choose an order"),
            Binding(
                .enter, Key("t"), label: "track", help: "Follow the order", unavailable: none, message: Intent.track),
            Binding(
                Key("f"), label: filter.status?.text ?? "every status", help: "Show one status, or every",
                message: Intent.status),
        ] + searching + [back]
    }

    mutating func update(_ event: Event, _ context: Context) -> [Effect] {
        if let outcome = search.take(event) { return find(outcome) }
        switch event {
        case .key(let key):
            _ = orders.handle(key, page: page(context))
            return loadMore()
        case .paste, .tick: return []
        case .message(let message):
            switch message {
            case is ScreenOpened: return load()
            case ShopNews.live: return load(orders.again)
            case ShopNews.events(let events):
                let isAboutOrders = events.contains { if case .order = $0.subject { true } else { false } }
                return isAboutOrders ? load(orders.again) : []
            case let intent as Intent: return handle(intent, context)
            default: return []
            }
        }
    }

    private mutating func handle(_ intent: Intent, _ context: Context) -> [Effect] {
        switch intent {
        case .back: return [.close()]
        case .status:
            let all: [OrderStatus?] = [nil] + OrderStatus.allCases
            filter.status = all[((all.firstIndex(of: filter.status) ?? 0) + 1) % all.count]
            return load()
        case .choose(let row):
            if orders.state.selected == row { return handle(.track, context) }
            orders.choose(row)
        case .wheel(let rows):
            orders.move(by: rows, page: page(context))
            return loadMore()
        case .track: return orders.selected.map { [.push(StatusTracker(user: user, order: $0))] } ?? []
        case .page(let page, let read):
            orders.take(page, of: read)
            return loadMore()
        case .more(let page, let mark): orders.append(page, at: mark)
        case .totals(let totals): self.totals = totals
        }
        return []
    }

    private mutating func find(_ outcome: ListSearch.Outcome) -> [Effect] {
        if outcome == .none { return [] }
        if outcome == .cleared { filter.status = nil }
        filter.text = search.text
        return load()
    }

    private func load(_ read: PagedRows<Order>.Read = .first) -> [Effect] {
        let page = user.ask("page", answer: { Intent.page($0, of: read) }) { [filter] services, session in
            try await services.orders.own(filter, limit: read.limit, by: session)
        }
        return page + user.ask("totals", answer: Intent.totals) { try await $0.orders.ownTotals(by: $1) }
    }

    private func loadMore() -> [Effect] {
        guard let mark = orders.wantsMore else { return [] }
        return user.ask("more", answer: { Intent.more($0, at: mark) }) { [filter] services, session in
            try await services.orders.own(filter, after: mark.last, limit: PagedRows<Order>.limit, by: session)
        }
    }

    // MARK: drawing

    private func page(_ context: Context) -> Int { max(1, context.size.height - 3) }

    /// How many are open, where the sum leaves room for it.
    private func heading(besides text: String, in area: Rect) -> String {
        guard let open = totals?.openCount, open > 0 else { return title }
        let heading = OrdersText.own(open: open)
        return TextWidth.of(heading) + TextWidth.of(text) + 8 <= area.width ? heading : title
    }

    func render(into surface: inout Surface, in area: Rect, _ context: Context) {
        let text = totals.map { OrdersText.sum($0, user.money) } ?? ""
        let inside = Panel(heading(besides: text, in: area), trailing: text, isFocused: true)
            .render(into: &surface, in: area, context.glyphs)
        SearchLine(search).render(into: &surface, in: inside.top(1), context.glyphs)
        let rows = orders.rows ?? []
        ListView(
            count: rows.count, state: orders.state, isFocused: !search.isTyping,
            placeholder: orders.rows == nil ? OrdersText.readingOwn : OrdersText.noneFound, isSteady: true
        ).render(
            into: &surface, in: inside.droppingTop(1), context.glyphs, click: { Intent.choose($0) },
            wheel: { Intent.wheel($0) }
        ) { index, surface, row in
            OwnOrderRow(order: rows[index], settings: user.settings, isChanged: false)
                .render(into: &surface, in: row, context)
        }
    }
}
