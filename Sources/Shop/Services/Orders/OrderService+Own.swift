/// A customer's own orders.
extension OrderService {
    /// A page of those that `filter` matches: the open ones first, then history; in both the newest first.
    ///
    /// - Parameter after: the last order of the page before, as it was shown; nil for the first page.
    public func own(
        _ filter: OrderFilter = OrderFilter(), after last: Order? = nil, limit: Int = 100, by session: Session
    ) async throws -> [Order] {
        try await environment.reading(.viewOwnOrders, by: session) { transaction, user in
            guard let user else { throw ShopError.notSignedIn }
            var query = OrderQuery(filter, ownerID: user.id)
            func page(_ query: OrderQuery, after last: Order?, _ limit: Int) throws -> [Order] {
                try transaction.orders(matching: query, sortedBy: .newestFirst, after: last, limit: limit)
            }
            guard filter.status == nil else { return try page(query, after: last, limit) }
            let isPastOpen = last.map { !$0.status.isOpen } ?? false
            var orders: [Order] = []
            if !isPastOpen {
                for status in OrderStatus.allCases where status.isOpen {
                    query.filter.status = status
                    orders += try page(query, after: last, limit)
                }
                orders = Array(orders.sorted { $0.id > $1.id }.prefix(limit))
            }
            query.filter.status = nil
            query.isClosed = true
            return try orders + page(query, after: isPastOpen ? last : nil, limit - orders.count)
        }
    }

    /// How many orders the customer ever placed, and for how much.
    public func ownTotals(by session: Session) async throws -> OrderTotals {
        try await environment.reading(.viewOwnOrders, by: session) { transaction, user in
            guard let user else { throw ShopError.notSignedIn }
            return try transaction.totals(of: user.id)
        }
    }
}
