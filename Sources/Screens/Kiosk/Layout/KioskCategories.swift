import Terminal

/// The kinds of things that are sold: as many as fit, the chosen one and its neighbours among them, so that touch alone
/// reaches every one.
struct KioskCategories {
    let menu: KioskMenu

    func render(into surface: inout Surface, in area: Rect) {
        let names = menu.categories.map(\.name)
        let padding = width(names[...], padding: 2) <= area.width ? 2 : 1
        let last = min(menu.category + 1, names.count - 1)
        var first = 0
        while first < menu.category, width(names[first...last], padding: padding) > area.width { first += 1 }
        var x = area.x
        for index in names.indices.dropFirst(first) {
            let place = Rect(
                x: x, y: area.y, width: min(TextWidth.of(names[index]) + 2 * padding, area.maxX - x),
                height: area.height)
            guard place.width > 2 * padding else { break }
            let isChosen = index == menu.category
            let name = TextWidth.truncated(names[index], to: place.width - 2 * padding)
            surface.write(name, x: x + padding, y: area.y + area.height / 2)
            surface.tint(place, isChosen ? .buttonFocused : area.height > 1 ? .button : .terminal)
            surface.hotspot(place, click: KioskScreen.Intent.category(index))
            x += place.width + 1
        }
    }

    private func width(_ names: ArraySlice<String>, padding: Int) -> Int {
        names.reduce(-1) { $0 + TextWidth.of($1) + 2 * padding + 1 }
    }
}
