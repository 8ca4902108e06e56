import Shop
import Terminal

/// A product to touch: its number, name, price, and how many are chosen.
struct KioskTile {
    let product: Product
    let number: Int
    let quantity: Int
    let money: MoneyFormat
    let isChosen: Bool

    private var digit: String { number <= 9 ? "\(number)" : " " }
    private var textStyle: Style { product.isSoldOut ? .dim : .normal }

    func render(into surface: inout Surface, in area: Rect, isLine: Bool, _ glyphs: Glyphs) {
        surface.hotspot(area, click: KioskScreen.Intent.add(product.id, 1))
        if isLine {
            renderLine(into: &surface, in: area, glyphs)
        } else {
            renderTile(into: &surface, in: area, glyphs)
        }
    }

    private func renderLine(into surface: inout Surface, in row: Rect, _ glyphs: Glyphs) {
        surface.write(digit, x: row.x, y: row.y, Style(.key))
        let right = row.maxX - 8
        renderQuantity(into: &surface, x: right, y: row.y, glyphs)
        let price = money.string(product.price)
        surface.write(price, x: right - 1 - TextWidth.of(price), y: row.y, textStyle)
        let room = right - 2 - TextWidth.of(price) - row.x - 2
        surface.write(
            TextWidth.truncated(product.name, to: room, ellipsis: glyphs.ellipsis), x: row.x + 2, y: row.y, textStyle)
        if isChosen { surface.tint(row, .selection) }
    }

    private func renderTile(into surface: inout Surface, in area: Rect, _ glyphs: Glyphs) {
        let inside = Panel("", isFocused: isChosen).render(into: &surface, in: area, glyphs)
        surface.write(digit, x: inside.x, y: inside.y, Style(.key))
        let name = TextWidth.wrapped(product.name, width: inside.width - 2)
        surface.write(name.first ?? "", x: inside.x + 2, y: inside.y, product.isSoldOut ? .dim : .strong)
        if name.count > 1 {
            let rest = TextWidth.truncated(name.dropFirst().joined(separator: " "), to: inside.width - 10)
            surface.write(rest, x: inside.x + 2, y: inside.y + 1, textStyle)
        }
        let price = money.string(product.price)
        surface.write(price, x: inside.maxX - TextWidth.of(price), y: inside.y + 1, textStyle)
        renderQuantity(into: &surface, x: inside.maxX - 8, y: inside.y + 2, glyphs)
    }

    /// `− 2 +`, or that it is sold out.
    private func renderQuantity(into surface: inout Surface, x: Int, y: Int, _ glyphs: Glyphs) {
        guard !product.isSoldOut else {
            surface.write("sold out", x: x, y: y, .error)
            return
        }
        let count = TextWidth.padded(String(quantity), to: 3, alignment: .center)
        surface.write(" \(glyphs.minus)", x: x, y: y, quantity > 0 ? .accent : .dim)
        surface.write(count, x: x + 2, y: y, quantity > 0 ? .strong : .dim)
        surface.write("+ ", x: x + 6, y: y, .accent)
        surface.hotspot(Rect(x: x, y: y, width: 3, height: 1), click: KioskScreen.Intent.add(product.id, -1))
    }
}
