import Foundation
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
        order.status.isOpen ? 3 + min(itemRows, details(order).count) : 3
    }

    private struct Detail {
        var text: String
        var style: Style
    }

    /// Items with their notes, then the order's note: what a kitchen must know.
    private static func details(_ order: Order) -> [Detail] {
        var details: [Detail] = []
        for item in order.items {
            details.append(Detail(text: "\(item.quantity) \(item.name)", style: .normal))
            if !item.note.isEmpty { details.append(Detail(text: "  " + item.note, style: .info)) }
        }
        if !order.note.isEmpty { details.append(Detail(text: order.note, style: .info)) }
        return details
    }

    func render(into surface: inout Surface, in area: Rect, isFocused: Bool, _ context: Context) {
        let glyphs = context.glyphs
        let body = area.droppingBottom(1)
        renderHead(into: &surface, in: body.row(0), context)
        renderWho(into: &surface, in: body.row(1), glyphs)
        if order.status.isOpen { renderDetails(into: &surface, in: body.droppingTop(2), glyphs) }
        if isChosen { surface.tint(body, isFocused ? .selection : .selectionDim) }
    }

    private func renderHead(into surface: inout Surface, in row: Rect, _ context: Context) {
        let glyphs = context.glyphs
        let sign = number.map(String.init) ?? (isMarked ? glyphs.mark : isChosen ? glyphs.pointer : " ")
        surface.write(sign, x: row.x, y: row.y, .accent)
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
        let payment = order.payment.rawValue
        surface.write(payment, x: row.maxX - TextWidth.of(payment), y: row.y, order.payment.style)
        let room = row.width - 2 - TextWidth.of(payment)
        let name = TextWidth.truncated(order.customerLabel, to: room, ellipsis: glyphs.ellipsis)
        surface.write(name, x: row.x + 1, y: row.y, .dim)
    }

    private func renderDetails(into surface: inout Surface, in area: Rect, _ glyphs: Glyphs) {
        let details = Self.details(order)
        let isCut = details.count > area.height
        for (index, detail) in details.prefix(isCut ? area.height - 1 : area.height).enumerated() {
            let text = TextWidth.truncated(detail.text, to: area.width - 1, ellipsis: glyphs.ellipsis)
            surface.write(text, x: area.x + 1, y: area.y + index, detail.style)
        }
        guard isCut, area.height > 0 else { return }
        surface.write("and \(details.count - area.height + 1) more", x: area.x + 1, y: area.maxY - 1, .dim)
    }
}
