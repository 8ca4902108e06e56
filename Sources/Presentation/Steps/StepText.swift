package import Foundation
package import Shop

/// Why a step cannot be taken, and what was done.
extension OrderSteps {
    /// Why the shop need not be asked: of several orders, some may be at the end of their way, or paid.
    static func hopelessness(_ kind: Kind, of order: Order) -> String? {
        switch kind {
        case .forward where OrderStateMachine.forward(from: order.status) == nil:
            "\(order.status.text) is the last step"
        case .back where OrderStateMachine.back(from: order.status) == nil: "nothing comes before \(order.status.text)"
        case .paid where order.payment != .unpaid: "it is \(order.payment.text) already"
        default: nil
        }
    }

    /// Why the step cannot be taken on any of the orders now; nil when it can on one at least.
    package static func refusal(_ kind: Kind, of orders: [Order], now: Date) -> String? {
        guard !orders.isEmpty else { return OrdersText.noneChosen }
        let refusals = orders.map { refusal(kind, of: $0, now: now) }
        return refusals.contains(nil) ? nil : refusals.compactMap(\.self).first
    }

    private static func refusal(_ kind: Kind, of order: Order, now: Date) -> String? {
        if let why = hopelessness(kind, of: order) { return why }
        return switch kind {
        case .forward: refusal(of: order, to: OrderStateMachine.forward(from: order.status), now)
        case .back: refusal(of: order, to: OrderStateMachine.back(from: order.status), now)
        case .cancel: refusal(of: order, to: .cancelled, now)
        case .paid: paymentRefusal(of: order)
        case .undo, .completeUnpaid, .payAndComplete: nil
        }
    }

    private static func refusal(of order: Order, to status: OrderStatus?, _ now: Date) -> String? {
        guard let status else { return nil }
        do throws(StepRefusal) {
            try OrderStateMachine.check(order, to: status, by: .admin, now: now)
            return nil
        } catch {
            return error.text(from: order.status, to: status)
        }
    }

    private static func paymentRefusal(of order: Order) -> String? {
        do throws(StepRefusal) {
            try OrderStateMachine.check(order, payment: .paid)
            return nil
        } catch {
            return error.text(from: order.status, to: order.status)
        }
    }
}

extension OrderSteps.Report {
    /// All of them have come to the same status.
    private var isAlike: Bool { Set(done.map(\.status)).count <= 1 }

    /// What was done, in words; empty when nothing was.
    package var text: String {
        guard let first = done.first else { return "" }
        let (ticket, count, status) = (first.ticket, done.count, first.status.text)
        switch kind {
        case .paid: return plural(count, one: "\(ticket) is paid.", many: "\(count) orders are paid.")
        case .undo:
            let payment = first.payment.text
            guard isAlike, done.allSatisfy({ $0.payment == first.payment }) else {
                return plural(count, one: "\(ticket) is as before.", many: "\(count) orders are as before.")
            }
            return plural(
                count, one: "\(ticket) is \(status) and \(payment) again.",
                many: "\(count) orders are \(status) and \(payment) again.")
        case .back where !isAlike: return "\(count) orders are a step back."
        case .forward where !isAlike: return "\(count) orders are a step further."
        case .forward, .back, .completeUnpaid, .payAndComplete, .cancel:
            return plural(count, one: "\(ticket) is \(status).", many: "\(count) orders are \(status).")
        }
    }

    /// What could not be done, and why, as far as one reads on.
    package var refusedTexts: [String] {
        let hidden = refused.count - Self.refusalLimit
        guard hidden > 0 else { return refused }
        return refused.prefix(Self.refusalLimit)
            + [plural(hidden, one: "One more was refused.", many: "\(hidden) more were refused.")]
    }

    private static let refusalLimit = 3
}

/// What is asked before a step is taken.
extension OrderSteps {
    package static let payAndComplete = "Paid, complete"
    package static let completeUnpaid = "Complete unpaid"

    /// Before one is completed.
    package static func unpaidText(_ order: Order, _ money: MoneyFormat) -> String {
        "\(order.ticket) is not paid: \(money.string(order.total))."
    }

    package static func cancelTitle(_ orders: [Order]) -> String {
        plural(
            orders.count, one: "Cancel \(orders.first?.ticket.description ?? "")?",
            many: "Cancel \(orders.count) orders?")
    }

    package static func cancelText(_ orders: [Order]) -> String {
        let one = orders.first.map { "\($0.ticket) for \($0.customerLabel) will be cancelled." } ?? ""
        let said = plural(orders.count, one: one, many: "\(orders.count) orders will be cancelled.")
        return orders.contains(where: \.isPaid)
            ? "\(said) What was paid is noted as refunded. This cannot be undone." : "\(said) This cannot be undone."
    }
}
