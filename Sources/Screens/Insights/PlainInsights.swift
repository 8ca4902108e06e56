import Foundation
import Local
import Presentation
import Shop

/// The figures of a range of days, in numbers.
struct PlainInsights {
    let talk: PlainTalk
    let user: UserContext
    let session: Session

    private enum Span { case last(Int), days }
    private enum Part { case days, hours, products, export }

    private var service: InsightsService { user.services.insights }

    func run() async throws {
        while true {
            let span = try await talk.choose(
                "Insights",
                [
                    PlainChoice("Today", Span.last(1)), PlainChoice("The last 7 days", .last(7)),
                    PlainChoice("The last 30 days", .last(30)), PlainChoice("From one day to another", .days),
                ])
            let insights: Insights?
            switch span {
            case .last(let count): insights = try await talk.attempt { try await service.last(count, by: session) }
            case .days:
                guard let range = try await askRange() else { continue }
                insights = try await talk.attempt { try await service.figures(of: range, by: session) }
            case nil: return
            }
            if let insights { try await show(insights) }
        }
    }

    private func askRange() async throws -> DayRange? {
        guard let first = try await talk.day("From", "2026-11-01", open: "back"),
            let last = try await talk.day("To", "2026-11-30", open: "back")
        else { return nil }
        let range = DayRange(from: first, to: last)
        guard range.last <= range.first.advanced(by: 366) else {
            try talk.say("Up to 366 days at once, please.")
            return nil
        }
        return range
    }

    private func show(_ insights: Insights) async throws {
        try tell(insights)
        while true {
            let part = try await talk.choose(
                insights.range.text,
                [
                    PlainChoice("Day by day", Part.days), PlainChoice("By the hour", .hours),
                    PlainChoice("Best sellers", .products), PlainChoice("Write them into a CSV file", .export),
                ])
            switch part {
            case .days: try await talk.browse("Day by day", insights.byDay, text: { line("\($0.day)", $0.sales) })
            case .hours:
                if insights.openHours.isEmpty { try talk.say(Insights.nothingOrdered) }
                try talk.say(insights.openHours.map { line($0.name, $0.sales) })
            case .products: try await bestSellers(insights)
            case .export: try await export(insights.range)
            case nil: return
            }
        }
    }

    // MARK: the numbers

    private func tell(_ insights: Insights) throws {
        try talk.say(["", "Figures of \(insights.range.text)", line("In all", insights.total)])
        let texts = [insights.averageText(user.money), insights.cancelledText, insights.readyText]
        try talk.say(texts.compactMap(\.self))
    }

    /// `2026-11-24: 12 orders, €61.20`
    private func line(_ name: String, _ sales: Insights.Sales) -> String {
        "\(name): \(sales.text(user.money))"
    }

    private func bestSellers(_ insights: Insights) async throws {
        guard !insights.bestSellers.isEmpty else { return try talk.say(Insights.nothingSold) }
        try await talk.browse(
            "Best sellers", insights.bestSellers,
            text: { "\($0.name), \($0.pieces) sold, \(user.money.string($0.revenue))" })
    }

    private func export(_ range: DayRange) async throws {
        guard let file = try await talk.target("The CSV file", "figures.csv", user.files, as: .figures(range)),
            let path = try await talk.attempt({
                try TextFile.write(try await service.exportCSV(of: range, by: session), to: file)
            })
        else { return }
        try talk.say(WrittenText.figures(path))
    }
}
