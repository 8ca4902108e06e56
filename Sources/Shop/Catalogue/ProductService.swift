/// The catalogue.
public struct ProductService: Sendable {
    let environment: ShopEnvironment

    /// All products, by category and name. Archived ones are an admin's.
    public func list(includingArchived: Bool = false, by session: Session? = nil) async throws -> [Product] {
        try await environment.reading(includingArchived ? .listArchivedProducts : .listProducts, by: session) {
            [now = environment.now()] transaction, _ in
            let products = try transaction.products(includingArchived: includingArchived)
            guard products.contains(where: { $0.off != nil }) else { return products }
            let day = BusinessDay(now, in: try transaction.shop().timeZone)
            return products.map { $0.on(day) }
        }
    }

    /// The product with this name or code without regard to case, or with this number.
    ///
    /// - Throws: ``ShopError/noSuchProduct(_:didYouMean:)``, naming up to three that are spelt alike.
    public func find(
        _ nameOrNumber: String, includingArchived: Bool = false, by session: Session? = nil
    ) async throws -> Product {
        let products = try await list(includingArchived: includingArchived, by: session)
        let key = TextRule.key(nameOrNumber)
        if let named = products.first(where: { TextRule.key($0.name) == key }) { return named }
        if let coded = products.first(where: { !$0.code.isEmpty && TextRule.key($0.code) == key }) { return coded }
        if let number = ID<Product>(nameOrNumber), let numbered = products.first(where: { $0.id == number }) {
            return numbered
        }
        throw ShopError.noSuchProduct(
            nameOrNumber, didYouMean: Spelling.nearest(to: nameOrNumber, among: products.map(\.name), limit: 3))
    }

    /// - Throws: ``ShopError/invalid(_:)`` naming each field that is not right.
    public func create(_ draft: ProductDraft, by session: Session) async throws -> Product {
        let accepted = try ProductRules.checked(draft)
        return try await environment.writing(.createProduct, by: session, on: accepted.name) { transaction, actor in
            try ProductRules.create(accepted, by: actor, movement: .restock, in: transaction)
        }
    }
}
