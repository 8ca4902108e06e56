/// All orders of all time, sorted, filtered and searched; nothing here reads more of the history than it shows.
extension OrderService {
    /// A page of the orders that `filter` matches.
    ///
    /// - Parameter after: the last order of the page before, as it was shown; nil for the first page.
    public func table(
        _ filter: OrderFilter = OrderFilter(), sortedBy sorting: OrderSorting = .newestFirst, after last: Order? = nil,
        limit: Int = 100, by session: Session
    ) async throws -> [Order] {
        try await environment.reading(.viewAllOrders, by: session) { transaction, _ in
            try transaction.orders(matching: OrderQuery(filter), sortedBy: sorting, after: last, limit: limit)
        }
    }

    /// How many the filter leaves: exactly, or "10,000 and more" without counting on.
    public func count(_ filter: OrderFilter = OrderFilter(), by session: Session) async throws -> OrderCount {
        try await environment.reading(.viewAllOrders, by: session) { transaction, _ in
            try transaction.orderCount(matching: OrderQuery(filter))
        }
    }

    /// The orders that `filter` matches as CSV (RFC 4180), piece by piece, each a page read when it is asked for; the
    /// first piece is the header. Rights are asked for each.
    public func exportCSV(
        _ filter: OrderFilter = OrderFilter(), sortedBy sorting: OrderSorting = .newestFirst, by session: Session
    ) -> OrderExport {
        OrderExport(orders: self, filter: filter, sorting: sorting, session: session)
    }
}

/// The orders of a filter as CSV, a piece at a time.
public struct OrderExport: AsyncSequence, Sendable {
    private static let pageSize = 500

    let orders: OrderService
    let filter: OrderFilter
    let sorting: OrderSorting
    let session: Session

    public func makeAsyncIterator() -> Iterator { Iterator(export: self) }

    public struct Iterator: AsyncIteratorProtocol {
        let export: OrderExport
        private var last: Order?
        private var settings: ShopSettings?

        init(export: OrderExport) { self.export = export }

        /// - Returns: nil when all are written.
        public mutating func next() async throws -> String? {
            guard let settings else { return try await header() }
            let page = try await export.orders.table(
                export.filter, sortedBy: export.sorting, after: last, limit: pageSize, by: export.session)
            guard !page.isEmpty else { return nil }
            last = page.last
            return page.reduce(into: "") { text, order in text += OrderFile.line(order, settings) }
        }

        private mutating func header() async throws -> String {
            settings = try await export.orders.environment.reading(.viewAllOrders, by: export.session) {
                transaction, _ in try transaction.shop()
            }
            return CSVWriter.line(OrderFile.columns)
        }
    }
}
