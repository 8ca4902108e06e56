import Foundation
import Presentation
import Shop
import Testing

struct DisplayTests {
    @Test("The display shows tickets that are preparing and ready, newest ready first, and ready ones for ten minutes")
    func tickets() async throws {
        let shop = try await TestShop.open()
        let product = try await shop.product("Flat white")
        var orders: [Order] = []
        for _ in 1...4 {
            orders.append(try await shop.services.orders.place(shop.draft((product, 1)), by: shop.customer))
        }
        _ = try await shop.step(orders[1], to: .preparing)
        _ = try await shop.step(orders[2], to: .ready)
        shop.clock.advance(by: 300)
        _ = try await shop.step(orders[3], to: .ready)
        var board = try await shop.services.display.tickets()
        #expect(board.preparing.map(\.ticket) == [orders[1].ticket])
        #expect(board.ready.map(\.ticket) == [orders[3].ticket, orders[2].ticket])
        shop.clock.advance(by: 301)
        board = try await shop.services.display.tickets()
        #expect(board.ready.map(\.ticket) == [orders[3].ticket])
        _ = try await shop.step(orders[3], to: .completed)
        #expect(try await shop.services.display.tickets().ready.isEmpty)
        #expect(try await shop.services.display.tickets().preparing.count == 1)
    }

    @Test("The display hears which ticket is ready, and not whose it is or who did it", .timeLimit(.minutes(15)))
    func changes() async throws {
        let shop = try await TestShop.open()
        let product = try await shop.product("Flat white")
        let signals = shop.services.display.changes(after: try await shop.services.feed.position())
        let order = try await shop.services.orders.place(shop.draft((product, 1)), by: shop.customer)
        _ = try await shop.step(order, to: .ready)
        for await case .events(let events) in signals {
            let event = try #require(events.first)
            #expect(event.subjectName == order.ticket.description && event.change.reached == .ready)
            #expect(event.actorID == nil && event.actorName.isEmpty && event.subject == .shop && event.reason.isEmpty)
            break
        }
    }

    @Test("A customer's feed says that the shop's settings changed, and not to what", .timeLimit(.minutes(15)))
    func feedOfSettings() async throws {
        let shop = try await TestShop.open()
        let signals = shop.services.feed.changes(after: try await shop.services.feed.position(), for: shop.customer)
        _ = try await shop.services.settings.edit([.printerCommand: "lp -d secret"], by: shop.admin)
        for await case .events(let events) in signals {
            let event = try #require(events.first)
            #expect(event.change == .unread(.settingsChanged, from: "", to: "") && event.actorName.isEmpty)
            break
        }
    }
}
