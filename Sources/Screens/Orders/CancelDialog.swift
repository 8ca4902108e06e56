import Presentation
import Shop
import Terminal

/// Cancelling asks for a reason, and whether goods that were begun go back into stock. The focus is on the reason, without
/// which nothing can happen.
struct CancelDialog: Screen {
    let title = "Cancel"
    private let orders: [Order]
    private var reason = TextFieldState(limit: Order.reasonLength.upperBound)
    private var restocks = false
    private var error: String?
    private var focus = Focus.reason

    private enum Focus: CaseIterable { case reason, stock, cancel, keep }

    private enum Intent: Message {
        case keep, cancel, toggle, main
        case focus(Focus)
    }

    init(orders: [Order]) { self.orders = orders }

    /// Goods of an order that was not begun go back in any case.
    private var asksForStock: Bool { orders.contains { $0.status != .placed } }
    private var stops: [Focus] { Focus.allCases.filter { $0 != .stock || asksForStock } }

    var isTyping: Bool { focus == .reason }

    func bindings(_ context: Context) -> [Binding] {
        let main =
            switch focus {
            case .reason: "next"
            case .stock: "switch"
            case .cancel: "cancel the order"
            case .keep: "keep"
            }
        return [
            Binding(.enter, label: main, help: "Go on", message: Intent.main),
            Binding(.escape, label: "keep", help: "Close without cancelling", message: Intent.keep),
        ]
    }

    mutating func update(_ event: Event, _ context: Context) -> [Effect] {
        switch event {
        case .key(let key): handle(key)
        case .paste(let text): reason.insert(text)
        case .tick: break
        case .message(let message):
            guard let intent = message as? Intent else { return [] }
            return handle(intent)
        }
        return []
    }

    private mutating func handle(_ key: Key) {
        switch key {
        case .tab, .down: step(1)
        case .backTab, .up: step(-1)
        case .left where focus != .reason: step(-1)
        case .right where focus != .reason: step(1)
        case .space where focus == .stock: restocks.toggle()
        default:
            guard focus == .reason else { return }
            _ = reason.handle(key)
            error = nil
        }
    }

    private mutating func handle(_ intent: Intent) -> [Effect] {
        switch intent {
        case .keep: return [.close()]
        case .cancel: return cancel()
        case .toggle: restocks.toggle()
        case .focus(let target): focus = target
        case .main:
            switch focus {
            case .reason: step(1)
            case .stock: restocks.toggle()
            case .cancel: return cancel()
            case .keep: return [.close()]
            }
        }
        return []
    }

    private mutating func step(_ step: Int) {
        let stops = stops
        let index = stops.firstIndex(of: focus) ?? 0
        focus = stops[(index + step + stops.count) % stops.count]
    }

    private mutating func cancel() -> [Effect] {
        if let problem = TextRule.problem(with: reason.text, length: Order.reasonLength) {
            error = problem
            focus = .reason
            return []
        }
        let kind = OrderSteps.Kind.cancel(reason: reason.text, restocks: restocks)
        return [.close(OrderStepping.Intent.step(kind, on: orders))]
    }

    // MARK: drawing

    private static let width = 58

    func dialogSize(in area: Size) -> Size? {
        let width = min(Self.width, area.width)
        let text = TextWidth.wrapped(OrderSteps.cancelText(orders), width: width - 4).count
        return Size(width: width, height: min(area.height, text + (asksForStock ? 9 : 7)))
    }

    func render(into surface: inout Surface, in area: Rect, _ context: Context) {
        let inside = Panel(OrderSteps.cancelTitle(orders), isFocused: true).render(
            into: &surface, in: area, context.glyphs)
        var y = inside.y
        for line in TextWidth.wrapped(OrderSteps.cancelText(orders), width: inside.width) {
            surface.write(line, x: inside.x, y: y)
            y += 1
        }
        y += 1
        surface.write("Reason", x: inside.x, y: y)
        let field = Rect(x: inside.x + 8, y: y, width: inside.width - 8, height: 1)
        TextField(reason, isFocused: focus == .reason).render(into: &surface, in: field, context.glyphs)
        surface.hotspot(field, click: Intent.focus(.reason))
        if let error { surface.write(error, x: field.x, y: y + 1, .error, maxWidth: field.width) }
        if asksForStock { renderStock(into: &surface, in: Rect(x: inside.x, y: y + 2, width: inside.width, height: 1)) }
        let x = inside.x
        let used = Button("Cancel the order", isFocused: focus == .cancel)
            .render(into: &surface, x: x, y: inside.maxY - 1, click: Intent.cancel)
        Button("Keep", isFocused: focus == .keep)
            .render(into: &surface, x: x + used + 2, y: inside.maxY - 1, click: Intent.keep)
    }

    private func renderStock(into surface: inout Surface, in row: Rect) {
        let text = "[\(restocks ? "x" : " ")] Put the goods back into stock"
        let style = Style(.normal, on: focus == .stock ? .buttonFocused : .terminal)
        let width = surface.write(text, x: row.x, y: row.y, style)
        surface.hotspot(Rect(x: row.x, y: row.y, width: width, height: 1), click: Intent.toggle)
    }
}
