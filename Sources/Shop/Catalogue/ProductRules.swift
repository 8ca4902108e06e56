/// What a product must be, and how it comes into the catalogue.
package enum ProductRules {
    static func checked(_ draft: ProductDraft) throws(ShopError) -> ProductDraft {
        var fields = FieldCheck()
        var accepted = draft
        if let name = fields.check(
            .productName, { () throws(FieldError) in try TextRule.checked(draft.name, length: Product.nameLength) })
        {
            accepted.name = name
        }
        if let category = fields.check(
            .category,
            { () throws(FieldError) in try TextRule.checked(draft.category, length: Product.categoryLength) })
        {
            accepted.category = category
        }
        if let description = fields.check(
            .description,
            { () throws(FieldError) in try TextRule.checked(draft.description, length: Product.descriptionLength) })
        {
            accepted.description = description
        }
        fields.check(.price) { () throws(FieldError) in
            guard draft.price >= Product.priceRange.lowerBound else { throw .negative }
            guard draft.price <= Product.priceRange.upperBound else { throw .tooLarge("999,999,999,999 minor units") }
        }
        if let code = fields.check(.productCode, { () throws(FieldError) in try checkedCode(draft.code) }) {
            accepted.code = code
        }
        fields.check(.stock) { () throws(FieldError) in if let stock = draft.stock { try checkCount(stock) } }
        fields.check(.lowStock) { () throws(FieldError) in try checkCount(draft.lowStock) }
        try fields.finish()
        return accepted
    }

    /// A code is what a scanner types: no blank within it.
    package static func checkedCode(_ code: String) throws(FieldError) -> String {
        let code = try TextRule.checked(code, length: Product.codeLength)
        guard !code.contains(where: \.isWhitespace) else { throw .hasBlanks }
        return code
    }

    static func checkCount(_ count: Int) throws(FieldError) {
        guard count >= Product.stockRange.lowerBound else { throw .negative }
        guard count <= Product.stockRange.upperBound else { throw .tooLarge("1,000,000") }
    }

    /// Inserts the product, puts its stock on the shelf by a movement, and writes the event.
    static func create(
        _ draft: ProductDraft, by actor: Actor, movement kind: StockMovement.Kind, in transaction: any WriteTransaction
    ) throws -> Product {
        let id = try transaction.insert(draft)
        if let stock = draft.stock, stock > 0 {
            let isMoved = try transaction.move(
                StockMovement(productID: id, delta: stock, kind: kind, actorID: actor.user.id, at: actor.now))
            guard isMoved else { throw ShopError.store(.constraint(detail: "stock of a new product")) }
        }
        try transaction.append(actor.event(.productCreated(price: draft.price), .product(id), name: draft.name))
        guard let product = try transaction.product(id) else {
            throw ShopError.store(.constraint(detail: "a product that was just written"))
        }
        return product
    }
}
