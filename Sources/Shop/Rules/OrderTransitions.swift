import Foundation

/// Moves an order along, inside one write transaction: status, payment, and taking the last step back.
struct OrderTransitions {
    let transaction: any WriteTransaction
    let actor: Actor

    init(_ transaction: any WriteTransaction, _ actor: Actor) {
        self.transaction = transaction
        self.actor = actor
    }

    /// - Returns: the order as it is afterwards; unchanged, and with no event, when it already has the status.
    func step(_ order: Order, _ step: StatusStep) throws -> Order {
        guard step.to != order.status else { return order }
        try checkVersion(order, step.expecting)
        do {
            try OrderStateMachine.check(order, to: step.to, by: actor.user.role, now: actor.now)
        } catch {
            throw ShopError.step(ticket: order.ticket, from: order.status, to: step.to, why: error)
        }
        let reason = try checkedReason(step)
        if step.to == .completed, order.payment == .unpaid, !step.completesUnpaid {
            throw ShopError.unpaid(order.ticket)
        }
        var changed = moved(order, to: step.to)
        // What cost nothing was never paid, and is not paid back.
        let isRefund = step.to == .cancelled && order.payment == .paid && order.total > 0
        if step.to == .cancelled, order.payment == .paid { changed.payment = isRefund ? .refunded : .unpaid }
        try write(changed, expecting: order.version)
        if step.to == .cancelled, OrderStateMachine.returnsGoods(from: order.status, asked: step.restocks) {
            try putBack(order)
        }
        try append(.status(from: order.status, to: step.to), order, reason: reason)
        if isRefund {
            try append(.payment(from: .paid, to: .refunded), order)
        }
        return changed
    }

    func markPaid(_ order: Order, expecting version: Int) throws -> Order {
        guard order.payment != .paid else { return order }
        try checkVersion(order, version)
        do {
            try OrderStateMachine.check(order, payment: .paid)
        } catch {
            throw ShopError.step(ticket: order.ticket, from: order.status, to: order.status, why: error)
        }
        var changed = touched(order)
        changed.payment = .paid
        try write(changed, expecting: order.version)
        try append(.payment(from: order.payment, to: .paid), order)
        return changed
    }

    /// Takes back the actor's own last step or payment mark, as a new event.
    func undo(_ order: Order, expecting version: Int) throws -> Order {
        try checkVersion(order, version)
        guard let last = try lastStep(of: order), last.actorID == actor.user.id,
            abs(actor.now.timeIntervalSince(last.at)) <= OrderStateMachine.undoLimit, order.status != .cancelled,
            let back = last.change.reversed
        else { throw nothingToUndo(order) }
        var changed: Order
        switch back {
        case .status(_, let status): changed = moved(order, to: status)
        case .payment(_, let payment):
            changed = touched(order)
            changed.payment = payment
        default: throw nothingToUndo(order)
        }
        try write(changed, expecting: order.version)
        try append(back, order, reason: "undo")
        return changed
    }

    // MARK: the parts

    private func checkVersion(_ order: Order, _ expected: Int) throws {
        guard order.version != expected else { return }
        let last = try lastStep(of: order)
        throw ShopError.conflict(
            ShopError.Conflict(
                ticket: order.ticket, by: last?.actorName ?? "Someone",
                to: last?.change.columns.to ?? order.status.rawValue,
                at: last?.at ?? order.updatedAt))
    }

    /// The last event that has changed the order.
    private func lastStep(of order: Order) throws -> ShopEvent? {
        try transaction.events(ofOrder: order.id).last { $0.change != .receiptNotPrinted }
    }

    private func checkedReason(_ step: StatusStep) throws -> String {
        // Nobody has to say why they cancel their own.
        let isNeeded = step.to == .cancelled && ShopOperation.step(to: step.to, by: actor.user.role) == .updateOrder
        let length = (isNeeded ? Order.reasonLength.lowerBound : 0)...Order.reasonLength.upperBound
        do {
            return try TextRule.checked(step.reason, length: length)
        } catch {
            throw ShopError.invalid([.reason: error])
        }
    }

    private func touched(_ order: Order) -> Order {
        var changed = order
        changed.version += 1
        changed.updatedAt = actor.now
        return changed
    }

    private func moved(_ order: Order, to status: OrderStatus) -> Order {
        var changed = touched(order)
        changed.status = status
        changed.statusAt = actor.now
        return changed
    }

    private func write(_ order: Order, expecting version: Int) throws {
        guard try transaction.update(order, expecting: version) else {
            try checkVersion(try transaction.order(order.id) ?? order, version)
            throw ShopError.store(.busy)
        }
    }

    private func putBack(_ order: Order) throws {
        let counted = try Set(transaction.products(order.items.map(\.productID)).filter(\.isCounted).map(\.id))
        let movements = order.items.filter { $0.isCounted && counted.contains($0.productID) }.map { item in
            StockMovement(
                productID: item.productID, delta: item.quantity, kind: .cancellation, orderID: order.id,
                actorID: actor.user.id, at: actor.now)
        }
        guard try transaction.move(movements.inLockOrder).isEmpty else {
            throw ShopError.store(.constraint(detail: "stock put back"))
        }
    }

    private func append(_ change: ShopChange, _ order: Order, reason: String = "") throws {
        try transaction.append(
            actor.event(change, .order(order.id), name: order.ticket.description, reason: reason))
    }

    private func nothingToUndo(_ order: Order) -> ShopError {
        .step(ticket: order.ticket, from: order.status, to: order.status, why: .nothingToUndo)
    }
}
