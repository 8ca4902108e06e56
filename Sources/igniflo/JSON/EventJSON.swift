import Shop

/// An event of the log.
struct EventJSON: JSONObject {
    static let name = "event"
    static let about = """
        An event of the log. It names what it is about: order and ticket, or product and name, or user and name; the \
        shop by its name alone.
        """
    static let commands = ["orders watch", "events"]
    static let fields = [
        field("number", \.number, "Its number: what orders events, and what --since takes."),
        field("at", \.at, "When."),
        field("kind", \.kind, "What was done."),
        field("by", \.by, "Who did it; empty when the shop itself did."),
        field("from", \.from, "As it was; may be empty."),
        field("to", \.to, "As it became; may be empty."),
        field("reason", \.reason, "Why; may be empty."),
        field("order", \.order, "The order's number."),
        field("ticket", \.ticket, "The order's ticket."),
        field("product", \.product, "The product's number."),
        field("user", \.user, "The user's number."),
        field("name", \.name, "The product's, the user's or the shop's name then."),
    ]

    var number: EventNumber
    var at: JSONTime
    var kind: ShopEvent.Kind
    var by: String
    var from: String
    var to: String
    var reason: String
    var order: ID<Order>?
    var ticket: String?
    var product: ID<Product>?
    var user: ID<User>?
    var name: String?

    init(_ event: ShopEvent) {
        number = event.number
        at = JSONTime(event.at)
        kind = event.kind
        by = event.actorName
        from = event.from
        to = event.to
        reason = event.reason
        switch event.subject {
        case .order(let id):
            order = id
            ticket = event.subjectName
        case .product(let id):
            product = id
            name = event.subjectName
        case .user(let id):
            user = id
            name = event.subjectName
        case .shop: name = event.subjectName
        }
    }
}
