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
