import ArgumentParser
import Foundation
import Presentation
import Shop
import Terminal

struct ShowInsights: ShopCommand {
    static let configuration = CommandConfiguration(
        commandName: "insights", abstract: "Print the figures of the last days, for admins.",
        discussion: """
            An order counts on the day it was placed, and as a sale once it is completed or paid. Examples:

              igniflo insights
              igniflo insights --days 30
              igniflo insights --from 2026-11-01 --to 2026-11-30 --csv > november.csv
            """)

    @Option(help: "So many days, today included: 1 to 3660. (default: 1)")
    var days: Int?

    @Option(help: ArgumentHelp("The first day, such as 2026-11-01.", valueName: "day"))
    var from: BusinessDay?

    @Option(help: ArgumentHelp("The last day. (default: today)", valueName: "day"))
    var to: BusinessDay?

    @Flag(help: "Print CSV: a line for the whole, each day, each hour, each product.")
    var csv = false

    @OptionGroup var place: DatabaseOption
    @OptionGroup var print: PrintOption

    func validate() throws {
        if let days, !(1...3_660).contains(days) { throw ValidationError("--days is 1 to 3660") }
        if days != nil, from != nil || to != nil { throw ValidationError("Take either --days, or --from and --to") }
        if from == nil, to != nil { throw ValidationError("--to goes with --from") }
        if let from, let to, to < from { throw ValidationError("--from is a day before --to, or the same") }
        if csv, print.json { throw ValidationError("Take either --csv or --json") }
    }

    func run(in context: CommandContext, _ output: Output) async throws {
        let session = try await context.session()
        let range = range(in: output.shop.timeZone)
        let insights = context.services.insights
        guard !csv else { return try Console.write(try await insights.exportCSV(of: range, by: session)) }
        try output.figures(try await insights.figures(of: range, by: session))
    }

    private func range(in zone: TimeZone) -> DayRange {
        let now = Date()
        guard let from else { return .last(days ?? 1, at: now, in: zone) }
        return DayRange(from: from, to: to ?? max(from, BusinessDay(now, in: zone)))
    }
}

extension Output {
    fileprivate func figures(_ insights: Insights) throws {
        if isJSON { return try json(InsightsJSON(insights, shop)) }
        try line(insights.range.text)
        try line(insights.total.text(shop.money))
        let texts = [insights.averageText(shop.money), insights.cancelledText, insights.readyText]
        for text in texts.compactMap(\.self) { try line(text) }
        if insights.byDay.count > 1 {
            try section("Day", insights.byDay.map { ($0.day.description, $0.sales) })
        }
        try section("Hour", insights.openHours.map { ($0.name, $0.sales) })
        try bestSellers(insights.bestSellers)
    }

    private func section(_ title: String, _ rows: [(String, Insights.Sales)]) throws {
        guard !rows.isEmpty else { return }
        try line("")
        let columns = [
            Table.Column(title: title), Table.Column(title: "Orders", alignment: .trailing),
            Table.Column(title: "Sales", alignment: .trailing), Table.Column(title: "Revenue", alignment: .trailing),
        ]
        try table(
            Table(
                columns: columns,
                rows: rows.map { name, sales in
                    [
                        Table.Cell(name), Table.Cell(String(sales.orders)), Table.Cell(String(sales.sales)),
                        Table.Cell(money(sales.revenue), .strong),
                    ]
                }))
    }

    private func bestSellers(_ products: [Insights.ProductSales]) throws {
        guard !products.isEmpty else { return }
        try line("")
        let columns = [
            Table.Column(title: "Best sellers", isFlexible: true), Table.Column(title: "Pieces", alignment: .trailing),
            Table.Column(title: "Revenue", alignment: .trailing),
        ]
        try table(
            Table(
                columns: columns,
                rows: products.prefix(10).map {
                    [Table.Cell($0.name), Table.Cell(String($0.pieces)), Table.Cell(money($0.revenue), .strong)]
                }))
    }
}
