/// Which row of a list is chosen, and from which on it is shown. The list may have any number of rows.
public struct ListState: Hashable, Sendable {
    public var selected: Int
    public private(set) var offset: Int

    public init(selected: Int = 0) {
        self.selected = selected
        offset = 0
    }

    /// Moves by the keys of every list: arrows, `j k`, page keys, Home and End, `g G`.
    ///
    /// - Returns: false when the key is none of them.
    public mutating func handle(_ key: Key, count: Int, page: Int) -> Bool {
        switch key {
        case .up, Key("k"): move(by: -1, count: count)
        case .down, Key("j"): move(by: 1, count: count)
        case .pageUp: move(by: -max(1, page - 1), count: count)
        case .pageDown: move(by: max(1, page - 1), count: count)
        case .home, Key("g"): selected = 0
        case .end, Key("G"): selected = max(0, count - 1)
        default: return false
        }
        return true
    }

    public mutating func move(by rows: Int, count: Int) {
        selected = min(max(0, selected + rows), max(0, count - 1))
    }

    /// As many rows have come in above, or gone there: what is chosen and shown stays where it is on the screen.
    public mutating func shift(by rows: Int) {
        selected += rows
        offset += rows
    }

    /// Keeps the chosen row within the list and within what is shown.
    public mutating func clamp(count: Int, page: Int) {
        selected = min(max(0, selected), max(0, count - 1))
        offset = Self.offset(showing: selected, from: offset, count: count, page: page)
    }

    /// The first row to show so that `selected` is among `page` rows, moving as little as possible.
    static func offset(showing selected: Int, from offset: Int, count: Int, page: Int) -> Int {
        guard page > 0 else { return 0 }
        let lowest = max(0, selected - page + 1)
        return min(max(offset, lowest), min(selected, max(0, count - page)))
    }

    /// The rows that a list of this height shows.
    public func visibleRows(count: Int, page: Int) -> Range<Int> {
        let first = Self.offset(showing: min(selected, max(0, count - 1)), from: offset, count: count, page: page)
        return first..<min(count, first + max(0, page))
    }
}

/// Rows under one another, of which only those that can be seen are asked for.
public struct ListView: Sendable {
    public var count: Int
    public var state: ListState
    public var isFocused: Bool
    /// Shown in the place of rows when there are none.
    public var placeholder: String
    /// The columns of rows stand where they are, whether there are enough rows for a scroll bar or not.
    public var isSteady: Bool

    public init(
        count: Int, state: ListState, isFocused: Bool, placeholder: String = "", isSteady: Bool = false
    ) {
        self.isSteady = isSteady
        self.count = count
        self.state = state
        self.isFocused = isFocused
        self.placeholder = placeholder
    }

    /// - Parameters:
    ///   - click: what a click on a row sends.
    ///   - row: draws a row into its area, which is one line high.
    public func render(
        into surface: inout Surface, in area: Rect, _ glyphs: Glyphs,
        click: ((Int) -> any Message)? = nil, wheel: ((Int) -> any Message)? = nil,
        row: (Int, inout Surface, Rect) -> Void
    ) {
        guard count > 0 else {
            let lines = TextWidth.wrapped(placeholder, width: area.width)
            for (index, line) in lines.enumerated() where index < area.height {
                surface.write(line, x: area.x, y: area.y + index, .dim)
            }
            return
        }
        if let wheel { surface.hotspot(area, wheelUp: wheel(-3), wheelDown: wheel(3)) }
        let visible = state.visibleRows(count: count, page: area.height)
        let isLong = count > area.height
        let margin = isLong || isSteady ? Self.margin(area.width) : 0
        for (line, index) in visible.enumerated() {
            let place = Rect(x: area.x, y: area.y + line, width: area.width - margin, height: 1)
            surface.clipped(to: place) { row(index, &$0, place) }
            if index == state.selected { surface.tint(place, isFocused ? .selection : .selectionDim) }
            if let click { surface.hotspot(place, click: click(index)) }
        }
        if isLong { renderScrollBar(into: &surface, in: area, visible, glyphs) }
    }

    /// Columns of the scroll bar, with one of air where there is room for it.
    public static func margin(_ width: Int) -> Int { width >= 50 ? 2 : 1 }

    private func renderScrollBar(into surface: inout Surface, in area: Rect, _ visible: Range<Int>, _ glyphs: Glyphs) {
        let height = max(1, area.height * area.height / count)
        let travel = area.height - height
        let hidden = max(1, count - area.height)
        let top = min(travel, (visible.lowerBound * travel + hidden / 2) / hidden)
        for y in 0..<area.height {
            let isThumb = y >= top && y < top + height
            surface.write(isThumb ? glyphs.thumb : glyphs.track, x: area.maxX - 1, y: area.y + y, .border)
        }
    }
}
