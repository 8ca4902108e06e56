import Foundation
import Presentation
import Shop

/// Which orders are wanted, asked one thing after the other.
struct PlainOrderFilter {
    var orders = OrderFilter()
    private var productName = ""

    private enum Part { case status, payment, customer, product, firstDay, lastDay, ticket }

    /// What it matches; empty when it matches everything.
    var text: String { orders.text(productName: productName) }

    /// Until the person has set what they want.
    mutating func ask(_ talk: PlainTalk, _ user: UserContext) async throws {
        while true {
            switch try await talk.choose("Filter", parts) {
            case .status: try await askStatus(talk)
            case .payment: try await askPayment(talk)
            case .customer:
                let typed = try await talk.field("Words of the customer's name", hint: "empty line: any", otherwise: "")
                {
                    $0
                }
                orders.customer = typed ?? ""
            case .product: try await askProduct(talk, user)
            case .firstDay: orders.firstDay = try await talk.day("From", "2026-11-01", open: "the first")
            case .lastDay: orders.lastDay = try await talk.day("To", "2026-11-30", open: "today")
            case .ticket: try await askTicket(talk)
            case nil: return
            }
        }
    }

    private var parts: [PlainChoice<Part>] {
        [
            PlainChoice("Status: \(orders.status?.text ?? "any")", Part.status),
            PlainChoice("Payment: \(orders.payment?.text ?? "any")", .payment),
            PlainChoice("Customer: \(orders.customer.isEmpty ? "any" : orders.customer)", .customer),
            PlainChoice("Product: \(orders.productID == nil ? "any" : productName)", .product),
            PlainChoice("From: \(orders.firstDay?.description ?? "the first day")", .firstDay),
            PlainChoice("To: \(orders.lastDay?.description ?? "today")", .lastDay),
            PlainChoice("Ticket: \(orders.ticket?.description ?? "any")", .ticket),
        ]
    }

    private mutating func askStatus(_ talk: PlainTalk) async throws {
        let all = [PlainChoice("Any", OrderStatus?.none)] + OrderStatus.allCases.map { PlainChoice($0.title, $0) }
        if let chosen = try await talk.choose("Status", all) { orders.status = chosen }
    }

    private mutating func askPayment(_ talk: PlainTalk) async throws {
        let all =
            [PlainChoice("Any", PaymentState?.none)]
            + PaymentState.allCases.map { PlainChoice($0.title, $0) }
        if let chosen = try await talk.choose("Payment", all) { orders.payment = chosen }
    }

    private mutating func askProduct(_ talk: PlainTalk, _ user: UserContext) async throws {
        orders.productID = nil
        guard let name = try await talk.field("The product's name", hint: "empty line: any", otherwise: "", { $0 }),
            !name.isEmpty,
            let product = try await talk.attempt({
                try await user.services.products.find(name, includingArchived: true, by: user.session)
            })
        else { return }
        orders.productID = product.id
        productName = product.name
    }

    private mutating func askTicket(_ talk: PlainTalk) async throws {
        let typed = try await talk.field("Ticket", hint: "such as C-042; empty line: any", otherwise: Ticket?.none) {
            (typed) throws(FieldError) -> Ticket? in
            guard let ticket = Ticket(typed) else { throw .notATicket }
            return ticket
        }
        orders.ticket = typed ?? nil
    }
}
