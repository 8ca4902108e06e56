import Presentation
import Shop
import Terminal

/// Pieces that come onto the shelf, or leave it for a reason.
struct RestockForm: Screen {
    var title: String { "Restock \(product.name)" }
    private let visit: UserContext
    private let product: Product
    private var form: ShopForm
    private var isBusy = false

    init(visit: UserContext, product: Product) {
        self.visit = visit
        self.product = product
        form = ShopForm(
            fields: [
                .init(
                    .quantity, "Pieces",
                    TextFieldState(kind: .number(decimals: false, sign: true), limit: 9), hint: "24, or -2"),
                .init(
                    .reason, "Reason", TextFieldState(limit: Order.reasonLength.upperBound),
                    hint: "needed when pieces are taken away"),
            ],
            buttons: ["Restock", "Back"])
    }

    private enum Intent: Message {
        case back
        case saved(Result<Product, ShopError>)
    }

    var isTyping: Bool { form.isOnField }

    func bindings(_ context: Context) -> [Binding] {
        FormMessage.bindings(aim: "restock") + [
            Binding(.escape, label: "back", help: "Back; nothing is saved", message: Intent.back)
        ]
    }

    mutating func update(_ event: Event, _ context: Context) -> [Effect] {
        if let outcome = form.take(event) {
            switch outcome {
            case .chosen(0): return save()
            case .chosen: return [.close()]
            case .left, .none: return []
            }
        }
        guard case .message(let intent as Intent) = event else { return [] }
        switch intent {
        case .back: return [.close()]
        case .saved(.success(let saved)):
            return [.close(), .toast("\(saved.name): \(saved.stockText).", .success)]
        case .saved(.failure(let error)):
            isBusy = false
            guard let problems = Self.problems(error) else { return visit.failed(error) }
            form.show(problems)
            return []
        }
    }

    /// What is wrong with the fields; nil when it is about none of them.
    private static func problems(_ error: ShopError) -> [FieldName: FieldError]? {
        switch error {
        case .stockTooLow(_, _, let left): return [.quantity: .tooFewLeft(left)]
        case .invalid(var problems):
            // What does not fit the shelf is a matter of the pieces that were typed.
            if let stock = problems.removeValue(forKey: .stock) { problems[.quantity] = stock }
            return problems
        default: return nil
        }
    }

    private mutating func save() -> [Effect] {
        guard !isBusy, let session = visit.session else { return [] }
        guard let pieces = Int(form[.quantity]) else {
            form.show([.quantity: form[.quantity].isEmpty ? .empty : .notANumber])
            return []
        }
        isBusy = true
        let reason = form[.reason]
        return [
            .ask("save") { [visit, product] in
                try await visit.services.products.restock(product.id, by: pieces, reason: reason, by: session)
            } answer: {
                Intent.saved($0)
            }
        ]
    }

    func dialogSize(in area: Size) -> Size? { card.size(in: area) }

    private var card: FormCard<FieldName> {
        FormCard(title: title, sentence: "\(product.stockText) now.", form: form, isBusy: isBusy)
    }

    func render(into surface: inout Surface, in area: Rect, _ context: Context) {
        card.render(into: &surface, in: area, context.glyphs)
    }
}
