import Presentation
import Shop
import Terminal

extension AdminDashboard {
    func bindings(_ context: Context) -> [Binding] {
        guard !search.isTyping else { return search.bindings() }
        if isKitchen { return kitchenBindings(context) }
        let chosen = lanes.chosen == nil ? "there is no order here" : nil
        return [
            .described("arrows h j k l", help: "Choose an order"),
            Binding(
                .enter, label: "open", help: "Everything about the order", unavailable: chosen, message: Intent.open),
        ] + stepping.bindings(for: lanes.meant, now: context.now) + [
            Binding(
                .space, label: "mark", help: "Mark the order; the next step is for all that are marked",
                unavailable: chosen, message: Intent.mark)
        ] + search.bindings() + unmarking + [
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
            + AdminSection.bindings(from: .board, user)
    }

    /// Esc shows everything again first.
    private var unmarking: [Binding] {
        guard search.isEmpty, !lanes.marked.isEmpty else { return [] }
        return [
            Binding(
                .escape, label: "unmark \(lanes.marked.count)", help: "Take the marks away", message: Intent.unmark)
        ]
    }

    /// Digits choose, Enter goes forward, the star goes back: a number pad is enough. The minus stands where others have a
    /// digit or `/`.
    private func kitchenBindings(_ context: Context) -> [Binding] {
        let steps = stepping.bindings(for: lanes.meant, now: context.now)
        let keys: [String: [Key]] = [">": [.enter, Key(">")], "<": [Key("*"), Key("<")]]
        let renamed = steps.map { step in
            var step = step
            if case .character(let character)? = step.keys.first?.code, let more = keys[String(character)] {
                step.keys = more
            }
            return step
        }
        let digits = (1...BoardLanes.numbers).map { number in
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
        ] + AdminSection.bindings(from: .board, user)
    }

    /// What there is for the cards of each lane.
    func room(_ context: Context) -> [Size] {
        let rest = SectionBar.rest(of: Rect(context.size))
        let above = (context.isWide ? 0 : 1) + (showsSearch ? 1 : 0)
        return lanePlaces(in: rest.droppingTop(above), context).map { $0.inset(dx: 1, dy: 1).size }
    }

    /// From 100 columns the lanes stand side by side; under that there is one at a time.
    private func lanePlaces(in area: Rect, _ context: Context) -> [Rect] {
        context.isWide ? area.columns(lanes.lanes.count) : [area]
    }

    private var showsSearch: Bool { search.isTyping || !search.isEmpty }

    func render(into surface: inout Surface, in area: Rect, _ context: Context) {
        // The size may have changed since the last update.
        var settled = self
        settled.clamp(context)
        let rest = SectionBar(here: .board, user: user).render(into: &surface, in: area)
        settled.renderBoard(into: &surface, in: rest, context)
    }

    private func renderBoard(into surface: inout Surface, in area: Rect, _ context: Context) {
        var place = area
        if showsSearch {
            renderSearch(into: &surface, in: place.top(1).inset(dx: 1, dy: 0), context.glyphs)
            place = place.droppingTop(1)
        }
        if context.isWide {
            for (index, column) in lanePlaces(in: place, context).enumerated() {
                render(lane: index, into: &surface, in: column, context)
            }
        } else {
            renderTabs(into: &surface, in: place.top(1), context.glyphs)
            render(lane: lanes.lane, into: &surface, in: place.droppingTop(1), context)
        }
    }

    /// What is looked for, and what becomes of the marked orders that it hides.
    private func renderSearch(into surface: inout Surface, in row: Rect, _ glyphs: Glyphs) {
        let text = markText(isRoomy: row.width >= 70)
        let width = TextWidth.of(text)
        surface.write(text, x: row.maxX - width, y: row.y, lanes.hiddenMarks > 0 ? .warning : .accent)
        SearchLine(search).render(into: &surface, in: row.left(row.width - (width > 0 ? width + 2 : 0)), glyphs)
    }

    private func markText(isRoomy: Bool) -> String {
        let (marked, hidden) = (lanes.marked.count, lanes.hiddenMarks)
        guard hidden > 0 else { return marked > 0 ? "\(marked) marked" : "" }
        guard isRoomy else {
            return plural(
                hidden, one: "1 of \(marked) marked is hidden", many: "\(hidden) of \(marked) marked are hidden")
        }
        return plural(
            hidden, one: "1 of \(marked) marked is hidden; no step touches it",
            many: "\(hidden) of \(marked) marked are hidden; no step touches them")
    }

    private func renderTabs(into surface: inout Surface, in row: Rect, _ glyphs: Glyphs) {
        let tabs = lanes.lanes.enumerated().map { index, status in
            let count = count(index)
            return Tabs.Tab(
                "\(status.label(glyphs)) \(count)", short: "\(status.glyph(glyphs)) \(count)",
                message: Intent.lane(index))
        }
        Tabs(tabs, chosen: lanes.lane).render(into: &surface, in: row)
    }
}
