import Foundation

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
    private let today: BusinessDay
    private let mark: CatalogueMark
    private var products: [String: Product]
    private var keys: [ID<Product>: String]
    /// What becomes of each line, in the order of the file.
    private var steps: [Step] = []

    init(_ file: ProductFile, _ catalogue: Catalogue) {
        self.file = file
        today = catalogue.today
        mark = catalogue.mark
        products = Dictionary(catalogue.products.map { (TextRule.key($0.name), $0) }) { first, _ in first }
        keys = Dictionary(uniqueKeysWithValues: products.map { ($1.id, $0) })
        steps = file.entries.map(step)
    }

    /// The catalogue as it was at one moment.
    struct Catalogue: Sendable {
        let mark: CatalogueMark
        let products: [Product]
        let today: BusinessDay

        init(in transaction: any ReadTransaction, now: Date) throws {
            let today = BusinessDay(now, in: try transaction.shop().timeZone)
            self.today = today
            mark = try transaction.catalogueMark()
            products = try transaction.products(includingArchived: true).map { $0.on(today) }
        }
    }

    private func step(_ entry: ProductFile.Entry) -> Step {
        guard let product = products[entry.key] else {
            return .create(
                ProductArrival(
                    draft: entry.draft, nameKey: entry.key, isArchived: entry.isArchived ?? false,
                    off: entry.sale?.off(on: today)))
        }
        let wanted = applying(entry, to: product)
        return wanted == product ? .leave : .change(change(of: product, to: wanted))
    }

    private func applying(_ entry: ProductFile.Entry, to product: Product) -> Product {
        // What begins to be counted without a number has nothing on its shelf.
        let stock = entry.stock ?? product.stock ?? (entry.isCounted == true ? 0 : nil)
        return Product(
            id: product.id, name: entry.draft.name, price: entry.draft.price,
            stock: entry.isCounted == false ? nil : stock,
            lowStock: entry.lowStock ?? product.lowStock, category: entry.category ?? product.category,
            description: entry.description ?? product.description, isArchived: entry.isArchived ?? product.isArchived,
            code: entry.code ?? product.code, off: entry.sale.map { $0.off(on: today) } ?? product.off)
    }

    private func change(of product: Product, to wanted: Product) -> ProductChange {
        var told = CatalogueEditing.differences(from: product, to: wanted, file.money).map(\.change)
        if wanted.stock != product.stock { told.append(.productStock(from: product.stock, to: wanted.stock)) }
        if wanted.isArchived != product.isArchived {
            told.append(wanted.isArchived ? .productArchived : .productRestored)
        }
        if wanted.off != product.off { told.append(wanted.off.map { .productOff($0) } ?? .productOn) }
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
        return ProductImport(lines: lines, problems: file.problems + codeProblems, ignoredColumns: file.ignoredColumns)
    }

    /// Lines whose code a product has that the file leaves with it.
    private var codeProblems: [ProductImport.Problem] {
        var owners: [String: ID<Product>] = [:]
        for product in products.values where !product.code.isEmpty { owners[TextRule.key(product.code)] = product.id }
        for case .change(let change) in steps where change.new.code != change.old.code {
            owners[TextRule.key(change.old.code)] = nil
        }
        return zip(file.entries, steps).compactMap { entry, step in
            guard let code = entry.code, !code.isEmpty, let owner = owners[TextRule.key(code)] else { return nil }
            if case .change(let change) = step, change.old.id == owner { return nil }
            if case .leave = step { return nil }
            return ProductImport.Problem(line: entry.line, what: .field(.productCode, .taken))
        }
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
                ("price", file.money.plain(entry.draft.price)),
                ("stock", entry.draft.stock.map(String.init) ?? ""), ("category", entry.draft.category),
                ("archived", entry.isArchived == true ? "yes" : ""), ("code", entry.draft.code),
                ("counted", entry.isCounted == false ? "no" : ""),
                ("off", entry.sale.map { $0 == .on ? "" : $0.rawValue } ?? ""),
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
        if wanted.isCounted != product.isCounted {
            differences.append(
                ProductImport.Difference(
                    field: "counted", from: product.isCounted ? "yes" : "no", to: wanted.isCounted ? "yes" : "no"))
        }
        if wanted.off != product.off {
            let (from, to) = (ProductFile.Sale(product.off), ProductFile.Sale(wanted.off))
            differences.append(ProductImport.Difference(field: "off", from: from.rawValue, to: to.rawValue))
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
        guard codeProblems.isEmpty else { throw ShopError.importRefused(codeProblems) }
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
        for product in touched.map({ $0.on(today) }) {
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
