import Foundation
import Presentation
import Shop
import Terminal
import Testing

@testable import Screens

/// All of a customer's orders, as far back as they go.
struct OwnOrdersTests {
    /// Ada at all of her orders, after so many more were placed.
    private func ada(
        _ size: Size = .large, placing more: Int = 0, _ body: (ScreenShop, ShopTerminal) async throws -> Void
    ) async throws {
        let change: @Sendable (any WriteTransaction) throws -> Void = { transaction in
            let id = try transaction.insert(ProductDraft(name: "Tap water", price: 10, stock: 500))
            _ = try transaction.move(StockMovement(productID: id, delta: 500, kind: .import, at: StoppedClock.start))
        }
        try await ScreenShop.use(change: change) { shop in
            let session = try await shop.session("ada")
            let water = try await shop.product("Tap water").id
            for _ in 0..<more {
                let draft = OrderDraft(request: UUID().uuidString, lines: [.init(productID: water, quantity: 1)])
                _ = try await shop.services.orders.place(draft, by: session)
            }
            let terminal = try await ShopTerminal(shop, size: size)
            try await terminal.signIn(3)
            try await terminal.press(Key("O"))
            try await body(shop, terminal)
        }
    }

    private func shown(_ terminal: ShopTerminal) -> PagedRows<Order>? { terminal.open(MyOrdersScreen.self)?.orders }

    @Test("All orders, those of one status, and those that a search finds", arguments: Size.all)
    func frames(size: Size) async throws {
        try await ada(size) { _, terminal in
            try terminal.expectFrame("own-orders")
            try await terminal.press(Key("f"), Key("f"))
            try terminal.expectFrame("own-orders-filter")
            try await terminal.press(.escape, Key("/"))
            try await terminal.type("matcha")
            try terminal.expectFrame("own-orders-search")
            try await terminal.type(" pizza")
            #expect(terminal.shows("No orders like that."))
        }
    }

    @Test("Esc shows everything again, and then goes back")
    func escape() async throws {
        try await ada { _, terminal in
            try await terminal.press(Key("f"), Key("/"))
            try await terminal.type("c-")
            try await terminal.press(.enter, .escape)
            #expect(shown(terminal)?.count == 35)
            try await terminal.press(.escape)
            #expect(terminal.place == "Menu")
        }
    }

    @Test("Whoever reads far down stays there when an order moves; the oldest is reached, each once")
    func staysWhileReading() async throws {
        try await ada(placing: 100) { shop, terminal in
            try await terminal.press(.end, .end)
            let rows = try #require(shown(terminal)?.rows)
            #expect(rows.count == 135 && Set(rows.map(\.id)).count == 135)
            #expect(isOpenFirst(rows))
            let chosen = shown(terminal)?.selected?.id
            #expect(chosen == rows.last?.id)
            try await shop.step(try #require(rows.first).ticket.description, to: .preparing)
            try await terminal.settle()
            #expect(shown(terminal)?.rows?.first?.status == .preparing)
            #expect(shown(terminal)?.selected?.id == chosen && shown(terminal)?.count == 135)
        }
    }

    @Test("An order that comes to its end moves into history, and one that is placed to the top, each of them once")
    func movesWhileReading() async throws {
        try await ada(placing: 100) { shop, terminal in
            try await terminal.press(.end, .end)
            let shownFirst = try #require(shown(terminal)?.rows)
            let open = shownFirst.filter(\.status.isOpen)
            try #require(open.count > 100)
            let done = open[50]
            try await shop.step(done.ticket.description, to: .completed)
            let placed = try await shop.place(("Tap water", 1), by: "ada")
            try await terminal.settle()
            let rows = try #require(shown(terminal)?.rows)
            #expect(shown(terminal)?.total == 136 && shown(terminal)?.state.selected == 134)
            #expect(rows.count == 136 && Set(rows.map(\.id)).count == 136 && isOpenFirst(rows))
            #expect(rows.first?.id == placed.id)
            #expect(rows.first { !$0.status.isOpen }?.id == done.id)
        }
    }

    @Test("An order that ends while the page after it is read is not shown twice")
    func endsWhileAsked() async throws {
        try await ada(placing: 130) { shop, terminal in
            terminal.tap(.key(.end))
            let first = try #require(shown(terminal)?.rows?.first)
            try await shop.step(first.ticket.description, to: .completed)
            await terminal.answerFirst()
            let ids = try #require(shown(terminal)?.rows?.map(\.id))
            #expect(ids.count > 100 && Set(ids).count == ids.count)
            try await terminal.settle()
            let rows = try #require(shown(terminal)?.rows)
            #expect(isOpenFirst(rows))
        }
    }

    /// The open ones, then history; in both the newest first.
    private func isOpenFirst(_ orders: [Order]) -> Bool {
        let sorted = orders.sorted { ($0.status.isOpen ? 1 : 0, $0.id) > ($1.status.isOpen ? 1 : 0, $1.id) }
        return orders.map(\.id) == sorted.map(\.id)
    }

    @Test("A page that was asked for under another filter does not come under this one")
    func stalePage() async throws {
        try await ada(placing: 100) { _, terminal in
            for _ in 1...4 { terminal.tap(.key(Key("f"))) }
            terminal.tap(.key(.end))
            try await terminal.settle()
            let statuses = Set(shown(terminal)?.rows?.map(\.status) ?? [])
            #expect(statuses == [.completed])
        }
    }
}
