import Shop

/// A product as `--json` prints it (`shop.md`, "The command line"). The price is in the currency's minor unit.
struct ProductJSON: Encodable {
    var id: ProductID
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

/// A movement of a product's stock as `products history` prints it.
struct StockJSON: Encodable {
    var at: String
    var kind: StockMovement.Kind
    /// Pieces: negative when they left the shelf.
    var delta: Int
    /// What was on the shelf then.
    var stock: Int
    /// The ticket of the order that moved it; empty when none did.
    var ticket: String
    var by: String
    var reason: String

    init(_ entry: StockEntry) {
        at = ISO8601.string(entry.movement.at)
        kind = entry.movement.kind
        delta = entry.movement.delta
        stock = entry.stockAfter
        ticket = entry.ticket?.description ?? ""
        by = entry.actorName
        reason = entry.movement.reason
    }
}

/// A line of a file of products as `products import` prints it: what became of it, or what is wrong with it.
struct ImportJSON: Encodable {
    struct Change: Encodable {
        var field: String
        var from: String
        var to: String
    }

    enum Outcome: String, Encodable {
        case create, change, unchanged, problem
    }

    /// In the file, from 1, which is the header.
    var line: Int
    var outcome: Outcome
    /// Empty for a problem.
    var name = ""
    /// One for each value that is another than before.
    var changes: [Change] = []
    /// Empty for what can be taken.
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
