import Foundation
import Presentation
import Shop
import Terminal
import Testing

@testable import Screens

/// Placing at the counter: once, whatever comes between.
struct KioskPlacingTests {
    @Test("Of two kiosks that want the last piece one gets it, and the other is told what is left")
    func lastPiece() async throws {
        try await atKiosk { shop, first in
            let second = try await ShopTerminal(kiosk: shop)
            for terminal in [first, second] {
                try await terminal.press(.enter)
                try await terminal.click("Bakery")
                for _ in 1...3 { try await terminal.type("1") }
                try await terminal.type("0")
            }
            first.tap(.key(.enter))
            second.tap(.key(.enter))
            await first.answerFirst()
            await second.answerFirst()
            #expect(first.shownOrder?.items.first?.quantity == 3)
            #expect(
                second.shownOrder == nil
                    && second.kiosk?.sentence.contains("Almond croissant: 3 wanted, 1 left") == true)
            try await second.settle()
            #expect(second.kiosk?.order.cart.pieces == 1)
            try await second.press(.enter)
            #expect(second.shownOrder?.items.first?.quantity == 1)
            #expect(try await shop.product("Almond croissant").stock == 0)
        }
    }

    @Test("The time runs out while an order is placed: it is placed once, and its number is shown")
    func idleWhilePlacing() async throws {
        try await atKiosk { shop, terminal in
            try await terminal.choose(tiles: "1")
            terminal.tap(.key(.enter))
            shop.clock.advance(by: 300)
            for input in [Input.key(.escape), .key(.enter), .key(Key("x"))] { terminal.tap(input) }
            try await terminal.settle()
            let order = try #require(terminal.shownOrder)
            #expect(try await shop.kioskOrders().map(\.id) == [order.id])
            try await terminal.wait(14)
            #expect(terminal.shownOrder != nil)
            try await terminal.wait(2)
            #expect(terminal.isFresh)
        }
    }

    @Test(
        "An order that was written and not confirmed is there once, whether it is asked for again as it was or changed")
    func unconfirmed() async throws {
        for isChanged in [false, true] {
            try await atKiosk { shop, terminal in
                try await terminal.choose(tiles: "11", name: "Bo")
                let kiosk = try #require(terminal.kiosk)
                var order = kiosk.order
                let placing = order.place()
                let draft = try #require(placing)
                terminal.tap(.key(.enter))
                let fault = StoreError.unconfirmed(place: "shop.db", detail: "I/O error")
                await terminal.answerFirst(as: KioskScreen.Intent.placed(draft, .failure(.store(fault))))
                #expect(terminal.kiosk?.sentence.hasSuffix("Please try again; nothing is ordered twice.") == true)
                #expect(terminal.kiosk?.order.cart.pieces == 2 && terminal.kiosk?.order.name.text == "Bo")
                if isChanged {
                    try await terminal.press(.escape)
                    try await terminal.type("20")
                }
                try await terminal.press(.enter)
                let orders = try await shop.kioskOrders()
                #expect(orders.count == 1 && orders.first?.items.map(\.quantity) == [2])
                #expect(terminal.shownOrder?.id == orders.first?.id)
                try await terminal.wait(20)
                #expect(terminal.isFresh)
            }
        }
    }

    @Test("While the shop cannot be reached the kiosk says so, and comes back by itself")
    func unreachable() async throws {
        try await atKiosk { shop, terminal in
            terminal.tell(.unreachable(.busy))
            #expect(terminal.shows("the shop cannot be reached"))
            terminal.tap(.key(.enter))
            #expect(terminal.isAttracting)
            try await terminal.settle()
            #expect(terminal.shows("Touch the screen"))
            try await terminal.press(.enter)
            #expect(terminal.shows("Almond croissant"))
        }
    }
}
