import Foundation
import Shop
import Terminal

/// The catalogue as an admin sees it: stock against threshold, what is low first.
struct ProductsScreen: Screen {
    enum Sort: CaseIterable, Sendable {
        case need, name, stock, price

        var words: String {
            switch self {
            case .need: "low first"
            case .name: "by name"
            case .stock: "by stock"
            case .price: "by price"
            }
        }
    }

    private enum Intent: Message {
        case search, endSearch, clear, sort
        case choose(Int), wheel(Int)
        case create, edit, restock, archive, export, importFile
        case importFrom(String), exportTo(String)
        case products(Result<[Product], ShopError>)
        case history(Result<[StockEntry], ShopError>)
        case archived(Result<Product, ShopError>)
        case exported(Result<String, ShopError>)
    }

    let title = "Products"
    private let visit: Visit
    private var products: [Product] = []
    private var isRead = false
    /// Products found, as they are sorted.
    private var shown: [Product] = []
    private var history: [StockEntry] = []
    private var list = ListState()
    private var query = TextFieldState(limit: 100)
    private var isSearching = false
    private var sort = Sort.need
    private var changed = ChangeMarks<ProductID>()

    init(visit: Visit) { self.visit = visit }

    var isTyping: Bool { isSearching }
    private var selected: Product? { shown.indices.contains(list.selected) ? shown[list.selected] : nil }

    func bindings(_ context: Context) -> [Binding] {
        guard !isSearching else {
            return [
                Binding(.enter, label: "to the list", help: "Keep what was found", message: Intent.endSearch),
                Binding(.escape, label: "clear", help: "Show everything again", message: Intent.clear),
            ]
        }
        let none = selected == nil ? "choose a product first" : nil
        let isArchived = selected?.isArchived == true
        return [
            .described("arrows j k", help: "Choose a product"),
            Binding(
                .enter, Key("e"), label: "edit", help: "Change name, price, category, description, threshold",
                unavailable: none, message: Intent.edit),
            Binding(
                Key("+"), Key("r"), label: "restock", help: "Put pieces on the shelf, or take some away",
                unavailable: none, message: Intent.restock),
            Binding(Key("c"), label: "create", help: "A new product", message: Intent.create),
            Binding(
                Key("a"), label: isArchived ? "bring back" : "archive",
                help: isArchived ? "Put it back on the menu" : "Take it off the menu; orders keep it",
                unavailable: none, message: Intent.archive),
            Binding(Key("/"), label: "search", help: "Find by name or category", message: Intent.search),
            Binding(Key("s"), label: "sort", help: "Sort: low first, name, stock, price", message: Intent.sort),
            Binding(
                Key("i"), label: "import", help: "Import a CSV file, after a look at what it would do",
                isInFooter: false, message: Intent.importFile),
            Binding(
                Key("x"), label: "export", help: "Export the catalogue as a CSV file", isInFooter: false,
                message: Intent.export),
            Binding(
                .escape, label: "clear", help: "Show everything again", isInFooter: !query.isEmpty,
                message: Intent.clear),
        ] + AdminSection.bindings(from: .products, visit)
    }

    // MARK: update

    mutating func update(_ event: Event, _ context: Context) -> [Effect] {
        switch event {
        case .key(let key): return handle(key, context)
        case .paste(let text): return search { $0.insert(text) }
        case .tick:
            changed.forgetOld(now: context.now)
            return []
        case .message(let message):
            switch message {
            case is ScreenOpened: return load()
            case ShopNews.live: return load()
            case let news as ShopNews: return handle(news)
            case let intent as Intent: return handle(intent, context)
            default: return []
            }
        }
    }

    private mutating func handle(_ news: ShopNews) -> [Effect] {
        guard case .events(let events) = news else { return [] }
        return (events.contains(where: \.movesStock) ? load() : []) + visit.watch(news)
    }

    private mutating func handle(_ key: Key, _ context: Context) -> [Effect] {
        if isSearching, ![.up, .down].contains(key) { return search { _ = $0.handle(key) } }
        let before = list.selected
        _ = list.handle(key, count: shown.count, page: page(context))
        return settle(before, context)
    }

    private mutating func settle(_ before: Int, _ context: Context) -> [Effect] {
        list.settle(count: shown.count, page: page(context))
        return list.selected == before ? [] : loadHistory()
    }

    private mutating func handle(_ intent: Intent, _ context: Context) -> [Effect] {
        switch intent {
        case .search: isSearching = true
        case .endSearch: isSearching = false
        case .clear:
            isSearching = false
            return search { $0.text = "" }
        case .sort:
            let all = Sort.allCases
            sort = all[((all.firstIndex(of: sort) ?? 0) + 1) % all.count]
            arrange()
        case .choose(let row):
            guard row != list.selected else { return handle(.edit, context) }
            let before = list.selected
            list.selected = row
            return settle(before, context)
        case .wheel(let rows):
            let before = list.selected
            list.move(by: rows, count: shown.count)
            return settle(before, context)
        case .create: return [.push(ProductForm(visit: visit))]
        case .edit: return selected.map { [.push(ProductForm(visit: visit, product: $0))] } ?? []
        case .restock: return selected.map { [.push(RestockForm(visit: visit, product: $0))] } ?? []
        case .archive: return archive()
        case .importFile, .importFrom, .export, .exportTo, .exported: return handleFile(intent)
        case .products(.success(let news)):
            show(news, context)
            return loadHistory()
        case .history(.success(let entries)): history = entries
        case .archived(.success(let product)):
            return [.toast(Self.words(product), .success)]
        case .products(.failure(let error)), .history(.failure(let error)), .archived(.failure(let error)):
            return visit.failed(error)
        }
        return []
    }

    /// What became of a product that was archived, or brought back.
    static func words(_ product: Product) -> String {
        "\(product.name) is \(product.isArchived ? "off the menu" : "on the menu again")."
    }

    private mutating func show(_ news: [Product], _ context: Context) {
        if isRead {
            let old = Dictionary(products.map { ($0.id, $0) }) { first, _ in first }
            changed.mark(news.filter { old[$0.id] != $0 }.map(\.id), now: context.now)
        }
        products = news
        isRead = true
        arrange()
    }

    private mutating func search(_ change: (inout TextFieldState) -> Void) -> [Effect] {
        change(&query)
        arrange()
        return loadHistory()
    }

    private mutating func arrange() {
        let kept = selected?.id
        let key = SearchKey(query.text)
        let found =
            key.isEmpty
            ? products : products.filter { key.matches(folded: TextRule.folded($0.name + " " + $0.category)) }
        shown = found.enumerated().sorted { rank($0.element, $0.offset) < rank($1.element, $1.offset) }.map(\.element)
        list.selected = kept.flatMap { id in shown.firstIndex { $0.id == id } } ?? 0
    }

    /// Archived ones come last in every order.
    private func rank(_ product: Product, _ offset: Int) -> (Int, Int64, String, Int) {
        let last = product.isArchived ? 1 : 0
        let name = TextRule.folded(product.name)
        switch sort {
        case .need: return (last, product.need, name, offset)
        case .name: return (last, 0, name, offset)
        case .stock: return (last, Int64(product.stock), name, offset)
        case .price: return (last, product.price, name, offset)
        }
    }

    // MARK: what the shop is asked

    private func load() -> [Effect] {
        guard let session = visit.session else { return [] }
        return [
            .ask("products") { [visit] in
                try await visit.services.products.list(includingArchived: true, by: session)
            } answer: {
                Intent.products($0)
            }
        ]
    }

    private func loadHistory() -> [Effect] {
        guard let session = visit.session, let selected else { return [] }
        return [
            .ask("history") { [visit] in
                try await visit.services.products.stockHistory(of: selected.id, limit: 50, by: session)
            } answer: {
                Intent.history($0)
            }
        ]
    }

    private func archive() -> [Effect] {
        guard let session = visit.session, let selected else { return [] }
        return [
            .ask("archive") { [visit] in
                try await visit.services.products.setArchived(!selected.isArchived, selected.id, by: session)
            } answer: {
                Intent.archived($0)
            }
        ]
    }

    private func handleFile(_ intent: Intent) -> [Effect] {
        guard let session = visit.session else { return [] }
        switch intent {
        case .importFile:
            return [
                .push(FileDialog.screen("Import products", "A CSV file:", "products.csv") { Intent.importFrom($0) })
            ]
        case .importFrom(let path): return [.push(ImportScreen(visit: visit, path: path))]
        case .export:
            return [
                .push(FileDialog.screen("Export products", "As the CSV file:", "products.csv") { Intent.exportTo($0) })
            ]
        case .exportTo(let path):
            return [
                .ask("export") { [visit] in
                    let text = try await visit.services.products.exportCSV(by: session)
                    return try TextFile.write(text, to: path)
                } answer: {
                    Intent.exported($0)
                }
            ]
        case .exported(.success(let path)): return [.toast("The catalogue is in \(path).", .success)]
        case .exported(.failure(let error)): return visit.failed(error)
        default: return []
        }
    }

    func nextTick(after now: Date) -> Date? { changed.nextEnd }

    // MARK: drawing

    private func listArea(in area: Rect, isWide: Bool) -> Rect {
        isWide ? area.left(area.width * 3 / 5) : area.height >= 18 ? area.droppingBottom(7) : area
    }

    private func page(_ context: Context) -> Int {
        max(1, listArea(in: SectionBar.rest(of: Rect(context.size)), isWide: context.isWide).height - 4)
    }

    func render(into surface: inout Surface, in area: Rect, _ context: Context) {
        let area = SectionBar(here: .products, visit: visit).render(into: &surface, in: area)
        let place = listArea(in: area, isWide: context.isWide)
        renderList(into: &surface, in: place, context)
        if context.isWide {
            renderProduct(into: &surface, in: area.droppingLeft(place.width), context)
        } else if place.height < area.height {
            renderProduct(into: &surface, in: area.droppingTop(place.height), context)
        }
    }

    private func renderList(into surface: inout Surface, in area: Rect, _ context: Context) {
        let inside = Panel("Products \(products.count)", trailing: sort.words, isFocused: true)
            .render(into: &surface, in: area, context.glyphs)
        SearchLine(query: query, isSearching: isSearching, click: Intent.search)
            .render(into: &surface, in: inside.top(1), context.glyphs)
        let columns = Columns(width: inside.width - 2)
        let head = inside.row(1)
        surface.write("Name", x: head.x + 2, y: head.y, .dim)
        if columns.priceEnd > 0 { surface.write("Price", x: head.x + columns.priceEnd - 5, y: head.y, .dim) }
        surface.write("Stock", x: head.x + columns.stockEnd - 5, y: head.y, .dim)
        if columns.category > 0 { surface.write("Category", x: head.x + columns.categoryStart, y: head.y, .dim) }
        ListView(
            count: shown.count, state: list, isFocused: !isSearching,
            placeholder: isRead
                ? (query.isEmpty ? "No products yet; c creates one." : "Nothing like that.") : "Reading…"
        ).render(
            into: &surface, in: inside.droppingTop(2), context.glyphs, click: { Intent.choose($0) },
            wheel: { Intent.wheel($0) }
        ) { index, surface, row in render(shown[index], columns, into: &surface, in: row, context) }
    }

    private func render(
        _ product: Product, _ columns: Columns, into surface: inout Surface, in row: Rect, _ context: Context
    ) {
        let isChanged = changed.contains(product.id, now: context.now)
        let style: Style = isChanged ? .changed : product.isArchived ? .dim : .normal
        let ellipsis = context.glyphs.ellipsis
        let name = TextWidth.truncated(product.name, to: columns.name, ellipsis: ellipsis)
        surface.write(name, x: row.x + 2, y: row.y, style)
        if columns.priceEnd > 0 {
            let price = visit.money.string(product.price)
            surface.write(price, x: row.x + columns.priceEnd - TextWidth.of(price), y: row.y, style)
        }
        let stock = String(product.stock)
        let need: Style = product.isArchived ? .dim : product.isSoldOut ? .error : product.isLow ? .warning : style
        surface.write(stock, x: row.x + columns.stockEnd - stock.count, y: row.y, need)
        let word = product.isArchived ? "archived" : product.isSoldOut ? "sold out" : product.isLow ? "low" : ""
        surface.write(word, x: row.x + columns.stockEnd + 2, y: row.y, need)
        guard columns.category > 0 else { return }
        surface.write(
            TextWidth.truncated(product.category, to: columns.category, ellipsis: ellipsis),
            x: row.x + columns.categoryStart, y: row.y, .dim)
    }

    private func renderProduct(into surface: inout Surface, in area: Rect, _ context: Context) {
        let inside = Panel(selected?.name ?? "").render(into: &surface, in: area, context.glyphs)
        guard let product = selected else { return }
        var place = inside
        surface.write("\(product.stock) in stock, low at \(product.lowStock)", x: place.x, y: place.y)
        place = place.droppingTop(1)
        for line in TextWidth.wrapped(product.description, width: place.width).prefix(2) {
            surface.write(line, x: place.x, y: place.y, .dim)
            place = place.droppingTop(1)
        }
        for (index, entry) in history.prefix(max(0, place.height - 1)).enumerated() {
            render(entry, into: &surface, in: place.droppingTop(1).row(index), context)
        }
    }

    private func render(_ entry: StockEntry, into surface: inout Surface, in row: Rect, _ context: Context) {
        let movement = entry.movement
        let delta = movement.delta > 0 ? "+\(movement.delta)" : String(movement.delta)
        let what = [movement.kind.rawValue, entry.ticket?.description ?? "", movement.reason].filter { !$0.isEmpty }
        let when = visit.settings.moment(movement.at, now: context.now)
        let style: Style = movement.delta > 0 ? .success : .normal
        surface.write(TextWidth.padded(delta, to: 6, alignment: .trailing), x: row.x, y: row.y, style)
        let after = TextWidth.padded(String(entry.stockAfter), to: 7, alignment: .trailing)
        surface.write(after, x: row.x + 6, y: row.y)
        surface.write(when, x: row.maxX - TextWidth.of(when), y: row.y, .dim)
        let text = TextWidth.truncated(
            what.joined(separator: " "), to: row.width - 16 - TextWidth.of(when), ellipsis: context.glyphs.ellipsis)
        surface.write(text, x: row.x + 15, y: row.y, .dim)
    }
}

extension Product {
    /// What needs an admin's hand first.
    var need: Int64 { isSoldOut ? 0 : isLow ? 1 : 2 }
}

/// Where the columns of the catalogue stand.
private struct Columns {
    let name: Int
    /// 0 where there is no room for it: on a small screen the name and the stock go before it.
    let priceEnd: Int
    let stockEnd: Int
    let categoryStart: Int
    let category: Int

    init(width: Int) {
        category = width >= 64 ? 12 : 0
        categoryStart = width - category
        stockEnd = (category > 0 ? categoryStart - 2 : width) - 11
        priceEnd = width >= 45 ? stockEnd - 8 : 0
        name = max(6, (priceEnd > 0 ? priceEnd - 12 : stockEnd - 8))
    }
}
