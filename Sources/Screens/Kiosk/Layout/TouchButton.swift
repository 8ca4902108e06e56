import Terminal

/// A button for fingers: it fills its place, and all of it can be touched.
struct TouchButton {
    static let height = 3

    var title: String
    /// The one that goes on.
    var isMain = false
    var isEnabled = true

    func render(into surface: inout Surface, in area: Rect, click: any Message) {
        guard !area.isEmpty else { return }
        surface.fill(area)
        let isTight = Button.width(title) > area.width
        let text = TextWidth.truncated(isTight ? title : "[ \(title) ]", to: area.width)
        surface.write(
            text, x: area.x + (area.width - TextWidth.of(text)) / 2, y: area.y + area.height / 2,
            isEnabled ? .normal : .dim)
        surface.tint(area, isMain && isEnabled ? .buttonFocused : .button)
        if isEnabled { surface.hotspot(area, click: click) }
    }
}

extension Surface {
    /// Writes one line into the middle of a row.
    mutating func center(_ text: String, in row: Rect, _ style: Style) {
        let text = TextWidth.truncated(text, to: row.width)
        write(text, x: row.x + (row.width - TextWidth.of(text)) / 2, y: row.y, style)
    }
}
