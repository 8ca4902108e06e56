import Presentation
import Shop
import Terminal

extension OrderForm {
    /// The rows of the form that scroll, and the part of them that shows the focus.
    private struct Rows {
        var isWide: Bool
        /// Rows of each line: its fields, what is wrong with it, and air where there is room.
        var heights: [Int]

        func top(of index: Int) -> Int { heights[..<index].reduce(0, +) }
        var total: Int { heights.reduce(0, +) + 2 }
    }

    private static let widest = 112

    private func rows(_ size: Size) -> Rows {
        let isWide = size.width >= 80
        var rows = Rows(
            isWide: isWide,
            heights: fields.lines.indices.map { (isWide ? 1 : 2) + (problem($0) == nil ? 0 : 1) })
        if rows.total + fields.lines.count <= size.height { rows.heights = rows.heights.map { $0 + 1 } }
        return rows
    }

    private func problem(_ index: Int) -> (text: String, style: Style)? {
        if let error = fields.lines[index].error { return (error, .error) }
        let line = quote.lines[index]
        return line.problem.map { ($0.text(line, user.money), $0.style) }
    }

    func render(into surface: inout Surface, in area: Rect, _ context: Context) {
        let width = min(area.width, Self.widest)
        let headings = area.height >= 14 ? 2 : 0
        let bottomHeight = (area.height >= 14 ? 4 : 2) + sentenceLines(width - 4).count
        let room = area.height - 2 - headings - bottomHeight
        let height = min(room, rows(Size(width: width - 4, height: room)).total)
        let card = area.centered(Size(width: width, height: headings + height + bottomHeight + 2))
        let inside = Panel("Your order", isFocused: true).render(into: &surface, in: card, context.glyphs)
        if headings > 0 { renderHeadings(into: &surface, in: inside.top(1)) }
        renderRows(into: &surface, in: inside.droppingTop(headings).top(height), context)
        renderBottom(into: &surface, in: inside.bottom(area.height >= 14 ? bottomHeight - 1 : bottomHeight), context)
    }

    private func renderHeadings(into surface: inout Surface, in row: Rect) {
        let columns = Columns(width: row.width)
        surface.write("Qty", x: row.x, y: row.y, .dim)
        surface.write("Item", x: row.x + 7, y: row.y, .dim)
        guard row.width >= 80 else {
            surface.write("sum", x: row.maxX - 3, y: row.y, .dim)
            return
        }
        surface.write("each", x: row.x + columns.eachEnd - 4, y: row.y, .dim)
        surface.write("sum", x: row.x + columns.sumEnd - 3, y: row.y, .dim)
        surface.write("note", x: row.x + columns.note, y: row.y, .dim)
    }

    private func renderRows(into surface: inout Surface, in area: Rect, _ context: Context) {
        let rows = rows(area.size)
        let (top, height) = focusedRows(rows)
        let shift = max(0, min(rows.total - area.height, top + height - area.height))
        surface.clipped(to: area) { surface in
            for index in fields.lines.indices {
                let y = area.y + rows.top(of: index) - shift
                let place = Rect(x: area.x, y: y, width: area.width, height: rows.heights[index])
                guard y + rows.heights[index] > area.y, y < area.maxY else { continue }
                render(line: index, into: &surface, in: place, isWide: rows.isWide, context.glyphs)
            }
            let y = area.y + rows.top(of: fields.lines.count) + 1 - shift
            guard y >= area.y, y < area.maxY else { return }
            let label = surface.write("Note for the shop  ", x: area.x, y: y, .dim)
            render(
                fields.orderNote, .orderNote, into: &surface,
                in: Rect(x: area.x + label, y: y, width: area.width - label, height: 1), context.glyphs)
        }
    }

    private func focusedRows(_ rows: Rows) -> (top: Int, height: Int) {
        switch fields.focus {
        case .quantity(let index), .note(let index): (rows.top(of: index), rows.heights[index])
        case .orderNote: (rows.total - 1, 1)
        case .button:
            // What stands in the way, else the beginning.
            fields.lines.indices.first { problem($0) != nil }.map { (rows.top(of: $0), rows.heights[$0]) } ?? (0, 1)
        }
    }

    private func render(
        line index: Int, into surface: inout Surface, in place: Rect, isWide: Bool, _ glyphs: Glyphs
    ) {
        let line = quote.lines[index]
        let columns = Columns(width: place.width)
        render(
            fields.lines[index].quantity, .quantity(index), into: &surface,
            in: Rect(x: place.x, y: place.y, width: 5, height: 1), glyphs)
        let money = user.money
        let sum = money.string(line.sum)
        let sumEnd = isWide ? columns.sumEnd : place.width
        surface.write(sum, x: place.x + sumEnd - TextWidth.of(sum), y: place.y)
        let nameWidth = isWide ? columns.name : place.width - 7 - TextWidth.of(sum) - 1
        surface.write(
            TextWidth.truncated(line.name, to: nameWidth, ellipsis: glyphs.ellipsis), x: place.x + 7, y: place.y)
        var note = Rect(x: place.x + 7, y: place.y + 1, width: place.width - 7, height: 1)
        if isWide {
            let each = money.string(line.price)
            surface.write(each, x: place.x + columns.eachEnd - TextWidth.of(each), y: place.y, .dim)
            note = Rect(x: place.x + columns.note, y: place.y, width: place.width - columns.note, height: 1)
        }
        render(
            fields.lines[index].note, .note(index), into: &surface, in: note, placeholder: isWide ? "" : "note", glyphs)
        if let problem = problem(index) {
            surface.write(
                problem.text, x: place.x + 7, y: place.y + (isWide ? 1 : 2), problem.style, maxWidth: place.width - 7)
        }
    }

    private func render(
        _ field: TextFieldState, _ target: OrderFormFields.Target, into surface: inout Surface, in place: Rect,
        placeholder: String = "", _ glyphs: Glyphs
    ) {
        TextField(field, isFocused: fields.focus == target, placeholder: placeholder).render(
            into: &surface, in: place, glyphs)
        surface.hotspot(place, click: Intent.focus(target))
    }

    private func sentenceLines(_ width: Int) -> [String] {
        sentence.isEmpty ? [] : Array(TextWidth.wrapped(sentence, width: width).prefix(3))
    }

    private func renderBottom(into surface: inout Surface, in area: Rect, _ context: Context) {
        var y = area.y
        for line in sentenceLines(area.width) {
            surface.write(line, x: area.x, y: y, sentenceStyle)
            y += 1
        }
        let total = quote.total.map(user.money.string) ?? "too much for one order"
        let end = area.width >= 80 ? Columns(width: area.width).sumEnd : area.width
        surface.write("Total", x: area.x, y: y, .strong)
        surface.write(total, x: area.x + end - TextWidth.of(total), y: y, .strong)
        var x = area.x
        for (index, button) in buttons.enumerated() {
            x += Button(button.title, isFocused: fields.focus == .button(index), isEnabled: !isPlacing)
                .render(into: &surface, x: x, y: area.maxY - 1, click: button.intent)
            x += 2
        }
    }
}

/// Where the columns of a wide order form stand.
private struct Columns {
    let name: Int
    let eachEnd: Int
    let sumEnd: Int
    let note: Int

    init(width: Int) {
        name = min(34, width - 7 - 24 - 22)
        eachEnd = 7 + name + 11
        sumEnd = eachEnd + 12
        note = sumEnd + 3
    }
}
