/// What becomes of a product once it is in the catalogue.
extension ProductService {
    /// Changes what `edit` names; an event tells each value that differs.
    ///
    /// - Throws: ``ShopError/invalid(_:)`` naming each field that is not right; a name that another product has is
    ///   `productName: taken`. ``ShopError/noSuchProduct(_:didYouMean:)``.
    public func edit(_ id: ID<Product>, _ edit: ProductEdit, by session: Session) async throws -> Product {
        try await environment.writing(.editProduct, by: session, on: String(id)) { transaction, actor in
            let catalogue = try CatalogueEditing(transaction, actor)
            return try catalogue.edit(catalogue.product(id), edit)
        }
    }

    /// Puts `delta` pieces on the shelf, or takes them away when it is negative, which needs a reason.
    ///
    /// - Throws: ``ShopError/invalid(_:)`` (`quantity`, `reason`, `stock`),
    ///   ``ShopError/stockTooLow(product:taken:left:)`` naming what is left.
    public func restock(
        _ id: ID<Product>, by delta: Int, reason: String = "", by session: Session
    ) async throws -> Product {
        var fields = FieldCheck()
        fields.check(.quantity) { () throws(FieldError) in
            guard delta != 0 else { throw .tooSmall("one piece more or less") }
            guard delta.magnitude <= Product.stockRange.upperBound else { throw .tooLarge("1,000,000 pieces") }
        }
        let accepted = fields.check(.reason) { () throws(FieldError) in
            try TextRule.checked(reason, length: (delta < 0 ? 1 : 0)...Order.reasonLength.upperBound)
        }
        try fields.finish()
        return try await environment.writing(.restockProduct, by: session, on: String(id)) { transaction, actor in
            let catalogue = try CatalogueEditing(transaction, actor)
            return try catalogue.move(
                catalogue.product(id), by: delta, delta > 0 ? .restock : .correction, reason: accepted ?? "")
        }
    }

    /// Takes a product off sale for the rest of the business day or until further notice, or puts it back on: it reads
    /// "sold out" meanwhile, and its pieces stay where they are.
    public func setOff(_ off: OffPeriod?, _ id: ID<Product>, by session: Session) async throws -> Product {
        try await environment.writing(.setProductOff, by: session, on: String(id)) { transaction, actor in
            let catalogue = try CatalogueEditing(transaction, actor)
            let today = BusinessDay(actor.now, in: catalogue.settings.timeZone)
            let off = off.map { $0 == .today ? Product.Off.through(today) : .untilFurtherNotice }
            return try catalogue.setOff(catalogue.product(id), off)
        }
    }

    /// How long a product is taken off sale.
    public enum OffPeriod: Hashable, Sendable { case today, untilFurtherNotice }

    /// Takes a product off the menu, or brings it back. Orders that hold it are not touched.
    public func setArchived(_ isArchived: Bool, _ id: ID<Product>, by session: Session) async throws -> Product {
        try await environment.writing(.archiveProduct, by: session, on: String(id)) { transaction, actor in
            let catalogue = try CatalogueEditing(transaction, actor)
            return try catalogue.setArchived(catalogue.product(id), isArchived)
        }
    }

    /// A product's movements, newest first, each with what was on the shelf after it.
    ///
    /// - Parameter after: the last entry of the page before; nil for the first page.
    public func stockHistory(
        of id: ID<Product>, after last: StockEntry? = nil, limit: Int = 100, by session: Session
    ) async throws -> [StockEntry] {
        try await environment.reading(.viewStockHistory, by: session, on: String(id)) { transaction, _ in
            guard let product = try transaction.product(id) else {
                throw ShopError.noSuchProduct(String(id), didYouMean: [])
            }
            var stock = last.map { $0.stockAfter - $0.movement.delta } ?? product.stock ?? 0
            return try transaction.movements(of: id, before: last?.id, limit: limit).map { entry in
                var entry = entry
                entry.stockAfter = stock
                stock -= entry.movement.delta
                return entry
            }
        }
    }

    /// Pieces of each product that the customer ordered in their last 500 orders: the menu's "what I order most".
    public func favourites(by session: Session) async throws -> [ID<Product>: Int] {
        try await environment.reading(.viewOwnFavourites, by: session) { transaction, user in
            guard let user else { throw ShopError.notSignedIn }
            return try transaction.piecesOrdered(by: user.id, inLast: 500)
        }
    }
}
