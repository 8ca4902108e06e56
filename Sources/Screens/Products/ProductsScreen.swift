import Foundation
import Local
import Presentation
import Shop
import Terminal

/// The catalogue as an admin sees it: stock against threshold, what is low first.
struct ProductsScreen: Screen {
    enum Intent: Message {
        case sort
        case choose(Int), wheel(Int)
        case create, edit, restock, offToday, offForGood, archive, export, importFile
        case importFrom(SourceFile), exportTo(TargetFile)
        case products([Product])
        case history([StockEntry])
        case archived(Product)
        case switched(Product)
        case exported(String)
    }

    let title = "Products"
    private(set) var user: UserContext
    private(set) var list = ProductList()
    /// The movements of the chosen product, newest first.
    private(set) var history: [StockEntry] = []
    private(set) var search = ListSearch("Find by name or category")

    init(user: UserContext) { self.user = user }

    var isTyping: Bool { search.isTyping }
    private var selected: Product? { list.selected }

    func bindings(_ context: Context) -> [Binding] {
        guard !search.isTyping else { return search.bindings() }
        let none = selected == nil ? "choose a product first" : nil
        let isArchived = selected?.isArchived == true
        let isOff = selected?.off != nil
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
                Key("o"), label: isOff ? "sell again" : "off today",
                help: isOff ? "Sell it again" : "Take it off sale until the end of the day", unavailable: none,
                message: Intent.offToday),
            Binding(
                Key("O"), label: "off", help: "Take it off sale until further notice", isInFooter: false,
                unavailable: none, message: Intent.offForGood),
            Binding(
                Key("a"), label: isArchived ? "bring back" : "archive",
                help: isArchived ? "Put it back on the menu" : "Take it off the menu; orders keep it",
                unavailable: none, message: Intent.archive),
        ] + search.bindings() + [
            Binding(Key("s"), label: "sort", help: "Sort: low first, name, stock, price", message: Intent.sort),
            Binding(
                Key("i"), label: "import", help: "Import a CSV file, after a look at what it would do",
                isInFooter: false, unavailable: user.files.readRefusal, message: Intent.importFile),
            Binding(
                Key("x"), label: "export", help: "Export the catalogue as a CSV file", isInFooter: false,
                unavailable: user.files.writeRefusal, message: Intent.export),
        ] + AdminSection.bindings(from: .products, user)
    }

    // MARK: update

    mutating func update(_ event: Event, _ context: Context) -> [Effect] {
        if let outcome = search.take(event) { return find(outcome) }
        switch event {
        case .key(let key):
            let page = page(context)
            return choosing { $0.handle(key, page: page) }
        case .paste: return []
        case .tick:
            list.forgetOldMarks(now: context.now)
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
        guard case .events(let events) = news else { return user.watch(news) }
        return (events.contains(where: \.movesStock) ? load() : []) + user.watch(news)
    }

    /// Another product has another history.
    private mutating func choosing(_ change: (inout ProductList) -> Void) -> [Effect] {
        let before = selected?.id
        change(&list)
        return selected?.id == before ? [] : loadHistory()
    }

    private mutating func handle(_ intent: Intent, _ context: Context) -> [Effect] {
        switch intent {
        case .sort: return choosing { $0.sortNext() }
        case .choose(let row):
            return row == list.state.selected ? handle(.edit, context) : choosing { $0.choose(row) }
        case .wheel(let rows):
            let page = page(context)
            return choosing { $0.move(by: rows, page: page) }
        case .create: return [.push(ProductForm(user: user))]
        case .edit: return selected.map { [.push(ProductForm(user: user, product: $0))] } ?? []
        case .restock: return selected.map { [.push(RestockForm(user: user, product: $0))] } ?? []
        case .offToday: return switchOff(selected?.off == nil ? .today : nil)
        case .offForGood: return switchOff(.untilFurtherNotice)
        case .archive: return archive()
        case .importFile, .importFrom, .export, .exportTo, .exported: return handleFile(intent)
        case .products(let news):
            list.show(news, now: context.now)
            return loadHistory()
        case .history(let entries): history = entries
        case .archived(let product): return [.toast(Self.text(product), .success)]
        case .switched(let product): return [.toast(product.saleText, .success)]
        }
        return []
    }

    /// What became of a product that was archived, or brought back.
    static func text(_ product: Product) -> String {
        "\(product.name) is \(product.isArchived ? "off the menu" : "on the menu again")."
    }

    private mutating func find(_ outcome: ListSearch.Outcome) -> [Effect] {
        let text = search.text
        return outcome == .none ? [] : choosing { $0.find(text) }
    }

    // MARK: what the shop is asked

    private func load() -> [Effect] {
        user.ask("products", answer: Intent.products) { try await $0.products.list(includingArchived: true, by: $1) }
    }

    private func loadHistory() -> [Effect] {
        guard let selected else { return [] }
        return user.ask("history", answer: Intent.history) {
            try await $0.products.stockHistory(of: selected.id, limit: 50, by: $1)
        }
    }

    private func switchOff(_ off: ProductService.OffPeriod?) -> [Effect] {
        guard let selected else { return [] }
        return user.ask("off", answer: Intent.switched) { try await $0.products.setOff(off, selected.id, by: $1) }
    }

    private func archive() -> [Effect] {
        guard let selected else { return [] }
        return user.ask("archive", answer: Intent.archived) { services, session in
            try await services.products.setArchived(!selected.isArchived, selected.id, by: session)
        }
    }

    private func handleFile(_ intent: Intent) -> [Effect] {
        switch intent {
        case .importFile:
            return FileDialog.reading("Import products", "A CSV file:", "products.csv", user.files) {
                Intent.importFrom($0)
            }
        case .importFrom(let file): return [.push(ImportScreen(user: user, file: file))]
        case .export:
            return FileDialog.writing(
                "Export products", "As the CSV file:", "products.csv", user.files, as: .products(user.today)
            ) { Intent.exportTo($0) }
        case .exportTo(let file):
            return user.ask("export", answer: Intent.exported) { services, session in
                let text = try await services.products.exportCSV(by: session)
                return try TextFile.write(text, to: file)
            }
        case .exported(let path): return [.toast("The catalogue is in \(path).", .success)]
        default: return []
        }
    }

    func nextTick(after now: Date) -> Date? { list.changed.nextEnd }
}
