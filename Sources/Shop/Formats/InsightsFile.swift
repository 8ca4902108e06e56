/// Figures as a CSV file: `kind` says what a line is about, `key` which one.
enum InsightsFile {
    private static let columns = [
        "kind", "key", "orders", "cancelled", "sales", "revenue", "currency", "pieces", "medianSeconds",
        "ninetiethSeconds",
    ]

    static func text(_ insights: Insights, _ settings: ShopSettings) -> String {
        let currency = settings.currency.code
        func line(_ kind: String, _ key: String, _ sales: Insights.Sales, _ rest: [String] = ["", "", ""]) -> String {
            CSVWriter.line(
                [
                    kind, key, String(sales.orders), String(sales.cancelled), String(sales.sales),
                    settings.money.plain(sales.revenue), currency,
                ] + rest)
        }
        let ready = insights.ready.map { ["", String($0.median), String($0.p90)] } ?? ["", "", ""]
        var text = CSVWriter.line(columns)
        text += line("total", "\(insights.range.first)/\(insights.range.last)", insights.total, ready)
        for (day, sales) in insights.byDay { text += line("day", day.description, sales) }
        for (hour, sales) in insights.byHour.enumerated() { text += line("hour", String(hour), sales) }
        for product in insights.bestSellers {
            text += CSVWriter.line([
                "product", CSVWriter.guarded(product.name), "", "", "", settings.money.plain(product.revenue),
                currency, String(product.pieces), "", "",
            ])
        }
        return text
    }
}
