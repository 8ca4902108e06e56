import Foundation
import Presentation
import Shop
import Terminal
import Testing

@testable import Screens

/// Choosing at the counter, while others buy.
struct KioskChoosingTests {
    @Test("Digits, arrows and touch choose, and more or less of it")
    func choosing() async throws {
        try await atKiosk { shop, terminal in
            try await terminal.click("Touch the screen")
            try await terminal.click("Coffee")
            try await terminal.type("1")
            try await terminal.press(.right, .enter, .enter, Key("-"))
            try await terminal.click("Bakery")
            try await terminal.click("Brownie")
            try await terminal.click("Brownie")
            let chosen = terminal.kiosk?.order.quote.lines.map { "\($0.quantity) \($0.name)" }
            #expect(chosen == ["1 Americano", "1 Café au lait", "2 Brownie"])
            try await terminal.click("[ Order")
            try await terminal.type("Bo 7")
            try await terminal.click("[ Order")
            let order = try #require(terminal.shownOrder)
            #expect(order.customerName == "Bo 7" && order.total == 300 + 340 + 640)
            #expect(terminal.shows("Please pay at the counter"))
        }
    }

    @Test("What others buy is sold out before the eyes, and no more than is left can be chosen")
    func soldOut() async throws {
        try await atKiosk { shop, terminal in
            try await terminal.press(.enter)
            try await terminal.click("Bakery")
            for _ in 1...6 { try await terminal.type("1") }
            #expect(terminal.shows("Only 4 Almond croissant left."))
            #expect(terminal.kiosk?.order.cart.pieces == 4)
            try await shop.place(("Almond croissant", 4), by: "ada")
            try await terminal.settle()
            #expect(terminal.shows("sold out"))
            try await terminal.type("1")
            #expect(terminal.shows("Almond croissant is sold out."))
        }
    }

    @Test("A price that changes is said, and nobody pays one that was not shown")
    func price() async throws {
        try await atKiosk { shop, terminal in
            try await terminal.choose(tiles: "1")
            let croissant = try await shop.product("Almond croissant").id
            let grace = try await shop.session("grace")
            _ = try await shop.services.products.edit(croissant, ProductEdit(price: 990), by: grace)
            // Enter comes before the news does.
            terminal.tap(.key(.enter))
            await terminal.answerFirst()
            #expect(
                terminal.shownOrder == nil
                    && terminal.kiosk?.sentence.hasPrefix("Prices have changed: Almond croissant.") == true)
            try await terminal.settle()
            #expect(terminal.shows("€9.90"))
            try await terminal.press(.enter)
            #expect(terminal.shownOrder?.total == 990)
        }
    }

    @Test("A price that changes while somebody decides is pointed at")
    func priceNews() async throws {
        try await atKiosk { shop, terminal in
            try await terminal.choose(tiles: "1")
            let croissant = try await shop.product("Almond croissant").id
            _ = try await shop.services.products.edit(
                croissant, ProductEdit(price: 990), by: try await shop.session("grace"))
            try await terminal.settle()
            #expect(terminal.shows("A price has changed. Please look again.") && terminal.shows("€9.90"))
        }
    }
}
