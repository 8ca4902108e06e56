import Terminal

/// Where the parts of the kiosk's menu stand. What is touched is three rows high wherever that leaves room for tiles.
struct KioskLayout {
    /// From here on there is room for a finger.
    private static let roomyHeight = 20
    private static let wideWidth = 84
    /// And here for a line of air.
    private static let airyHeight = 30

    let categories: Rect
    let tiles: Rect
    /// Under the tiles; empty where all of them are seen, or the order's bar has the place.
    let pages: Rect
    /// Beside the tiles where there is room, else a bar under them.
    let order: Rect
    let isWide: Bool
    let grid: TileGrid

    static func isRoomy(_ area: Rect) -> Bool { area.height >= roomyHeight }

    init(_ area: Rect, _ menu: KioskMenu) {
        let isRoomy = Self.isRoomy(area)
        let body = area.inset(dx: 1, dy: 0).droppingTop(area.height >= Self.airyHeight ? 1 : 0)
        categories = body.top(isRoomy ? TouchButton.height : 1)
        let rest = body.droppingTop(categories.height)
        isWide = isRoomy && area.width >= Self.wideWidth
        guard isWide else {
            let bar = isRoomy ? TouchButton.height + 1 : 2
            order = rest.bottom(bar)
            tiles = rest.droppingBottom(bar)
            pages = tiles.bottom(0)
            grid = TileGrid(tiles, menu)
            return
        }
        let width = min(44, max(36, area.width / 3))
        order = rest.droppingLeft(rest.width - width)
        let left = rest.left(rest.width - width - 1)
        let whole = TileGrid(left, menu)
        pages = left.bottom(whole.page < menu.mostTiles ? TouchButton.height : 0)
        tiles = left.droppingBottom(pages.height)
        grid = TileGrid(tiles, menu)
    }
}
