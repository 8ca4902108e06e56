import Shop

/// An event as `--json` prints it. Beside what all events have, it names what it is about: `order` and `ticket`,
/// or `product` and `name`, or `user` and `name`.
struct EventJSON: Encodable {
    var number: EventNumber
    var at: String
    var kind: ShopEvent.Kind
    /// Who did it; empty when the shop itself did.
    var by: String
    var from: String
    var to: String
    var reason: String
    var order: OrderID?
    var ticket: String?
    var product: ProductID?
    var user: UserID?
    var name: String?

    init(_ event: ShopEvent) {
        number = event.number
        at = ISO8601.string(event.at)
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
