package import Foundation
package import Shop

/// What is said of an order to whoever ordered it.
extension Order {
    /// What its status means to them.
    package func sentence(_ events: [ShopEvent]) -> String {
        switch status {
        case .placed: "We have your order and begin with it soon."
        case .preparing: "Your order is being made."
        case .ready: "Your order is ready. Please come to the counter."
        case .completed: "You have it. Thank you, and come again."
        case .cancelled:
            events.last { $0.change.reached == .cancelled && !$0.reason.isEmpty }
                .map { "Cancelled: \($0.reason)" } ?? "This order was cancelled."
        }
    }

    /// Right after it was placed: `3 pieces, €10.40. We tell you here when it is ready.`
    package func placedText(_ money: MoneyFormat) -> String {
        let next = status == .placed ? Checkout.tellsWhenReady : sentence([])
        return plural(
            pieces, one: "1 piece, \(money.string(total)). \(next)",
            many: "\(pieces) pieces, \(money.string(total)). \(next)")
    }

    /// It was placed, and its customer never saw the answer.
    package var foundText: String { "Your order \(ticket) was placed." }

    package func cancelQuestion(_ money: MoneyFormat) -> String {
        "\(ticket), \(money.string(total)), will be cancelled. This cannot be undone."
    }

    package var cancelledText: String { "\(ticket) is cancelled." }

    package static let isPartlyGone = "Some of it is no longer sold."

    /// Why its customer cannot cancel it now.
    package func cancelRefusal(_ now: Date) -> String? {
        do throws(StepRefusal) {
            try OrderStateMachine.check(self, to: .cancelled, by: .customer, now: now)
            return nil
        } catch {
            return error.text(from: status, to: .cancelled)
        }
    }
}
