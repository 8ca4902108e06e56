import Presentation
import Shop
import Terminal

/// The form in which the table's filter is typed.
struct TableFilterForm: Screen {
    enum Field: Hashable, Sendable, CaseIterable {
        case status, payment, customer, product, firstDay, lastDay, ticket
    }

    let title = "Filter"
    private let visit: UserContext
    private var form: FormState<Field>
    private var isBusy = false

    init(visit: UserContext, filter: OrderFilter, productName: String) {
        self.visit = visit
        form = FormState(
            fields: [
                .init(
                    .status, "Status", TextFieldState(filter.status?.rawValue ?? "", limit: 20),
                    hint: OrderStatus.allCases.map(\.rawValue).joined(separator: ", ")),
                .init(
                    .payment, "Payment", TextFieldState(filter.payment?.rawValue ?? "", limit: 20),
                    hint: PaymentState.allCases.map(\.rawValue).joined(separator: ", ")),
                .init(.customer, "Customer", TextFieldState(filter.customer, limit: 80), hint: "words of the name"),
                .init(.product, "Product", TextFieldState(productName, limit: 80), hint: "its name"),
                .init(
                    .firstDay, "From", TextFieldState(filter.firstDay?.description ?? "", limit: 10),
                    hint: "2026-11-01"),
                .init(.lastDay, "To", TextFieldState(filter.lastDay?.description ?? "", limit: 10), hint: "2026-11-30"),
                .init(.ticket, "Ticket", TextFieldState(filter.ticket?.description ?? "", limit: 12), hint: "C-042"),
            ],
            buttons: ["Show these", "Show all", "Back"])
    }

    private enum Intent: Message {
        case back
        case found(OrderFilter, Result<Product, ShopError>)
    }

    var isTyping: Bool { form.isOnField }

    func bindings(_ context: Context) -> [Binding] {
        FormMessage.bindings(aim: "show these orders") + [
            Binding(.escape, label: "back", help: "Back; the filter stays as it is", message: Intent.back)
        ]
    }

    mutating func update(_ event: Event, _ context: Context) -> [Effect] {
        if let outcome = form.take(event) {
            switch outcome {
            case .chosen(0): return send()
            case .chosen(1): return [.close(FilterChosen(filter: OrderFilter(), productName: ""))]
            case .chosen: return [.close()]
            case .left, .none: return []
            }
        }
        guard case .message(let intent as Intent) = event else { return [] }
        switch intent {
        case .back: return [.close()]
        case .found(let filter, .success(let product)):
            var filter = filter
            filter.productID = product.id
            return [.close(FilterChosen(filter: filter, productName: product.name))]
        case .found(_, .failure(let error)):
            isBusy = false
            form.show([.product: error.text])
            return []
        }
    }

    private mutating func send() -> [Effect] {
        guard !isBusy else { return [] }
        var errors: [Field: String] = [:]
        func read<Value>(_ field: Field, _ text: String, _ parse: (String) -> Value?) -> Value? {
            guard !form[field].isEmpty else { return nil }
            let value = parse(form[field])
            if value == nil { errors[field] = text }
            return value
        }
        let filter = OrderFilter(
            status: read(.status, "placed, preparing, ready, completed or cancelled, please.") {
                OrderStatus(rawValue: $0.lowercased())
            },
            payment: read(.payment, "unpaid, paid or refunded, please.") { PaymentState(rawValue: $0.lowercased()) },
            customer: form[.customer],
            firstDay: read(.firstDay, "A day looks like 2026-11-01.", BusinessDay.init(_:)),
            lastDay: read(.lastDay, "A day looks like 2026-11-30.", BusinessDay.init(_:)),
            ticket: read(.ticket, "A ticket looks like C-042.", Ticket.init(_:)))
        form.show(errors)
        guard errors.isEmpty else { return [] }
        let name = form[.product]
        guard !name.isEmpty else { return [.close(FilterChosen(filter: filter, productName: ""))] }
        isBusy = true
        return [
            .ask("product") { [visit] in
                try await visit.services.products.find(name, by: visit.session)
            } answer: {
                Intent.found(filter, $0)
            }
        ]
    }

    func dialogSize(in area: Size) -> Size? { card.size(in: area) }

    private var card: FormCard<Field> {
        FormCard(title: title, sentence: "An empty field matches everything.", form: form, isBusy: isBusy, width: 72)
    }

    func render(into surface: inout Surface, in area: Rect, _ context: Context) {
        card.render(into: &surface, in: area, context.glyphs)
    }
}

/// The filter is another from now on.
struct FilterChosen: Message {
    let filter: OrderFilter
    let productName: String
}

extension OrderFilter {
    /// What it matches, as text; empty when it matches everything.
    func text(productName: String) -> String {
        var parts: [String] = []
        if let status { parts.append(status.rawValue) }
        if let payment { parts.append(payment.rawValue) }
        if !customer.isEmpty { parts.append("for \(customer)") }
        if productID != nil { parts.append("with \(productName)") }
        if let ticket { parts.append(ticket.description) }
        if let firstDay { parts.append("from \(firstDay)") }
        if let lastDay { parts.append("to \(lastDay)") }
        if !text.isEmpty { parts.append("like “\(text)”") }
        return parts.joined(separator: ", ")
    }
}
