import Presentation
import Shop
import Terminal

/// How a lane is drawn: its title, its cards, and how many of them are out of sight.
extension AdminDashboard {
    func render(lane index: Int, into surface: inout Surface, in area: Rect, _ context: Context) {
        let orders = lanes.orders(in: index)
        let inside = area.inset(dx: 1, dy: 1)
        let flow = lanes.flow(index, in: inside.size)
        let places = flow.places(from: min(lanes.offset(in: index), max(0, orders.count - 1)))
        let above = places.first?.card ?? 0
        let hidden = Hidden(above: above, below: orders.count - above - places.count)
        renderFrame(index, hidden, into: &surface, in: area, context)
        surface.hotspot(
            inside, click: Intent.lane(index), wheelUp: Intent.wheel(lane: index, rows: -1),
            wheelDown: Intent.wheel(lane: index, rows: 1))
        guard !orders.isEmpty else {
            let text =
                lanes.board == nil ? "Reading…" : !lanes.isSearched ? NothingText.here : "Nothing like that here."
            surface.write(text, x: inside.x + 1, y: inside.y, .dim, maxWidth: inside.width - 1)
            return
        }
        let columns = inside.columns(flow.columns)
        for place in places {
            let column = columns[place.column]
            let card = Rect(
                x: column.x, y: column.y + place.y, width: column.width, height: flow.heights[place.card])
            render(orders[place.card], into: &surface, in: card, isFocused: index == lanes.lane, inside, context)
        }
    }

    /// Cards of a lane that are out of sight.
    private struct Hidden {
        var above: Int
        var below: Int

        /// `· 9 hidden` in the title, or as little as `↓9` where there is no room for it.
        func text(width: Int, _ glyphs: Glyphs) -> String {
            guard above + below > 0 else { return "" }
            let long = "\(glyphs.dot) \(above + below) hidden"
            return long.count <= width ? long : parts(glyphs, "").joined(separator: " ")
        }

        /// How many there are on either side: `↑ 3 more`, `↓ 6 more`.
        func parts(_ glyphs: Glyphs, _ air: String = " ") -> [String] {
            let more = air.isEmpty ? "" : " more"
            return (above > 0 ? ["\(glyphs.up)\(air)\(above)\(more)"] : [])
                + (below > 0 ? ["\(glyphs.down)\(air)\(below)\(more)"] : [])
        }
    }

    private func renderFrame(
        _ index: Int, _ hidden: Hidden, into surface: inout Surface, in area: Rect, _ context: Context
    ) {
        let status = lanes.lanes[index]
        let today = status == .completed && area.width >= 36 ? " today" : ""
        let title = "\(isKitchen ? "" : "\(index + 1) ")\(status.label(context.glyphs))\(today) \(count(index))"
        let titleWidth = TextWidth.of(title) + 2
        let text = hidden.text(width: area.width - titleWidth - 3, context.glyphs)
        let used = titleWidth + (text.isEmpty ? 0 : TextWidth.of(text) + 1)
        let sum = lanes.orders(in: index).isEmpty ? "" : user.money.string(sum(index))
        // In a narrow lane the sum stands below, so that all of it is whole.
        let isAbove = used + TextWidth.of(sum) + 7 <= area.width
        Panel(title, trailing: isAbove ? sum : "", isFocused: index == lanes.lane, titleStyle: status.style)
            .render(into: &surface, in: area, context.glyphs)
        if !text.isEmpty { surface.write(text + " ", x: area.x + 1 + titleWidth, y: area.y, .warning) }
        if !isAbove { surface.write(" \(sum) ", x: area.x + 1, y: area.maxY - 1, .dim) }
        let more = hidden.parts(context.glyphs)
        guard !more.isEmpty else { return }
        let edge = " " + more.joined(separator: "  ") + " "
        surface.write(edge, x: area.maxX - 2 - TextWidth.of(edge), y: area.maxY - 1, .warning)
    }

    private func render(
        _ order: Order, into surface: inout Surface, in card: Rect, isFocused: Bool, _ lane: Rect, _ context: Context
    ) {
        surface.clipped(to: lane) { surface in
            OrderCard(
                order: order, settings: user.settings, isMarked: lanes.marked.contains(order.id),
                isChosen: order.id == lanes.selectedID, isChanged: lanes.changed.contains(order.id, now: context.now),
                number: isKitchen ? lanes.number(of: order.id) : nil
            ).render(into: &surface, in: card, isFocused: isFocused, context)
            surface.hotspot(card, click: Intent.choose(order.id), wheelUp: nil, wheelDown: nil)
        }
    }

    /// All of today's completed orders count, those that are not shown, too.
    func count(_ lane: Int) -> Int {
        guard lanes.lanes[lane] == .completed, !lanes.isSearched else { return lanes.orders(in: lane).count }
        return lanes.board?.completedCount ?? 0
    }

    private func sum(_ lane: Int) -> Int64 {
        guard lanes.lanes[lane] == .completed, !lanes.isSearched else {
            return BoardSnapshot.sum(of: lanes.orders(in: lane))
        }
        return lanes.board?.completedSum ?? 0
    }
}
