package import Shop

/// A product, as commands print it.
package struct ProductJSON: JSONObject {
    package static let name = "product"
    package static let about = "A product of the catalogue."
    package static let commands = [
        "products list", "products create", "products edit", "products restock", "products off", "products on",
        "products archive",
    ]
    package static let fields = [
        field("id", \.id, "Its number."),
        field("name", \.name, "What it is called."),
        field("price", \.price, "In the currency's minor unit."),
        field("currency", \.currency, "The currency's code of ISO 4217."),
        field("stock", \.stock, "Pieces that are left; left out when it is not counted."),
        field("counted", \.counted, "Whether its pieces are counted."),
        field("soldOut", \.soldOut, "Whether it cannot be ordered now: none is left, or it is off."),
        field("off", \.off, "How long it is off: `today` or `untilFurtherNotice`; left out while it is sold."),
        field("code", \.code, "SKU or barcode; may be empty."),
        field("lowStock", \.lowStock, "At this stock or under it, it counts as low."),
        field("category", \.category, "Where it stands on the menu."),
        field("description", \.description, "A line about it."),
        field("archived", \.archived, "Whether it is off the menu."),
    ]

    package var id: ID<Product>
    package var name: String
    package var price: Int64
    package var currency: String
    package var stock: Int?
    package var counted: Bool
    package var soldOut: Bool
    package var off: String?
    package var code: String
    package var lowStock: Int
    package var category: String
    package var description: String
    package var archived: Bool

    package init(_ product: Product, _ shop: ShopSettings) {
        id = product.id
        name = product.name
        price = product.price
        currency = shop.currency.code
        stock = product.stock
        counted = product.isCounted
        soldOut = product.isSoldOut
        off = product.off.map { $0 == .untilFurtherNotice ? "untilFurtherNotice" : "today" }
        code = product.code
        lowStock = product.lowStock
        category = product.category
        description = product.description
        archived = product.isArchived
    }
}

/// A movement of a product's stock.
package struct StockJSON: JSONObject {
    package static let name = "movement"
    package static let about = "A movement of a product's stock."
    package static let commands = ["products history"]
    package static let fields = [
        field("at", \.at, "When."),
        field("kind", \.kind, "What moved it."),
        field("delta", \.delta, "Pieces: negative when they left the shelf."),
        field("stock", \.stock, "What was on the shelf then."),
        field("ticket", \.ticket, "Of the order that moved it; empty when none did."),
        field("by", \.by, "Who did it; empty when the shop itself did."),
        field("reason", \.reason, "Why; may be empty."),
    ]

    package var at: JSONTime
    package var kind: StockMovement.Kind
    package var delta: Int
    package var stock: Int
    package var ticket: String
    package var by: String
    package var reason: String

    package init(_ entry: StockEntry) {
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
package struct ImportJSON: JSONObject {
    package static let name = "import"
    package static let about = "A line of an import: what became of it, or would, or what is wrong with it."
    package static let commands = ["products import"]
    package static let fields = [
        field("line", \.line, "In the file, from 1, which is the header."),
        field("outcome", \.outcome, "What becomes of the product."),
        field("name", \.name, "The product's; empty for a problem."),
        field(
            "changes", \.changes,
            "One for each value that is another than before; of a product that is created, its values."),
        field("problem", \.problem, "What is wrong; empty for what can be taken."),
    ]

    package struct Change: JSONPart {
        package static let fields = [
            field("field", \.field, "The column."),
            field("from", \.from, "As it was; empty for a product that is created."),
            field("to", \.to, "As it is now, or would be."),
        ]

        package var field: String
        package var from: String
        package var to: String
    }

    package enum Outcome: String, Encodable, CaseIterable, JSONValue {
        case create, change, unchanged, problem
    }

    package var line: Int
    package var outcome: Outcome
    package var name = ""
    package var changes: [Change] = []
    package var problem = ""

    package init(_ line: ProductImport.Line) {
        self.line = line.line
        name = line.name
        switch line.outcome {
        case .create: outcome = .create
        case .unchanged: outcome = .unchanged
        case .change: outcome = .change
        }
        changes = line.differences.map { Change(field: $0.field, from: $0.from, to: $0.to) }
    }

    package init(_ problem: ProductImport.Problem) {
        line = problem.line
        outcome = .problem
        self.problem = problem.text
    }
}
