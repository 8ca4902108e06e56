/// Compares a file of products with the catalogue, and writes what differs.
///
/// The comparing is done ahead of the transaction, however long it takes; inside it only what others have touched in the
/// meantime is compared again, so that a large file holds nobody up for longer than its writing takes.
struct CatalogueImport: Sendable {
    private enum Step: Sendable {
        case create(ProductArrival)
        case change(ProductChange)
        case leave
    }

    private let file: ProductFile
    private let mark: CatalogueMark
    private var products: [String: Product]
    private var keys: [ID<Product>: String]
    /// What becomes of each line, in the order of the file.
    private var steps: [Step] = []

    init(_ file: ProductFile, _ catalogue: Catalogue) {
        self.file = file
        mark = catalogue.mark
        products = Dictionary(catalogue.products.map { (TextRule.key($0.name), $0) }) { first, _ in first }
        keys = Dictionary(uniqueKeysWithValues: products.map { ($1.id, $0) })
        steps = file.entries.map(step)
    }

    /// The catalogue as it was at one moment.
    struct Catalogue: Sendable {
        let mark: CatalogueMark
        let products: [Product]

        init(in transaction: any ReadTransaction) throws {
            mark = try transaction.catalogueMark()
            products = try transaction.products(includingArchived: true)
        }
    }

    private func step(_ entry: ProductFile.Entry) -> Step {
        guard let product = products[entry.key] else {
            return .create(
                ProductArrival(draft: entry.draft, nameKey: entry.key, isArchived: entry.isArchived ?? false))
        }
        let wanted = Self.applying(entry, to: product)
        return wanted == product ? .leave : .change(change(of: product, to: wanted))
    }

    private static func applying(_ entry: ProductFile.Entry, to product: Product) -> Product {
        Product(
            id: product.id, name: entry.draft.name, price: entry.draft.price, stock: entry.stock ?? product.stock,
            lowStock: entry.lowStock ?? product.lowStock, category: entry.category ?? product.category,
            description: entry.description ?? product.description, isArchived: entry.isArchived ?? product.isArchived,
            code: product.code, off: product.off)
    }

    private func change(of product: Product, to wanted: Product) -> ProductChange {
        var told = CatalogueEditing.differences(from: product, to: wanted, file.money).map(\.change)
        if wanted.stock != product.stock { told.append(.productStock(from: product.stock, to: wanted.stock)) }
        if wanted.isArchived != product.isArchived {
            told.append(wanted.isArchived ? .productArchived : .productRestored)
        }
        return ProductChange(old: product, new: wanted, told: told)
    }

    // MARK: what it would do

    /// What importing the file does to the catalogue that it was compared with.
    func plan() -> ProductImport {
        let lines = zip(file.entries, steps).map { entry, step in
            let outcome = outcome(step)
            return ProductImport.Line(
                line: entry.line, name: entry.draft.name, outcome: outcome, differences: differences(entry, outcome))
        }
        return ProductImport(lines: lines, problems: file.problems, ignoredColumns: file.ignoredColumns)
    }

    private func outcome(_ step: Step) -> ProductImport.Outcome {
        switch step {
        case .create: .create
        case .leave: .unchanged
        case .change(let change): .change(differences(from: change.old, to: change.new))
        }
    }

    private func differences(
        _ entry: ProductFile.Entry, _ outcome: ProductImport.Outcome
    ) -> [ProductImport.Difference] {
        switch outcome {
        case .unchanged: return []
        case .change(let differences): return differences
        case .create:
            let values = [
                ("price", file.money.plain(entry.draft.price)), ("stock", String(entry.draft.stock)),
                ("category", entry.draft.category), ("archived", entry.isArchived == true ? "yes" : ""),
            ]
            return values.filter { !$0.1.isEmpty }.map { ProductImport.Difference(field: $0.0, from: "", to: $0.1) }
        }
    }

    private func differences(from product: Product, to wanted: Product) -> [ProductImport.Difference] {
        var differences = CatalogueEditing.differences(from: product, to: wanted, file.money)
        if wanted.stock != product.stock {
            differences.append(
                ProductImport.Difference(
                    field: "stock", from: product.stock.map(String.init) ?? "", to: wanted.stock.map(String.init) ?? "")
            )
        }
        if wanted.isArchived != product.isArchived {
            differences.append(
                ProductImport.Difference(
                    field: "archived", from: product.isArchived ? "yes" : "no", to: wanted.isArchived ? "yes" : "no"))
        }
        return differences
    }

    // MARK: doing it

    /// Writes the file, and remembers what that did.
    mutating func apply(by actor: Actor, in transaction: any WriteTransaction) throws {
        try catchUp(in: transaction)
        var (arrivals, changes): ([ProductArrival], [ProductChange]) = ([], [])
        for step in steps {
            switch step {
            case .create(let arrival): arrivals.append(arrival)
            case .change(let change): changes.append(change)
            case .leave: break
            }
        }
        try transaction.apply(changes, by: actor.user.id, at: actor.now)
        try transaction.insert(arrivals, by: actor.user.id, at: actor.now)
    }

    /// Compares again what was touched since the catalogue was read: the file's word counts for what is there now.
    private mutating func catchUp(in transaction: any ReadTransaction) throws {
        let touched = try transaction.products(touchedAfter: mark)
        guard !touched.isEmpty else { return }
        let former = touched.compactMap { keys[$0.id] }
        for key in former { products[key] = nil }
        for product in touched {
            let key = TextRule.key(product.name)
            products[key] = product
            keys[product.id] = key
        }
        let doubtful = Set(former).union(touched.compactMap { keys[$0.id] })
        for (index, entry) in file.entries.enumerated() where doubtful.contains(entry.key) {
            steps[index] = step(entry)
        }
    }
}
