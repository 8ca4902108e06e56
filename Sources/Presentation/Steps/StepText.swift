package import Foundation
package import Shop

/// Why a step cannot be taken, and what was done.
extension OrderSteps {
    /// Why the shop need not be asked: of several orders, some may be at the end of their way, or paid.
    static func hopelessness(_ kind: Kind, of order: Order) -> String? {
        switch kind {
        case .forward where OrderStateMachine.forward(from: order.status) == nil: "\(order.status) is the last step"
        case .back where OrderStateMachine.back(from: order.status) == nil: "nothing comes before \(order.status)"
        case .paid where order.payment != .unpaid: "it is \(order.payment.rawValue) already"
        default: nil
        }
    }

    /// Why the step cannot be taken on any of the orders now; nil when it can on one at least.
    package static func refusal(_ kind: Kind, of orders: [Order], now: Date) -> String? {
        guard !orders.isEmpty else { return "choose an order first" }
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
        let who = done.count == 1 ? "\(first.ticket) is" : "\(done.count) orders are"
        switch kind {
        case .paid: return "\(who) paid."
        case .undo:
            let isSame = isAlike && done.allSatisfy { $0.payment == first.payment }
            return isSame ? "\(who) \(first.status) and \(first.payment.rawValue) again." : "\(who) as before."
        case .back where !isAlike: return "\(who) a step back."
        case .forward where !isAlike: return "\(who) a step further."
        case .forward, .back, .completeUnpaid, .payAndComplete, .cancel: return "\(who) \(first.status)."
        }
    }
}
