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
        return product.on(BusinessDay(actor.now, in: settings.timeZone))
    }

    /// Writes what differs, with an event for each value; nothing when nothing does.
    ///
    /// - Throws: ``ShopError/invalid(_:)``, with `productName: taken` when another product has the name.
    func edit(_ product: Product, _ edit: ProductEdit) throws -> Product {
        let accepted = try ProductRules.checked(
            ProductDraft(
                name: edit.name ?? product.name, price: edit.price ?? product.price, stock: product.stock,
                lowStock: edit.lowStock ?? product.lowStock, category: edit.category ?? product.category,
                description: edit.description ?? product.description, code: edit.code ?? product.code))
        var changed = product
        changed.name = accepted.name
        changed.price = accepted.price
        changed.category = accepted.category
        changed.description = accepted.description
        changed.lowStock = accepted.lowStock
        changed.code = accepted.code
        try write(changed, over: product)
        return try edit.counting.map { try setCounting($0, changed) } ?? changed
    }

    /// What is not counted has no pieces: what there were leave the shelf by a correction, and what are counted come by one.
    private func setCounting(_ counting: ProductEdit.Counting, _ product: Product) throws -> Product {
        var changed = product
        switch (counting, product.stock) {
        case (.off, nil): return product
        // A number that is typed and not taken would mislead.
        case (.on, let stock?): throw ShopError.invalid([.counted: .alreadyCounted(stock)])
        case (.off, let stock?):
            try correct(product, by: -stock)
            try transaction.setCounted(false, product: product.id)
            changed.stock = nil
        case (.on(let count), nil):
            do throws(FieldError) {
                try ProductRules.checkCount(count)
            } catch {
                throw ShopError.invalid([.stock: error])
            }
            try transaction.setCounted(true, product: product.id)
            try correct(product, by: count)
            changed.stock = count
        }
        try transaction.append(
            actor.event(
                .productStock(from: product.stock, to: changed.stock), .product(product.id), name: product.name))
        return changed
    }

    private func correct(_ product: Product, by delta: Int) throws {
        guard delta != 0 else { return }
        let isMoved = try transaction.move(
            StockMovement(productID: product.id, delta: delta, kind: .correction, actorID: actor.user.id, at: actor.now)
        )
        guard isMoved else { throw ShopError.store(.constraint(detail: "stock of what is counted anew")) }
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
        compare("code", \.code) { $0 }
        return differences
    }

    /// Moves the stock by `delta` pieces.
    ///
    /// - Throws: ``ShopError/stockTooLow(product:taken:left:)``, ``ShopError/invalid(_:)`` with `stock` when the shelf
    ///   would overflow.
    func move(
        _ product: Product, by delta: Int, _ kind: StockMovement.Kind, reason: String = ""
    ) throws -> Product {
        guard let stock = product.stock else { throw ShopError.notCounted(product: product.name) }
        let isMoved = try transaction.move(
            StockMovement(
                productID: product.id, delta: delta, kind: kind, actorID: actor.user.id, reason: reason, at: actor.now))
        guard isMoved else {
            guard delta < 0 else { throw ShopError.invalid([.stock: .tooLarge("1,000,000 in all")]) }
            throw ShopError.stockTooLow(product: product.name, taken: -delta, left: stock)
        }
        var changed = product
        changed.stock = stock + delta
        try transaction.append(
            actor.event(
                .productStock(from: product.stock, to: changed.stock), .product(product.id), name: product.name,
                reason: reason))
        return changed
    }

    /// Takes a product off sale, or puts it back on. Nothing is written where it is so already.
    func setOff(_ product: Product, _ off: Product.Off?) throws -> Product {
        guard product.off != off else { return product }
        try transaction.setOff(off, product: product.id)
        try transaction.append(
            actor.event(off.map { .productOff($0) } ?? .productOn, .product(product.id), name: product.name))
        var changed = product
        changed.off = off
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
