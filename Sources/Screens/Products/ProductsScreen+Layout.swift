import Presentation
import Shop
import Terminal

extension ProductsScreen {
    private func listArea(in area: Rect, isWide: Bool) -> Rect {
        isWide ? area.left(area.width * 3 / 5) : area.height >= 18 ? area.droppingBottom(7) : area
    }

    func page(_ context: Context) -> Int {
        max(1, listArea(in: SectionBar.rest(of: Rect(context.size)), isWide: context.isWide).height - 4)
    }

    func render(into surface: inout Surface, in area: Rect, _ context: Context) {
        let area = SectionBar(here: .products, user: user).render(into: &surface, in: area)
        let place = listArea(in: area, isWide: context.isWide)
        renderList(into: &surface, in: place, context)
        if context.isWide {
            renderProduct(into: &surface, in: area.droppingLeft(place.width), context)
        } else if place.height < area.height {
            renderProduct(into: &surface, in: area.droppingTop(place.height), context)
        }
    }

    private func renderList(into surface: inout Surface, in area: Rect, _ context: Context) {
        let inside = Panel("Products \(list.products?.count ?? 0)", trailing: list.sort.text, isFocused: true)
            .render(into: &surface, in: area, context.glyphs)
        SearchLine(search).render(into: &surface, in: inside.top(1), context.glyphs)
        let columns = Columns(width: inside.width - 2)
        let head = inside.row(1)
        surface.write("Name", x: head.x + 2, y: head.y, .dim)
        if columns.priceEnd > 0 { surface.write("Price", x: head.x + columns.priceEnd - 5, y: head.y, .dim) }
        surface.write("Stock", x: head.x + columns.stockEnd - 5, y: head.y, .dim)
        if columns.lowEnd > 0 { surface.write("Low at", x: head.x + columns.lowEnd - 6, y: head.y, .dim) }
        if columns.category > 0 { surface.write("Category", x: head.x + columns.categoryStart, y: head.y, .dim) }
        ListView(
            count: list.shown.count, state: list.state, isFocused: !search.isTyping,
            placeholder: list.products != nil
                ? (search.isEmpty ? "No products yet; c creates one." : NothingText.found) : "Reading…"
        ).render(
            into: &surface, in: inside.droppingTop(2), context.glyphs, click: { Intent.choose($0) },
            wheel: { Intent.wheel($0) }
        ) { index, surface, row in render(list.shown[index], columns, into: &surface, in: row, context) }
    }

    private func render(
        _ product: Product, _ columns: Columns, into surface: inout Surface, in row: Rect, _ context: Context
    ) {
        let isChanged = list.changed.contains(product.id, now: context.now)
        let style: Style = isChanged ? .changed : product.isArchived ? .dim : .normal
        let ellipsis = context.glyphs.ellipsis
        let name = TextWidth.truncated(product.name, to: columns.name, ellipsis: ellipsis)
        surface.write(name, x: row.x + 2, y: row.y, style)
        if columns.priceEnd > 0 {
            let price = user.money.string(product.price)
            surface.write(price, x: row.x + columns.priceEnd - TextWidth.of(price), y: row.y, style)
        }
        let stock = product.stock.map(String.init) ?? ""
        let need: Style = product.isArchived ? .dim : product.isSoldOut ? .error : product.isLow ? .warning : style
        surface.write(stock, x: row.x + columns.stockEnd - stock.count, y: row.y, need)
        if columns.lowEnd > 0 {
            let low = String(product.lowStock)
            surface.write(low, x: row.x + columns.lowEnd - low.count, y: row.y, .dim)
        }
        let word = product.stateWord
        surface.write(word, x: row.x + columns.wordStart, y: row.y, need)
        guard columns.category > 0 else { return }
        surface.write(
            TextWidth.truncated(product.category, to: columns.category, ellipsis: ellipsis),
            x: row.x + columns.categoryStart, y: row.y, .dim)
    }

    private func renderProduct(into surface: inout Surface, in area: Rect, _ context: Context) {
        let inside = Panel(list.selected?.name ?? "").render(into: &surface, in: area, context.glyphs)
        guard let product = list.selected else { return }
        var place = inside
        let stock = product.isCounted ? "\(product.stockText), low at \(product.lowStock)" : product.stockText
        let category = product.category.isEmpty ? "" : product.category + " \(context.glyphs.dot) "
        surface.write(category + stock, x: place.x, y: place.y, maxWidth: place.width)
        place = place.droppingTop(1)
        for line in TextWidth.wrapped(product.description, width: place.width).prefix(2) {
            surface.write(line, x: place.x, y: place.y, .dim)
            place = place.droppingTop(1)
        }
        for (index, entry) in history.prefix(max(0, place.height - 1)).enumerated() {
            render(entry, into: &surface, in: place.droppingTop(1).row(index), context)
        }
    }

    private func render(_ entry: StockEntry, into surface: inout Surface, in row: Rect, _ context: Context) {
        let movement = entry.movement
        let delta = movement.delta > 0 ? "+\(movement.delta)" : String(movement.delta)
        let what = [movement.kind.rawValue, entry.ticket?.description ?? "", movement.reason].filter { !$0.isEmpty }
        let when = user.settings.moment(movement.at, now: context.now)
        let style: Style = movement.delta > 0 ? .success : .normal
        surface.write(TextWidth.padded(delta, to: 6, alignment: .trailing), x: row.x, y: row.y, style)
        let after = TextWidth.padded(String(entry.stockAfter), to: 7, alignment: .trailing)
        surface.write(after, x: row.x + 6, y: row.y)
        surface.write(when, x: row.maxX - TextWidth.of(when), y: row.y, .dim)
        let text = TextWidth.truncated(
            what.joined(separator: " "), to: row.width - 16 - TextWidth.of(when), ellipsis: context.glyphs.ellipsis)
        surface.write(text, x: row.x + 15, y: row.y, .dim)
    }
}

/// Where the columns of the catalogue stand. What has no room is left out: the category first, then the threshold and the
/// price; name and stock stay.
private struct Columns {
    let name: Int
    /// 0 where it is left out, as the other two ends and widths are.
    let priceEnd: Int
    let stockEnd: Int
    let lowEnd: Int
    let wordStart: Int
    let categoryStart: Int
    let category: Int

    init(width: Int) {
        category = width >= 76 ? 12 : 0
        categoryStart = width - category
        wordStart = (category > 0 ? categoryStart - 2 : width) - 9
        lowEnd = width >= 50 ? wordStart - 2 : 0
        stockEnd = lowEnd > 0 ? lowEnd - 8 : wordStart - 2
        priceEnd = width >= 45 ? stockEnd - 8 : 0
        name = max(6, (priceEnd > 0 ? priceEnd - 12 : stockEnd - 8))
    }
}
