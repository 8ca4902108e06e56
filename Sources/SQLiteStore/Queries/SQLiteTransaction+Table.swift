import Foundation
import GRDB
import Shop

extension SQLiteTransaction {
    func orders(
        matching query: OrderQuery, sortedBy sorting: OrderSorting, after last: Order?, limit: Int
    ) throws -> [Order] {
        switch sorting.column {
        case .number: try page(query, .number, sorting.isAscending, after: last, limit)
        case .total: try page(query, .total, sorting.isAscending, after: last, limit)
        case .customer: try page(query, .customer, sorting.isAscending, after: last, limit)
        case .status: try pageByStatus(query, sorting.isAscending, after: last, limit)
        }
    }

    /// One status after the other, each along its own index.
    private func pageByStatus(
        _ query: OrderQuery, _ isAscending: Bool, after last: Order?, _ limit: Int
    ) throws -> [Order] {
        let life = isAscending ? OrderStatus.allCases : OrderStatus.allCases.reversed()
        var found: [Order] = []
        for status in life.drop(while: { last != nil && $0 != last?.status }) where found.count < limit {
            guard query.filter.status == nil || query.filter.status == status else { continue }
            var part = query
            part.filter.status = status
            found += try page(
                part, .number, isAscending, after: status == last?.status ? last : nil, limit - found.count)
        }
        return found
    }

    private func page(
        _ query: OrderQuery, _ order: OrderTable.Order, _ isAscending: Bool, after last: Order?, _ limit: Int
    ) throws -> [Order] {
        guard query.filter.isPossible, var range = try range(of: query) else { return [] }
        if order == .number, let last {
            if isAscending {
                range.low = max(range.low, last.id.rawValue)
            } else {
                range.high = min(range.high, last.id.rawValue)
            }
        }
        let choice = try choice(query, range, sorted: order != .number)
        let table = OrderTable(source: choice.source, order: order, isAscending: isAscending, walks: choice.walks)
        var arguments = try arguments(query, range, limit)
        // Nothing is beyond these: a name holds no unassigned character, a total is no more than 12 digits.
        let end = isAscending ? Int64.min : .max
        arguments["id"] = last?.id ?? end
        arguments["total"] = last?.total ?? end
        arguments["customer_name"] = last?.customerName ?? (isAscending ? "" : "\u{10FFFF}")
        return try orders(table.page, StoredArguments(named: arguments))
    }

    func orderCount(matching query: OrderQuery) throws -> OrderCount {
        guard query.filter.isPossible, let range = try range(of: query) else {
            return OrderCount(count: 0, isExact: true)
        }
        let sources = Self.sources(of: query)
        guard !sources.isEmpty else { return OrderCount(count: range.count, isExact: true) }
        let most = OrderCount.limit + 1
        if sources.count == 1, !Self.hasDays(query) {
            let count = try count(sources[0], query, range)
            return OrderCount(count: min(count, OrderCount.limit), isExact: count < most)
        }
        let choice = try choice(query, range, sorted: false, countsAll: true)
        let arguments = StoredArguments(named: try arguments(query, range, most))
        let counted = try row(choice.source.checkedCount, arguments) { row in
            let (candidates, passed): (Int, Int) = (try row[0], try row[1])
            return OrderCount(count: min(passed, OrderCount.limit), isExact: candidates < most)
        }
        return counted ?? OrderCount(count: 0, isExact: true)
    }

    func totals(of customer: ID<User>) throws -> OrderTotals {
        var parts: [OrderStatus: OrderTotals.Part] = [:]
        for (status, part) in try rows(SQL.totalsOfCustomer, [customer], Self.part) { parts[status] = part }
        return OrderTotals(parts: parts)
    }

    private static func part(_ row: StoredRow) throws -> (OrderStatus, OrderTotals.Part) {
        (try row.word("status"), try OrderTotals.Part(count: row["count"], sum: row["sum"]))
    }

    // MARK: choosing the way

    /// The numbers between which the orders of a query lie, both exclusive, and how many orders the days have.
    private struct Range {
        var low: Int64
        var high: Int64
        var count: Int
    }

    private struct Choice {
        var source: OrderTable.Source
        var walks = false
    }

    /// - Returns: nil when there is no order on the days.
    private func range(of query: OrderQuery) throws -> Range? {
        let (first, last) = Self.days(query)
        let range = try row(SQL.orderDays, [first, last]) { row -> Range? in
            guard let low: Int64 = try row["first"] else { return nil }
            return Range(low: low - 1, high: try row["last"] + 1, count: try row["orders"])
        }
        return range ?? nil
    }

    /// The way with the fewest candidates; where even they are many, along the index of the sorting.
    private func choice(
        _ query: OrderQuery, _ range: Range, sorted: Bool, countsAll: Bool = false
    ) throws -> Choice {
        let sources = Self.sources(of: query)
        if !sorted, !countsAll, sources.count <= 1 { return Choice(source: sources.first ?? .all) }
        var best = Choice(source: .all)
        var fewest = min(Int(clamping: range.high - range.low - 1), OrderCount.limit + 1)
        for source in sources {
            let count = try count(source, query, range)
            if count < fewest || (best.source == .all && !sorted && count == fewest) {
                fewest = count
                best.source = source
            }
        }
        guard sorted, fewest > OrderCount.limit else { return best }
        return Choice(source: .all, walks: true)
    }

    private func count(_ source: OrderTable.Source, _ query: OrderQuery, _ range: Range) throws -> Int {
        let arguments = try arguments(query, range, OrderCount.limit + 1)
        return try row(source.count, StoredArguments(named: arguments)) { try $0[0] } ?? 0
    }

    /// The filters that have an index, the one to prefer among equals first.
    private static func sources(of query: OrderQuery) -> [OrderTable.Source] {
        var sources: [OrderTable.Source] = []
        if query.filter.ticket != nil { sources.append(.ticket) }
        if query.ownerID != nil { sources.append(.owner) }
        if OrderSearch.match(query) != nil { sources.append(.text) }
        if query.filter.productID != nil { sources.append(.product) }
        if query.filter.payment != nil { sources.append(.payment) }
        if query.filter.status != nil { sources.append(.status) }
        return sources
    }

    private static func hasDays(_ query: OrderQuery) -> Bool {
        query.filter.firstDay != nil || query.filter.lastDay != nil
    }

    private static func days(_ query: OrderQuery) -> (first: Int, last: Int) {
        (query.filter.firstDay?.number ?? 0, query.filter.lastDay?.number ?? 99_999_999)
    }

    private func arguments(
        _ query: OrderQuery, _ range: Range, _ limit: Int
    ) throws -> [String: any StoredValue] {
        let filter = query.filter
        let (first, last) = Self.days(query)
        let match = OrderSearch.match(query)
        return [
            "low": range.low, "high": range.high, "limit": limit, "firstDay": first, "lastDay": last,
            "channel": filter.ticket?.channel.rawValue, "number": filter.ticket?.number, "owner": query.ownerID,
            "product": filter.productID, "payment": filter.payment?.rawValue, "status": filter.status?.rawValue,
            "closed": query.isClosed, "text": match, "fresh": match == nil ? "[]" : try unindexedOrders(found: query),
        ]
    }
}

extension SQL {
    static let orderDays = """
        SELECT min(first) AS first, max(last) AS last, total(orders) AS orders FROM (
            SELECT min(first_order) AS first, max(last_order) AS last, total(orders) AS orders FROM order_days
            WHERE business_day BETWEEN ?1 AND ?2
            UNION ALL SELECT min(id), max(id), count(*) FROM orders NOT INDEXED
            WHERE \(isUnindexed) AND business_day BETWEEN ?1 AND ?2)
        """
    static let totalsOfCustomer = """
        SELECT status, count(*) AS count, sum(total) AS sum FROM orders INDEXED BY orders_of_customer
        WHERE customer_id = ? GROUP BY status
        """
    /// The statements of the table of all orders, with the names of their parameters; none may scan a history.
    static let readsOfTable =
        OrderTable.allCases.map(\.page) + OrderTable.Source.allCases.flatMap { [$0.count, $0.checkedCount] }
}
