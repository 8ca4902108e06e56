import Presentation
import Shop
import Terminal
import Testing

@testable import Screens

struct LogTests {
    private func log(_ body: (ScreenShop, ShopTerminal) async throws -> Void) async throws {
        try await atBoard { shop, terminal in
            try await terminal.press(Key("L"))
            try await body(shop, terminal)
        }
    }

    @Test("The chosen event stays chosen while others happen, and new ones come into sight above it")
    func chosenStays() async throws {
        try await log { shop, terminal in
            try await terminal.press(.down, .down)
            let chosen = try #require(terminal.chosenEvent)
            let order = try await shop.place(("Espresso", 1), by: "zoe")
            try await terminal.settle()
            #expect(terminal.chosenEvent == chosen)
            #expect(terminal.line(with: "\(order.ticket)").contains("placed by Zoë O'Brien"))
        }
    }

    @Test("Further down what is read stays where it is on the screen")
    func placeStays() async throws {
        try await log { shop, terminal in
            for _ in 1...150 { try await terminal.press(.down) }
            let chosen = try #require(terminal.chosenEvent)
            let before = terminal.lines()
            for _ in 1...3 { try await shop.place(("Espresso", 1), by: "zoe") }
            try await terminal.settle()
            #expect(terminal.chosenEvent == chosen)
            #expect(terminal.lines()[4..<30] == before[4..<30])
        }
    }

    @Test("More events at once than a page has, and the log begins at the newest without a gap")
    func manyAtOnce() async throws {
        try await log { shop, terminal in
            let brownie = try await shop.product("Brownie")
            let alan = try await shop.session("alan")
            for pieces in 1...120 {
                _ = try await shop.services.products.restock(brownie.id, by: pieces, reason: "", by: alan)
            }
            try await terminal.settle()
            try await terminal.press(.home)
            let newest = try await shop.services.log.page(EventFilter(), limit: 110, by: alan).events
            for event in newest {
                #expect(terminal.chosenEvent == event)
                try await terminal.press(.down)
            }
        }
    }

    @Test("A filter that finds little says how far back it has looked, and looks further when it is asked to")
    func farBack() async throws {
        try await log { shop, terminal in
            let brownie = try await shop.product("Brownie")
            let now = shop.clock.now
            try await shop.store.write { transaction in
                for _ in 1...20_500 {
                    _ = try transaction.append(
                        NewEvent(
                            at: now, actorID: nil, subject: .product(brownie.id), subjectName: "Brownie",
                            change: .productStock(from: 1, to: 2)))
                }
            }
            try await terminal.press(Key("B"), Key("L"), Key("f"), Key("f"), Key("f"))
            #expect(terminal.shows("Nothing like that since 2026-11-24. End looks further back."))
            try await terminal.press(.end)
            #expect(terminal.shows("registered as admin") && !terminal.shows("people since"))
        }
    }

    @Test("The demo's events are in order of time")
    func demoInOrder() async throws {
        try await ScreenShop.use { shop in
            let times = try await shop.store.read { try $0.events(after: 0, limit: 10_000) }.map(\.at)
            #expect(times.count > 500 && times == times.sorted())
        }
    }
}

extension ShopTerminal {
    fileprivate var chosenEvent: ShopEvent? {
        guard let rows = open(LogScreen.self)?.rows, let events = rows.events else { return nil }
        return events.indices.contains(rows.list.selected) ? events[rows.list.selected] : nil
    }
}
