import Foundation
package import Shop

/// What an admin does to one order or several, and what came of it.
package struct OrderSteps: Sendable {
    package enum Kind: Hashable, Sendable {
        case forward, back, paid
        /// The answer to “it is not paid”: complete it all the same, or mark it paid first.
        case completeUnpaid, payAndComplete
        case cancel(reason: String, restocks: Bool)
        case undo
    }

    package struct Report: Sendable {
        package var kind: Kind
        package var asked: [ID<Order>]
        package var done: [Order] = []
        /// What could not be done, and why, in words.
        package var refused: [String] = []
        /// Completing these asks first.
        package var unpaid: [Order] = []
        /// The session itself has ended.
        package var ending: ShopError?
    }

    private let services: ShopServices
    private let session: Session?
    private let kind: Kind

    package init(_ kind: Kind, services: ShopServices, session: Session?) {
        self.kind = kind
        self.services = services
        self.session = session
    }

    /// Does it to each of the orders, one after another; what one is refused does not keep the others.
    package func perform(on orders: [Order]) async -> Report {
        var report = Report(kind: kind, asked: orders.map(\.id))
        guard let session else { return report }
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
                report.refused.append(error.text)
            } catch {
                report.refused.append("\(order.ticket): \(error)")
            }
        }
        return report
    }

    private func perform(on order: Order, by session: Session) async throws -> Order? {
        let service = services.orders
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
        return try await services.orders.setStatus(
            order.id, StatusStep(to: status, expecting: order.version), by: session)
    }
}
