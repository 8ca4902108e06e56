import Presentation
import Shop
import Terminal

/// The lines of an order: the newest stand below, and what has no room is counted.
struct KioskLines {
    let quote: CartQuote
    let money: MoneyFormat

    func render(into surface: inout Surface, in area: Rect, _ glyphs: Glyphs) {
        let hidden = quote.lines.count > area.height ? quote.lines.count - area.height + 1 : 0
        if hidden > 0, area.height > 0 { surface.write("and \(hidden) more", x: area.x, y: area.y, .dim) }
        for (index, line) in quote.lines.dropFirst(hidden).enumerated() {
            let row = area.row(index + (hidden > 0 ? 1 : 0))
            let sum = money.string(line.sum)
            let text = TextWidth.truncated(
                "\(line.quantity) \(glyphs.times) \(line.name)", to: row.width - TextWidth.of(sum) - 1,
                ellipsis: glyphs.ellipsis)
            surface.write(text, x: row.x, y: row.y, line.problem?.style ?? .normal)
            surface.write(sum, x: row.maxX - TextWidth.of(sum), y: row.y)
        }
    }
}
