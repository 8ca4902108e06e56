import Presentation
import Shop
import Terminal

/// The menu of a kiosk: tiles by category, a page of them at a time.
struct KioskMenu: Sendable {
    private(set) var products: [ID<Product>: Product] = [:]
    private(set) var categories: [(name: String, products: [Product])] = []
    private(set) var isRead = false
    private(set) var category = 0
    /// Of the category's tiles.
    private(set) var chosen = 0

    var tiles: [Product] { categories.indices.contains(category) ? categories[category].products : [] }
    /// Tiles of the fullest category: all categories look alike.
    var mostTiles: Int { categories.map(\.products.count).max() ?? 0 }
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

    mutating func choose(_ id: ID<Product>) { chosen = tiles.firstIndex { $0.id == id } ?? chosen }

    mutating func choose(tile: Int) -> Bool {
        guard tiles.indices.contains(tile) else { return false }
        chosen = tile
        return true
    }
}
