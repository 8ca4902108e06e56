import Foundation
import Presentation
import Shop
import Terminal

/// Every event, newest first: who did what, when.
struct LogScreen: Screen {
    private enum Intent: Message {
        case topic
        case wheel(Int), choose(Int)
        case page(LogPage)
        case more(before: EventNumber, Result<LogPage, ShopError>)
    }

    let title = "Log"
    private var user: UserContext
    private(set) var rows = LogRows()
    private var filter = EventFilter()
    private var search = ListSearch("Find by who did it, the name of what it was about, or the reason")

    init(user: UserContext) { self.user = user }

    var isTyping: Bool { search.isTyping }

    func bindings(_ context: Context) -> [Binding] {
        let searching = search.bindings(isFiltered: filter.topic != nil)
        guard !search.isTyping else { return searching }
        return [
            .described("arrows j k", help: "Move"),
            Binding(
                Key("f"), label: "filter",
                help: "Show orders, products, people, the shop, or everything", message: Intent.topic),
        ] + searching + AdminSection.bindings(from: .log, user)
    }

    // MARK: update

    mutating func update(_ event: Event, _ context: Context) -> [Effect] {
        if let outcome = search.take(event) { return find(outcome) }
        switch event {
        case .key(let key):
            rows.handle(key, page: page(context))
            return readOn(context)
        case .paste, .tick: return []
        case .message(let message):
            switch message {
            case is ScreenOpened, ShopNews.live: return load()
            case let news as ShopNews:
                if case .events(let events) = news {
                    rows.take(news: events.reversed().filter { filter.matches($0, in: user.settings) })
                    rows.clamp(page: page(context))
                }
                return user.watch(news)
            case let intent as Intent: return handle(intent, context)
            default: return []
            }
        }
    }

    private mutating func handle(_ intent: Intent, _ context: Context) -> [Effect] {
        switch intent {
        case .topic:
            let all: [EventFilter.Topic?] = [nil] + EventFilter.Topic.allCases
            filter.topic = all[((all.firstIndex(of: filter.topic) ?? 0) + 1) % all.count]
            rows.begin()
            return load()
        case .choose(let row):
            rows.choose(row)
            return readOn(context)
        case .wheel(let rows):
            self.rows.move(by: rows)
            return readOn(context)
        case .page(let page): rows.take(page)
        case .more(let before, .success(let page)): rows.append(page, before: before)
        case .more(_, .failure(let error)):
            rows.stopReading()
            return user.failed(error)
        }
        rows.clamp(page: page(context))
        return []
    }

    private mutating func find(_ outcome: ListSearch.Outcome) -> [Effect] {
        if outcome == .none { return [] }
        if outcome == .cleared { filter.topic = nil }
        filter.text = search.text
        rows.begin()
        return load()
    }

    /// Reads on when the end has come into sight by someone's hand: a filter that finds little would else look through
    /// the whole log, page by page.
    private mutating func readOn(_ context: Context) -> [Effect] {
        rows.clamp(page: page(context))
        guard let before = rows.readOn() else { return [] }
        return user.ask("more", result: { Intent.more(before: before, $0) }) { [filter] services, session in
            try await services.log.page(filter, before: before, by: session)
        }
    }

    private func load() -> [Effect] {
        user.ask("page", answer: Intent.page) { [filter] in try await $0.log.page(filter, by: $1) }
    }

    // MARK: drawing

    private func page(_ context: Context) -> Int { max(1, SectionBar.rest(of: Rect(context.size)).height - 3) }

    func render(into surface: inout Surface, in area: Rect, _ context: Context) {
        let area = SectionBar(here: .log, user: user).render(into: &surface, in: area)
        let inside = Panel(title, trailing: reach, isFocused: true).render(into: &surface, in: area, context.glyphs)
        SearchLine(search).render(into: &surface, in: inside.top(1), context.glyphs)
        let events = rows.events ?? []
        let place = whole(of: inside.width, context).render(into: &surface, in: inside.droppingTop(1))
        ListView(
            count: events.count, state: rows.list, isFocused: !search.isTyping,
            placeholder: rows.events == nil ? "Reading…" : rows.since.map(farther) ?? NothingText.found
        ).render(
            into: &surface, in: place, context.glyphs, click: { Intent.choose($0) },
            wheel: { Intent.wheel($0) }
        ) { index, surface, row in render(events[index], into: &surface, in: row, context) }
    }

    /// What is shown, and how far back it was looked for.
    private var reach: String {
        let topic = filter.topic?.text ?? EventFilter.Topic.everything
        guard filter != EventFilter(), rows.count > 0, let since = rows.since else { return topic }
        return "\(topic) since \(BusinessDay(since, in: user.settings.timeZone))"
    }

    private func farther(_ since: Date) -> String {
        "Nothing like that since \(BusinessDay(since, in: user.settings.timeZone)). End looks further back."
    }

    /// With room for the day.
    private static func isRoomy(_ width: Int) -> Bool { width >= 60 }

    /// Where the name begins, and how much it gets with the gap after it.
    private static func columns(_ width: Int) -> (start: Int, nameWidth: Int) {
        let start = isRoomy(width) ? 18 : 7
        return (start, min(24, (width - start) / 3))
    }

    private func when(_ event: ShopEvent) -> String { user.settings.dayAndClock(event.at) }

    private func whole(of width: Int, _ context: Context) -> WholeRow {
        guard let events = rows.events, events.indices.contains(rows.list.selected) else {
            return WholeRow(text: "", isInSight: true)
        }
        let event = events[rows.list.selected]
        let text = event.sentence(user.settings.money, arrow: context.glyphs.arrow)
        let width = width - ListView.margin(width)
        let (start, nameWidth) = Self.columns(width)
        let fits = TextWidth.of(event.subjectName) < nameWidth && TextWidth.of(text) < width - start - nameWidth
        return WholeRow(
            text: "\(when(event))  \(event.subjectName)  \(text)", isInSight: fits && Self.isRoomy(width))
    }

    private func render(_ event: ShopEvent, into surface: inout Surface, in row: Rect, _ context: Context) {
        let settings = user.settings
        let ellipsis = context.glyphs.ellipsis
        let (start, nameWidth) = Self.columns(row.width)
        surface.write(Self.isRoomy(row.width) ? when(event) : settings.clock(event.at), x: row.x, y: row.y, .dim)
        let name = TextWidth.truncated(event.subjectName, to: nameWidth - 1, ellipsis: ellipsis)
        surface.write(name, x: row.x + start, y: row.y, .strong)
        let text = event.sentence(settings.money, arrow: context.glyphs.arrow)
        surface.write(
            TextWidth.truncated(text, to: row.width - start - nameWidth - 1, ellipsis: ellipsis),
            x: row.x + start + nameWidth, y: row.y)
    }
}
