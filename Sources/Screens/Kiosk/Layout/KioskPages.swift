import Terminal

/// Which page of the tiles is shown, and the way to the others.
struct KioskPages {
    let page: Int
    let count: Int

    private var text: String { "\(page + 1) of \(count)" }

    func render(into surface: inout Surface, in area: Rect, _ glyphs: Glyphs) {
        guard count > 1, !area.isEmpty else { return }
        let width = TextWidth.of(text) + 2
        renderButtons(into: &surface, in: area.left(area.width - width - 1), glyphs)
        surface.write(text, x: area.maxX - width, y: area.y + area.height / 2, .strong)
    }

    /// On a line of its own: with the way to the others, where that has no place as buttons.
    ///
    /// - Returns: the columns that it took.
    func renderLine(into surface: inout Surface, in row: Rect, hasButtons: Bool, _ glyphs: Glyphs) -> Int {
        guard count > 1 else { return 0 }
        let text = hasButtons ? self.text : " \(glyphs.up) \(text) \(glyphs.down) "
        let place = row.droppingLeft(row.width - TextWidth.of(text))
        surface.write(text, x: place.x, y: place.y, .strong)
        guard !hasButtons else { return place.width }
        let back = place.left(place.width / 2)
        surface.hotspot(back, click: KioskScreen.Intent.page(-1))
        surface.hotspot(place.droppingLeft(back.width), click: KioskScreen.Intent.page(1))
        return place.width
    }

    static func hasRoom(_ area: Rect) -> Bool { area.width >= 11 }

    func renderButtons(into surface: inout Surface, in area: Rect, _ glyphs: Glyphs) {
        guard count > 1, Self.hasRoom(area) else { return }
        let back = area.left((area.width - 1) / 2)
        TouchButton(title: glyphs.up, isEnabled: page > 0).render(
            into: &surface, in: back, click: KioskScreen.Intent.page(-1))
        TouchButton(title: glyphs.down, isEnabled: page + 1 < count).render(
            into: &surface, in: area.droppingLeft(back.width + 1), click: KioskScreen.Intent.page(1))
    }
}
