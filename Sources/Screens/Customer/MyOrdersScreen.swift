import Shop
import Terminal

/// All of the customer's orders: searched, filtered by status, as far back as they go, and what they come to.
struct MyOrdersScreen: Screen {
    private enum Intent: Message {
        case back, search, endSearch, clear, status
        case choose(Int), wheel(Int), track
        case page(Result<[Order], ShopError>)
        case more(Result<[Order], ShopError>)
        case totals(Result<OrderTotals, ShopError>)
    }

    let title = "My orders"
    private let visit: Visit
    private var orders = PagedRows<Order>()
    private var totals: OrderTotals?
    private var filter = OrderFilter()
    private var query = TextFieldState(limit: 100)
    private var isSearching = false

    init(visit: Visit) { self.visit = visit }

    var isTyping: Bool { isSearching }

    func bindings(_ context: Context) -> [Binding] {
        guard !isSearching else {
            return [
                Binding(.enter, label: "to the list", help: "Keep what was found", message: Intent.endSearch),
                Binding(.escape, label: "clear", help: "Show everything again", message: Intent.clear),
            ]
        }
        let none = orders.selected == nil ? "choose an order first" : nil
        return [
            .described("arrows j k", help: "Choose an order"),
            Binding(
                .enter, Key("t"), label: "track", help: "Follow the order", unavailable: none, message: Intent.track),
            Binding(Key("/"), label: "search", help: "Find by ticket or product", message: Intent.search),
            Binding(
                Key("f"), label: filter.status?.rawValue ?? "every status", help: "Show one status, or every",
                message: Intent.status),
            Binding(
                .escape, Key("q"), label: filter == OrderFilter() ? "back" : "clear",
                help: "Show everything again; then back to the menu",
                message: filter == OrderFilter() ? Intent.back : Intent.clear),
        ]
    }

    mutating func update(_ event: Event, _ context: Context) -> [Effect] {
        switch event {
        case .key(let key):
            if isSearching, ![.up, .down].contains(key) { return search { _ = $0.handle(key) } }
            _ = orders.handle(key, page: page(context))
            return loadMore()
        case .paste(let text): return search { $0.insert(text) }
        case .tick: return []
        case .message(let message):
            switch message {
            case is ScreenOpened, ShopNews.live: return load()
            case ShopNews.events(let events):
                return events.contains { if case .order = $0.subject { true } else { false } } ? load() : []
            case let intent as Intent: return handle(intent, context)
            default: return []
            }
        }
    }

    private mutating func handle(_ intent: Intent, _ context: Context) -> [Effect] {
        switch intent {
        case .back: return [.close()]
        case .search: isSearching = true
        case .endSearch: isSearching = false
        case .clear:
            isSearching = false
            filter.status = nil
            return search { $0.text = "" }
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
        case .track: return orders.selected.map { [.push(StatusTracker(visit: visit, order: $0))] } ?? []
        case .page(.success(let page)): orders.begin(with: page)
        case .more(.success(let page)): orders.append(page)
        case .totals(.success(let totals)): self.totals = totals
        case .page(.failure(let error)), .more(.failure(let error)), .totals(.failure(let error)):
            return visit.failed(error)
        }
        return []
    }

    private mutating func search(_ change: (inout TextFieldState) -> Void) -> [Effect] {
        change(&query)
        filter.text = query.text
        return load()
    }

    private func load() -> [Effect] {
        guard let session = visit.session else { return [] }
        return [
            .ask("page") { [visit, filter] in
                try await visit.services.orders.own(filter, limit: PagedRows<Order>.limit, by: session)
            } answer: {
                Intent.page($0)
            },
            .ask(
                "totals", { [visit] in try await visit.services.orders.ownTotals(by: session) },
                answer: { Intent.totals($0) }),
        ]
    }

    private func loadMore() -> [Effect] {
        guard let session = visit.session, let last = orders.wantsMoreAfter else { return [] }
        return [
            .ask("more") { [visit, filter] in
                try await visit.services.orders.own(filter, after: last, limit: PagedRows<Order>.limit, by: session)
            } answer: {
                Intent.more($0)
            }
        ]
    }

    // MARK: drawing

    private func page(_ context: Context) -> Int { max(1, context.size.height - 3) }

    func render(into surface: inout Surface, in area: Rect, _ context: Context) {
        let words = totals.map { "\($0.count) orders, \(visit.money.string($0.sum))" } ?? ""
        let inside = Panel(title, trailing: words, isFocused: true).render(into: &surface, in: area, context.glyphs)
        SearchLine(query: query, isSearching: isSearching, click: Intent.search)
            .render(into: &surface, in: inside.top(1), context.glyphs)
        let rows = orders.rows ?? []
        ListView(
            count: rows.count, state: orders.state, isFocused: !isSearching,
            placeholder: orders.rows == nil ? "Reading your orders…" : "No orders like that."
        ).render(
            into: &surface, in: inside.droppingTop(1), context.glyphs, click: { Intent.choose($0) },
            wheel: { Intent.wheel($0) }
        ) { index, surface, row in
            OwnOrderRow(order: rows[index], settings: visit.settings, isChanged: false)
                .render(into: &surface, in: row, context)
        }
    }
}
