import Presentation
import Shop
import Terminal

/// Pieces that come onto the shelf, or leave it for a reason.
struct RestockForm: FormScreen {
    var card: FormCard<FieldName>
    private let user: UserContext
    private let product: Product

    init(user: UserContext, product: Product) {
        self.user = user
        self.product = product
        card = FormCard(
            "Restock \(product.name)", "\(product.stockText) now.", place: .dialog,
            fields: [
                .init(
                    .quantity, "Pieces",
                    TextFieldState(kind: .number(decimals: false, sign: true), limit: 9), hint: "24, or -2"),
                .init(
                    .reason, "Reason", TextFieldState(limit: Order.reasonLength.upperBound),
                    hint: "needed when pieces are taken away"),
            ],
            buttons: ["Restock"], aim: "restock", back: .init(help: "Back; nothing is saved"))
    }

    func problem(with field: FieldName) -> String? {
        guard field == .quantity else { return field.problem(with: card[field]) }
        if card[field].isEmpty { return FieldError.empty.text }
        return Int(card[field]) == nil ? FieldError.notANumber.text : nil
    }

    mutating func choose(_ button: Int, _ context: Context) -> [Effect] {
        guard let pieces = Int(card[.quantity]) else {
            card.form.show([.quantity: problem(with: .quantity) ?? ""])
            return []
        }
        let reason = card[.reason]
        return ask(as: user) { [product] services, session in
            try await services.products.restock(product.id, by: pieces, reason: reason, by: session)
        }
    }

    func answered(_ saved: Product, _ context: Context) -> [Effect] {
        [.close(), .toast("\(saved.name): \(saved.stockText).", .success)]
    }

    func marks(for error: ShopError) -> [FieldName: String] {
        switch error {
        case .stockTooLow(_, _, let left): return [.quantity: FieldError.tooFewLeft(left).text]
        case .invalid(var problems):
            // What does not fit the shelf is a matter of the pieces that were typed.
            if let stock = problems.removeValue(forKey: .stock) { problems[.quantity] = stock }
            return problems.mapValues(\.text)
        default: return [:]
        }
    }
}
