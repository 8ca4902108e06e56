package import Shop

/// An event of the log.
package struct EventJSON: JSONObject {
    package static let name = "event"
    package static let about = """
        An event of the log. It names what it is about: order and ticket, or product and name, or user and name; the \
        shop by its name alone.
        """
    package static let commands = ["orders watch", "events"]
    package static let fields = [
        field("number", \.number, "Its number: what orders events, and what --since takes."),
        field("at", \.at, "When."),
        field("kind", \.kind, "What was done."),
        field("by", \.by, "Who did it; empty when the shop itself did."),
        field("from", \.from, "As it was; may be empty."),
        field("to", \.to, "As it became; may be empty."),
        field("reason", \.reason, "Why; may be empty."),
        field("order", \.orderID, "The order's number."),
        field("ticket", \.ticket, "The order's ticket."),
        field("product", \.productID, "The product's number."),
        field("user", \.userID, "The user's number."),
        field("name", \.name, "The product's, the user's or the shop's name then."),
    ]

    package var number: EventNumber
    package var at: JSONTime
    package var kind: ShopEvent.Kind
    package var by: String
    package var from: String
    package var to: String
    package var reason: String
    package var orderID: ID<Order>?
    package var ticket: String?
    package var productID: ID<Product>?
    package var userID: ID<User>?
    package var name: String?

    package enum CodingKeys: String, CodingKey {
        case number, at, kind, by, from, to, reason
        case orderID = "order"
        case ticket
        case productID = "product"
        case userID = "user"
        case name
    }

    package init(_ event: ShopEvent) {
        number = event.number
        at = JSONTime(event.at)
        (kind, from, to) = event.change.columns
        by = event.actorName
        reason = event.reason
        switch event.subject {
        case .order(let id):
            orderID = id
            ticket = event.subjectName
        case .product(let id):
            productID = id
            name = event.subjectName
        case .user(let id):
            userID = id
            name = event.subjectName
        case .shop: name = event.subjectName
        }
    }
}
