import Foundation
import Presentation
import Shop
import Terminal
import Testing

@testable import Screens

struct InsightsTests {
    @Test("Days of one's own are shown, and written into a file as they are shown")
    func ownDays() async throws {
        try await atBoard { shop, terminal in
            let days = DayRange(from: BusinessDay(number: 20_261_101), to: BusinessDay(number: 20_261_110))
            try await terminal.press(Key("I"), Key("f"))
            try await terminal.retype("2026-11-01 2026-11-10")
            try await terminal.press(.enter)
            let shown = try #require(terminal.open(InsightsScreen.self)?.insights)
            let admin = try await shop.session("alan")
            #expect(shown.range == days && shown.byDay.count == 10 && shown.total.orders > 0)
            #expect(terminal.shows("2026-11-01") && terminal.shows(shop.settings.money.string(shown.total.revenue)))
            let path = DemoFile.freshFolder().path + ".csv"
            defer { try? FileManager.default.removeItem(atPath: path) }
            try await terminal.press(Key("e"))
            try await terminal.retype(path)
            try await terminal.press(.enter)
            #expect(terminal.shows("The figures are in"))
            let text = try String(contentsOfFile: path, encoding: .utf8)
            #expect(text == (try await shop.services.insights.exportCSV(of: days, by: admin)))
        }
    }

    @Test(
        "Days that are none, or too many, are asked for again, and the figures stay",
        arguments: [
            ("", "Two days, please"), ("2026-11-01", "Two days, please"), ("soon later", "Two days, please"),
            ("2026-11-31 2026-12-01", "Two days, please"), ("2020-01-01 2026-11-10", "A year of days at most, please."),
        ])
    func wrongDays(text: String, words: String) async throws {
        try await atBoard { _, terminal in
            try await terminal.press(Key("I"), Key("f"))
            let before = terminal.open(InsightsScreen.self)?.insights
            try await terminal.retype(text)
            try await terminal.press(.enter)
            #expect(terminal.place == "From – to" && terminal.shows(words))
            #expect(terminal.open(InsightsScreen.self)?.insights == before)
        }
    }

    @Test("Figures follow while somebody looks at them")
    func live() async throws {
        try await atBoard { shop, terminal in
            try await terminal.press(Key("I"), Key("1"))
            let before = try #require(terminal.open(InsightsScreen.self)?.insights).total
            let order = try await shop.place(("Espresso", 2), by: "zoe")
            try await shop.step(order.ticket.description, to: .completed)
            try await terminal.settle()
            let after = try #require(terminal.open(InsightsScreen.self)?.insights).total
            #expect(after.orders == before.orders + 1 && after.revenue == before.revenue + order.total)
        }
    }
}
