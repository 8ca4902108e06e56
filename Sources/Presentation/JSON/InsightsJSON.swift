package import Shop

/// The figures of a range of days.
package struct InsightsJSON: JSONObject {
    package static let name = "insights"
    package static let about = "The figures of a range of days. Amounts are in the currency's minor unit."
    package static let commands = ["insights"]
    package static let fields = [
        field("from", \.from, "The first day, such as 2026-11-01."),
        field("to", \.to, "The last day."),
        field("currency", \.currency, "The currency's code of ISO 4217."),
        field("total", \.total, "All days together."),
        field("days", \.days, "One for each day."),
        field("hours", \.hours, "24 of them, from midnight on."),
        field("products", \.products, "Most pieces first."),
        field("ready", \.ready, "How long orders took; missing when none became ready."),
    ]

    package struct Sales: JSONPart {
        package static let fields = [
            field("orders", \.orders, "Placed, whatever became of them."),
            field("cancelled", \.cancelled, "Of these, cancelled."),
            field("sales", \.sales, "Of these, completed or paid."),
            field("revenue", \.revenue, "What the sales came to."),
        ]

        package var orders: Int
        package var cancelled: Int
        package var sales: Int
        package var revenue: Int64

        package init(_ sales: Insights.Sales) {
            orders = sales.orders
            cancelled = sales.cancelled
            self.sales = sales.sales
            revenue = sales.revenue
        }
    }

    package struct Day: JSONPart {
        package static let fields = [
            field("day", \.day, "Such as 2026-11-01."),
            field("figures", \.figures, "Of this day."),
        ]

        package var day: String
        package var figures: Sales
    }

    package struct Product: JSONPart {
        package static let fields = [
            field("product", \.productID, "The product's number."),
            field("name", \.name, "What it is called."),
            field("pieces", \.pieces, "Sold."),
            field("revenue", \.revenue, "What they came to."),
        ]

        package var productID: ID<Shop.Product>
        package var name: String
        package var pieces: Int
        package var revenue: Int64

        package enum CodingKeys: String, CodingKey {
            case productID = "product"
            case name, pieces, revenue
        }
    }

    package struct Ready: JSONPart {
        package static let fields = [
            field("orders", \.orders, "Orders that became ready."),
            field("median", \.median, "Seconds from placed to ready: half of them were faster."),
            field("ninetieth", \.p90, "Seconds within which nine of ten were ready."),
        ]

        package var orders: Int
        package var median: Double
        package var p90: Double

        package enum CodingKeys: String, CodingKey {
            case orders, median
            case p90 = "ninetieth"
        }
    }

    package var from: String
    package var to: String
    package var currency: String
    package var total: Sales
    package var days: [Day]
    package var hours: [Sales]
    package var products: [Product]
    package var ready: Ready?

    package init(_ insights: Insights, _ shop: ShopSettings) {
        from = insights.range.first.description
        to = insights.range.last.description
        currency = shop.currency.code
        total = Sales(insights.total)
        days = insights.byDay.map { Day(day: $0.day.description, figures: Sales($0.sales)) }
        hours = insights.byHour.map(Sales.init)
        products = insights.bestSellers.map {
            Product(productID: $0.productID, name: $0.name, pieces: $0.pieces, revenue: $0.revenue)
        }
        ready = insights.ready.map { Ready(orders: $0.count, median: $0.median, p90: $0.p90) }
    }
}
