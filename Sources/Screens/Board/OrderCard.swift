import Foundation
import Presentation
import Shop
import Terminal

/// An order on the board, readable from a metre away: ticket, age, who, paid or not, what.
struct OrderCard {
    /// Rows of items that a card shows at the most.
    static let itemRows = 5

    let order: Order
    let settings: ShopSettings
    let isMarked: Bool
    let isChosen: Bool
    let isChanged: Bool
    /// The digit that chooses it, on a board that is worked by a number pad.
    var number: Int?

    /// Rows, with the blank one under it.
    static func height(_ order: Order) -> Int {
        guard order.status.isOpen else { return 3 }
        let notes = order.items.count { !$0.note.isEmpty } + (order.note.isEmpty ? 0 : 1)
        return 3 + min(itemRows, order.items.count + notes)
    }

    private enum Detail {
        case item(OrderItem)
        case note(String)
    }

    /// Items with their notes, then the order's note: what a kitchen must know.
    private var details: [Detail] {
        let items = order.items.flatMap { item in
            [.item(item)] + (item.note.isEmpty ? [] : [Detail.note("  " + item.note)])
        }
        return items + (order.note.isEmpty ? [] : [.note(order.note)])
    }

    func render(into surface: inout Surface, in area: Rect, isFocused: Bool, _ context: Context) {
        let glyphs = context.glyphs
        let body = area.droppingBottom(1)
        // A column of air at the right, as the sign has one at the left.
        let text = Rect(x: body.x, y: body.y, width: body.width - 1, height: body.height)
        renderHead(into: &surface, in: text.row(0), context)
        renderWho(into: &surface, in: text.row(1), glyphs)
        if order.status.isOpen { renderDetails(into: &surface, in: text.droppingTop(2), glyphs) }
        if isChosen { surface.tint(body, isFocused ? .selection : .selectionDim) }
    }

    private func renderHead(into surface: inout Surface, in row: Rect, _ context: Context) {
        let glyphs = context.glyphs
        let own = number.map(String.init) ?? (isMarked ? glyphs.mark : isChosen ? glyphs.pointer : nil)
        let sign = own ?? (isChanged ? glyphs.bullet : " ")
        // The sign of a change looks as the ticket beside it: one colour less to send with each change.
        surface.write(sign, x: row.x, y: row.y, own == nil && isChanged ? .changed : .accent)
        let total = settings.money.string(order.total)
        surface.write(total, x: row.maxX - TextWidth.of(total), y: row.y)
        let start = number == nil ? row.x + 1 : row.x + 2
        let used = surface.write(order.ticket.description, x: start, y: row.y, isChanged ? .changed : .strong)
        let age = order.status.isOpen ? age(since: order.createdAt, now: context.now) : settings.clock(order.statusAt)
        let x = start + used + 2
        guard x + TextWidth.of(age) < row.maxX - TextWidth.of(total) else { return }
        surface.write(age, x: x, y: row.y, settings.ageStyle(of: order, now: context.now))
    }

    private func renderWho(into surface: inout Surface, in row: Rect, _ glyphs: Glyphs) {
        let payment = order.payment.text
        surface.write(payment, x: row.maxX - TextWidth.of(payment), y: row.y, order.payment.style)
        let room = row.width - 2 - TextWidth.of(payment)
        let name = TextWidth.truncated(order.customerLabel, to: room, ellipsis: glyphs.ellipsis)
        surface.write(name, x: row.x + 1, y: row.y, .dim)
    }

    private func renderDetails(into surface: inout Surface, in area: Rect, _ glyphs: Glyphs) {
        let details = details
        let isCut = details.count > area.height
        for (index, detail) in details.prefix(isCut ? area.height - 1 : area.height).enumerated() {
            render(detail, into: &surface, in: area.row(index).droppingLeft(1), glyphs)
        }
        guard isCut, area.height > 0 else { return }
        surface.write("and \(details.count - area.height + 1) more", x: area.x + 1, y: area.maxY - 1, .dim)
    }

    private func render(_ detail: Detail, into surface: inout Surface, in row: Rect, _ glyphs: Glyphs) {
        switch detail {
        case .item(let item):
            let used = surface.write("\(item.quantity) ", x: row.x, y: row.y, .strong)
            let name = TextWidth.truncated(item.name, to: row.width - used, ellipsis: glyphs.ellipsis)
            surface.write(name, x: row.x + used, y: row.y)
        case .note(let note):
            let text = TextWidth.truncated(note, to: row.width, ellipsis: glyphs.ellipsis)
            surface.write(text, x: row.x, y: row.y, .info)
        }
    }
}
