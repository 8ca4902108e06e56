import Shop
import Terminal

/// The order is placed: its ticket, as large as can be read across a room.
struct TicketScreen: Screen {
    let title = "Order placed"
    let visit: Visit
    let order: Order

    private enum Intent: Message { case track, close }

    func bindings(_ context: Context) -> [Binding] {
        [
            Binding(.enter, Key("t"), label: "track it", help: "Follow the order", message: Intent.track),
            Binding(.escape, Key("q"), label: "back to the menu", help: "Back to the menu", message: Intent.close),
        ]
    }

    mutating func update(_ event: Event, _ context: Context) -> [Effect] {
        switch event {
        case .message(Intent.track): [.replace(StatusTracker(visit: visit, order: order))]
        case .message(Intent.close): [.close()]
        default: []
        }
    }

    func render(into surface: inout Surface, in area: Rect, _ context: Context) {
        let inside = Panel("Order placed", isFocused: true).render(into: &surface, in: area, context.glyphs)
        let ticket = order.ticket.description
        let isBig = inside.width >= BigText.width(ticket) && inside.height >= BigText.height + 4
        let height = isBig ? BigText.height : 1
        let width = isBig ? BigText.width(ticket) : TextWidth.of(ticket)
        let block = inside.centered(Size(width: inside.width, height: min(inside.height, height + 4)))
        write("Thank you. Your number is", into: &surface, in: block.row(0), .normal)
        let place = Rect(x: block.x + (block.width - width) / 2, y: block.y + 2, width: width, height: height)
        BigText(ticket, .accent).render(into: &surface, in: place, context.glyphs)
        let pieces = order.pieces == 1 ? "1 piece" : "\(order.pieces) pieces"
        let words = "\(pieces), \(visit.money.string(order.total)). We tell you here when it is ready."
        write(words, into: &surface, in: Rect(x: block.x, y: place.maxY + 1, width: block.width, height: 1), .dim)
    }

    private func write(_ text: String, into surface: inout Surface, in row: Rect, _ style: Style) {
        let text = TextWidth.truncated(text, to: row.width)
        surface.write(text, x: row.x + (row.width - TextWidth.of(text)) / 2, y: row.y, style)
    }
}
