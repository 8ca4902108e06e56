import Presentation
import Shop
import Terminal

/// The order is placed: its ticket, as large as can be read across a room, and where the order stands by now.
struct TicketScreen: Screen {
    let title = "Order placed"
    let user: UserContext
    private(set) var order: Order

    init(user: UserContext, order: Order) {
        self.user = user
        self.order = order
    }

    private enum Intent: Message {
        case track, close
        case loaded(Order)
    }

    func bindings(_ context: Context) -> [Binding] {
        [
            Binding(.enter, Key("t"), label: "track it", help: "Follow the order", message: Intent.track),
            Binding(.escape, Key("q"), label: "back to the menu", help: "Back to the menu", message: Intent.close),
        ]
    }

    mutating func update(_ event: Event, _ context: Context) -> [Effect] {
        switch event {
        case .message(ShopNews.live): return load()
        case .message(ShopNews.events(let news)):
            return news.contains { $0.subject == .order(order.id) } ? load() : []
        case .message(Intent.track): return [.replace(StatusTracker(user: user, order: order))]
        case .message(Intent.close): return [.close()]
        case .message(Intent.loaded(let order)): self.order = order
        default: break
        }
        return []
    }

    private func load() -> [Effect] {
        user.ask("order", answer: Intent.loaded) { [order] in try await $0.orders.order(order.id, by: $1) }
    }

    func render(into surface: inout Surface, in area: Rect, _ context: Context) {
        let inside = Panel(title, isFocused: true).render(into: &surface, in: area, context.glyphs)
        TicketBlock(ticket: order.ticket, status: order.status).render(
            "Thank you. Your number is", order.placedText(user.money), into: &surface, in: inside, context.glyphs)
    }
}
