import Presentation
import Shop
import Terminal

/// What was chosen so far and what it comes to, with the ways on.
struct KioskSummary {
    let order: KioskOrder
    let money: MoneyFormat
    /// Why the last touch did nothing.
    let sentence: String

    private var total: String { order.quote.totalText(money) }
    private var orderTitle: String {
        guard !order.isEmpty, let total = order.quote.total else { return "Order" }
        return "Order \(money.string(total))"
    }
    private static let startOver = "Start over"

    func renderPanel(into surface: inout Surface, in area: Rect, _ glyphs: Glyphs) {
        let inside = Panel("Your order").render(into: &surface, in: area, glyphs)
        let bottom = inside.bottom(TouchButton.height + 5)
        let lines = inside.droppingBottom(bottom.height)
        KioskLines(quote: order.quote, money: money).render(into: &surface, in: lines, glyphs)
        if order.isEmpty { surface.write("Touch what you would like.", x: lines.x, y: lines.y, .dim) }
        for (index, line) in TextWidth.wrapped(sentence, width: bottom.width).prefix(2).enumerated() {
            surface.write(line, x: bottom.x, y: bottom.y + index, .warning)
        }
        surface.write("Total", x: bottom.x, y: bottom.y + 3, .strong)
        surface.write(total, x: bottom.maxX - TextWidth.of(total), y: bottom.y + 3, .strong)
        renderButtons(into: &surface, in: bottom.bottom(TouchButton.height))
    }

    /// Where there is no room for a panel.
    func renderBar(into surface: inout Surface, in area: Rect, _ pages: KioskPages, _ glyphs: Glyphs) {
        let text = sentence.isEmpty ? "\(order.cart.pieces) chosen" : sentence
        let middle = renderButtons(into: &surface, in: area.droppingTop(1))
        pages.renderButtons(into: &surface, in: middle, glyphs)
        let side = pages.renderLine(
            into: &surface, in: area.row(0), hasButtons: KioskPages.hasRoom(middle), glyphs)
        surface.write(text, x: area.x, y: area.y, sentence.isEmpty ? .dim : .warning, maxWidth: area.width - side - 1)
    }

    /// - Returns: the room between the two.
    @discardableResult
    private func renderButtons(into surface: inout Surface, in area: Rect) -> Rect {
        let most = area.width - TextWidth.of(Self.startOver) - 3
        let right = area.droppingLeft(area.width - min(most, max(Button.width(orderTitle), area.width / 2 - 1)))
        let left = area.left(min(right.x - area.x - 1, Button.width(Self.startOver) + 2))
        TouchButton(title: Self.startOver).render(into: &surface, in: left, click: KioskScreen.Intent.startOver)
        TouchButton(title: orderTitle, isMain: true, isEnabled: !order.isEmpty)
            .render(into: &surface, in: right, click: KioskScreen.Intent.review)
        return Rect(x: left.maxX + 1, y: area.y, width: right.x - left.maxX - 2, height: area.height)
    }
}
