import Foundation
import Shop
import Terminal

extension KioskScreen {
    func bindings(_ context: Context) -> [Binding] {
        let leave = Binding(
            Key(.function(12)), .control("x"), label: "", help: "Leave, with an admin's password", isInFooter: false,
            message: Intent.leave)
        if secondsLeft(context.now) != nil {
            return [Binding(.enter, .space, .escape, label: "I am here", help: "Go on", message: Intent.stay), leave]
        }
        switch phase {
        case .attract:
            return [
                Binding(
                    .enter, .space, label: isReachable ? "begin" : "", help: "Begin", isInFooter: isReachable,
                    message: Intent.begin), leave,
            ]
        case .menu: return menuBindings + [leave]
        case .confirm:
            return [
                Binding(.enter, label: "order", help: "Place the order", message: Intent.place),
                Binding(.escape, label: "back", help: "Back to the menu", message: Intent.back), leave,
            ]
        case .ticket:
            return [Binding(.enter, .escape, .space, label: "done", help: "Done", message: Intent.done), leave]
        }
    }

    private var menuBindings: [Binding] {
        let digits = (1...9).map { number in
            Binding(
                Key(Character(String(number))), label: "", help: "Add tile \(number)", isInFooter: false,
                message: Intent.tile(number))
        }
        return [
            Binding(.enter, Key("+"), label: "add", help: "Add one", message: Intent.addChosen(1)),
            Binding(Key("-"), .backspace, label: "less", help: "One less", message: Intent.addChosen(-1)),
            Binding(.tab, label: "next kind", help: "Next category", message: Intent.nextCategory(1)),
            Binding(.backTab, label: "", help: "Category before", isInFooter: false, message: Intent.nextCategory(-1)),
            Binding(
                Key("0"), Key("o"), label: "order", help: "Go on to order",
                unavailable: cart.lines.isEmpty ? "Nothing is chosen yet." : nil, message: Intent.review),
            Binding(.escape, label: "start over", help: "Forget everything", message: Intent.startOver),
            Binding(.left, label: "", help: "Left", isInFooter: false, message: Intent.move(dx: -1, dy: 0)),
            Binding(.right, label: "", help: "Right", isInFooter: false, message: Intent.move(dx: 1, dy: 0)),
            Binding(.up, label: "", help: "Up", isInFooter: false, message: Intent.move(dx: 0, dy: -1)),
            Binding(.down, label: "", help: "Down", isInFooter: false, message: Intent.move(dx: 0, dy: 1)),
            Binding(.pageDown, label: "", help: "Next page", isInFooter: false, message: Intent.page(1)),
            Binding(.pageUp, label: "", help: "Page before", isInFooter: false, message: Intent.page(-1)),
        ] + digits
    }

    // MARK: where things stand

    private struct Areas {
        var categories: Rect
        var tiles: Rect
        /// Beside the tiles where there is room, else the two lines under them.
        var order: Rect
        var isWide: Bool
    }

    private func areas(_ area: Rect) -> Areas {
        let body = area.inset(dx: 1, dy: 0)
        let categories = body.top(area.height >= 20 ? 2 : 1)
        let rest = body.droppingTop(categories.height)
        guard area.width >= 84 else {
            return Areas(
                categories: categories, tiles: rest.droppingBottom(2), order: rest.bottom(2), isWide: false)
        }
        let order = min(44, area.width / 3)
        return Areas(
            categories: categories, tiles: rest.left(rest.width - order - 2),
            order: rest.droppingLeft(rest.width - order), isWide: true)
    }

    func grid(_ context: Context) -> TileGrid { TileGrid(areas(Rect(context.size)).tiles) }

    func firstTile(_ grid: TileGrid) -> Int { menu.chosen / grid.page * grid.page }

    // MARK: drawing

    func render(into surface: inout Surface, in area: Rect, _ context: Context) {
        switch phase {
        case .attract: renderAttract(into: &surface, in: area, context.glyphs)
        case .menu: renderMenu(into: &surface, in: area, context)
        case .confirm: renderConfirm(into: &surface, in: area, context)
        case .ticket(let order):
            TicketBlock(ticket: order.ticket).render(
                "Thank you. Your number is", "Please pay at the counter: \(visit.money.string(order.total)).",
                into: &surface, in: area, context.glyphs)
            surface.hotspot(area, click: Intent.done)
        }
        if let seconds = secondsLeft(context.now) {
            renderStillThere(seconds, into: &surface, in: area, context.glyphs)
        }
    }

    private func renderAttract(into surface: inout Surface, in area: Rect, _ glyphs: Glyphs) {
        let block = area.centered(Size(width: area.width, height: 5))
        center(visit.settings.name, into: &surface, in: block.row(0), .title)
        let words =
            isReachable
            ? "Touch the screen, or press a key, to order" : "One moment, please: the shop cannot be reached"
        for (index, line) in TextWidth.wrapped(words, width: block.width - 2).prefix(2).enumerated() {
            center(line, into: &surface, in: block.row(2 + index), isReachable ? .accent : .warning)
        }
        surface.hotspot(area, click: Intent.begin)
    }

    private func center(_ text: String, into surface: inout Surface, in row: Rect, _ style: Style) {
        let text = TextWidth.truncated(text, to: row.width)
        surface.write(text, x: row.x + (row.width - TextWidth.of(text)) / 2, y: row.y, style)
    }

    private func renderMenu(into surface: inout Surface, in area: Rect, _ context: Context) {
        let areas = areas(area)
        renderCategories(into: &surface, in: areas.categories.top(1))
        let grid = TileGrid(areas.tiles)
        let first = firstTile(grid)
        for (index, product) in menu.tiles.dropFirst(first).prefix(grid.page).enumerated() {
            let tile = KioskTile(
                product: product, number: index + 1, quantity: cart.quantity(of: product.id), money: visit.money,
                isChosen: first + index == menu.chosen)
            tile.render(into: &surface, in: grid.place(of: index), isLine: grid.isLines, context.glyphs)
        }
        if menu.tiles.isEmpty {
            let words =
                menu.isRead ? "Nothing is sold just now." : isReachable ? "One moment…" : "The shop cannot be reached."
            surface.write(words, x: areas.tiles.x + 1, y: areas.tiles.y + 1, .dim)
        }
        renderPages(grid, first, into: &surface, in: areas.categories, context.glyphs)
        if areas.isWide {
            renderOrder(into: &surface, in: areas.order, context.glyphs)
        } else {
            renderOrderLine(into: &surface, in: areas.order)
        }
    }

    /// As many as fit, the chosen one and its neighbours among them, so that touch alone reaches every one.
    private func renderCategories(into surface: inout Surface, in row: Rect) {
        let tabs = menu.categories.enumerated().map { Tabs.Tab($0.element.name, message: Intent.category($0.offset)) }
        let last = min(menu.category + 1, tabs.count - 1)
        // Which page it is may stand on the same line.
        let room = row.width - 12
        var first = 0
        while first < menu.category,
            menu.categories[first...last].reduce(0, { $0 + TextWidth.of($1.name) + 3 }) > room
        { first += 1 }
        Tabs(Array(tabs.dropFirst(first)), chosen: menu.category - first).render(into: &surface, in: row)
    }

    private func renderPages(
        _ grid: TileGrid, _ first: Int, into surface: inout Surface, in area: Rect, _ glyphs: Glyphs
    ) {
        let pages = (menu.tiles.count + grid.page - 1) / grid.page
        guard pages > 1 else { return }
        let text = " \(glyphs.up) \(first / grid.page + 1) of \(pages) \(glyphs.down) "
        let width = TextWidth.of(text)
        let x = area.maxX - width
        let y = area.maxY - 1
        surface.write(text, x: x, y: y, .strong)
        surface.hotspot(Rect(x: x, y: y, width: width / 2, height: 1), click: Intent.page(-1))
        surface.hotspot(Rect(x: x + width / 2, y: y, width: width - width / 2, height: 1), click: Intent.page(1))
    }

    private func renderOrder(into surface: inout Surface, in area: Rect, _ glyphs: Glyphs) {
        let inside = Panel("Your order").render(into: &surface, in: area, glyphs)
        renderLines(into: &surface, in: inside.droppingBottom(6), glyphs)
        let bottom = inside.bottom(6)
        for (index, line) in TextWidth.wrapped(sentence, width: bottom.width).prefix(2).enumerated() {
            surface.write(line, x: bottom.x, y: bottom.y + index, .warning)
        }
        renderTotal(into: &surface, in: bottom.row(3))
        let order = orderTitle
        surface.hotspot(Rect(x: bottom.x, y: bottom.y + 5, width: bottom.width, height: 1))
        Button("Start over", isFocused: false).render(
            into: &surface, x: bottom.x, y: bottom.y + 5, click: Intent.startOver)
        Button(order, isFocused: !cart.lines.isEmpty, isEnabled: !cart.lines.isEmpty).render(
            into: &surface, x: bottom.maxX - Button.width(order), y: bottom.y + 5, click: Intent.review)
    }

    private var orderTitle: String {
        cart.lines.isEmpty ? "Order" : "Order \(quote.total.map(visit.money.string) ?? "")"
    }

    private func renderTotal(into surface: inout Surface, in row: Rect) {
        let total = quote.total.map(visit.money.string) ?? "too much"
        surface.write("Total", x: row.x, y: row.y, .strong)
        surface.write(total, x: row.maxX - TextWidth.of(total), y: row.y, .strong)
    }

    private func renderLines(into surface: inout Surface, in area: Rect, _ glyphs: Glyphs) {
        // The newest stand below; what has no room is counted.
        let hidden = quote.lines.count > area.height ? quote.lines.count - area.height + 1 : 0
        if hidden > 0, area.height > 0 { surface.write("and \(hidden) more", x: area.x, y: area.y, .dim) }
        for (index, line) in quote.lines.dropFirst(hidden).enumerated() {
            let row = area.row(index + (hidden > 0 ? 1 : 0))
            let sum = visit.money.string(line.sum)
            let text = TextWidth.truncated(
                "\(line.quantity) \(glyphs.times) \(line.name)", to: row.width - TextWidth.of(sum) - 1,
                ellipsis: glyphs.ellipsis)
            surface.write(text, x: row.x, y: row.y, line.problem?.style ?? .normal)
            surface.write(sum, x: row.maxX - TextWidth.of(sum), y: row.y)
        }
    }

    /// Where there is no room for a panel: what it comes to, and the two buttons.
    private func renderOrderLine(into surface: inout Surface, in area: Rect) {
        let words = sentence.isEmpty ? "\(cart.pieces) chosen" : sentence
        surface.write(words, x: area.x, y: area.y, sentence.isEmpty ? .dim : .warning, maxWidth: area.width)
        Button("Start over", isFocused: false).render(into: &surface, x: area.x, y: area.y + 1, click: Intent.startOver)
        Button(orderTitle, isFocused: !cart.lines.isEmpty, isEnabled: !cart.lines.isEmpty).render(
            into: &surface, x: area.maxX - Button.width(orderTitle), y: area.y + 1, click: Intent.review)
    }

    private func renderConfirm(into surface: inout Surface, in area: Rect, _ context: Context) {
        let words = TextWidth.wrapped(sentence, width: min(56, area.width - 4)).prefix(3)
        let height = min(area.height, quote.lines.count + 11 + words.count)
        let card = area.centered(Size(width: min(60, area.width), height: height))
        let inside = Panel("Your order", isFocused: true).render(into: &surface, in: card, context.glyphs)
        // Where there is little room, it is for what was chosen.
        let isTight = area.height < 14
        let bottom = inside.bottom(min(inside.height, (isTight ? 4 : 8) + words.count))
        renderLines(into: &surface, in: inside.droppingBottom(bottom.height), context.glyphs)
        var y = bottom.y
        renderTotal(into: &surface, in: Rect(x: bottom.x, y: y, width: bottom.width, height: 1))
        for line in words {
            y += 1
            surface.write(line, x: bottom.x, y: y, isPlacing ? .dim : .warning)
        }
        surface.write("Please pay at the counter.", x: bottom.x, y: y + (isTight ? 1 : 2), .dim)
        y = bottom.maxY - (isTight ? 2 : 3)
        let label = surface.write("Your name, if you like  ", x: bottom.x, y: y)
        let field = Rect(x: bottom.x + label, y: y, width: bottom.width - label, height: 1)
        TextField(name, isFocused: isNaming).render(into: &surface, in: field, context.glyphs)
        surface.hotspot(field, click: Intent.focusName)
        Button("Back", isFocused: false, isEnabled: !isPlacing)
            .render(into: &surface, x: bottom.x, y: bottom.maxY - 1, click: Intent.back)
        let order = "Order \(quote.total.map(visit.money.string) ?? "")"
        Button(order, isFocused: true, isEnabled: !isPlacing).render(
            into: &surface, x: bottom.maxX - Button.width(order), y: bottom.maxY - 1, click: Intent.place)
    }

    private func renderStillThere(_ seconds: Int, into surface: inout Surface, in area: Rect, _ glyphs: Glyphs) {
        surface.dropHotspots()
        let card = area.centered(Size(width: min(44, area.width), height: min(9, area.height)))
        surface.fill(card)
        let inside = Panel("", isFocused: true).render(into: &surface, in: card, glyphs)
        let block = inside.centered(Size(width: inside.width, height: min(5, inside.height)))
        center("Are you still there?", into: &surface, in: block.row(0), .strong)
        center("This order is emptied in \(seconds) s.", into: &surface, in: block.row(2), .warning)
        surface.cursor = nil
        let x = block.x + (block.width - Button.width("I am here")) / 2
        Button("I am here", isFocused: true).render(into: &surface, x: x, y: block.maxY - 1, click: Intent.stay)
        surface.hotspot(area, click: Intent.stay)
    }
}
