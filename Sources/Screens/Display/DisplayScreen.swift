import Foundation
import Shop
import Terminal

/// The display over the pickup shelf: tickets that are being prepared, and large the ones that are ready.
struct DisplayScreen: Screen {
    /// A ticket that has just become ready is marked for 10 s (`screens.md`, "Display").
    private static let markTime: TimeInterval = 10

    let title = "Pickup"
    private let services: ShopServices
    /// Nil until the shop has answered.
    private var board: PickupBoard?

    init(services: ShopServices) { self.services = services }

    private enum Intent: Message {
        case leave
        case read(Result<PickupBoard, ShopError>)
    }

    func bindings(_ context: Context) -> [Binding] {
        [Binding(Key("q"), label: "leave", help: "Leave the display", message: Intent.leave)]
    }

    mutating func update(_ event: Event, _ context: Context) -> [Effect] {
        switch event {
        case .tick: return load()
        case .message(let message):
            switch message {
            case is ScreenOpened, ShopNews.live, ShopNews.events: return load()
            case Intent.leave: return [.quit()]
            case Intent.read(.success(let news)):
                let known = board.map { Set($0.ready.map(\.ticket)) }
                board = news
                guard let known, news.ready.contains(where: { !known.contains($0.ticket) }) else { return [] }
                return [.bell]
            // The header says how old the picture is.
            default: return []
            }
        case .key, .paste: return []
        }
    }

    private func load() -> [Effect] {
        [.ask("read", { [services] in try await services.display.tickets() }, answer: { Intent.read($0) })]
    }

    /// When a mark ends, or a ticket leaves.
    func nextTick(after now: Date) -> Date? {
        let ready = board?.ready ?? []
        let times = ready.flatMap {
            [$0.since.addingTimeInterval(Self.markTime), $0.since.addingTimeInterval(DisplayService.readyLimit + 1)]
        }
        return times.filter { $0 > now }.min()
    }

    // MARK: drawing

    func render(into surface: inout Surface, in area: Rect, _ context: Context) {
        guard area.width >= 76 else {
            let preparing = area.bottom(max(3, area.height / 4))
            renderReady(into: &surface, in: area.droppingBottom(preparing.height), context)
            return renderPreparing(into: &surface, in: preparing, context.glyphs)
        }
        let preparing = area.left(area.width * 2 / 5)
        renderPreparing(into: &surface, in: preparing, context.glyphs)
        renderReady(into: &surface, in: area.droppingLeft(preparing.width), context)
    }

    private func renderPreparing(into surface: inout Surface, in area: Rect, _ glyphs: Glyphs) {
        let tickets = (board?.preparing ?? []).map(\.ticket)
        let panel = Panel(
            OrderStatus.preparing.label(glyphs).uppercased(), trailing: count(tickets.count), titleStyle: .preparing)
        let inside = panel.render(into: &surface, in: area, glyphs)
        guard !tickets.isEmpty else {
            surface.write(board == nil ? "Reading…" : "Nothing just now.", x: inside.x, y: inside.y, .dim)
            return
        }
        let columns = max(1, inside.width / 9)
        let rows = max(1, inside.height / (inside.height >= 12 ? 2 : 1))
        let gap = inside.height >= 12 ? 2 : 1
        let shown = tickets.count <= columns * rows ? tickets.count : columns * rows - 1
        for (index, ticket) in tickets.prefix(shown).enumerated() {
            let y = inside.y + index / columns * gap
            surface.write(ticket.description, x: inside.x + index % columns * 9, y: y, .strong)
        }
        guard shown < tickets.count else { return }
        let y = inside.y + shown / columns * gap
        surface.write("+\(tickets.count - shown)", x: inside.x + shown % columns * 9, y: y, .warning)
    }

    private func count(_ count: Int) -> String { count == 0 ? "" : String(count) }

    private func renderReady(into surface: inout Surface, in area: Rect, _ context: Context) {
        let ready = board?.ready ?? []
        let glyphs = context.glyphs
        let panel = Panel(
            OrderStatus.ready.label(glyphs).uppercased(), trailing: count(ready.count), isFocused: true,
            titleStyle: .ready)
        let inside = panel.render(into: &surface, in: area, glyphs)
        guard !ready.isEmpty else {
            let lines = TextWidth.wrapped("Your number shows here when it is ready.", width: inside.width)
            for (index, line) in lines.enumerated() { surface.write(line, x: inside.x, y: inside.y + index, .dim) }
            return
        }
        let grid = ReadyGrid(inside, count: ready.count)
        let shown = ready.count <= grid.capacity ? ready.count : max(1, grid.capacity - 1)
        for (index, pickup) in ready.prefix(shown).enumerated() {
            let isNew = context.now.timeIntervalSince(pickup.since) < Self.markTime
            grid.render(pickup.ticket, at: index, isNew ? .changed : .ready, into: &surface, glyphs)
        }
        guard shown < ready.count else { return }
        let words = " and \(ready.count - shown) more "
        surface.write(words, x: area.maxX - 2 - TextWidth.of(words), y: area.maxY - 1, .warning)
    }
}

/// The places of large tickets: as large as lets all of them be seen, and never smaller than can be read from afar.
private struct ReadyGrid {
    private let area: Rect
    private let cell: Size
    private let columns: Int

    init(_ area: Rect, count: Int) {
        self.area = area
        let least = Size(width: BigText.width("K-000") + 3, height: BigText.height)
        let widest = max(1, area.width / least.width)
        // With a line between two, so that they are read one by one.
        let highest = max(1, (area.height + 1) / (least.height + 1))
        // The fewest columns in which all fit make the largest digits.
        let columns = (1...widest).first { columns in
            let rows = (count + columns - 1) / columns
            return rows <= highest
        }
        let chosen = columns ?? widest
        let rows = min(highest, max(1, (min(count, chosen * highest) + chosen - 1) / chosen))
        self.columns = chosen
        cell = Size(width: area.width / chosen, height: area.height / rows)
    }

    var capacity: Int { columns * max(1, area.height / max(1, cell.height)) }

    func render(_ ticket: Ticket, at index: Int, _ style: Style, into surface: inout Surface, _ glyphs: Glyphs) {
        let place = Rect(
            x: area.x + index % columns * cell.width, y: area.y + index / columns * cell.height, width: cell.width,
            height: cell.height)
        let room = Size(width: place.width - 2, height: max(BigText.height, place.height - 1))
        let big = BigText(ticket.description, style, fitting: room)
        big.render(into: &surface, in: place.centered(big.size), glyphs)
    }
}
