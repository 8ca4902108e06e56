import Presentation
import Shop
import Terminal

/// The items of an order as they were sold, with notes, under one another.
struct OrderItemsView {
    var order: Order
    var money: MoneyFormat
    /// Lines that are scrolled away.
    var offset = 0

    /// Further away a sum would be hard to follow from its name.
    private static let widest = 60

    private struct Row {
        var text: String
        var sum: String
        var style: Style
    }

    private func rows(_ glyphs: Glyphs, width: Int) -> [Row] {
        var rows: [Row] = []
        for item in order.items {
            let sum = money.string(item.sum)
            rows.append(Row(text: item.text(times: glyphs.times), sum: sum, style: .normal))
            guard !item.note.isEmpty else { continue }
            rows += TextWidth.wrapped(item.note, width: min(width, Self.widest) - 4)
                .map { Row(text: "    " + $0, sum: "", style: .dim) }
        }
        guard !order.note.isEmpty else { return rows }
        return rows
            + TextWidth.wrapped(Order.noteText(order.note), width: width).map { Row(text: $0, sum: "", style: .info) }
    }

    func height(width: Int) -> Int { rows(.unicode, width: width).count }

    func render(into surface: inout Surface, in area: Rect, _ glyphs: Glyphs) {
        let rows = rows(glyphs, width: area.width).dropFirst(offset)
        let isCut = rows.count > area.height
        for (index, row) in rows.prefix(isCut ? max(0, area.height - 1) : area.height).enumerated() {
            let y = area.y + index
            let sumWidth = TextWidth.of(row.sum)
            let width = min(area.width, Self.widest)
            let text = TextWidth.truncated(row.text, to: width - sumWidth - 2, ellipsis: glyphs.ellipsis)
            surface.write(text, x: area.x, y: y, row.style)
            surface.write(row.sum, x: area.x + width - sumWidth, y: y, row.style)
        }
        if isCut, area.height > 0 {
            let hidden = rows.count - area.height + 1
            surface.write("and \(plural(hidden, "line", "lines")) more", x: area.x, y: area.maxY - 1, .dim)
        }
    }
}
