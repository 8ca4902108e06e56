import Shop
import Terminal

/// A ticket as large as the area allows, with a line over it and one under it, in the middle.
struct TicketBlock {
    var ticket: Ticket

    func render(_ above: String, _ below: String, into surface: inout Surface, in area: Rect, _ glyphs: Glyphs) {
        let room = Size(width: area.width * 4 / 5, height: area.height - 4)
        let big = BigText(ticket.description, .accent, fitting: room)
        let isBig = big.size.width <= area.width && big.size.height <= area.height - 4
        let size = isBig ? big.size : Size(width: TextWidth.of(ticket.description), height: 1)
        let block = area.centered(Size(width: area.width, height: min(area.height, size.height + 4)))
        write(above, into: &surface, in: block.row(0), .strong)
        let place = Rect(
            x: block.x + (block.width - size.width) / 2, y: block.y + 2, width: size.width, height: size.height)
        big.render(into: &surface, in: place, glyphs)
        write(below, into: &surface, in: Rect(x: block.x, y: place.maxY + 1, width: block.width, height: 1), .dim)
    }

    private func write(_ text: String, into surface: inout Surface, in row: Rect, _ style: Style) {
        let text = TextWidth.truncated(text, to: row.width)
        surface.write(text, x: row.x + (row.width - TextWidth.of(text)) / 2, y: row.y, style)
    }
}
