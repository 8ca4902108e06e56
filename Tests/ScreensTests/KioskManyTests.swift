import Foundation
import Presentation
import Shop
import Terminal
import Testing

@testable import Screens

/// A whole day at the counter.
struct KioskManyTests {
    @Test("Five hundred orders in a row: as many tickets, and nothing of one in the next", .timeLimit(.minutes(15)))
    func many() async throws {
        try await atKiosk(.usual) { shop, terminal in
            let grace = try await shop.session("grace")
            let croissant = try await shop.product("Almond croissant").id
            _ = try await shop.services.products.restock(croissant, by: 1_000, by: grace)
            var tickets: Set<Ticket> = []
            for number in 1...500 {
                let pieces = number % 3 + 1
                try await terminal.choose(tiles: String(repeating: "1", count: pieces), name: "No \(number)")
                try await terminal.press(.enter)
                let order = try #require(terminal.shownOrder)
                #expect(order.customerName == "No \(number)" && order.items.map(\.quantity) == [pieces])
                tickets.insert(order.ticket)
                try await terminal.wait(16)
                #expect(terminal.isFresh)
            }
            #expect(tickets.count == 500)
        }
    }
}
