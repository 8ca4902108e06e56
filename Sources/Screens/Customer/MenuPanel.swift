import Foundation
import Presentation
import Shop
import Terminal

/// The menu: what the shop sells, found as it is typed.
struct MenuPanel: Sendable {
    enum Row: Sendable {
        case heading(String)
        case product(Int)
    }

    /// Nil until the shop has answered.
    private(set) var catalogue: MenuCatalogue?
    private(set) var rows: [Row] = []
    private(set) var sort = MenuCatalogue.Sort.category
    private(set) var changed = ChangeMarks<ID<Product>>()
    private(set) var search = ListSearch("Find a product by its name or category", clearHelp: "Show the whole menu")
    private(set) var list = ListState()
    /// All products as they are sorted, by their index.
    private var order: [Int] = []
    /// Pieces that this customer has ordered so far, by product.
    private var pieces: [ID<Product>: Int] = [:]

    var byID: [ID<Product>: Product] { catalogue?.byID ?? [:] }

    var selected: Product? {
        guard let catalogue, rows.indices.contains(list.selected), case .product(let index) = rows[list.selected] else {
            return nil
        }
        return catalogue.products[index]
    }

    // MARK: what is sold

    mutating func show(_ news: MenuCatalogue, now: Date) {
        if let known = catalogue?.byID {
            let moved = news.products.lazy.filter { product in
                known[product.id].map { $0.available != product.available || $0.price != product.price } ?? true
            }
            changed.mark(moved.map(\.id), now: now)
        }
        let kept = selected?.id
        catalogue = news
        arrange(keeping: kept)
    }

    mutating func show(pieces: [ID<Product>: Int]) {
        self.pieces = pieces
        if sort == .favourites { arrange(keeping: selected?.id) }
    }

    mutating func forgetOldMarks(now: Date) { changed.forgetOld(now: now) }

    // MARK: finding

    mutating func nextSort() {
        sort = sort.next
        arrange(keeping: selected?.id)
    }

    mutating func endSearch() { search.end() }

    /// - Returns: false when the event is not for the search.
    mutating func find(by event: Event) -> Bool {
        guard let outcome = search.take(event) else { return false }
        switch outcome {
        case .none: break
        case .changed: filter(keeping: nil)
        // What was put in stays chosen.
        case .cleared: filter(keeping: selected?.id)
        }
        return true
    }

    private mutating func arrange(keeping id: ID<Product>?) {
        order = catalogue?.order(by: sort, pieces: pieces) ?? []
        filter(keeping: id)
    }

    private mutating func filter(keeping id: ID<Product>?) {
        guard let catalogue else { return }
        let key = SearchKey(search.text)
        let found = key.isEmpty ? order : order.filter { catalogue.matches(key, at: $0) }
        rows = sort == .category ? Self.headed(found, catalogue.products) : found.map { .product($0) }
        choose(id, in: catalogue)
    }

    private static func headed(_ found: [Int], _ products: [Product]) -> [Row] {
        var rows: [Row] = []
        var category: String?
        for index in found {
            let own = products[index].category
            if own != category {
                category = own
                rows.append(.heading(own.isEmpty ? "Other" : own))
            }
            rows.append(.product(index))
        }
        return rows
    }

    private mutating func choose(_ id: ID<Product>?, in catalogue: MenuCatalogue) {
        if id == nil { list = ListState() }
        let typed = TextRule.folded(TextRule.trimmed(search.text))
        // What begins with what was typed is what was meant, wherever else its words are found.
        let wanted = rows.firstIndex { row in
            guard case .product(let index) = row else { return false }
            return id.map { catalogue.products[index].id == $0 }
                ?? (!typed.isEmpty && catalogue.begins(with: typed, at: index))
        }
        list.selected = wanted ?? rows.firstIndex { if case .product = $0 { true } else { false } } ?? 0
    }

    // MARK: moving

    /// - Returns: false when the key does not move in a list.
    mutating func handle(_ key: Key, page: Int) -> Bool {
        let before = list.selected
        guard list.handle(key, count: rows.count, page: page) else { return false }
        skipHeading(downwards: list.selected >= before)
        clamp(page: page)
        return true
    }

    mutating func move(by rows: Int, page: Int) {
        list.move(by: rows, count: self.rows.count)
        skipHeading(downwards: rows > 0)
        clamp(page: page)
    }

    func isChosen(row: Int) -> Bool { selected != nil && list.selected == row }

    mutating func choose(row: Int) {
        guard rows.indices.contains(row), case .product = rows[row] else { return }
        list.selected = row
    }

    /// Keeps the chosen product in sight, with the heading over it.
    private mutating func clamp(page: Int) {
        let chosen = list.selected
        if rows.indices.contains(chosen - 1), case .heading = rows[chosen - 1] {
            list.selected = chosen - 1
            list.clamp(count: rows.count, page: page)
        }
        list.selected = chosen
        list.clamp(count: rows.count, page: page)
    }

    private mutating func skipHeading(downwards: Bool) {
        guard rows.indices.contains(list.selected), case .heading = rows[list.selected] else { return }
        list.selected = downwards || list.selected == 0 ? list.selected + 1 : list.selected - 1
    }
}
