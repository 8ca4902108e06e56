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
            try await shop.step(order.ticket.description, to: .preparing)
            try await terminal.settle()
            try await terminal.press(Key("2"), .end, .enter)
            #expect(terminal.place == "Order \(order.ticket)" && !terminal.shows("Banana bread"))
            try await terminal.press(.end)
            #expect(terminal.shows("Banana bread") && !terminal.shows("lines more"))
            try await terminal.press(.home)
            #expect(terminal.shows("Espresso") && terminal.shows("lines more"))
            #expect(terminal.shows("placed → preparing"))
            try await terminal.press(.tab, .home)
            #expect(terminal.shows("placed by Zoë O'Brien") && !terminal.shows("placed → preparing"))
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
