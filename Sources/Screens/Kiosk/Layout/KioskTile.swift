import Presentation
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
        let right = row.droppingLeft(row.width - 9)
        let price = money.string(product.price)
        surface.write(price, x: right.x - 1 - TextWidth.of(price), y: row.y, textStyle)
        let room = row.width - 13 - TextWidth.of(price)
        surface.write(
            TextWidth.truncated(product.name, to: room, ellipsis: glyphs.ellipsis), x: row.x + 2, y: row.y, textStyle)
        if isChosen { surface.tint(row, .selection) }
        renderQuantity(into: &surface, in: right, finger: right.left(3), glyphs)
    }

    private func renderTile(into surface: inout Surface, in area: Rect, _ glyphs: Glyphs) {
        let inside = Panel("", isFocused: isChosen).render(into: &surface, in: area, glyphs)
        surface.write(digit, x: inside.x, y: inside.y, Style(.key))
        let price = money.string(product.price)
        let name = TextWidth.wrapped(product.name, width: inside.width - 2)
        surface.write(name.first ?? "", x: inside.x + 2, y: inside.y, product.isSoldOut ? .dim : .strong)
        if name.count > 1 {
            let rest = TextWidth.truncated(
                name.dropFirst().joined(separator: " "), to: inside.width - 3 - TextWidth.of(price),
                ellipsis: glyphs.ellipsis)
            surface.write(rest, x: inside.x + 2, y: inside.y + 1, product.isSoldOut ? .dim : .strong)
        }
        surface.write(price, x: inside.maxX - TextWidth.of(price), y: inside.y + 1, textStyle)
        let corner = area.bottom(min(3, area.height - 3)).left(area.width / 3)
        renderQuantity(into: &surface, in: inside.bottom(1), finger: corner, glyphs)
    }

    /// `−  2  +` over the whole row, or that it is sold out.
    ///
    /// - Parameter finger: where touching takes one away; everywhere else adds one.
    private func renderQuantity(into surface: inout Surface, in row: Rect, finger: Rect, _ glyphs: Glyphs) {
        guard !product.isSoldOut else {
            surface.write("sold out", x: row.maxX - 8, y: row.y, .error)
            return
        }
        surface.write(" + ", x: row.maxX - 3, y: row.y, Style(.accent, on: .button))
        guard quantity > 0 else { return }
        surface.write(" \(glyphs.minus) ", x: row.x, y: row.y, Style(.accent, on: .button))
        surface.center(String(quantity), in: row.inset(dx: 3, dy: 0), .strong)
        surface.hotspot(finger, click: KioskScreen.Intent.add(product.id, -1))
    }
}
