import Presentation
import Shop
import Terminal

/// A ticket as large as the area allows, with a line over it and one under it, in the middle.
struct TicketBlock {
    var ticket: Ticket
    /// Where the order stands, under its ticket.
    var status: OrderStatus?

    func render(_ above: String, _ below: String, into surface: inout Surface, in area: Rect, _ glyphs: Glyphs) {
        // Where there is little room the large number goes before air, and before a status that the words tell, too.
        let isRoomy = status == nil || area.height >= BigText.height + 6
        let status = isRoomy ? status : nil
        let gap = isRoomy ? 1 : 0
        let others = isRoomy ? (status == nil ? 4 : 6) : 3
        let room = Size(width: area.width - 4, height: area.height - others)
        let big = BigText(ticket.description, .accent, fitting: room)
        let isBig = big.size.width <= area.width && big.size.height <= area.height - others
        let size = isBig ? big.size : Size(width: TextWidth.of(ticket.description), height: 1)
        let block = area.centered(Size(width: area.width, height: min(area.height, size.height + others)))
        write(above, into: &surface, in: block.row(0), .strong)
        let place = Rect(
            x: block.x + (block.width - size.width) / 2, y: block.y + 1 + gap, width: size.width, height: size.height)
        big.render(into: &surface, in: place, glyphs)
        var under = block.droppingTop(place.maxY + gap - block.y)
        if let status {
            write(status.label(glyphs), into: &surface, in: under.top(1), status.style)
            under = under.droppingTop(under.height > 3 ? 2 : 1)
        }
        for (index, line) in TextWidth.wrapped(below, width: block.width).prefix(2).enumerated() {
            write(line, into: &surface, in: under.row(index), .normal)
        }
    }

    private func write(_ text: String, into surface: inout Surface, in row: Rect, _ style: Style) {
        let text = TextWidth.truncated(text, to: row.width)
        surface.write(text, x: row.x + (row.width - TextWidth.of(text)) / 2, y: row.y, style)
    }
}
