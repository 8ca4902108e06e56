import Foundation
import Presentation
import Shop
import Terminal
import Testing

@testable import Screens

struct CustomerFrames {
    @Test("The menu", arguments: Size.all)
    func menu(size: Size) async throws {
        try await ShopTerminal.ada(size) { _, terminal in try terminal.expectFrame("menu") }
    }

    @Test("A search", arguments: Size.all)
    func search(size: Size) async throws {
        try await ShopTerminal.ada(size) { _, terminal in
            try await terminal.press(Key("/"))
            try await terminal.type("cafe")
            try terminal.expectFrame("menu-search")
        }
    }

    @Test("A search that finds nothing", arguments: Size.all)
    func nothingFound(size: Size) async throws {
        try await ShopTerminal.ada(size) { _, terminal in
            try await terminal.press(Key("/"))
            try await terminal.type("pizza")
            try terminal.expectFrame("menu-nothing")
        }
    }

    @Test("A cart with notes, of which some is short, sold out, or has another price", arguments: Size.all)
    func cart(size: Size) async throws {
        try await ShopTerminal.ada(size) { shop, terminal in
            try await fill(terminal)
            try await spoil(shop, terminal)
            try await terminal.press(.tab)
            try terminal.expectFrame("cart")
        }
    }

    /// Two products with notes, and two that others want, too.
    private func fill(_ terminal: ShopTerminal) async throws {
        try await terminal.put("Cappuccino", 2)
        try await terminal.note("one extra hot, one with oat milk if there is any left", on: "Cappuccino")
        try await terminal.put("Almond", 3)
        try await terminal.put("Avocado")
        try await terminal.put("brulee")
        try await terminal.press(Key("N"))
        try await terminal.type("We sit outside, under the tree.")
        try await terminal.press(.enter)
    }

    private func spoil(_ shop: ScreenShop, _ terminal: ShopTerminal) async throws {
        try await shop.place(("Almond croissant", 3), ("Crème brûlée tart", 3), by: "sam")
        let grace = try await shop.session("grace")
        let toast = try await shop.product("Avocado toast").id
        _ = try await shop.services.products.edit(toast, ProductEdit(price: 895), by: grace)
        try await terminal.settle()
    }

    @Test("Look only", arguments: Size.all)
    func lookOnly(size: Size) async throws {
        try await ScreenShop.use { shop in
            let terminal = try await ShopTerminal(shop, size: size)
            try await terminal.press(.control("o"))
            try await terminal.put("Cappuccino", 2)
            try terminal.expectFrame("look-only")
        }
    }

    @Test("The order form", arguments: Size.all)
    func orderForm(size: Size) async throws {
        try await ShopTerminal.ada(size) { _, terminal in
            try await fill(terminal)
            try await terminal.press(Key("o"))
            try terminal.expectFrame("order-form")
        }
    }

    @Test("The order form with a quantity that cannot be", arguments: Size.all)
    func orderFormError(size: Size) async throws {
        try await ShopTerminal.ada(size) { _, terminal in
            try await fill(terminal)
            try await terminal.press(Key("o"), .tab, .tab)
            try await terminal.type("1000")
            try terminal.expectFrame("order-form-error")
        }
    }

    @Test("The order form when others were faster", arguments: Size.all)
    func orderFormShortage(size: Size) async throws {
        try await ShopTerminal.ada(size) { shop, terminal in
            try await fill(terminal)
            try await terminal.press(Key("o"))
            try await spoil(shop, terminal)
            try terminal.expectFrame("order-form-shortage")
        }
    }

    @Test("The order form when a price has moved", arguments: Size.all)
    func orderFormPrice(size: Size) async throws {
        try await ShopTerminal.ada(size) { shop, terminal in
            try await fill(terminal)
            try await terminal.press(Key("o"))
            try await spoil(shop, terminal)
            try await terminal.press(.enter)
            try terminal.expectFrame("order-form-price")
        }
    }

    @Test("The ticket", arguments: Size.all)
    func ticket(size: Size) async throws {
        try await ShopTerminal.ada(size) { _, terminal in
            try await terminal.put("Cappuccino", 2)
            try await terminal.place()
            try terminal.expectFrame("ticket")
        }
    }

    @Test("The tracker of an order that was placed, is made, is ready, was cancelled", arguments: Size.all)
    func tracker(size: Size) async throws {
        try await ShopTerminal.ada(size) { shop, terminal in
            try await fill(terminal)
            try await terminal.place()
            let ticket = try #require(Ticket(terminal.ticket)).description
            try await terminal.press(.enter)
            try terminal.expectFrame("tracker-placed")
            try await terminal.wait(130)
            try await shop.step(ticket, to: .preparing)
            try await terminal.wait(3)
            try terminal.expectFrame("tracker-preparing")
            try await shop.step(ticket, to: .ready)
            try await terminal.settle()
            try terminal.expectFrame("tracker-ready")
            try await terminal.wait(60)
            try await shop.step(ticket, to: .cancelled, reason: "the oven gave up")
            try await terminal.wait(10)
            try terminal.expectFrame("tracker-cancelled")
        }
    }

    @Test("The tracker of an order that was handed over, and its receipt", arguments: Size.all)
    func trackerCompleted(size: Size) async throws {
        try await ShopTerminal.ada(size) { shop, terminal in
            try await fill(terminal)
            try await terminal.place()
            let ticket = terminal.ticket
            try await terminal.wait(130)
            for status in [OrderStatus.preparing, .ready, .completed] { try await shop.step(ticket, to: status) }
            try await terminal.wait(5)
            try await terminal.press(.enter)
            try terminal.expectFrame("tracker-completed")
            try await terminal.press(Key("r"))
            try terminal.expectFrame("tracker-receipt")
            try await terminal.press(.end)
            #expect(terminal.shows("under the tree."))
        }
    }

    @Test("Cancelling names what will happen, and Keep it has the focus", arguments: Size.all)
    func cancelQuestion(size: Size) async throws {
        try await ShopTerminal.ada(size) { _, terminal in
            try await terminal.put("Cappuccino", 2)
            try await terminal.place()
            try await terminal.press(.enter, Key("x"))
            try terminal.expectFrame("tracker-cancel")
        }
    }

    @Test("An order of many things: all of them come into sight", arguments: Size.all)
    func longOrder(size: Size) async throws {
        try await ShopTerminal.ada(size) { shop, terminal in
            let products = try await shop.services.products.list(by: nil).filter { !$0.isSoldOut }.prefix(30)
            let lines = products.map {
                OrderDraft.Line(
                    productID: $0.id, quantity: 1, note: "not too hot, please, and with a spoon for the little one")
            }
            let draft = OrderDraft(request: UUID().uuidString, lines: Array(lines), note: "for the whole office")
            _ = try await shop.services.orders.place(draft, by: try await shop.session("ada"))
            try await terminal.settle()
            try await terminal.press(Key("t"))
            var seen = terminal.screen
            for _ in 1...(3 * lines.count) where !terminal.shows("Note: for the whole office") {
                try await terminal.press(.down)
                seen += terminal.screen
            }
            #expect(terminal.shows("Note: for the whole office") && !terminal.shows("lines more"))
            for product in products { #expect(seen.contains(product.name.prefix(20)), "\(product.name)") }
        }
    }

    @Test("A note that is being written", arguments: Size.all)
    func note(size: Size) async throws {
        try await ShopTerminal.ada(size) { _, terminal in
            try await terminal.put("Cappuccino")
            try await terminal.press(Key("n"))
            try await terminal.type("extra hot")
            try terminal.expectFrame("note")
        }
    }

    @Test("My orders", arguments: Size.all)
    func orders(size: Size) async throws {
        try await ShopTerminal.ada(size) { _, terminal in
            try await terminal.press(.backTab, .down)
            try terminal.expectFrame("my-orders")
        }
    }

    @Test("Leaving with a full cart asks", arguments: Size.all)
    func leave(size: Size) async throws {
        try await ShopTerminal.ada(size) { _, terminal in
            try await terminal.put("Cappuccino")
            try await terminal.press(Key("q"))
            try terminal.expectFrame("leave")
        }
    }

    @Test("The menu in ASCII")
    func ascii() async throws {
        try await ScreenShop.use { shop in
            let terminal = try await ShopTerminal(shop, size: .usual, glyphs: .ascii)
            try await terminal.signIn(3)
            try await terminal.press(.backTab)
            try terminal.expectFrame("my-orders-ascii")
        }
    }
}

extension ShopTerminal {
    /// The ticket that the tickets' screen shows.
    var ticket: String { open(TicketScreen.self)?.order.ticket.description ?? "" }
}
