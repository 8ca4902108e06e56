import Presentation
import Shop
import Terminal

extension MenuPanel {
    /// Rows of the list in a panel of this height: under the search line, over the description.
    static func page(height: Int) -> Int { max(1, height - 3 - (height >= 10 ? 2 : 0)) }

    struct Look {
        var money: MoneyFormat
        var cart: Cart
        var isFocused: Bool
        var click: (Int) -> any Message
        var wheel: (Int) -> any Message
    }

    func render(into surface: inout Surface, in area: Rect, _ look: Look, _ context: Context) {
        let glyphs = context.glyphs
        let title = catalogue.map { "Menu \($0.products.count)" } ?? "Menu"
        let inside = Panel(title, trailing: sort.text, isFocused: look.isFocused)
            .render(into: &surface, in: area, glyphs)
        SearchLine(search).render(into: &surface, in: inside.top(1), glyphs)
        let hasDescription = area.height >= 10
        let place = inside.droppingTop(1).droppingBottom(hasDescription ? 2 : 0)
        ListView(
            count: rows.count, state: list, isFocused: look.isFocused && selected != nil, placeholder: placeholder,
            isSteady: true
        ).render(into: &surface, in: place, glyphs, click: look.click, wheel: look.wheel) { index, surface, row in
            render(rows[index], isChosen: index == list.selected, into: &surface, in: row, look, context)
        }
        if hasDescription { renderDescription(into: &surface, in: inside.bottom(1), glyphs) }
    }

    private var placeholder: String {
        guard catalogue != nil else { return "Reading the menu…" }
        return search.isEmpty ? NothingText.onMenu : "Nothing like that. Esc shows everything again."
    }

    private func renderDescription(into surface: inout Surface, in row: Rect, _ glyphs: Glyphs) {
        let text = selected?.description ?? ""
        surface.write(TextWidth.truncated(text, to: row.width, ellipsis: glyphs.ellipsis), x: row.x, y: row.y, .dim)
    }

    private func render(
        _ row: Row, isChosen: Bool, into surface: inout Surface, in place: Rect, _ look: Look, _ context: Context
    ) {
        guard let catalogue, case .product(let index) = row else {
            if case .heading(let text) = row {
                surface.write(text, x: place.x, y: place.y, .accent, maxWidth: place.width)
            }
            return
        }
        let product = catalogue.products[index]
        let columns = MenuColumns(width: place.width)
        let isChanged = changed.contains(product.id, now: context.now)
        let text: Style = isChanged ? .changed : product.isSoldOut ? .dim : .normal
        if isChosen { surface.write(context.glyphs.pointer, x: place.x, y: place.y, .accent) }
        let name = TextWidth.truncated(product.name, to: columns.name, ellipsis: context.glyphs.ellipsis)
        surface.write(name, x: place.x + 2, y: place.y, text)
        let price = look.money.string(product.price)
        surface.write(price, x: place.x + columns.priceEnd - TextWidth.of(price), y: place.y, text)
        let (stock, style) = stockText(product)
        let quantity = look.cart.quantity(of: product.id)
        let badge = quantity > 0 ? "\(quantity)\(context.glyphs.times)" : ""
        let room = place.width - columns.stock - TextWidth.of(badge)
        // Where both do not fit, the cart says what is short.
        if TextWidth.of(stock) <= room {
            surface.write(stock, x: place.x + columns.stock, y: place.y, isChanged ? .changed : style)
        }
        surface.write(badge, x: place.maxX - TextWidth.of(badge), y: place.y, .accent)
    }

    private func stockText(_ product: Product) -> (String, Style) {
        if product.isSoldOut { return ("sold out", .error) }
        return (product.shortText, product.isLow ? .warning : .normal)
    }
}

/// Where the columns of a menu row stand.
private struct MenuColumns {
    let name: Int
    let priceEnd: Int
    let stock: Int

    init(width: Int) {
        let isNarrow = width < 50
        let right = isNarrow ? 9 : 15
        stock = width - right + (isNarrow ? 0 : 1)
        priceEnd = width - right - 1
        name = max(4, priceEnd - (isNarrow ? 8 : 12))
    }
}
