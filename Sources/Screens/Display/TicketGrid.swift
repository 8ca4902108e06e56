import Presentation
import Shop
import Terminal

/// The places of large tickets: as large as lets all of them be seen, and never smaller than can be read from afar.
struct TicketGrid {
    private let area: Rect
    private let cell: Size
    private let columns: Int

    init(_ area: Rect, count: Int) {
        self.area = area
        let least = Size(width: BigText.width("K-000") + 3, height: BigText.height)
        let widest = max(1, area.width / least.width)
        // With a line between two, so that they are read one by one.
        let highest = max(1, (area.height + 1) / (least.height + 1))
        // The fewest columns in which all fit make the largest digits.
        let columns = (1...widest).first { columns in
            let rows = (count + columns - 1) / columns
            return rows <= highest
        }
        let chosen = columns ?? widest
        let rows = min(highest, max(1, (min(count, chosen * highest) + chosen - 1) / chosen))
        self.columns = chosen
        cell = Size(width: area.width / chosen, height: area.height / rows)
    }

    var capacity: Int { columns * max(1, area.height / max(1, cell.height)) }

    func render(_ ticket: Ticket, at index: Int, _ style: Style, into surface: inout Surface, _ glyphs: Glyphs) {
        let place = Rect(
            x: area.x + index % columns * cell.width, y: area.y + index / columns * cell.height, width: cell.width,
            height: cell.height)
        let room = Size(width: place.width - 2, height: max(BigText.height, place.height - 1))
        let big = BigText(ticket.description, style, fitting: room)
        big.render(into: &surface, in: place.centered(big.size), glyphs)
    }
}
