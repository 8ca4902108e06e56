public import Foundation

/// The order's transition table (<doc:TheRulesOfAShop>): which step there is, for whom, and when.
public enum OrderStateMachine {
    /// A completed order can be recalled for 10 minutes.
    public static let recallLimit: TimeInterval = 600
    /// An admin's last step or payment mark can be taken back for 10 seconds.
    public static let undoLimit: TimeInterval = 10

    /// Whether someone of this role may take the step, on an order that the role's right reaches.
    ///
    /// - Throws: ``StepRefusal`` with the first rule that stands against it.
    public static func check(_ order: Order, to: OrderStatus, by role: Role, now: Date) throws(StepRefusal) {
        let from = order.status
        guard from != .cancelled else { throw .final }
        guard rows[from, default: []].contains(to) else { throw .noSuchStep }
        guard let limit = ShopOperation.step(to: to, by: role).limit(for: role) else { throw .adminOnly }
        if let refusal = limit.refusal(of: order) { throw refusal }
        if from == .completed, now.timeIntervalSince(order.statusAt) > recallLimit { throw .recallTooLate }
    }

    private static let rows: [OrderStatus: Set<OrderStatus>] = [
        .placed: [.preparing, .ready, .completed, .cancelled],
        .preparing: [.ready, .completed, .cancelled],
        .ready: [.completed, .preparing, .cancelled],
        .completed: [.ready],
    ]

    /// The step of the "forward" key.
    public static func forward(from status: OrderStatus) -> OrderStatus? {
        switch status {
        case .placed: .preparing
        case .preparing: .ready
        case .ready: .completed
        case .completed, .cancelled: nil
        }
    }

    /// The step of the "back" key: a recall.
    public static func back(from status: OrderStatus) -> OrderStatus? {
        switch status {
        case .ready: .preparing
        case .completed: .ready
        case .placed, .preparing, .cancelled: nil
        }
    }

    /// Whether goods go back on the shelf when an order is cancelled: from `placed` always, later only if the admin
    /// says so, for what was begun is waste by default.
    public static func returnsGoods(from status: OrderStatus, asked: Bool) -> Bool {
        status == .placed || asked
    }

    /// The payment mark an order may get next.
    public static func check(_ order: Order, payment: PaymentState) throws(StepRefusal) {
        guard order.payment == .unpaid, payment == .paid else { throw .noSuchStep }
        guard order.status != .cancelled else { throw .final }
    }

    /// Whether an order of this status may have this payment mark: what was paid is refunded by the cancellation, and by
    /// nothing else.
    public static func allows(_ payment: PaymentState, in status: OrderStatus) -> Bool {
        switch payment {
        case .unpaid: true
        case .paid: status != .cancelled
        case .refunded: status == .cancelled
        }
    }
}

/// Why a step is not there.
public enum StepRefusal: Error, Hashable, Sendable {
    case noSuchStep
    /// Cancelled orders stay so.
    case final
    case adminOnly
    /// A customer cancels only while unpaid.
    case alreadyPaid
    case recallTooLate
    /// Nothing to undo, or it is more than 10 seconds ago, or someone else's.
    case nothingToUndo
}
