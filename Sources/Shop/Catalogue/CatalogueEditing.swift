/// Changes the catalogue, inside one write transaction: what products are, how many are on the shelf.
struct CatalogueEditing {
    let transaction: any WriteTransaction
    let actor: Actor
    let settings: ShopSettings

    init(_ transaction: any WriteTransaction, _ actor: Actor) throws {
        self.transaction = transaction
        self.actor = actor
        settings = try transaction.shop()
    }

    func product(_ id: ID<Product>) throws -> Product {
        guard let product = try transaction.product(id) else {
            throw ShopError.noSuchProduct(String(id), didYouMean: [])
        }
        return product
    }

    /// Writes what differs, with an event for each value; nothing when nothing does.
    ///
    /// - Throws: ``ShopError/invalid(_:)``, with `productName: taken` when another product has the name.
    func edit(_ product: Product, _ edit: ProductEdit) throws -> Product {
        let accepted = try ProductRules.checked(
            ProductDraft(
                name: edit.name ?? product.name, price: edit.price ?? product.price, stock: product.stock,
                lowStock: edit.lowStock ?? product.lowStock, category: edit.category ?? product.category,
                description: edit.description ?? product.description))
        var changed = product
        changed.name = accepted.name
        changed.price = accepted.price
        changed.category = accepted.category
        changed.description = accepted.description
        changed.lowStock = accepted.lowStock
        try write(changed, over: product)
        return changed
    }

    /// Writes values that were checked.
    func write(_ changed: Product, over product: Product) throws {
        let differences = Self.differences(from: product, to: changed, settings.money)
        guard !differences.isEmpty else { return }
        try transaction.update(changed)
        try transaction.append(
            differences.map { actor.event($0.change, .product(product.id), name: changed.name) })
    }

    static func differences(
        from old: Product, to new: Product, _ money: MoneyFormat
    ) -> [ProductImport.Difference] {
        var differences: [ProductImport.Difference] = []
        func compare<Value: Equatable>(_ field: String, _ path: KeyPath<Product, Value>, _ text: (Value) -> String) {
            guard old[keyPath: path] != new[keyPath: path] else { return }
            differences.append(
                ProductImport.Difference(
                    field: field, from: text(old[keyPath: path]), to: text(new[keyPath: path])))
        }
        compare("name", \.name) { $0 }
        compare("price", \.price, money.plain)
        compare("category", \.category) { $0 }
        compare("description", \.description) { $0 }
        compare("lowStock", \.lowStock, String.init)
        return differences
    }

    /// Moves the stock by `delta` pieces.
    ///
    /// - Throws: ``ShopError/stockTooLow(product:taken:left:)``, ``ShopError/invalid(_:)`` with `stock` when the shelf
    ///   would overflow.
    func move(
        _ product: Product, by delta: Int, _ kind: StockMovement.Kind, reason: String = ""
    ) throws -> Product {
        let isMoved = try transaction.move(
            StockMovement(
                productID: product.id, delta: delta, kind: kind, actorID: actor.user.id, reason: reason, at: actor.now))
        guard isMoved else {
            guard delta < 0 else { throw ShopError.invalid([.stock: .tooLarge("1,000,000 in all")]) }
            throw ShopError.stockTooLow(product: product.name, taken: -delta, left: product.stock)
        }
        var changed = product
        changed.stock += delta
        try transaction.append(
            actor.event(
                .productStock(from: product.stock, to: changed.stock), .product(product.id), name: product.name,
                reason: reason))
        return changed
    }

    func setArchived(_ product: Product, _ isArchived: Bool) throws -> Product {
        guard product.isArchived != isArchived else { return product }
        try transaction.setArchived(isArchived, product: product.id)
        try transaction.append(
            actor.event(isArchived ? .productArchived : .productRestored, .product(product.id), name: product.name))
        var changed = product
        changed.isArchived = isArchived
        return changed
    }
}
