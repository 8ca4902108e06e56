import Foundation
import Presentation
import Shop
import Terminal

/// The display over the pickup shelf: tickets that are being prepared, and large the ones that are ready.
struct DisplayScreen: Screen {
    /// A ticket that has just become ready is marked for 10 s.
    private static let markTime: TimeInterval = 10
    /// As wide as a large ticket in its panel.
    private static let leastPreparing = BigText.width("K-000") + 4

    let title = "Pickup"
    private let services: ShopServices
    /// Nil until the shop has answered.
    private var board: PickupList?

    init(services: ShopServices) { self.services = services }

    private enum Intent: Message {
        case leave
        case read(Result<PickupList, ShopError>)
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
        [.ask("read", result: Intent.read) { [services] in try await services.display.tickets() }]
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
        let preparing = area.left(max(Self.leastPreparing, area.width * 2 / 5))
        renderPreparing(into: &surface, in: preparing, context.glyphs)
        renderReady(into: &surface, in: area.droppingLeft(preparing.width), context)
    }

    private func renderPreparing(into surface: inout Surface, in area: Rect, _ glyphs: Glyphs) {
        let tickets = (board?.preparing ?? []).map(\.ticket)
        let panel = Panel(
            OrderStatus.preparing.label(glyphs).uppercased(), trailing: count(tickets.count),
            titleStyle: OrderStatus.preparing.style)
        let inside = panel.render(into: &surface, in: area, glyphs)
        guard !tickets.isEmpty else {
            surface.write(board == nil ? "Reading…" : "Nothing just now.", x: inside.x, y: inside.y, .dim)
            return
        }
        // Large while all of them fit so, and smaller than what is ready.
        if let cells = Self.largeCells(of: tickets.count, in: inside) {
            for (ticket, cell) in zip(tickets, cells) {
                BigText(ticket.description, OrderStatus.preparing.style).render(into: &surface, in: cell, glyphs)
            }
        } else {
            renderSmall(tickets, into: &surface, in: inside)
        }
    }

    /// A cell for each of `count` tickets in their least size; nil when they do not all fit.
    private static func largeCells(of count: Int, in area: Rect) -> [Rect]? {
        let size = Size(width: BigText.width("K-000"), height: BigText.height)
        let columns = (area.width + 3) / (size.width + 3)
        let rows = (area.height + 1) / (size.height + 1)
        guard count <= columns * rows else { return nil }
        return (0..<count).map { index in
            Rect(
                x: area.x + index % columns * (size.width + 3), y: area.y + index / columns * (size.height + 1),
                width: size.width, height: size.height)
        }
    }

    private func renderSmall(_ tickets: [Ticket], into surface: inout Surface, in area: Rect) {
        let columns = max(1, area.width / 9)
        let gap = area.height >= 12 ? 2 : 1
        let rows = max(1, (area.height + gap - 1) / gap)
        let shown = tickets.count <= columns * rows ? tickets.count : columns * rows - 1
        func place(_ index: Int) -> Point {
            Point(x: area.x + index % columns * 9, y: area.y + index / columns * gap)
        }
        for (index, ticket) in tickets.prefix(shown).enumerated() {
            surface.write(ticket.description, x: place(index).x, y: place(index).y, .strong)
        }
        guard shown < tickets.count else { return }
        surface.write("+\(tickets.count - shown)", x: place(shown).x, y: place(shown).y, .warning)
    }

    private func count(_ count: Int) -> String { count == 0 ? "" : String(count) }

    private func renderReady(into surface: inout Surface, in area: Rect, _ context: Context) {
        let ready = board?.ready ?? []
        let glyphs = context.glyphs
        let panel = Panel(
            OrderStatus.ready.label(glyphs).uppercased(), trailing: count(ready.count), isFocused: true,
            titleStyle: OrderStatus.ready.style)
        let inside = panel.render(into: &surface, in: area, glyphs)
        guard !ready.isEmpty else {
            let lines = TextWidth.wrapped("Your number shows here when it is ready.", width: inside.width)
            let block = inside.centered(Size(width: inside.width, height: lines.count))
            for (index, line) in lines.enumerated() { surface.center(line, in: block.row(index), .dim) }
            return
        }
        let grid = TicketGrid(inside, count: ready.count)
        let shown = min(ready.count, grid.capacity)
        for (index, pickup) in ready.prefix(shown).enumerated() {
            let isNew = context.now.timeIntervalSince(pickup.since) < Self.markTime
            grid.render(pickup.ticket, at: index, isNew ? .changed : OrderStatus.ready.style, into: &surface, glyphs)
        }
        guard shown < ready.count else { return }
        let text = " and \(ready.count - shown) more "
        surface.write(text, x: area.maxX - 2 - TextWidth.of(text), y: area.maxY - 1, .warning)
    }
}
