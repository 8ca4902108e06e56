import Terminal

/// How many tiles fit, and which page is shown.
struct TileGrid {
    /// Of a tile, the best first.
    private static let heights = [9, 7, 6]
    private static let leastHeight = 5
    private static let widths = 22...40

    let columns: Int
    /// On a small screen a tile is a line.
    let isLines: Bool
    private let area: Rect
    private let rows: Int
    private let tileHeight: Int
    private let count: Int

    /// As large as lets all tiles of the fullest category be seen, and never smaller than a finger can hit.
    init(_ area: Rect, _ menu: KioskMenu) {
        self.area = area
        count = menu.tiles.count
        isLines = area.width < 2 * Self.widths.lowerBound || area.height < 2 * Self.leastHeight
        guard !isLines else {
            columns = 1
            tileHeight = 1
            rows = max(1, area.height)
            return
        }
        let most = max(1, area.width / Self.widths.lowerBound)
        let fewest = min(most, (area.width + Self.widths.upperBound - 1) / Self.widths.upperBound)
        let fitting = Self.heights.lazy.compactMap { height in
            (fewest...most).first { columns in
                (menu.mostTiles + columns - 1) / columns * height <= area.height
            }.map { (columns: $0, height: height) }
        }.first
        columns = fitting?.columns ?? most
        tileHeight = fitting?.height ?? Self.leastHeight
        rows = max(1, area.height / tileHeight)
    }

    var page: Int { columns * rows }
    var pages: Int { max(1, (count + page - 1) / page) }

    /// The first tile of the page on which `tile` stands.
    func first(showing tile: Int) -> Int { tile / page * page }

    func place(of index: Int) -> Rect {
        let row = index / columns
        guard !isLines else { return area.row(row) }
        let column = area.columns(columns)[index % columns]
        return Rect(x: column.x, y: area.y + row * tileHeight, width: column.width - 1, height: tileHeight)
    }
}
