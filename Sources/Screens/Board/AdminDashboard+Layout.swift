import Presentation
import Shop
import Terminal

extension AdminDashboard {
    /// What there is for the cards of each of the ``BoardLanes``.
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
