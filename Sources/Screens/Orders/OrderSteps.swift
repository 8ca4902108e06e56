import Foundation
import Shop
import Terminal

/// What an admin does to one order or several, and what came of it.
struct OrderSteps: Sendable {
    enum Kind: Hashable, Sendable {
        case forward, back, paid
        /// The answer to “it is not paid”: complete it all the same, or mark it paid first.
        case completeUnpaid, payAndComplete
        case cancel(reason: String, restocks: Bool)
        case undo
    }

    struct Report: Sendable {
        var kind: Kind
        var asked: [ID<Order>]
        var done: [Order] = []
        /// What could not be done, and why, in words.
        var refused: [String] = []
        /// Completing these asks first.
        var unpaid: [Order] = []
        /// The visit itself has ended.
        var ending: ShopError?
    }

    let visit: UserContext
    let kind: Kind

    /// Does it to each of the orders, one after another; what one is refused does not keep the others.
    func perform(on orders: [Order]) async -> Report {
        var report = Report(kind: kind, asked: orders.map(\.id))
        guard let session = visit.session else { return report }
        for order in orders {
            if let why = Self.hopelessness(kind, of: order) {
                report.refused.append("\(order.ticket): \(why).")
                continue
            }
            do {
                if let changed = try await perform(on: order, by: session) { report.done.append(changed) }
            } catch ShopError.unpaid {
                report.unpaid.append(order)
            } catch let error as ShopError {
                if case .sessionEnded = error { report.ending = error }
                report.refused.append(error.words)
            } catch {
                report.refused.append("\(order.ticket): \(error)")
            }
        }
        return report
    }

    private func perform(on order: Order, by session: Session) async throws -> Order? {
        let service = visit.services.orders
        switch kind {
        case .forward: return try await step(order, to: OrderStateMachine.forward(from: order.status), by: session)
        case .back: return try await step(order, to: OrderStateMachine.back(from: order.status), by: session)
        case .paid: return try await service.markPaid(order.id, expecting: order.version, by: session)
        case .undo: return try await service.undo(order.id, expecting: order.version, by: session)
        case .completeUnpaid:
            let step = StatusStep(to: .completed, expecting: order.version, completesUnpaid: true)
            return try await service.setStatus(order.id, step, by: session)
        case .payAndComplete:
            let paid = try await service.markPaid(order.id, expecting: order.version, by: session)
            return try await step(paid, to: .completed, by: session)
        case .cancel(let reason, let restocks):
            let step = StatusStep(to: .cancelled, expecting: order.version, reason: reason, restocks: restocks)
            return try await service.setStatus(order.id, step, by: session)
        }
    }

    private func step(_ order: Order, to status: OrderStatus?, by session: Session) async throws -> Order? {
        guard let status else { return nil }
        return try await visit.services.orders.setStatus(
            order.id, StatusStep(to: status, expecting: order.version), by: session)
    }

    /// Why the shop need not be asked: of several orders, some may be at the end of their way, or paid.
    private static func hopelessness(_ kind: Kind, of order: Order) -> String? {
        switch kind {
        case .forward where OrderStateMachine.forward(from: order.status) == nil: "\(order.status) is the last step"
        case .back where OrderStateMachine.back(from: order.status) == nil: "nothing comes before \(order.status)"
        case .paid where order.payment != .unpaid: "it is \(order.payment.rawValue) already"
        default: nil
        }
    }

    // MARK: why a key is not there

    /// Why the step cannot be taken on any of the orders now; nil when it can on one at least.
    static func refusal(_ kind: Kind, of orders: [Order], now: Date) -> String? {
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
            return error.words(to: status)
        }
    }

    private static func paymentRefusal(of order: Order) -> String? {
        do throws(StepRefusal) {
            try OrderStateMachine.check(order, payment: .paid)
            return nil
        } catch {
            return error.words(to: order.status)
        }
    }
}

extension OrderSteps.Report {
    /// All of them have come to the same status.
    private var isAlike: Bool { Set(done.map(\.status)).count <= 1 }

    /// What was done, in words; empty when nothing was.
    var words: String {
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

/// What can still be taken back: the last step, for ten seconds.
struct UndoWindow: Sendable {
    private var orders: [Order] = []
    private var until = Date.distantPast

    mutating func note(_ report: OrderSteps.Report, now: Date) {
        guard !report.done.isEmpty else { return }
        // A cancellation is final, and an undo is not undone.
        let canUndo: Bool =
            switch report.kind {
            case .cancel, .undo: false
            default: true
            }
        orders = canUndo ? report.done : []
        until = now.addingTimeInterval(OrderStateMachine.undoLimit)
    }

    func orders(now: Date) -> [Order] { now < until ? orders : [] }

    /// When the footer loses the key.
    func end(after now: Date) -> Date? { now < until && !orders.isEmpty ? until : nil }
}
