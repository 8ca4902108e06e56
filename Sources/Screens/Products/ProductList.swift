import Foundation
import Presentation
import Shop
import Terminal

/// The catalogue as an admin looks at it: what is found, in which order, and which product is chosen.
struct ProductList: Sendable {
    enum Sort: CaseIterable, Sendable {
        case need, name, stock, price

        var text: String {
            switch self {
            case .need: "low first"
            case .name: "by name"
            case .stock: "by stock"
            case .price: "by price"
            }
        }
    }

    /// Nil until the shop has answered.
    private(set) var products: [Product]?
    /// What the search finds, as it is sorted.
    private(set) var shown: [Product] = []
    private(set) var state = ListState()
    private(set) var sort = Sort.need
    private(set) var changed = ChangeMarks<ID<Product>>()
    private var key = SearchKey("")
    /// What each product is found and sorted by, folded once for many keys.
    private var folded: [(name: String, text: String)] = []

    var selected: Product? { shown.indices.contains(state.selected) ? shown[state.selected] : nil }

    mutating func show(_ news: [Product], now: Date) {
        if let products {
            let old = Dictionary(products.map { ($0.id, $0) }) { first, _ in first }
            changed.mark(news.filter { old[$0.id] != $0 }.map(\.id), now: now)
        }
        products = news
        folded = news.map { product in
            let name = TextRule.folded(product.name)
            return (name, name + " " + TextRule.folded(product.category))
        }
        arrange()
    }

    mutating func find(_ text: String) {
        key = SearchKey(text)
        arrange()
    }

    mutating func sortNext() {
        let all = Sort.allCases
        sort = all[((all.firstIndex(of: sort) ?? 0) + 1) % all.count]
        arrange()
    }

    mutating func forgetOldMarks(now: Date) { changed.forgetOld(now: now) }

    /// What was chosen stays chosen.
    private mutating func arrange() {
        let kept = selected?.id
        let all = products ?? []
        let found = all.indices.filter { key.isEmpty || key.matches(folded: folded[$0].text) }
        shown = found.sorted { rank(all[$0], $0) < rank(all[$1], $1) }.map { all[$0] }
        state.selected = kept.flatMap { id in shown.firstIndex { $0.id == id } } ?? 0
    }

    /// Archived ones come last in every order.
    private func rank(_ product: Product, _ offset: Int) -> (Int, Int64, String, Int) {
        let last = product.isArchived ? 1 : 0
        let name = folded[offset].name
        return switch sort {
        case .need: (last, product.need, name, offset)
        case .name: (last, 0, name, offset)
        case .stock: (last, Int64(product.stock ?? .max), name, offset)
        case .price: (last, product.price, name, offset)
        }
    }

    // MARK: choosing

    mutating func handle(_ key: Key, page: Int) {
        _ = state.handle(key, count: shown.count, page: page)
        state.clamp(count: shown.count, page: page)
    }

    mutating func move(by rows: Int, page: Int) {
        state.move(by: rows, count: shown.count)
        state.clamp(count: shown.count, page: page)
    }

    mutating func choose(_ row: Int) { state.selected = row }
}

extension Product {
    /// What needs an admin's hand first.
    var need: Int64 { isSoldOut ? 0 : isLow ? 1 : 2 }
}
