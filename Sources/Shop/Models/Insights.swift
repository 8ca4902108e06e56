/// The figures of a range of business days. An order belongs to the day on which it was placed; it is a sale once it is
/// completed or paid, and no longer when it is refunded or taken back.
public struct Insights: Hashable, Sendable {
    /// Orders of a time, in minor units of the shop's currency.
    public struct Sales: Hashable, Sendable {
        /// Placed, whatever became of them.
        public var orders: Int
        public var cancelled: Int
        /// Completed or paid.
        public var sales: Int
        public var revenue: Int64

        public init(orders: Int = 0, cancelled: Int = 0, sales: Int = 0, revenue: Int64 = 0) {
            self.orders = orders
            self.cancelled = cancelled
            self.sales = sales
            self.revenue = revenue
        }

        static func += (left: inout Sales, right: Sales) {
            left.orders += right.orders
            left.cancelled += right.cancelled
            left.sales += right.sales
            left.revenue += right.revenue
        }

        /// Of a sale, in minor units, rounded half up; nil when there was none.
        public var averageOrder: Int64? {
            sales == 0 ? nil : (revenue + Int64(sales) / 2) / Int64(sales)
        }

        /// Cancelled orders among those placed: 0 to 1; nil when none was placed.
        public var cancelledShare: Double? { orders == 0 ? nil : Double(cancelled) / Double(orders) }
    }

    public struct ProductSales: Hashable, Sendable {
        public var productID: ID<Product>
        /// As it is called now.
        public var name: String
        public var pieces: Int
        public var revenue: Int64

        public init(productID: ID<Product>, name: String, pieces: Int, revenue: Int64) {
            self.productID = productID
            self.name = name
            self.pieces = pieces
            self.revenue = revenue
        }
    }

    /// Seconds from placed to ready, of the orders that became ready.
    public struct ReadyTimes: Hashable, Sendable {
        public var count: Int
        public var median: Double
        /// Nine of ten orders were ready within this time.
        public var p90: Double

        /// - Returns: nil when no order became ready. Nearest rank: each figure is one order's own time.
        init?(sortedMilliseconds times: [Int64]) {
            guard !times.isEmpty else { return nil }
            func rank(_ percent: Int) -> Double { Double(times[(times.count * percent + 99) / 100 - 1]) / 1_000 }
            count = times.count
            median = rank(50)
            p90 = rank(90)
        }
    }

    public var range: DayRange
    public var total: Sales
    /// One for each day of the range, also where nothing was sold.
    public var byDay: [(day: BusinessDay, sales: Sales)] {
        range.days.map { ($0, salesOfDays[$0] ?? Sales()) }
    }
    /// 24, by the hour of the shop's clock at which the orders were placed.
    public var byHour: [Sales]
    /// Most pieces first.
    public var bestSellers: [ProductSales]
    /// Nil when no order became ready.
    public var ready: ReadyTimes?
    var salesOfDays: [BusinessDay: Sales]
}

/// What a store keeps of a quarter of an hour.
public struct SalesSlot: Hashable, Sendable {
    public var day: BusinessDay
    /// Quarters of an hour since 1970, UTC.
    public var slot: Int64
    public var sales: Insights.Sales

    public init(day: BusinessDay, slot: Int64, sales: Insights.Sales) {
        self.day = day
        self.slot = slot
        self.sales = sales
    }
}
