import Foundation
import Presentation
import Shop
import Terminal
import Testing

@testable import Screens

/// What stands on the counter and above the shelf.
struct CounterFrames {
    private static let kioskSizes = [Size.large, .usual, .small, Size(width: 160, height: 45)]
    private static let displaySizes = [Size.large, .usual, .small, Size(width: 200, height: 60)]

    private func kiosk(_ size: Size, _ body: (ScreenShop, ShopTerminal) async throws -> Void) async throws {
        try await ScreenShop.use(change: ScreenShop.noDemo) { shop in
            try await body(shop, try await ShopTerminal(kiosk: shop, size: size))
        }
    }

    @Test("The kiosk waits for somebody", arguments: kioskSizes)
    func attract(size: Size) async throws {
        try await kiosk(size) { _, terminal in try terminal.expectFrame("kiosk-attract") }
    }

    @Test("The kiosk while the shop cannot be reached", arguments: kioskSizes)
    func unreachable(size: Size) async throws {
        try await kiosk(size) { _, terminal in
            terminal.tell(.unreachable(.busy))
            try terminal.expectFrame("kiosk-unreachable")
        }
    }

    @Test(
        "The kiosk's menu with something chosen, something sold out, and the last of something", arguments: kioskSizes)
    func menu(size: Size) async throws {
        try await kiosk(size) { _, terminal in
            try await terminal.press(.enter)
            try await terminal.type("11")
            for _ in 1...4 { try await terminal.type("1") }
            try await terminal.press(.tab, .tab)
            try await terminal.type("23")
            try await terminal.press(.backTab, .backTab)
            try terminal.expectFrame("kiosk-menu")
        }
    }

    @Test("The kiosk asks for a name and a yes", arguments: kioskSizes)
    func confirm(size: Size) async throws {
        try await kiosk(size) { _, terminal in
            try await terminal.choose(tiles: "1123", name: "Bo")
            try terminal.expectFrame("kiosk-confirm")
        }
    }

    @Test("The kiosk's ticket", arguments: kioskSizes)
    func ticket(size: Size) async throws {
        try await kiosk(size) { _, terminal in
            try await terminal.choose(tiles: "11")
            try await terminal.press(.enter)
            try terminal.expectFrame("kiosk-ticket")
        }
    }

    @Test("The kiosk asks whether anyone is there", arguments: kioskSizes)
    func stillThere(size: Size) async throws {
        try await kiosk(size) { _, terminal in
            try await terminal.choose(tiles: "11")
            try await terminal.wait(63)
            try terminal.expectFrame("kiosk-still-there")
        }
    }

    @Test("The way out of the kiosk", arguments: kioskSizes)
    func leave(size: Size) async throws {
        try await kiosk(size) { _, terminal in
            try await terminal.press(Key(.function(12)))
            try terminal.expectFrame("kiosk-leave")
        }
    }

    @Test("The display with nothing on it", arguments: displaySizes)
    func displayEmpty(size: Size) async throws {
        try await ScreenShop.use(change: ScreenShop.noDemo) { shop in
            for order in try await shop.services.orders.board(by: try await shop.session("alan")).open {
                try await shop.step(order.ticket.description, to: .completed)
            }
            try await ShopTerminal(display: shop, size: size).expectFrame("display-none")
        }
    }

    @Test("The display with a few tickets, the newest marked", arguments: displaySizes)
    func displayFew(size: Size) async throws {
        try await ScreenShop.use(change: ScreenShop.noDemo) { shop in
            let terminal = try await ShopTerminal(display: shop, size: size)
            let order = try await shop.place(("Flat white", 1), by: "ada")
            try await shop.step(order.ticket.description, to: .ready)
            try await terminal.settle()
            try terminal.expectFrame("display-few")
        }
    }

    @Test("The display with more tickets than fit", arguments: displaySizes)
    func displayMany(size: Size) async throws {
        try await ScreenShop.use(change: ScreenShop.noDemo) { shop in
            let (ada, alan) = (try await shop.session("ada"), try await shop.session("alan"))
            let product = try await shop.product("Espresso").id
            for number in 1...130 {
                let draft = OrderDraft(
                    request: UUID().uuidString, lines: [OrderDraft.Line(productID: product, quantity: 1)])
                let order = try await shop.services.orders.place(draft, by: ada)
                let step = StatusStep(to: number % 2 == 0 ? .ready : .preparing, expecting: order.version)
                _ = try await shop.services.orders.setStatus(order.id, step, by: alan)
            }
            try await ShopTerminal(display: shop, size: size).expectFrame("display-many")
        }
    }
}
