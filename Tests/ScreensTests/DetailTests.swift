import Foundation
import Presentation
import Shop
import Terminal
import Testing

@testable import Screens

struct DetailTests {
    @Test("On the smallest screen every item of an order comes into sight, and Tab goes to its history")
    func items() async throws {
        try await atBoard(.small) { shop, terminal in
            let order = try await shop.place(
                ("Espresso", 1), ("Brownie", 1), ("Americano", 1), ("Cappuccino", 1), ("Earl Grey", 1),
                ("Still water", 1), ("Banana bread", 1), by: "zoe")
            for status in [OrderStatus.preparing, .ready] {
                try await shop.step(order.ticket.description, to: status)
            }
            try await terminal.settle()
            try await terminal.press(Key("3"), .end, .enter)
            #expect(terminal.place == "Order \(order.ticket)" && !terminal.shows("Banana bread"))
            try await terminal.press(.end)
            #expect(terminal.shows("Banana bread") && !terminal.shows("lines more"))
            try await terminal.press(.home)
            #expect(terminal.shows("Espresso") && terminal.shows("lines more"))
            #expect(terminal.shows("preparing → ready by Alan"))
            try await terminal.press(.tab, .end)
            #expect(terminal.shows("Turing"))
            try await terminal.press(.home)
            #expect(terminal.shows("placed by Zoë O'Brien") && !terminal.shows("preparing → ready"))
        }
    }

    @Test("On the smallest screen what a list cuts stands whole under it, for the row that is chosen")
    func wholeRows() async throws {
        try await atBoard(.small) { shop, terminal in
            try await terminal.press(Key("L"))
            #expect(terminal.shows("2026-11-24 10:41 C-010 placed by Ada") && terminal.shows("│ Lovelace"))
            try await terminal.press(Key("U"), .down)
            #expect(terminal.shows("Alan Turing alan@example.com"))
            try await terminal.press(Key("P"))
            try await terminal.importFile("name,price\nBrownie,cheap\n") { _ in
                #expect(terminal.shows("such as 3.50."))
            }
        }
    }

    @Test("On the smallest screen the verdict on the shop's health is whole")
    func health() async throws {
        try await atBoard(.small) { _, terminal in
            try await terminal.press(Key("H"))
            #expect(terminal.shows("The shop takes orders."))
        }
    }
}
