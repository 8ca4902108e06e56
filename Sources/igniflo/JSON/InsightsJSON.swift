import Shop

/// The figures as `insights --json` prints them. Amounts are in the currency's minor unit.
struct InsightsJSON: Encodable {
    struct Sales: Encodable {
        /// Placed, whatever became of them.
        var orders: Int
        var cancelled: Int
        /// Completed or paid.
        var sales: Int
        var revenue: Int64

        init(_ sales: Insights.Sales) {
            orders = sales.orders
            cancelled = sales.cancelled
            self.sales = sales.sales
            revenue = sales.revenue
        }
    }

    struct Day: Encodable {
        var day: String
        var figures: Sales
    }

    struct Product: Encodable {
        var product: ProductID
        var name: String
        var pieces: Int
        var revenue: Int64
    }

    /// Seconds from placed to ready.
    struct Ready: Encodable {
        /// Orders that became ready.
        var orders: Int
        var median: Double
        var ninetieth: Double
    }

    var from: String
    var to: String
    var currency: String
    var total: Sales
    /// One for each day of the range.
    var days: [Day]
    /// 24, from midnight on.
    var hours: [Sales]
    /// Most pieces first.
    var products: [Product]
    /// Not there when no order became ready.
    var ready: Ready?

    init(_ insights: Insights, _ shop: ShopSettings) {
        from = insights.range.first.description
        to = insights.range.last.description
        currency = shop.currency.code
        total = Sales(insights.total)
        days = insights.byDay.map { Day(day: $0.day.description, figures: Sales($0.sales)) }
        hours = insights.byHour.map(Sales.init)
        products = insights.bestSellers.map {
            Product(product: $0.product, name: $0.name, pieces: $0.pieces, revenue: $0.revenue)
        }
        ready = insights.ready.map { Ready(orders: $0.count, median: $0.median, ninetieth: $0.ninetieth) }
    }
}
