import Shop
import Terminal

/// The menu of a kiosk: tiles by category, a page of them at a time.
struct KioskMenu: Sendable {
    private(set) var products: [ProductID: Product] = [:]
    private(set) var categories: [(name: String, products: [Product])] = []
    private(set) var isRead = false
    private(set) var category = 0
    /// Of the category's tiles.
    private(set) var chosen = 0

    var tiles: [Product] { categories.indices.contains(category) ? categories[category].products : [] }
    var selected: Product? { tiles.indices.contains(chosen) ? tiles[chosen] : nil }

    /// What is sold now; where the person stands stays.
    mutating func show(_ news: [Product]) {
        let name = categories.indices.contains(category) ? categories[category].name : nil
        let kept = selected?.id
        products = Dictionary(news.map { ($0.id, $0) }) { first, _ in first }
        categories = []
        for product in news {
            let heading = product.category.isEmpty ? "Other" : product.category
            if let index = categories.firstIndex(where: { $0.name == heading }) {
                categories[index].products.append(product)
            } else {
                categories.append((heading, [product]))
            }
        }
        isRead = true
        category = categories.firstIndex { $0.name == name } ?? 0
        chosen = tiles.firstIndex { $0.id == kept } ?? 0
    }

    mutating func reset() {
        category = 0
        chosen = 0
    }

    mutating func go(toCategory index: Int) {
        guard categories.indices.contains(index) else { return }
        category = index
        chosen = 0
    }

    mutating func nextCategory(_ step: Int) {
        guard !categories.isEmpty else { return }
        go(toCategory: (category + step + categories.count) % categories.count)
    }

    mutating func move(by step: Int) { chosen = min(max(0, chosen + step), max(0, tiles.count - 1)) }

    mutating func choose(_ id: ProductID) { chosen = tiles.firstIndex { $0.id == id } ?? chosen }

    mutating func choose(tile: Int) -> Bool {
        guard tiles.indices.contains(tile) else { return false }
        chosen = tile
        return true
    }
}

/// How many tiles fit, and which page is shown.
struct TileGrid {
    static let tileHeight = 5
    private static let leastWidth = 22

    let area: Rect
    let columns: Int
    let rows: Int
    /// On a small screen a tile is a line.
    let isLines: Bool

    init(_ area: Rect) {
        self.area = area
        isLines = area.width < 2 * Self.leastWidth || area.height < 2 * Self.tileHeight
        columns = isLines ? 1 : max(1, area.width / Self.leastWidth)
        rows = max(1, isLines ? area.height : area.height / Self.tileHeight)
    }

    var page: Int { columns * rows }

    func place(of index: Int) -> Rect {
        let row = index / columns
        guard !isLines else { return area.row(row) }
        let column = area.columns(columns)[index % columns]
        return Rect(x: column.x, y: area.y + row * Self.tileHeight, width: column.width - 1, height: Self.tileHeight)
    }
}
