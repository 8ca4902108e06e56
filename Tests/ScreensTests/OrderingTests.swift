import Foundation
import Shop
import Terminal
import Testing

@testable import Screens

struct OrderingTests {
    private func ada(
        _ size: Size = .large, _ body: (ScreenShop, ShopTerminal) async throws -> Void
    ) async throws {
        try await ScreenShop.use { shop in
            let terminal = try await ShopTerminal(shop, size: size)
            try await terminal.signIn(3)
            try await body(shop, terminal)
        }
    }

    private func ownOrders(_ shop: ScreenShop) async throws -> [Order] {
        try await shop.services.orders.own(by: try await shop.session("ada"))
    }

    @Test("A cart is placed once, however often Enter is pressed")
    func placedOnce() async throws {
        try await ada { shop, terminal in
            let before = try await ownOrders(shop).count
            try await terminal.put("Cappuccino", 2)
            try await terminal.press(Key("o"))
            for _ in 1...20 { terminal.tap(.key(.enter)) }
            for _ in 1...5 { terminal.tap(.key(.control("o"))) }
            try await terminal.settle()
            #expect(terminal.place == "Order placed")
            for _ in 1...5 { try await terminal.press(.enter) }
            let orders = try await ownOrders(shop)
            #expect(orders.count == before + 1)
            #expect(orders.first?.items.map(\.quantity) == [2])
            #expect(try await shop.product("Cappuccino").stock == 138)
        }
    }

    @Test("Nothing of an order can be changed while it is being placed")
    func lockedWhilePlacing() async throws {
        try await ada { shop, terminal in
            try await terminal.put("Cappuccino")
            try await terminal.press(Key("o"))
            terminal.tap(.key(.enter))
            for key in [Key.tab, Key("7"), .delete, .tab, Key("x"), .escape] { terminal.tap(.key(key)) }
            terminal.tap(.paste("99"))
            #expect(terminal.place == "Order form")
            try await terminal.settle()
            #expect(terminal.place == "Order placed")
            #expect(try await ownOrders(shop).first?.items.map(\.quantity) == [1])
        }
    }

    @Test("The cart is kept, and is back after another sign-in")
    func cartIsKept() async throws {
        try await ada { shop, terminal in
            try await terminal.put("Cappuccino", 3)
            try await terminal.note("extra hot", on: "Cappuccino")
            try await terminal.press(Key("Q"))
            #expect(terminal.place == "Sign in")
            try await terminal.signIn(4)
            #expect(!terminal.shows("extra hot"))
            let other = try await ShopTerminal(shop)
            try await other.signIn(3)
            #expect(other.shows("extra hot") && other.shows("Your order 3"))
        }
    }

    @Test("What was put in just before signing out or leaving is kept", arguments: ["Q", "q"])
    func quickWayOut(key: String) async throws {
        try await ada { shop, terminal in
            terminal.tap(.key(Key("+")))
            for _ in 1...4 { terminal.tap(.key(Key("+"))) }
            terminal.tap(.key(Key(Character(key))))
            if key == "q" {
                terminal.tap(.key(.backTab))
                terminal.tap(.key(.enter))
            }
            // When the screens are left, work that has begun is done, and no answer is heard any more.
            if terminal.exitCode != nil { await terminal.loseAnswers() } else { try await terminal.settle() }
            let kept = try await shop.services.carts.load(by: try await shop.session("ada")).cart
            #expect(kept.pieces == 5)
        }
    }

    @Test("After a crash between commit and answer, the person is told that the order was placed")
    func crashAfterCommit() async throws {
        try await ada { shop, terminal in
            let before = try await ownOrders(shop).count
            try await terminal.put("Cappuccino")
            try await terminal.press(Key("o"))
            terminal.tap(.key(.enter))
            await terminal.loseAnswers()

            let other = try await ShopTerminal(shop)
            try await other.signIn(3)
            let placed = try #require(try await ownOrders(shop).first)
            #expect(other.shows("Your order \(placed.ticket) was placed."))
            #expect(other.shows("Nothing yet."))
            #expect(try await ownOrders(shop).count == before + 1)
        }
    }

    @Test("A shortage is repaired in place: what is left is taken, and nothing is lost of the rest")
    func shortage() async throws {
        try await ada { shop, terminal in
            try await terminal.put("Almond", 3)
            try await terminal.put("Cappuccino")
            try await terminal.press(Key("o"))
            terminal.tap(.key(.enter))
            try await shop.place(("Almond croissant", 3), by: "sam")
            try await terminal.settle()
            #expect(terminal.shows("Almond croissant: 3 wanted, 1 left"))
            #expect(terminal.shows("[ Take what is left ]"))
            try await terminal.press(.enter)
            #expect(terminal.shows("Here is what is left."))
            try await terminal.press(.enter)
            #expect(terminal.place == "Order placed")
            #expect(try await ownOrders(shop).first?.items.map(\.quantity) == [1, 1])
            #expect(try await shop.product("Almond croissant").stock == 0)
        }
    }

    @Test("A new price is shown beside the old one, and needs a yes")
    func price() async throws {
        try await ada { shop, terminal in
            try await terminal.put("Avocado", 2)
            try await terminal.press(Key("o"))
            terminal.tap(.key(.enter))
            let grace = try await shop.session("grace")
            let toast = try await shop.product("Avocado toast").id
            _ = try await shop.services.products.edit(toast, ProductEdit(price: 900), by: grace)
            try await terminal.settle()
            #expect(terminal.place == "Order form")
            #expect(terminal.shows("€8.50 before, €9.00 now"))
            try await terminal.press(.enter)
            #expect(terminal.place == "Order placed")
            #expect(try await ownOrders(shop).first?.total == 1_800)
        }
    }

    @Test("A product that sells out while it is in the cart says so there, and is not put in any more")
    func soldOut() async throws {
        try await ada { shop, terminal in
            try await terminal.put("brulee")
            try await shop.place(("Crème brûlée tart", 3), by: "sam")
            try await terminal.settle()
            #expect(terminal.lines().count { $0.contains("sold out") } >= 1)
            try await terminal.press(.tab)
            #expect(terminal.shows("    sold out"))
            try await terminal.put("brulee")
            #expect(terminal.shows("That is sold out."))
            try await terminal.press(Key("o"))
            #expect(terminal.shows("[ Take what is left ]"))
            try await terminal.press(.enter)
            #expect(terminal.place == "Menu" && terminal.shows("Nothing yet."))
        }
    }

    @Test("When the shop cannot be reached, the cart stays, and is placed once when it can")
    func unreachable() async throws {
        try await ada { shop, terminal in
            let before = try await ownOrders(shop).count
            try await terminal.put("Cappuccino")
            terminal.tell(.unreachable(.busy))
            try await terminal.wait(5)
            #expect(terminal.line(with: "behind").contains("7 s behind"))
            terminal.tell(.live)
            try await terminal.settle()
            #expect(terminal.shows("● live") && terminal.shows("Your order 1"))
            try await terminal.place()
            #expect(try await ownOrders(shop).count == before + 1)
        }
    }
}
