import Presentation
import Shop
import Terminal

/// The order once more, with a name if somebody likes, and the yes.
struct KioskConfirm {
    let order: KioskOrder
    let money: MoneyFormat
    let sentence: String
    let isNaming: Bool
    let isPlacing: Bool

    private static let width = 60

    func render(into surface: inout Surface, in area: Rect, _ glyphs: Glyphs) {
        let words = Array(TextWidth.wrapped(sentence, width: min(Self.width, area.width) - 4).prefix(3))
        // Where there is little room, it is for what was chosen.
        let isTight = area.height < 14
        let button = KioskLayout.isRoomy(area) ? TouchButton.height : 1
        let rows = button + words.count + (isTight ? 3 : 6)
        let card = area.centered(
            Size(width: min(Self.width, area.width), height: min(area.height, order.quote.lines.count + rows + 2)))
        let inside = Panel("Your order", isFocused: true).render(into: &surface, in: card, glyphs)
        let bottom = inside.bottom(min(inside.height, rows))
        KioskLines(quote: order.quote, money: money).render(
            into: &surface, in: inside.droppingBottom(bottom.height), glyphs)
        let gap = isTight ? 0 : 1
        var y = bottom.y + gap
        renderTotal(into: &surface, in: Rect(x: bottom.x, y: y, width: bottom.width, height: 1))
        for line in words {
            y += 1
            surface.write(line, x: bottom.x, y: y, isPlacing ? .dim : .warning)
        }
        surface.write("Please pay at the counter.", x: bottom.x, y: y + 1, .dim)
        renderName(into: &surface, in: bottom.row(bottom.height - button - gap - 1), glyphs)
        renderButtons(into: &surface, in: bottom.bottom(button))
    }

    private func renderTotal(into surface: inout Surface, in row: Rect) {
        let total = order.quote.totalText(money)
        surface.write("Total", x: row.x, y: row.y, .strong)
        surface.write(total, x: row.maxX - TextWidth.of(total), y: row.y, .strong)
    }

    private func renderName(into surface: inout Surface, in row: Rect, _ glyphs: Glyphs) {
        let label = surface.write("Your name, if you like  ", x: row.x, y: row.y)
        let field = row.droppingLeft(label)
        TextField(order.name, isFocused: isNaming).render(into: &surface, in: field, glyphs)
        surface.hotspot(field, click: KioskScreen.Intent.focusName)
    }

    private func renderButtons(into surface: inout Surface, in area: Rect) {
        let title = "Order \(order.quote.total.map(money.string) ?? "")"
        let back = area.left(area.width / 3)
        TouchButton(title: "Back", isEnabled: !isPlacing).render(
            into: &surface, in: back, click: KioskScreen.Intent.back)
        TouchButton(title: title, isMain: true, isEnabled: !isPlacing).render(
            into: &surface, in: area.droppingLeft(back.width + 1), click: KioskScreen.Intent.place)
    }
}
