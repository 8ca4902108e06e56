import Presentation
import Shop

/// What the shop sells, made ready to be found and sorted as fast as one types: what takes time is done once, when it is
/// read.
struct MenuCatalogue: Sendable {
    enum Sort: CaseIterable, Sendable {
        case category, name, price, favourites

        var text: String {
            switch self {
            case .category: "by category"
            case .name: "by name"
            case .price: "by price"
            case .favourites: "what you order most"
            }
        }

        var next: Sort {
            let all = Self.allCases
            return all[((all.firstIndex(of: self) ?? 0) + 1) % all.count]
        }
    }

    /// By category and name.
    let products: [Product]
    let byID: [ID<Product>: Product]
    /// Name and category of each, folded.
    private let keys: [String]
    private let byName: [Int]
    private let byPrice: [Int]

    init(_ products: [Product] = []) {
        self.products = products
        byID = Dictionary(products.map { ($0.id, $0) }) { first, _ in first }
        let keys = products.map { TextRule.folded($0.name + " " + $0.category) }
        self.keys = keys
        byName = products.indices.sorted { (keys[$0], $0) < (keys[$1], $1) }
        byPrice = products.indices.sorted { (products[$0].price, $0) < (products[$1].price, $1) }
    }

    /// The products' indices.
    ///
    /// - Parameter pieces: how many of each the customer has ordered so far.
    func order(by sort: Sort, pieces: [ID<Product>: Int]) -> [Int] {
        switch sort {
        case .category: Array(products.indices)
        case .name: byName
        case .price: byPrice
        case .favourites:
            products.indices
                .map { (index: $0, pieces: pieces[products[$0].id] ?? 0) }
                .sorted { ($1.pieces, $0.index) < ($0.pieces, $1.index) }
                .map(\.index)
        }
    }

    func matches(_ key: SearchKey, at index: Int) -> Bool { key.matches(folded: keys[index]) }

    /// Whether the name begins with what was typed, folded.
    func begins(with typed: String, at index: Int) -> Bool { keys[index].hasPrefix(typed) }
}
