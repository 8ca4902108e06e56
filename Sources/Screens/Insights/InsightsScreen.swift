import Foundation
import Local
import Presentation
import Shop
import Terminal

/// The figures of a range of days, as pictures with the exact numbers beside them.
struct InsightsScreen: Screen {
    enum Chart: CaseIterable, Sendable { case hours, days }

    enum Intent: Message {
        case last(Int), askRange, setRange(String)
        case move(Int), nextChart, pick(Chart, Int)
        case export, exportTo(TargetFile)
        case figures(Insights)
        case exported(String)
    }

    let title = "Insights"
    private(set) var user: UserContext
    /// Nil until the shop has answered.
    private(set) var insights: Insights?
    private(set) var chart = Chart.hours
    private(set) var chosen: [Chart: Int] = [:]
    /// The last so many days; nil for a range of one's own.
    private(set) var days: Int? = 7
    private var range: DayRange?

    init(user: UserContext) { self.user = user }

    func bindings(_ context: Context) -> [Binding] {
        [
            Binding(Key("1"), label: "today", help: "Today", message: Intent.last(1)),
            Binding(Key("7"), label: "7 days", help: "The last 7 days", message: Intent.last(7)),
            Binding(Key("3"), label: "30 days", help: "The last 30 days", message: Intent.last(30)),
            Binding(Key("f"), label: "from – to", help: "Days of your choice", message: Intent.askRange),
            Binding(
                .left, Key("h"), label: "left", help: "The bar on the left", isInFooter: false, message: Intent.move(-1)
            ),
            Binding(
                .right, Key("l"), label: "right", help: "The bar on the right", isInFooter: false,
                message: Intent.move(1)),
            Binding(.tab, label: "other chart", help: "Hours or days", isInFooter: false, message: Intent.nextChart),
            Binding(
                Key("e"), label: "export", help: "Export the figures as a CSV file",
                unavailable: user.files.writeRefusal, message: Intent.export),
        ] + AdminSection.bindings(from: .insights, user)
    }

    // MARK: update

    mutating func update(_ event: Event, _ context: Context) -> [Effect] {
        guard case .message(let message) = event else { return [] }
        switch message {
        case is ScreenOpened, ShopNews.live: return load()
        case let news as ShopNews:
            guard case .events(let events) = news, events.contains(where: { $0.topic == .orders }) else {
                return user.watch(news)
            }
            return load() + user.watch(news)
        case let intent as Intent: return handle(intent)
        default: return []
        }
    }

    private mutating func handle(_ intent: Intent) -> [Effect] {
        switch intent {
        case .last(let count):
            (days, range, chosen) = (count, nil, [:])
            return load()
        case .askRange:
            return [
                .push(
                    DialogScreen(
                        title: "From – to", lines: ["Two days, such as 2026-11-01 2026-11-30:"],
                        choices: [.init("Show") { Intent.setRange($0) }],
                        input: TextFieldState(insights.map { "\($0.range.first) \($0.range.last)" } ?? "", limit: 30),
                        check: Self.problem))
            ]
        case .setRange(let text):
            guard Self.problem(with: text) == nil, let wanted = Self.range(text) else { return [] }
            (days, range, chosen) = (nil, wanted, [:])
            return load()
        case .nextChart: chart = chart == .hours ? .days : .hours
        case .move(let step): pick(chart, (chosen[chart] ?? defaultBar) + step)
        case .pick(let chart, let bar):
            self.chart = chart
            pick(chart, bar)
        case .export:
            guard let range = insights?.range else { return [] }
            return FileDialog.writing(
                "Export figures", "As the CSV file:", "figures.csv", user.files, as: .figures(range)
            ) { Intent.exportTo($0) }
        case .exportTo(let file): return export(to: file)
        case .figures(let figures): insights = figures
        case .exported(let path): return [.toast(WrittenText.figures(path), .success)]
        }
        return []
    }

    private static func range(_ text: String) -> DayRange? {
        let days = text.split { $0 == " " || $0 == "," }.map { BusinessDay(String($0)) }
        guard days.count == 2, let first = days[0], let last = days[1] else { return nil }
        return DayRange(from: first, to: last)
    }

    /// At most a year, which is what fits a screen and answers at once.
    private static func problem(with text: String) -> String? {
        guard let range = range(text) else { return "Two days, please, such as 2026-11-01 2026-11-30." }
        return range.last <= range.first.advanced(by: 366) ? nil : "A year of days at most, please."
    }

    private var defaultBar: Int { bars(chart).count - 1 }

    private mutating func pick(_ chart: Chart, _ bar: Int) {
        chosen[chart] = min(max(0, bar), max(0, bars(chart).count - 1))
    }

    private func load() -> [Effect] {
        user.ask("figures", answer: Intent.figures) { [days, range] services, session in
            if let range { return try await services.insights.figures(of: range, by: session) }
            return try await services.insights.last(days ?? 7, by: session)
        }
    }

    private func export(to file: TargetFile) -> [Effect] {
        guard let insights else { return [] }
        return user.ask("export", answer: Intent.exported) { services, session in
            let text = try await services.insights.exportCSV(of: insights.range, by: session)
            return try TextFile.write(text, to: file)
        }
    }

    // MARK: the pictures' values

    struct Value: Sendable {
        var label: String
        /// As it stands beside the picture.
        var name: String
        var sales: Insights.Sales
    }

    func bars(_ chart: Chart) -> [Value] {
        guard let insights else { return [] }
        switch chart {
        case .hours:
            // The hours in which the shop is closed say nothing.
            let open = insights.byHour.indices.filter { insights.byHour[$0].orders > 0 }
            guard let first = open.first, let last = open.last else { return [] }
            return (first...last).map { hour in
                Value(label: "\(hour)", name: hourText(hour), sales: insights.byHour[hour])
            }
        case .days:
            return insights.byDay.map { day, sales in
                Value(label: "\(day.number % 100)", name: day.description, sales: sales)
            }
        }
    }
}
