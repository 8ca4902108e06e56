import Shop

/// The figures of a range of days.
struct InsightsJSON: JSONObject {
    static let name = "insights"
    static let about = "The figures of a range of days. Amounts are in the currency's minor unit."
    static let commands = ["insights"]
    static let fields = [
        field("from", \.from, "The first day, such as 2026-11-01."),
        field("to", \.to, "The last day."),
        field("currency", \.currency, "The currency's code of ISO 4217."),
        field("total", \.total, "All days together."),
        field("days", \.days, "One for each day."),
        field("hours", \.hours, "24 of them, from midnight on."),
        field("products", \.products, "Most pieces first."),
        field("ready", \.ready, "How long orders took; missing when none became ready."),
    ]

    struct Sales: JSONPart {
        static let fields = [
            field("orders", \.orders, "Placed, whatever became of them."),
            field("cancelled", \.cancelled, "Of these, cancelled."),
            field("sales", \.sales, "Of these, completed or paid."),
            field("revenue", \.revenue, "What the sales came to."),
        ]

        var orders: Int
        var cancelled: Int
        var sales: Int
        var revenue: Int64

        init(_ sales: Insights.Sales) {
            orders = sales.orders
            cancelled = sales.cancelled
            self.sales = sales.sales
            revenue = sales.revenue
        }
    }

    struct Day: JSONPart {
        static let fields = [
            field("day", \.day, "Such as 2026-11-01."),
            field("figures", \.figures, "Of this day."),
        ]

        var day: String
        var figures: Sales
    }

    struct Product: JSONPart {
        static let fields = [
            field("product", \.product, "The product's number."),
            field("name", \.name, "What it is called."),
            field("pieces", \.pieces, "Sold."),
            field("revenue", \.revenue, "What they came to."),
        ]

        var product: ID<Shop.Product>
        var name: String
        var pieces: Int
        var revenue: Int64
    }

    struct Ready: JSONPart {
        static let fields = [
            field("orders", \.orders, "Orders that became ready."),
            field("median", \.median, "Seconds from placed to ready: half of them were faster."),
            field("ninetieth", \.p90, "Seconds within which nine of ten were ready."),
        ]

        var orders: Int
        var median: Double
        var p90: Double

        enum CodingKeys: String, CodingKey {
            case orders, median
            case p90 = "ninetieth"
        }
    }

    var from: String
    var to: String
    var currency: String
    var total: Sales
    var days: [Day]
    var hours: [Sales]
    var products: [Product]
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
        ready = insights.ready.map { Ready(orders: $0.count, median: $0.median, p90: $0.p90) }
    }
}
