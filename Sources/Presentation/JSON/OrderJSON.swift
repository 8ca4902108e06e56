package import Shop

/// An order, as commands print it.
package struct OrderJSON: JSONObject {
    package static let name = "order"
    package static let about = "An order. Amounts are in the currency's minor unit."
    package static let commands = [
        "orders place", "orders list", "orders show", "orders status", "orders pay", "orders cancel", "orders undo",
    ]
    package static let fields = [
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

    package struct Item: JSONPart {
        package static let fields = [
            field("product", \.productID, "The product's number."),
            field("name", \.name, "What the product was called when the order was placed."),
            field("quantity", \.quantity, "Pieces."),
            field("price", \.price, "What one piece cost then."),
            field("note", \.note, "For whoever prepares it."),
        ]

        package var productID: ID<Product>
        package var name: String
        package var quantity: Int
        package var price: Int64
        package var note: String

        package enum CodingKeys: String, CodingKey {
            case productID = "product"
            case name, quantity, price, note
        }
    }

    package var id: ID<Order>
    package var ticket: String
    package var customer: String
    package var status: OrderStatus
    package var payment: PaymentState
    package var paymentReceived: Bool
    package var total: Int64
    package var currency: String
    package var items: [Item]
    package var note: String
    package var version: Int
    package var createdAt: JSONTime
    package var updatedAt: JSONTime

    package init(_ order: Order, _ shop: ShopSettings) {
        id = order.id
        ticket = order.ticket.description
        customer = order.customerName
        status = order.status
        payment = order.payment
        paymentReceived = order.isPaid
        total = order.total
        currency = shop.currency.code
        items = order.items.map {
            Item(productID: $0.productID, name: $0.name, quantity: $0.quantity, price: $0.price, note: $0.note)
        }
        note = order.note
        version = order.version
        createdAt = JSONTime(order.createdAt)
        updatedAt = JSONTime(order.updatedAt)
    }
}
