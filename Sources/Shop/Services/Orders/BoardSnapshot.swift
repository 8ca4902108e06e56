import Foundation

/// The orders of the board, as of one moment.
public struct BoardSnapshot: Hashable, Sendable {
    /// Completed orders that are shown; all of them count.
    static let completedLimit = 50
    /// From so many events on the picture is read whole.
    private static let mostNews = 50

    /// Placed, preparing and ready, oldest first.
    public private(set) var open: [Order]
    /// The latest completed of the business day.
    public private(set) var completed: [Order]
    /// All that were completed on the business day, and their sum in minor units.
    public private(set) var completedCount: Int
    public private(set) var completedSum: Int64
    /// What the picture holds.
    public private(set) var position: FeedPosition
    /// The business day whose completed orders these are.
    private let day: Range<Date>

    /// What orders come to together, in minor units.
    public static func sum(of orders: [Order]) -> Int64 { orders.reduce(0) { $0 + $1.total } }

    /// Puts the order where it belongs by now. Where it is known to have gone on already, nothing changes.
    public mutating func take(_ order: Order) {
        guard !(open + completed).contains(where: { $0.id == order.id && $0.version > order.version }) else { return }
        open.removeAll { $0.id == order.id }
        completed.removeAll { $0.id == order.id }
        if order.status.isOpen {
            open.insert(order, at: open.firstIndex { $0.id > order.id } ?? open.endIndex)
        } else if order.status == .completed, order.statusAt >= day.lowerBound {
            completed.insert(order, at: completed.firstIndex { $0.statusAt <= order.statusAt } ?? completed.endIndex)
        }
    }
}

extension BoardSnapshot {
    /// The picture read whole.
    init(in transaction: any ReadTransaction, now: Date) throws {
        day = BusinessDay.span(of: now, in: try transaction.shop().timeZone)
        open = try transaction.openOrders()
        completed = try transaction.completedOrders(since: day.lowerBound, limit: Self.completedLimit)
        (completedCount, completedSum) = try transaction.completedTotals(since: day.lowerBound)
        position = try transaction.feedPosition()
    }

    /// The picture as it is now: what the log says has changed since is read, and nothing else.
    func broughtUpToDate(in transaction: any ReadTransaction, now: Date) throws -> BoardSnapshot {
        let news = try transaction.events(after: position, limit: Self.mostNews)
        // Other settings may mean another day.
        guard day.contains(now), news.count < Self.mostNews, !news.contains(where: { $0.kind == .settingsChanged })
        else { return try BoardSnapshot(in: transaction, now: now) }
        var board = self
        board.position = try transaction.feedPosition()
        let touched = Set(news.compactMap(\.orderID))
        if !touched.isEmpty { for order in try transaction.orders(touched.sorted()) { board.take(order) } }
        if news.contains(where: \.changesCompleted) { try board.countCompleted(in: transaction) }
        return board
    }

    private mutating func countCompleted(in transaction: any ReadTransaction) throws {
        (completedCount, completedSum) = try transaction.completedTotals(since: day.lowerBound)
        completed = Array(completed.prefix(Self.completedLimit))
        guard completed.count < min(completedCount, Self.completedLimit) else { return }
        // One was taken back: the next one is shown in its place.
        completed = try transaction.completedOrders(since: day.lowerBound, limit: Self.completedLimit)
    }
}

extension ShopEvent {
    /// The order that it is about.
    fileprivate var orderID: ID<Order>? { if case .order(let id) = subject { id } else { nil } }

    /// What is completed is not what it was.
    fileprivate var changesCompleted: Bool {
        if case .status(let from, let to) = change { from == .completed || to == .completed } else { false }
    }
}
