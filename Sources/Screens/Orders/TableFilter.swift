import Presentation
import Shop
import Terminal

/// The form in which the table's filter is typed.
struct TableFilterForm: FormScreen {
    enum Field: Hashable, Sendable, CaseIterable {
        case status, payment, customer, product, firstDay, lastDay, ticket
    }

    var card: FormCard<Field>
    private let user: UserContext

    init(user: UserContext, filter: OrderFilter, productName: String) {
        self.user = user
        card = FormCard(
            "Filter", "An empty field matches everything.", place: .dialog,
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
            buttons: ["Show these", "Show all"], aim: "show these orders",
            back: .init(help: "Back; the filter stays as it is"))
        card.width = 72
    }

    /// What the fields say; a part that cannot be read is missing.
    private var filter: OrderFilter {
        OrderFilter(
            status: OrderStatus(rawValue: card[.status].lowercased()),
            payment: PaymentState(rawValue: card[.payment].lowercased()), customer: card[.customer],
            firstDay: BusinessDay(card[.firstDay]), lastDay: BusinessDay(card[.lastDay]),
            ticket: Ticket(card[.ticket]))
    }

    func problem(with field: Field) -> String? {
        guard !card[field].isEmpty else { return nil }
        let filter = filter
        return switch field {
        case .status where filter.status == nil: "placed, preparing, ready, completed or cancelled, please."
        case .payment where filter.payment == nil: "unpaid, paid or refunded, please."
        case .firstDay where filter.firstDay == nil: "A day looks like 2026-11-01."
        case .lastDay where filter.lastDay == nil: "A day looks like 2026-11-30."
        case .ticket where filter.ticket == nil: "A ticket looks like C-042."
        default: nil
        }
    }

    mutating func choose(_ button: Int, _ context: Context) -> [Effect] {
        guard button == 0 else { return [.close(FilterChosen(filter: OrderFilter(), productName: ""))] }
        let problems = Field.allCases.compactMap { field in problem(with: field).map { (field, $0) } }
        card.form.show(Dictionary(uniqueKeysWithValues: problems))
        guard problems.isEmpty else { return [] }
        let name = card[.product]
        guard !name.isEmpty else { return [.close(FilterChosen(filter: filter, productName: ""))] }
        return ask(as: user) { [filter] services, session in
            let product = try await services.products.find(name, by: session)
            var filter = filter
            filter.productID = product.id
            return FilterChosen(filter: filter, productName: product.name)
        }
    }

    func answered(_ chosen: FilterChosen, _ context: Context) -> [Effect] { [.close(chosen)] }

    func marks(for error: ShopError) -> [Field: String] {
        if case .noSuchProduct = error { [.product: error.text] } else { [:] }
    }
}

/// The filter is another from now on.
struct FilterChosen: Message {
    let filter: OrderFilter
    let productName: String
}
