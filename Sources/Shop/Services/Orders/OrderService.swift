package import Foundation

/// A status change, and the version of the order that it was decided on.
public struct StatusStep: Hashable, Sendable {
    public var to: OrderStatus
    public var expecting: Int
    /// Why an admin cancels.
    public var reason: String
    /// On a cancellation after `placed`: the goods go back on the shelf. By default they are waste.
    public var restocks: Bool
    /// Completing an unpaid order asks first; this is the answer yes.
    public var completesUnpaid: Bool

    public init(
        to: OrderStatus, expecting: Int, reason: String = "", restocks: Bool = false, completesUnpaid: Bool = false
    ) {
        self.to = to
        self.expecting = expecting
        self.reason = reason
        self.restocks = restocks
        self.completesUnpaid = completesUnpaid
    }
}

/// Orders: placing them, seeing them, moving them along.
public struct OrderService: Sendable {
    let environment: ShopEnvironment

    /// Places the order, all of it or nothing. The same request again returns the same order.
    ///
    /// - Throws: ``ShopError/invalid(_:)``, ``ShopError/quantity(product:wanted:)``, ``ShopError/shortage(_:)`` naming
    ///   every product that falls short, ``ShopError/pricesChanged(_:)``, ``ShopError/requestReused``.
    public func place(_ draft: OrderDraft, by session: Session) async throws -> Order {
        let placement = OrderPlacement(draft, by: session, at: environment.now())
        return try await environment.logged(placement.operation, by: session, on: draft.request) {
            try await environment.store.place(placement)
        }
    }

    /// - Throws: ``ShopError/noSuchOrder(_:)`` for another customer's as well as for none.
    public func order(_ id: ID<Order>, by session: Session) async throws -> Order {
        let now = environment.now()
        return try await environment.reading(.viewOrder, by: session, on: String(id)) { transaction, user in
            try Self.within(.viewOrder, transaction.order(id), of: user, named: String(id), now: now)
        }
    }

    /// The order with this number, or the newest with this ticket.
    public func find(_ ticketOrNumber: String, by session: Session) async throws -> Order {
        let now = environment.now()
        return try await environment.reading(.viewOrder, by: session, on: ticketOrNumber) { transaction, user in
            let order =
                try ID<Order>(ticketOrNumber).flatMap { try transaction.order($0) }
                ?? Ticket(ticketOrNumber).flatMap { ticket in
                    // Tickets begin anew each day: who sees only their own means the newest of these.
                    let isOwn = ShopOperation.viewOrder.limit(for: user?.role) == .own
                    return try transaction.order(ticket: ticket, of: isOwn ? user?.id : nil)
                }
            return try Self.within(.viewOrder, order, of: user, named: ticketOrNumber, now: now)
        }
    }

    /// An order and everything that happened to it, oldest first.
    public func history(of id: ID<Order>, by session: Session) async throws -> (order: Order, events: [ShopEvent]) {
        let now = environment.now()
        return try await environment.reading(.viewOrder, by: session, on: String(id)) { transaction, user in
            let order = try Self.within(.viewOrder, transaction.order(id), of: user, named: String(id), now: now)
            return (order, try transaction.events(ofOrder: id))
        }
    }

    /// The order, where this user's right to the operation reaches it; else it is as if it were not there.
    package static func within(
        _ operation: ShopOperation, _ order: Order?, of user: User?, named name: String, now: Date
    ) throws -> Order {
        guard let order, let user, operation.reaches(order, of: user, now: now) else {
            throw ShopError.noSuchOrder(name)
        }
        return order
    }

    private static func within(
        _ operation: ShopOperation, _ order: Order?, by actor: Actor, named name: String
    ) throws -> Order {
        try within(operation, order, of: actor.user, named: name, now: actor.now)
    }

    /// What the board shows: every open order, and what was completed on the business day.
    ///
    /// - Parameter known: an older picture: then only what has changed since is read. Nil reads all of it.
    public func board(since known: BoardSnapshot? = nil, by session: Session) async throws -> BoardSnapshot {
        let now = environment.now()
        return try await environment.reading(.viewAllOrders, by: session) { transaction, _ in
            try known?.broughtUpToDate(in: transaction, now: now) ?? BoardSnapshot(in: transaction, now: now)
        }
    }

    /// Changes an order's status. Customers may cancel their own while it is placed and unpaid.
    ///
    /// - Throws: ``ShopError/conflict(_:)`` when someone was faster, ``ShopError/step(ticket:from:to:why:)``,
    ///   ``ShopError/unpaid(_:)``, ``ShopError/invalid(_:)`` with `reason`.
    public func setStatus(_ id: ID<Order>, _ step: StatusStep, by session: Session) async throws -> Order {
        let operation = ShopOperation.step(to: step.to, by: session.role)
        return try await environment.writing(operation, by: session, on: String(id)) { transaction, actor in
            let order = try Self.within(operation, transaction.order(id), by: actor, named: String(id))
            return try OrderTransitions(transaction, actor).step(order, step)
        }
    }

    public func markPaid(_ id: ID<Order>, expecting version: Int, by session: Session) async throws -> Order {
        try await environment.writing(.updateOrder, by: session, on: String(id)) { transaction, actor in
            let order = try Self.within(.updateOrder, transaction.order(id), by: actor, named: String(id))
            return try OrderTransitions(transaction, actor).markPaid(order, expecting: version)
        }
    }

    /// Takes the acting admin's last step or payment mark back, within 10 seconds.
    public func undo(_ id: ID<Order>, expecting version: Int, by session: Session) async throws -> Order {
        try await environment.writing(.updateOrder, by: session, on: String(id)) { transaction, actor in
            let order = try Self.within(.updateOrder, transaction.order(id), by: actor, named: String(id))
            return try OrderTransitions(transaction, actor).undo(order, expecting: version)
        }
    }
}
