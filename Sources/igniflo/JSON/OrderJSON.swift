import Shop

/// An order as `--json` prints it (`shop.md`, "The command line"). Amounts are in the currency's minor unit.
struct OrderJSON: Encodable {
    struct Item: Encodable {
        /// The product's number.
        var product: ProductID
        var name: String
        var quantity: Int
        /// For one piece.
        var price: Int64
        var note: String
    }

    var id: OrderID
    var ticket: String
    var customer: String
    var status: OrderStatus
    var payment: Payment
    var paymentReceived: Bool
    var total: Int64
    var currency: String
    var items: [Item]
    var note: String
    var version: Int
    var createdAt: String
    var updatedAt: String

    init(_ order: Order, _ shop: ShopSettings) {
        id = order.id
        ticket = order.ticket.description
        customer = order.customerName
        status = order.status
        payment = order.payment
        paymentReceived = order.isPaid
        total = order.total
        currency = shop.currency.code
        items = order.items.map {
            Item(product: $0.product, name: $0.name, quantity: $0.quantity, price: $0.price, note: $0.note)
        }
        note = order.note
        version = order.version
        createdAt = ISO8601.string(order.createdAt)
        updatedAt = ISO8601.string(order.updatedAt)
    }
}
