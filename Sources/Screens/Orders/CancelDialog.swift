import Presentation
import Shop
import Terminal

/// Cancelling asks for a reason, and whether goods that were begun go back into stock. The focus is on the reason, without
/// which nothing can happen.
struct CancelDialog: FormScreen {
    enum Field: Hashable, Sendable { case reason, stock }

    /// The shop is asked by the screen behind.
    typealias Answer = Void

    let title = "Cancel"
    var card: FormCard<Field>
    private let orders: [Order]

    init(orders: [Order]) {
        self.orders = orders
        // Goods of an order that was not begun go back in any case.
        let asksForStock = orders.contains { $0.status != .placed }
        card = FormCard(
            OrderSteps.cancelTitle(orders), OrderSteps.cancelText(orders),
            place: .dialog,
            fields: [.init(.reason, "Reason", TextFieldState(limit: Order.reasonLength.upperBound))]
                + (asksForStock ? [.init(.stock, "Put the goods back into stock", isTicked: false)] : []),
            buttons: ["Cancel the order"], aim: "to the buttons",
            back: .init(button: "Keep", label: "keep", help: "Close without cancelling"))
        card.sentenceStyle = .normal
        card.width = 58
        // What cannot be undone is chosen by hand.
        card.form.lastFieldSubmits = false
    }

    func problem(with field: Field) -> String? {
        field == .reason ? TextRule.problem(with: card[.reason], length: Order.reasonLength) : nil
    }

    func marks(for error: ShopError) -> [Field: String] { [:] }

    mutating func choose(_ button: Int, _ context: Context) -> [Effect] {
        if let problem = problem(with: .reason) {
            card.form.show([.reason: problem])
            return []
        }
        let kind = OrderSteps.Kind.cancel(reason: card[.reason], restocks: card.form.isTicked(.stock))
        return [.close(OrderStepping.Intent.step(kind, on: orders))]
    }

    func answered(_ answer: Void, _ context: Context) -> [Effect] { [] }
}
