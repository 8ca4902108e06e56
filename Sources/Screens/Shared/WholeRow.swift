import Terminal

/// The chosen row of a list in full, under the list, where a narrow screen cuts it.
struct WholeRow {
    private static let most = 3

    /// What the row says.
    var text: String
    var style: Style = .normal
    /// All of it is in sight already.
    var isInSight: Bool

    /// - Returns: what is left for the list.
    func render(into surface: inout Surface, in area: Rect) -> Rect {
        guard !isInSight, !text.isEmpty else { return area }
        let lines = TextWidth.wrapped(text, width: area.width).prefix(Self.most)
        let list = area.droppingBottom(lines.count)
        for (row, line) in lines.enumerated() { surface.write(line, x: area.x, y: list.maxY + row, style) }
        surface.tint(Rect(x: area.x, y: list.maxY, width: area.width, height: lines.count), .selectionDim)
        return list
    }
}
