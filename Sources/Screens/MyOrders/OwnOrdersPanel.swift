import Foundation
import Presentation
import Shop
import Terminal

/// The customer's own orders: the open ones first, then history without end.
struct OwnOrdersPanel: Sendable {
    private(set) var orders = PagedRows<Order>()
    private(set) var changed = ChangeMarks<ID<Order>>()

    var selected: Order? { orders.selected }
    var openCount: Int { orders.rows?.count(where: \.status.isOpen) ?? 0 }

    /// The orders as they are now; what has changed since is marked.
    mutating func show(_ page: [Order], of read: PagedRows<Order>.Read, now: Date) {
        if let old = orders.rows {
            let versions = Dictionary(old.map { ($0.id, $0.version) }) { first, _ in first }
            changed.mark(page.filter { versions[$0.id] != $0.version }.map(\.id), now: now)
        }
        orders.take(page, of: read)
    }

    mutating func append(_ page: [Order], at mark: PagedRows<Order>.Mark) { orders.append(page, at: mark) }

    mutating func forgetOldMarks(now: Date) { changed.forgetOld(now: now) }

    mutating func handle(_ key: Key, page: Int) { _ = orders.handle(key, page: page) }

    mutating func move(by rows: Int, page: Int) { orders.move(by: rows, page: page) }

    mutating func choose(row: Int) { orders.choose(row) }

    // MARK: drawing

    struct Look {
        var settings: ShopSettings
        var isFocused: Bool
        var click: (Int) -> any Message
        var wheel: (Int) -> any Message
    }

    static func page(height: Int) -> Int { max(1, height - 2) }

    func render(into surface: inout Surface, in area: Rect, _ look: Look, _ context: Context) {
        let inside = Panel(OrdersText.own(open: openCount), isFocused: look.isFocused).render(
            into: &surface, in: area, context.glyphs)
        let rows = orders.rows ?? []
        ListView(
            count: rows.count, state: orders.state, isFocused: look.isFocused,
            placeholder: orders.rows == nil ? OrdersText.readingOwn : OrdersText.noneYet
        ).render(into: &surface, in: inside, context.glyphs, click: look.click, wheel: look.wheel) {
            index, surface, row in
            OwnOrderRow(
                order: rows[index], settings: look.settings,
                isChanged: changed.contains(rows[index].id, now: context.now)
            ).render(into: &surface, in: row, context)
        }
    }
}

/// One of the customer's orders on one line.
struct OwnOrderRow {
    let order: Order
    let settings: ShopSettings
    let isChanged: Bool

    func render(into surface: inout Surface, in row: Rect, _ context: Context) {
        surface.write(order.ticket.description, x: row.x, y: row.y, isChanged ? .changed : .strong)
        guard row.width >= 50 else { return renderNarrow(into: &surface, in: row, context) }
        var right = row.maxX
        let when = order.when(settings, now: context.now)
        let style = settings.ageStyle(of: order, now: context.now)
        surface.write(when, x: right - TextWidth.of(when), y: row.y, style)
        right -= 12
        let total = settings.money.string(order.total)
        surface.write(total, x: right - TextWidth.of(total), y: row.y)
        right -= 11
        let labelEnd = row.x + 7 + 13
        if right - 9 > labelEnd {
            surface.write(order.payment.text, x: right - 9, y: row.y, order.payment.style)
            right -= 11
        }
        let middle = Rect(x: row.x + 7, y: row.y, width: right - row.x - 7, height: 1)
        if order.status.isOpen, middle.width >= 56 {
            OrderTimeline(order: order).renderLine(into: &surface, in: middle, context.glyphs)
        } else {
            surface.write(order.status.label(context.glyphs), x: middle.x, y: row.y, order.status.style)
            let items = TextWidth.truncated(
                order.itemsLine(times: context.glyphs.times), to: middle.width - 13, ellipsis: context.glyphs.ellipsis)
            surface.write(items, x: middle.x + 13, y: row.y, .dim)
        }
    }

    /// Ticket, status, sum and age: what fits into 36 columns.
    private func renderNarrow(into surface: inout Surface, in row: Rect, _ context: Context) {
        let total = settings.money.string(order.total)
        let sum = row.maxX - 8 - TextWidth.of(total)
        surface.write(total, x: sum, y: row.y)
        let label = TextWidth.truncated(
            order.status.label(context.glyphs), to: sum - row.x - 8, ellipsis: context.glyphs.ellipsis)
        surface.write(label, x: row.x + 7, y: row.y, order.status.style)
        let when = order.when(settings, now: context.now, isShort: true)
        surface.write(
            when, x: row.maxX - TextWidth.of(when), y: row.y, settings.ageStyle(of: order, now: context.now))
    }
}
