import Foundation

/// The figures: what was sold, when, how fast. Computed from sums that the store keeps with each change of an order.
public struct InsightsService: Sendable {
    let environment: ShopEnvironment

    /// The last `days` business days, today included.
    public func last(_ days: Int, by session: Session) async throws -> Insights {
        let now = environment.now()
        return try await figures(by: session) { settings in .last(days, at: now, in: settings.timeZone) }
    }

    public func figures(of range: DayRange, by session: Session) async throws -> Insights {
        try await figures(by: session) { _ in range }
    }

    /// The figures as CSV (RFC 4180): a line for the whole, each day, each hour and each product.
    public func exportCSV(of range: DayRange, by session: Session) async throws -> String {
        try await environment.reading(.viewInsights, by: session) { transaction, _ in
            let settings = try transaction.shop()
            return InsightsFile.text(try Insights(of: range, settings, in: transaction), settings)
        }
    }

    private func figures(
        by session: Session, _ range: @escaping @Sendable (ShopSettings) -> DayRange
    ) async throws -> Insights {
        try await environment.reading(.viewInsights, by: session) { transaction, _ in
            let settings = try transaction.shop()
            return try Insights(of: range(settings), settings, in: transaction)
        }
    }
}

extension Insights {
    fileprivate init(of range: DayRange, _ settings: ShopSettings, in transaction: any ReadTransaction) throws {
        self.init(
            range: range, slots: try transaction.salesSlots(of: range),
            products: try transaction.productSales(of: range), readyTimes: try transaction.readyTimes(of: range),
            in: settings.timeZone)
    }

    init(
        range: DayRange, slots: [SalesSlot], products: [ProductSales], readyTimes: [Int64], in zone: TimeZone
    ) {
        var total = Sales()
        var days: [BusinessDay: Sales] = [:]
        var hours = Array(repeating: Sales(), count: 24)
        for slot in slots {
            let start = Date(timeIntervalSince1970: TimeInterval(slot.slot * 900))
            hours[CivilTime(start, in: zone).hour] += slot.sales
            days[slot.day, default: Sales()] += slot.sales
            total += slot.sales
        }
        self.init(
            range: range, total: total, byHour: hours,
            bestSellers: products.filter { $0.pieces > 0 }.sorted {
                ($1.pieces, $1.revenue, $0.name) < ($0.pieces, $0.revenue, $1.name)
            },
            ready: ReadyTimes(sortedMilliseconds: readyTimes.sorted()), salesOfDays: days)
    }
}
