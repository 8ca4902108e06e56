import Foundation
import Shop
import Terminal

/// Every event, newest first: who did what, when.
struct LogScreen: Screen {
    private enum Intent: Message {
        case search, endSearch, clear, topic
        case wheel(Int), choose(Int)
        case page(Result<LogPage, ShopError>)
        case more(before: EventNumber, Result<LogPage, ShopError>)
    }

    let title = "Log"
    private var visit: Visit
    private(set) var rows = LogRows()
    private var filter = EventFilter()
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
        return [
            .described("arrows j k", help: "Move"),
            Binding(
                Key("/"), label: "search", help: "Find by who did it, the name of what it was about, or the reason",
                message: Intent.search),
            Binding(
                Key("f"), label: filter.topic?.rawValue ?? "everything",
                help: "Show orders, products, people, the shop, or everything", message: Intent.topic),
            Binding(
                .escape, label: "clear", help: "Show everything again", isInFooter: filter != EventFilter(),
                message: Intent.clear),
        ] + AdminSection.bindings(from: .log, visit)
    }

    // MARK: update

    mutating func update(_ event: Event, _ context: Context) -> [Effect] {
        switch event {
        case .key(let key):
            if isSearching, ![.up, .down].contains(key) { return search { _ = $0.handle(key) } }
            rows.handle(key, page: page(context))
            return settle(context)
        case .paste(let text): return search { $0.insert(text) }
        case .tick: return []
        case .message(let message):
            switch message {
            case is ScreenOpened, ShopNews.live: return load()
            case let news as ShopNews:
                guard case .events = news else { return visit.watch(news) }
                return load() + visit.watch(news)
            case let intent as Intent: return handle(intent, context)
            default: return []
            }
        }
    }

    private mutating func handle(_ intent: Intent, _ context: Context) -> [Effect] {
        switch intent {
        case .search: isSearching = true
        case .endSearch: isSearching = false
        case .clear:
            isSearching = false
            filter.topic = nil
            return search { $0.text = "" }
        case .topic:
            let all: [EventFilter.Topic?] = [nil] + EventFilter.Topic.allCases
            filter.topic = all[((all.firstIndex(of: filter.topic) ?? 0) + 1) % all.count]
            rows.begin()
            return load()
        case .choose(let row): rows.choose(row)
        case .wheel(let rows): self.rows.move(by: rows)
        case .page(.success(let page)): rows.take(page)
        case .more(let before, .success(let page)): rows.append(page, before: before)
        case .page(.failure(let error)), .more(_, .failure(let error)): return visit.failed(error)
        }
        return settle(context)
    }

    private mutating func search(_ change: (inout TextFieldState) -> Void) -> [Effect] {
        change(&query)
        filter.text = query.text
        rows.begin()
        return load()
    }

    /// Reads on when the end comes into sight.
    private mutating func settle(_ context: Context) -> [Effect] {
        rows.settle(page: page(context))
        guard let before = rows.wantsMoreBefore, let session = visit.session else { return [] }
        return [
            .ask("more") { [visit, filter] in
                try await visit.services.log.page(filter, before: before, by: session)
            } answer: {
                Intent.more(before: before, $0)
            }
        ]
    }

    private func load() -> [Effect] {
        guard let session = visit.session else { return [] }
        return [
            .ask(
                "page", { [visit, filter] in try await visit.services.log.page(filter, by: session) },
                answer: { Intent.page($0) })
        ]
    }

    // MARK: drawing

    private func page(_ context: Context) -> Int { max(1, SectionBar.rest(of: Rect(context.size)).height - 3) }

    func render(into surface: inout Surface, in area: Rect, _ context: Context) {
        let area = SectionBar(here: .log, visit: visit).render(into: &surface, in: area)
        let inside = Panel(title, trailing: filter.topic?.rawValue ?? "everything", isFocused: true)
            .render(into: &surface, in: area, context.glyphs)
        SearchLine(query: query, isSearching: isSearching, click: Intent.search)
            .render(into: &surface, in: inside.top(1), context.glyphs)
        let events = rows.events ?? []
        ListView(
            count: events.count, state: rows.list, isFocused: !isSearching,
            placeholder: rows.events == nil ? "Reading…" : "Nothing like that."
        ).render(
            into: &surface, in: inside.droppingTop(1), context.glyphs, click: { Intent.choose($0) },
            wheel: { Intent.wheel($0) }
        ) { index, surface, row in render(events[index], into: &surface, in: row, context) }
    }

    private func render(_ event: ShopEvent, into surface: inout Surface, in row: Rect, _ context: Context) {
        let settings = visit.settings
        let ellipsis = context.glyphs.ellipsis
        let when = "\(BusinessDay(event.at, in: settings.timeZone)) \(settings.clock(event.at))"
        surface.write(row.width >= 60 ? when : settings.clock(event.at), x: row.x, y: row.y, .dim)
        let start = row.width >= 60 ? 18 : 7
        let nameWidth = min(24, (row.width - start) / 3)
        let name = TextWidth.truncated(event.subjectName, to: nameWidth - 1, ellipsis: ellipsis)
        surface.write(name, x: row.x + start, y: row.y, .strong)
        let text = event.sentence(settings.money, arrow: context.glyphs.arrow)
        surface.write(
            TextWidth.truncated(text, to: row.width - start - nameWidth, ellipsis: ellipsis),
            x: row.x + start + nameWidth, y: row.y)
    }
}
