import Terminal

/// Nobody has touched the screen for a while: is somebody there?
struct KioskQuestion {
    let seconds: Int

    func render(into surface: inout Surface, in area: Rect, _ glyphs: Glyphs) {
        surface.dropHotspots()
        let card = area.centered(Size(width: min(48, area.width), height: min(9, area.height)))
        surface.fill(card)
        let inside = Panel("", isFocused: true).render(into: &surface, in: card, glyphs)
        surface.center("Are you still there?", in: inside.row(0), .strong)
        surface.center("This order is emptied in \(seconds) s.", in: inside.row(2), .warning)
        surface.cursor = nil
        TouchButton(title: "I am here", isMain: true).render(
            into: &surface, in: inside.bottom(TouchButton.height), click: KioskScreen.Intent.stay)
        surface.hotspot(area, click: KioskScreen.Intent.stay)
    }
}
