import Shop
import Terminal

extension AdminDashboard {
    func bindings(_ context: Context) -> [Binding] {
        guard !isSearching else {
            return [
                Binding(.enter, label: "to the board", help: "Keep what was found", message: Intent.endSearch),
                Binding(.escape, label: "clear", help: "Show everything again", message: Intent.clear),
            ]
        }
        if isKitchen { return kitchenBindings(context) }
        let chosen = lanes.chosen == nil ? "there is no order here" : nil
        let hasFilter = !lanes.query.isEmpty || !lanes.marked.isEmpty
        return [
            .described("arrows h j k l", help: "Choose an order"),
            Binding(
                .enter, label: "open", help: "Everything about the order", unavailable: chosen, message: Intent.open),
        ] + stepping.bindings(for: lanes.meant, now: context.now) + [
            Binding(
                .space, label: "mark", help: "Mark the order; the next step is for all that are marked",
                unavailable: chosen, message: Intent.mark),
            Binding(Key("/"), label: "search", help: "Find by ticket, name or product", message: Intent.search),
            Binding(
                .escape, label: "clear", help: "Take away marks and search", isInFooter: hasFilter,
                message: Intent.clear),
            Binding(Key("c"), label: "new product", help: "Create a product", message: Intent.newProduct),
            Binding(
                .left, Key("h"), label: "lane left", help: "To the lane on the left", isInFooter: false,
                message: Intent.previousLane),
            Binding(
                .right, Key("l"), .tab, label: "lane right", help: "To the lane on the right", isInFooter: false,
                message: Intent.nextLane),
        ]
            + lanes.lanes.enumerated().map { index, status in
                Binding(
                    Key(Character(String(index + 1))), label: status.title, help: "To the lane \(status.title)",
                    isInFooter: false, message: Intent.lane(index))
            }
            + AdminSection.bindings(from: .board, visit)
    }

    /// Digits choose, Enter goes forward, minus goes back: a number pad is enough.
    private func kitchenBindings(_ context: Context) -> [Binding] {
        let steps = stepping.bindings(for: lanes.meant, now: context.now)
        let keys: [String: [Key]] = [">": [.enter, Key(">")], "<": [Key("-"), Key("<")]]
        let renamed = steps.map { step in
            var step = step
            if case .character(let character)? = step.keys.first?.code, let more = keys[String(character)] {
                step.keys = more
            }
            return step
        }
        let digits = (1...LaneBoard.numbers).map { number in
            Binding(
                Key(Character(String(number))), label: "", help: "Choose order \(number)", isInFooter: false,
                message: Intent.number(number))
        }
        return [.described("1 – 9", help: "Choose the order with this number")] + renamed + digits + [
            Binding(Key("+"), label: "next nine", help: "Number the next nine orders", message: Intent.nextNumbers),
            Binding(
                Key("0"), label: "open", help: "Everything about the order",
                unavailable: lanes.chosen == nil ? "there is no order here" : nil, message: Intent.open),
            Binding(
                .left, label: "lane left", help: "To the lane on the left", isInFooter: false,
                message: Intent.previousLane),
            Binding(
                .right, .tab, label: "lane right", help: "To the lane on the right", isInFooter: false,
                message: Intent.nextLane),
        ] + AdminSection.bindings(from: .board, visit)
    }

    /// Rows for the cards of a lane.
    private func room(_ size: Size, isWide: Bool) -> Int {
        SectionBar.rest(of: Rect(size)).height - 2 - (isWide ? 0 : 1) - (showsSearch ? 1 : 0)
    }

    private var showsSearch: Bool { isSearching || !lanes.query.isEmpty }

    mutating func settle(_ context: Context) {
        lanes.settle(height: room(context.size, isWide: context.isWide), card: OrderCard.height)
    }

    func render(into surface: inout Surface, in area: Rect, _ context: Context) {
        // The size may have changed since the last update.
        var settled = self
        settled.settle(context)
        let rest = SectionBar(here: .board, visit: visit).render(into: &surface, in: area)
        settled.renderBoard(into: &surface, in: rest, context)
    }

    private func renderBoard(into surface: inout Surface, in area: Rect, _ context: Context) {
        var place = area
        if showsSearch {
            surface.write(" /", x: place.x, y: place.y, Style(.key))
            TextField(lanes.query, isFocused: isSearching).render(
                into: &surface, in: place.top(1).inset(dx: 3, dy: 0), context.glyphs)
            place = place.droppingTop(1)
        }
        if context.isWide {
            for (index, column) in place.columns(lanes.lanes.count).enumerated() {
                render(lane: index, into: &surface, in: column, context)
            }
        } else {
            renderTabs(into: &surface, in: place.top(1), context.glyphs)
            render(lane: lanes.lane, into: &surface, in: place.droppingTop(1), context)
        }
    }

    private func renderTabs(into surface: inout Surface, in row: Rect, _ glyphs: Glyphs) {
        let isRoomy = row.width >= 70
        let tabs = lanes.lanes.enumerated().map { index, status in
            let name = isRoomy ? status.label(glyphs) : status.glyph(glyphs)
            return Tabs.Tab("\(name) \(count(index))", message: Intent.lane(index))
        }
        Tabs(tabs, chosen: lanes.lane).render(into: &surface, in: row)
    }

    /// All of today's completed orders count, those that are not shown, too.
    private func count(_ lane: Int) -> Int {
        guard lanes.lanes[lane] == .completed, lanes.query.isEmpty else { return lanes.orders(in: lane).count }
        return lanes.board?.completedCount ?? 0
    }

    private func sum(_ lane: Int) -> Int64 {
        guard lanes.lanes[lane] == .completed, lanes.query.isEmpty else { return Board.sum(of: lanes.orders(in: lane)) }
        return lanes.board?.completedSum ?? 0
    }

    private func render(lane index: Int, into surface: inout Surface, in area: Rect, _ context: Context) {
        let status = lanes.lanes[index]
        let orders = lanes.orders(in: index)
        let isFocused = index == lanes.lane
        let today = status == .completed && area.width >= 36 ? " today" : ""
        let title = "\(isKitchen ? "" : "\(index + 1) ")\(status.label(context.glyphs))\(today) \(count(index))"
        let sum = orders.isEmpty ? "" : visit.money.string(sum(index))
        // In a narrow lane the sum stands below, so that both are whole.
        let isAbove = TextWidth.of(title) + TextWidth.of(sum) + 9 <= area.width
        Panel(title, trailing: isAbove ? sum : "", isFocused: isFocused, titleStyle: status.style)
            .render(into: &surface, in: area, context.glyphs)
        if !isAbove { surface.write(" \(sum) ", x: area.x + 1, y: area.maxY - 1, .dim) }
        let inside = area.inset(dx: 1, dy: 1)
        surface.hotspot(
            inside, click: Intent.lane(index), wheelUp: Intent.wheel(lane: index, rows: -1),
            wheelDown: Intent.wheel(lane: index, rows: 1))
        guard !orders.isEmpty else {
            let words =
                lanes.board == nil ? "Reading…" : lanes.query.isEmpty ? "Nothing here." : "Nothing like that here."
            surface.write(words, x: inside.x + 1, y: inside.y, .dim, maxWidth: inside.width - 1)
            return
        }
        let shown = renderCards(orders, from: lanes.offset(in: index), isFocused, into: &surface, in: inside, context)
        renderHidden(
            above: shown.lowerBound, below: orders.count - shown.upperBound, into: &surface, in: area, context.glyphs)
    }

    /// - Returns: which of the orders were drawn.
    private func renderCards(
        _ orders: [Order], from first: Int, _ isFocused: Bool, into surface: inout Surface, in area: Rect,
        _ context: Context
    ) -> Range<Int> {
        var y = area.y
        var index = min(first, orders.count - 1)
        let start = index
        while index < orders.count {
            let order = orders[index]
            let height = OrderCard.height(order)
            // The blank row under the last card need not fit.
            guard y + height - 1 <= area.maxY || index == start else { break }
            let place = Rect(x: area.x, y: y, width: area.width, height: height)
            surface.clipped(to: area) { surface in
                OrderCard(
                    order: order, settings: visit.settings, isMarked: lanes.marked.contains(order.id),
                    isChosen: order.id == lanes.selected,
                    isChanged: lanes.changed.contains(order.id, now: context.now),
                    number: isKitchen ? lanes.number(of: order.id) : nil
                ).render(into: &surface, in: place, isFocused: isFocused, context)
                surface.hotspot(
                    place, click: Intent.choose(order.id), wheelUp: nil, wheelDown: nil)
            }
            y += height
            index += 1
        }
        return start..<index
    }

    private func renderHidden(
        above: Int, below: Int, into surface: inout Surface, in area: Rect, _ glyphs: Glyphs
    ) {
        var parts: [String] = []
        if above > 0 { parts.append("\(glyphs.up) \(above) more") }
        if below > 0 { parts.append("\(glyphs.down) \(below) more") }
        guard !parts.isEmpty else { return }
        let text = " " + parts.joined(separator: "  ") + " "
        surface.write(text, x: area.maxX - 2 - TextWidth.of(text), y: area.maxY - 1, .warning)
    }
}
