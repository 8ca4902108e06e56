/// Compares a file of products with the catalogue, and writes what differs, inside one transaction.
struct ImportDesk {
    let file: ProductFile
    let money: MoneyFormat
    private let catalogue: [String: Product]

    init(_ file: ProductFile, _ money: MoneyFormat, in transaction: any ReadTransaction) throws {
        self.file = file
        self.money = money
        let products = try transaction.products(includingArchived: true)
        catalogue = Dictionary(products.map { (TextRule.key($0.name), $0) }) { first, _ in first }
    }

    /// What importing the file would do now.
    func plan() -> ProductImport {
        let lines = file.entries.map { entry in
            ProductImport.Line(line: entry.line, name: entry.draft.name, outcome: outcome(entry))
        }
        return ProductImport(lines: lines, problems: file.problems, ignoredColumns: file.ignoredColumns)
    }

    private func outcome(_ entry: ProductFile.Entry) -> ProductImport.Outcome {
        guard let product = catalogue[TextRule.key(entry.draft.name)] else { return .create }
        let wanted = Self.applying(entry, to: product)
        var differences = ProductDesk.differences(from: product, to: wanted, money)
        if wanted.stock != product.stock {
            differences.append(
                ProductImport.Difference(field: "stock", from: String(product.stock), to: String(wanted.stock)))
        }
        if wanted.isArchived != product.isArchived {
            differences.append(
                ProductImport.Difference(
                    field: "archived", from: product.isArchived ? "yes" : "no", to: wanted.isArchived ? "yes" : "no"))
        }
        return differences.isEmpty ? .unchanged : .change(differences)
    }

    private static func applying(_ entry: ProductFile.Entry, to product: Product) -> Product {
        Product(
            id: product.id, name: entry.draft.name, price: entry.draft.price, stock: entry.stock ?? product.stock,
            lowStock: entry.lowStock ?? product.lowStock, category: entry.category ?? product.category,
            description: entry.description ?? product.description, isArchived: entry.isArchived ?? product.isArchived)
    }

    func apply(by actor: Actor, in transaction: any WriteTransaction) throws {
        let desk = try ProductDesk(transaction, actor)
        for entry in file.entries {
            guard let product = catalogue[TextRule.key(entry.draft.name)] else {
                let made = try ProductRules.create(entry.draft, by: actor, movement: .import, in: transaction)
                if entry.isArchived == true { _ = try desk.setArchived(made, true) }
                continue
            }
            let wanted = Self.applying(entry, to: product)
            guard wanted != product else { continue }
            try desk.write(wanted, over: product, reason: "import")
            if wanted.stock != product.stock {
                _ = try desk.move(product, by: wanted.stock - product.stock, .import, reason: "import")
            }
            _ = try desk.setArchived(product, wanted.isArchived)
        }
    }
}
