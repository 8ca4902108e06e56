/// A frame with a title; its border tells whether it has the focus.
public struct Panel: Sendable {
    public var title: String
    public var trailing: String
    public var isFocused: Bool
    public var titleStyle: Style

    public init(_ title: String, trailing: String = "", isFocused: Bool = false, titleStyle: Style = .title) {
        self.title = title
        self.trailing = trailing
        self.isFocused = isFocused
        self.titleStyle = titleStyle
    }

    /// Draws the frame.
    ///
    /// - Returns: the area inside it, with a column of air left and right.
    @discardableResult
    public func render(into surface: inout Surface, in area: Rect, _ glyphs: Glyphs) -> Rect {
        guard area.width >= 2, area.height >= 2 else { return area }
        let style: Style = isFocused ? .borderFocused : .border
        let corners = glyphs.corners
        let line = String(repeating: glyphs.horizontal, count: area.width - 2)
        surface.write(corners.topLeft + line + corners.topRight, x: area.x, y: area.y, style)
        surface.write(corners.bottomLeft + line + corners.bottomRight, x: area.x, y: area.maxY - 1, style)
        for y in (area.y + 1)..<max(area.y + 1, area.maxY - 1) {
            surface.write(glyphs.vertical, x: area.x, y: y, style)
            surface.write(glyphs.vertical, x: area.maxX - 1, y: y, style)
        }
        renderTitles(into: &surface, in: area, glyphs)
        return area.inset(dx: 2, dy: 1)
    }

    /// Less of it says nothing.
    private static let leastTrailing = 8

    private func renderTitles(into surface: inout Surface, in area: Rect, _ glyphs: Glyphs) {
        let room = area.width - 4
        guard room > 2 else { return }
        // The title says what this is: it goes before what is said at the other end.
        let left = room - 2 - (title.isEmpty ? 0 : TextWidth.of(title) + 2)
        let isShown = !trailing.isEmpty && left >= min(TextWidth.of(trailing), Self.leastTrailing)
        let end = isShown ? " " + TextWidth.truncated(trailing, to: left, ellipsis: glyphs.ellipsis) + " " : ""
        let endWidth = TextWidth.of(end)
        if !title.isEmpty, room - endWidth > 2 {
            let text = " " + TextWidth.truncated(title, to: room - endWidth - 2, ellipsis: glyphs.ellipsis) + " "
            surface.write(text, x: area.x + 1, y: area.y, titleStyle)
        }
        surface.write(end, x: area.maxX - 1 - endWidth, y: area.y, .dim)
    }
}
