import Presentation
import Shop
import Terminal

extension KioskScreen {
    func layout(_ context: Context) -> KioskLayout { KioskLayout(Rect(context.size), menu) }

    func render(into surface: inout Surface, in area: Rect, _ context: Context) {
        let glyphs = context.glyphs
        switch phase {
        case .attract:
            KioskAttract(name: user.settings.name, isReachable: isReachable).render(into: &surface, in: area, glyphs)
        case .menu: renderMenu(into: &surface, in: area, glyphs)
        case .confirm:
            KioskConfirm(
                order: order, money: user.money, sentence: sentence, isNaming: isNaming, isPlacing: isPlacing
            ).render(into: &surface, in: area, glyphs)
        case .ticket(let order):
            TicketBlock(ticket: order.ticket).render(
                "Thank you. Your number is", "Please pay at the counter: \(user.money.string(order.total)).",
                into: &surface, in: area, glyphs)
            surface.hotspot(area, click: Intent.done)
        }
        if let seconds = secondsLeft(context.now) {
            KioskQuestion(seconds: seconds).render(into: &surface, in: area, glyphs)
        }
    }

    private func renderMenu(into surface: inout Surface, in area: Rect, _ glyphs: Glyphs) {
        let layout = KioskLayout(area, menu)
        KioskCategories(menu: menu).render(into: &surface, in: layout.categories)
        let grid = layout.grid
        let first = grid.first(showing: menu.chosen)
        for (index, product) in menu.tiles.dropFirst(first).prefix(grid.page).enumerated() {
            let tile = KioskTile(
                product: product, number: index + 1, quantity: order.cart.quantity(of: product.id),
                money: user.money, isChosen: first + index == menu.chosen)
            tile.render(into: &surface, in: grid.place(of: index), isLine: grid.isLines, glyphs)
        }
        if menu.tiles.isEmpty {
            let text =
                menu.isRead ? "Nothing is sold just now." : isReachable ? "One moment…" : "The shop cannot be reached."
            surface.write(text, x: layout.tiles.x + 1, y: layout.tiles.y + 1, .dim)
        }
        let summary = KioskSummary(order: order, money: user.money, sentence: sentence)
        let pages = KioskPages(page: first / grid.page, count: grid.pages)
        if layout.isWide {
            pages.render(into: &surface, in: layout.pages, glyphs)
            summary.renderPanel(into: &surface, in: layout.order, glyphs)
        } else {
            summary.renderBar(into: &surface, in: layout.order, pages, glyphs)
        }
    }
}
