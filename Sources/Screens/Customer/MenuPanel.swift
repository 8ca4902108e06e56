import Foundation
import Shop
import Terminal

/// The menu: what the shop sells, found as it is typed.
struct MenuPanel: Sendable {
    enum Sort: CaseIterable, Sendable {
        case category, name, price, favourites

        var words: String {
            switch self {
            case .category: "by category"
            case .name: "by name"
            case .price: "by price"
            case .favourites: "what you order most"
            }
        }
    }

    enum Row: Sendable {
        case heading(String)
        case product(Int)
    }

    /// Nil until the shop has answered.
    private(set) var products: [Product]?
    private(set) var byID: [ProductID: Product] = [:]
    private(set) var rows: [Row] = []
    private(set) var sort = Sort.category
    private(set) var changed = ChangeMarks<ProductID>()
    var query = TextFieldState(limit: 100)
    private var list = ListState()
    private var folded: [String] = []
    /// Pieces that this customer has ordered so far, by product.
    private var pieces: [ProductID: Int] = [:]

    var count: Int { products?.count ?? 0 }

    var selected: Product? {
        guard let products, rows.indices.contains(list.selected), case .product(let index) = rows[list.selected] else {
            return nil
        }
        return products[index]
    }

    // MARK: what is sold

    mutating func show(_ news: [Product], now: Date) {
        if products != nil {
            let moved = news.filter { product in
                byID[product.id].map { $0.stock != product.stock || $0.price != product.price } ?? true
            }
            changed.mark(moved.map(\.id), now: now)
        }
        let keptID = selected?.id
        products = news
        byID = Dictionary(news.map { ($0.id, $0) }) { first, _ in first }
        folded = news.map { TextRule.folded($0.name + " " + $0.category) }
        arrange(keeping: keptID)
    }

    mutating func show(pieces: [ProductID: Int]) {
        self.pieces = pieces
        if sort == .favourites { arrange(keeping: selected?.id) }
    }

    mutating func forgetOldMarks(now: Date) { changed.forgetOld(now: now) }

    // MARK: finding

    mutating func nextSort() {
        let all = Sort.allCases
        sort = all[((all.firstIndex(of: sort) ?? 0) + 1) % all.count]
        arrange(keeping: selected?.id)
    }

    mutating func search(_ change: (inout TextFieldState) -> Void) {
        let before = query.text
        change(&query)
        guard query.text != before else { return }
        arrange(keeping: nil)
    }

    private mutating func arrange(keeping id: ProductID?) {
        guard let products else { return }
        let key = SearchKey(query.text)
        var found = Array(products.indices)
        if !key.isEmpty { found.removeAll { !key.matches(folded: folded[$0]) } }
        switch sort {
        case .category: break
        case .name: found.sort { (folded[$0], $0) < (folded[$1], $1) }
        case .price: found.sort { (products[$0].price, $0) < (products[$1].price, $1) }
        case .favourites:
            found.sort { (-(pieces[products[$0].id] ?? 0), $0) < (-(pieces[products[$1].id] ?? 0), $1) }
        }
        rows = sort == .category ? Self.headed(found, products) : found.map { .product($0) }
        select(id, products)
    }

    private static func headed(_ found: [Int], _ products: [Product]) -> [Row] {
        var rows: [Row] = []
        var category: String?
        for index in found {
            if products[index].category != category {
                category = products[index].category
                rows.append(.heading(products[index].category.isEmpty ? "Other" : products[index].category))
            }
            rows.append(.product(index))
        }
        return rows
    }

    private mutating func select(_ id: ProductID?, _ products: [Product]) {
        if id == nil { list = ListState() }
        let typed = TextRule.folded(TextRule.trimmed(query.text))
        // What begins with what was typed is what was meant, wherever else its words are found.
        let wanted = rows.firstIndex { row in
            guard case .product(let index) = row else { return false }
            return id.map { products[index].id == $0 } ?? (!typed.isEmpty && folded[index].hasPrefix(typed))
        }
        list.selected = wanted ?? rows.firstIndex { if case .product = $0 { true } else { false } } ?? 0
    }

    // MARK: moving

    /// - Returns: false when the key does not move in a list.
    mutating func handle(_ key: Key, page: Int) -> Bool {
        let before = list.selected
        guard list.handle(key, count: rows.count, page: page) else { return false }
        skipHeading(downwards: list.selected >= before)
        settle(page: page)
        return true
    }

    mutating func move(by rows: Int, page: Int) {
        list.move(by: rows, count: self.rows.count)
        skipHeading(downwards: rows > 0)
        settle(page: page)
    }

    mutating func choose(row: Int) {
        guard rows.indices.contains(row), case .product = rows[row] else { return }
        list.selected = row
    }

    /// Keeps the chosen product in sight, with the heading over it.
    private mutating func settle(page: Int) {
        let chosen = list.selected
        if rows.indices.contains(chosen - 1), case .heading = rows[chosen - 1] {
            list.selected = chosen - 1
            list.settle(count: rows.count, page: page)
        }
        list.selected = chosen
        list.settle(count: rows.count, page: page)
    }

    private mutating func skipHeading(downwards: Bool) {
        guard rows.indices.contains(list.selected), case .heading = rows[list.selected] else { return }
        list.selected = downwards || list.selected == 0 ? list.selected + 1 : list.selected - 1
    }

    // MARK: drawing

    /// Rows of the list in a panel of this height: under the search line, over the description.
    static func page(height: Int) -> Int { max(1, height - 3 - (height >= 10 ? 2 : 0)) }

    struct Look {
        var money: MoneyFormat
        var cart: Cart
        var isFocused: Bool
        var isSearching: Bool
        var click: (Int) -> any Message
        var wheel: (Int) -> any Message
        var search: any Message
    }

    func render(into surface: inout Surface, in area: Rect, _ look: Look, _ context: Context) {
        let glyphs = context.glyphs
        let title = products == nil ? "Menu" : "Menu \(count)"
        let inside = Panel(title, trailing: sort.words, isFocused: look.isFocused)
            .render(into: &surface, in: area, glyphs)
        SearchLine(query: query, isSearching: look.isSearching, click: look.search)
            .render(into: &surface, in: inside.top(1), glyphs)
        let hasDescription = area.height >= 10
        let place = inside.droppingTop(1).droppingBottom(hasDescription ? 2 : 0)
        ListView(
            count: rows.count, state: list, isFocused: look.isFocused && selected != nil, placeholder: placeholder
        ).render(into: &surface, in: place, glyphs, click: look.click, wheel: look.wheel) { index, surface, row in
            render(rows[index], isChosen: index == list.selected, into: &surface, in: row, look, context)
        }
        if hasDescription { renderDescription(into: &surface, in: inside.bottom(1), glyphs) }
    }

    private var placeholder: String {
        guard products != nil else { return "Reading the menu…" }
        return query.isEmpty ? "Nothing is on the menu yet." : "Nothing like that. Esc shows everything again."
    }

    private func renderDescription(into surface: inout Surface, in row: Rect, _ glyphs: Glyphs) {
        let text = selected?.description ?? ""
        surface.write(TextWidth.truncated(text, to: row.width, ellipsis: glyphs.ellipsis), x: row.x, y: row.y, .dim)
    }

    private func render(
        _ row: Row, isChosen: Bool, into surface: inout Surface, in place: Rect, _ look: Look, _ context: Context
    ) {
        guard let products, case .product(let index) = row else {
            if case .heading(let text) = row {
                surface.write(text, x: place.x, y: place.y, .accent, maxWidth: place.width)
            }
            return
        }
        let product = products[index]
        let columns = MenuColumns(width: place.width)
        let isChanged = changed.contains(product.id, now: context.now)
        let text: Style = isChanged ? .changed : product.isSoldOut ? .dim : .normal
        if isChosen { surface.write(context.glyphs.pointer, x: place.x, y: place.y, .accent) }
        let name = TextWidth.truncated(product.name, to: columns.name, ellipsis: context.glyphs.ellipsis)
        surface.write(name, x: place.x + 2, y: place.y, text)
        let price = look.money.string(product.price)
        surface.write(price, x: place.x + columns.priceEnd - TextWidth.of(price), y: place.y, text)
        let (stock, style) = stockWords(product)
        surface.write(stock, x: place.x + columns.stock, y: place.y, isChanged ? .changed : style)
        let quantity = look.cart.quantity(of: product.id)
        guard quantity > 0 else { return }
        let badge = "\(quantity)\(context.glyphs.times)"
        surface.write(badge, x: place.maxX - TextWidth.of(badge), y: place.y, .accent)
    }

    private func stockWords(_ product: Product) -> (String, Style) {
        if product.isSoldOut { return ("sold out", .error) }
        return product.isLow ? ("\(product.stock) left", .warning) : ("", .normal)
    }
}

/// Where the columns of a menu row stand.
private struct MenuColumns {
    let name: Int
    let priceEnd: Int
    let stock: Int

    init(width: Int) {
        let isNarrow = width < 50
        let right = isNarrow ? 11 : 15
        stock = width - right + (isNarrow ? 0 : 1)
        priceEnd = width - right - 1
        name = max(4, priceEnd - (isNarrow ? 9 : 12))
    }
}
