import Shop

/// A product (`shop.md`, "The command line").
struct ProductJSON: JSONObject {
    static let name = "product"
    static let about = "A product of the catalogue."
    static let commands = [
        "products list", "products create", "products edit", "products restock", "products archive",
    ]
    static let fields = [
        field("id", \.id, "Its number."),
        field("name", \.name, "What it is called."),
        field("price", \.price, "In the currency's minor unit."),
        field("currency", \.currency, "The currency's code of ISO 4217."),
        field("stock", \.stock, "Pieces that are left."),
        field("lowStock", \.lowStock, "At this stock or under it, it counts as low."),
        field("category", \.category, "Where it stands on the menu."),
        field("description", \.description, "A line about it."),
        field("archived", \.archived, "Whether it is off the menu."),
    ]

    var id: ID<Product>
    var name: String
    var price: Int64
    var currency: String
    var stock: Int
    var lowStock: Int
    var category: String
    var description: String
    var archived: Bool

    init(_ product: Product, _ shop: ShopSettings) {
        id = product.id
        name = product.name
        price = product.price
        currency = shop.currency.code
        stock = product.stock
        lowStock = product.lowStock
        category = product.category
        description = product.description
        archived = product.isArchived
    }
}

/// A movement of a product's stock.
struct StockJSON: JSONObject {
    static let name = "movement"
    static let about = "A movement of a product's stock."
    static let commands = ["products history"]
    static let fields = [
        field("at", \.at, "When."),
        field("kind", \.kind, "What moved it."),
        field("delta", \.delta, "Pieces: negative when they left the shelf."),
        field("stock", \.stock, "What was on the shelf then."),
        field("ticket", \.ticket, "Of the order that moved it; empty when none did."),
        field("by", \.by, "Who did it; empty when the shop itself did."),
        field("reason", \.reason, "Why; may be empty."),
    ]

    var at: JSONTime
    var kind: StockMovement.Kind
    var delta: Int
    var stock: Int
    var ticket: String
    var by: String
    var reason: String

    init(_ entry: StockEntry) {
        at = JSONTime(entry.movement.at)
        kind = entry.movement.kind
        delta = entry.movement.delta
        stock = entry.stockAfter
        ticket = entry.ticket?.description ?? ""
        by = entry.actorName
        reason = entry.movement.reason
    }
}

/// A line of a file of products: what became of it, or what is wrong with it.
struct ImportJSON: JSONObject {
    static let name = "import"
    static let about = "A line of an import: what became of it, or would, or what is wrong with it."
    static let commands = ["products import"]
    static let fields = [
        field("line", \.line, "In the file, from 1, which is the header."),
        field("outcome", \.outcome, "What becomes of the product."),
        field("name", \.name, "The product's; empty for a problem."),
        field("changes", \.changes, "One for each value that is another than before."),
        field("problem", \.problem, "What is wrong; empty for what can be taken."),
    ]

    struct Change: JSONPart {
        static let fields = [
            field("field", \.field, "The column."),
            field("from", \.from, "As it was."),
            field("to", \.to, "As it is now, or would be."),
        ]

        var field: String
        var from: String
        var to: String
    }

    enum Outcome: String, Encodable, CaseIterable, JSONValue {
        case create, change, unchanged, problem
    }

    var line: Int
    var outcome: Outcome
    var name = ""
    var changes: [Change] = []
    var problem = ""

    init(_ line: ProductImport.Line) {
        self.line = line.line
        name = line.name
        switch line.outcome {
        case .create: outcome = .create
        case .unchanged: outcome = .unchanged
        case .change(let differences):
            outcome = .change
            changes = differences.map { Change(field: $0.field, from: $0.from, to: $0.to) }
        }
    }

    init(_ problem: ProductImport.Problem) {
        line = problem.line
        outcome = .problem
        self.problem = problem.words
    }
}
