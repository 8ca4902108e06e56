import Terminal

/// The kiosk while nobody is there: what shop this is, and what to do.
struct KioskAttract {
    let name: String
    let isReachable: Bool

    func render(into surface: inout Surface, in area: Rect, _ glyphs: Glyphs) {
        let text =
            isReachable
            ? "Touch the screen, or press a key, to order" : "One moment, please: the shop cannot be reached"
        let lines = Array(TextWidth.wrapped(text, width: max(1, min(area.width - 6, 60))).prefix(2))
        let isRoomy = KioskLayout.isRoomy(area)
        let card = Size(
            width: (lines.map { TextWidth.of($0) }.max() ?? 0) + (isRoomy ? 16 : 4),
            height: lines.count + (isRoomy ? 4 : 2))
        let gap = isRoomy ? 3 : 2
        let block = area.centered(Size(width: area.width, height: card.height + 2 * gap))
        surface.center(spaced(block.width), in: block.row(0), .title)
        let place = block.droppingTop(gap).top(card.height).centered(card)
        if !isReachable { Panel("").render(into: &surface, in: place, glyphs) }
        for (index, line) in lines.enumerated() {
            surface.center(
                line, in: place.inset(dx: 2, dy: 0).row((place.height - lines.count) / 2 + index),
                isReachable ? .normal : .warning)
        }
        if isReachable { surface.tint(place, .buttonFocused) }
        surface.center("Please pay at the counter.", in: block.row(block.height - 1), .dim)
        surface.hotspot(area, click: KioskScreen.Intent.begin)
    }

    /// With air between the letters, where there is room, so that it is read from afar.
    private func spaced(_ width: Int) -> String {
        let spaced = name.map(String.init).joined(separator: " ")
        return TextWidth.of(spaced) <= width - 4 ? spaced : name
    }
}
