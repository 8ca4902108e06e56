import Shop

/// An order (`shop.md`, "The command line").
struct OrderJSON: JSONObject {
    static let name = "order"
    static let about = "An order. Amounts are in the currency's minor unit."
    static let commands = [
        "orders place", "orders list", "orders show", "orders status", "orders pay", "orders cancel", "orders undo",
    ]
    static let fields = [
        field("id", \.id, "Its number."),
        field("ticket", \.ticket, "What is called out, such as C-042."),
        field("customer", \.customer, "Whose it is; a walk-in's name, which may be empty."),
        field("status", \.status, "How far it is."),
        field("payment", \.payment, "How its payment stands."),
        field("paymentReceived", \.paymentReceived, "Whether it is paid."),
        field("total", \.total, "The sum of its items."),
        field("currency", \.currency, "The currency's code of ISO 4217."),
        field("items", \.items, "One for each line."),
        field("note", \.note, "For whoever prepares it."),
        field("version", \.version, "Counts its changes, from 1."),
        field("createdAt", \.createdAt, "When it was placed."),
        field("updatedAt", \.updatedAt, "When it was changed last."),
    ]

    struct Item: JSONPart {
        static let fields = [
            field("product", \.product, "The product's number."),
            field("name", \.name, "What the product was called when the order was placed."),
            field("quantity", \.quantity, "Pieces."),
            field("price", \.price, "What one piece cost then."),
            field("note", \.note, "For whoever prepares it."),
        ]

        var product: ID<Product>
        var name: String
        var quantity: Int
        var price: Int64
        var note: String
    }

    var id: ID<Order>
    var ticket: String
    var customer: String
    var status: OrderStatus
    var payment: PaymentState
    var paymentReceived: Bool
    var total: Int64
    var currency: String
    var items: [Item]
    var note: String
    var version: Int
    var createdAt: JSONTime
    var updatedAt: JSONTime

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
        createdAt = JSONTime(order.createdAt)
        updatedAt = JSONTime(order.updatedAt)
    }
}
