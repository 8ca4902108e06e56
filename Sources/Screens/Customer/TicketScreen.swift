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
        TicketBlock(ticket: order.ticket).render(
            "Thank you. Your number is", words, into: &surface, in: inside, context.glyphs)
    }

    private var words: String {
        let pieces = order.pieces == 1 ? "1 piece" : "\(order.pieces) pieces"
        return "\(pieces), \(visit.money.string(order.total)). We tell you here when it is ready."
    }
}
