import Foundation
import Presentation
import Shop
import Terminal
import Testing

@testable import Screens

struct OrderingTests {
    private func ownOrders(_ shop: ScreenShop) async throws -> [Order] {
        try await shop.services.orders.own(by: try await shop.session("ada"))
    }

    @Test("A cart is placed once, however often Enter is pressed")
    func placedOnce() async throws {
        try await ShopTerminal.ada { shop, terminal in
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
        try await ShopTerminal.ada { shop, terminal in
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

    @Test("Del takes a line out at its quantity, and deletes text in every note")
    func deleting() async throws {
        try await ShopTerminal.ada { _, terminal in
            try await terminal.put("Cappuccino")
            try await terminal.put("Brownie")
            try await terminal.press(Key("o"), .up)
            try await terminal.type("to go")
            try await terminal.press(.home, .delete)
            #expect(terminal.shows("Note for the shop  o go"))
            try await terminal.press(.up)
            try await terminal.type("warm")
            try await terminal.press(.home, .delete)
            #expect(terminal.line(with: "Brownie").contains("arm") && !terminal.shows("warm"))
            try await terminal.press(.backTab, .delete)
            #expect(!terminal.shows("Brownie") && terminal.shows("Cappuccino"))
        }
    }

    @Test("A note of ten thousand characters is cut, says so, and the order is placed with what fits")
    func longNote() async throws {
        let long = String(repeating: "warm, please\n", count: 800)
        try await ShopTerminal.ada { shop, terminal in
            try await terminal.put("Cappuccino")
            try await terminal.press(Key("n"))
            try await terminal.paste(long)
            #expect(terminal.shows("the rest was left out."))
            try await terminal.press(.enter, Key("o"), .up)
            try await terminal.paste(long)
            #expect(terminal.shows("the rest was left out."))
            try await terminal.press(.up)
            try await terminal.paste(long)
            #expect(terminal.shows("the rest was left out."))
            try await terminal.press(.control("o"))
            #expect(terminal.place == "Order placed")
            let order = try #require(try await ownOrders(shop).first)
            #expect(order.note.hasPrefix("warm, please warm") && Order.noteLength.contains(order.note.count))
            #expect(OrderItem.noteLength.contains(order.items[0].note.count) && order.items[0].note.count > 100)
        }
    }

    @Test("A new size in the middle of a form loses nothing that was typed")
    func resizeInForm() async throws {
        try await ShopTerminal.ada { shop, terminal in
            try await terminal.put("Cappuccino")
            try await terminal.press(Key("o"), .up, .up)
            try await terminal.type("extra ")
            for size in [Size.small, Size(width: 39, height: 11), Size(width: 1, height: 1), .usual, .huge, .small] {
                try await terminal.resize(to: size)
            }
            try await terminal.type("hot")
            try await terminal.press(.control("o"))
            #expect(try await ownOrders(shop).first?.items.map(\.note) == ["extra hot"])
        }
    }

    @Test("When placing fails on the way back, the cart stays, and placing again is the same order")
    func failedAnswer() async throws {
        try await ShopTerminal.ada { shop, terminal in
            let before = try await ownOrders(shop).count
            try await terminal.put("Cappuccino")
            try await terminal.press(Key("o"))
            var checkout = try #require(terminal.open(OrderForm.self)?.checkout)
            let placing = checkout.place()
            let draft = try #require(placing)
            terminal.tap(.key(.enter))
            await terminal.answerFirst(as: OrderForm.Intent.placed(draft, .failure(.store(.busy))))
            #expect(terminal.place == "Order form" && terminal.shows("Cappuccino"))
            #expect(terminal.shows("Your cart is kept; place it again when the shop"))
            try await terminal.press(.enter)
            #expect(terminal.place == "Order placed")
            #expect(try await ownOrders(shop).count == before + 1)
        }
    }

    @Test("An order that was placed unseen, and changed since, is shown as it was placed, and that is said")
    func unconfirmedAndChanged() async throws {
        try await ShopTerminal.ada { shop, terminal in
            let before = try await ownOrders(shop).count
            try await terminal.put("Cappuccino")
            try await terminal.press(Key("o"))
            var checkout = try #require(terminal.open(OrderForm.self)?.checkout)
            let placing = checkout.place()
            let draft = try #require(placing)
            terminal.tap(.key(.enter))
            let fault = StoreError.unconfirmed(place: "shop.db", detail: "I/O error")
            await terminal.answerFirst(as: OrderForm.Intent.placed(draft, .failure(.store(fault))))
            #expect(terminal.shows("Your cart is kept; place it again when the shop"))
            try await terminal.press(.up, .up)
            try await terminal.type("extra hot")
            try await terminal.press(.control("o"))
            #expect(terminal.place == "Order placed" && terminal.shows("was placed before your last change"))
            let orders = try await ownOrders(shop)
            #expect(orders.count == before + 1 && orders.first?.items.map(\.note) == [""])
        }
    }

    @Test("Whoever ordered from the cart is back at the menu, and not at an empty cart")
    func backAtTheMenu() async throws {
        try await ShopTerminal.ada { _, terminal in
            try await terminal.put("Cappuccino")
            try await terminal.press(.tab, .enter, .enter, .escape)
            #expect(terminal.place == "Menu" && terminal.dashboard?.focus == .menu)
        }
    }

    @Test("The ticket shows where the order stands, as it moves")
    func ticketIsLive() async throws {
        try await ShopTerminal.ada { shop, terminal in
            try await terminal.put("Cappuccino")
            try await terminal.place()
            #expect(terminal.shows("○ Placed") && terminal.shows("We tell you here when it is ready."))
            try await shop.step(terminal.ticket, to: .preparing)
            try await terminal.settle()
            #expect(terminal.shows("◐ Preparing") && terminal.shows("Your order is being made."))
        }
    }

    @Test("The cart is kept, and is back after another sign-in")
    func cartIsKept() async throws {
        try await ShopTerminal.ada { shop, terminal in
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
        try await ShopTerminal.ada { shop, terminal in
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

    /// How far placing came when the program fell.
    enum Fall: CaseIterable {
        case beforeCommit, beforeAnswer, beforeNewCart
    }

    @Test(
        "After a crash anywhere in placing, the cart is there or the person is told that it was placed",
        arguments: Fall.allCases)
    func crash(fall: Fall) async throws {
        try await ShopTerminal.ada { shop, terminal in
            let before = try await ownOrders(shop).count
            try await terminal.put("Cappuccino")
            try await terminal.press(Key("o"))
            terminal.tap(.key(.enter))
            switch fall {
            case .beforeCommit: break
            case .beforeAnswer: await terminal.loseAnswers()
            case .beforeNewCart: await terminal.answerFirst()
            }

            let other = try await ShopTerminal(shop)
            try await other.signIn(3)
            let orders = try await ownOrders(shop)
            if fall == .beforeCommit {
                #expect(orders.count == before && other.shows("Your order 1"))
                try await other.place()
            } else {
                let placed = try #require(orders.first)
                #expect(other.shows("Your order \(placed.ticket) was placed.") && other.shows("Nothing yet."))
            }
            #expect(try await ownOrders(shop).count == before + 1)
        }
    }

    @Test("A shortage is repaired in place: what is left is taken, and nothing is lost of the rest")
    func shortage() async throws {
        try await ShopTerminal.ada { shop, terminal in
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

    @Test("What has sold out is taken out where it stands, and the rest is placed")
    func shortageDropped() async throws {
        try await ShopTerminal.ada { shop, terminal in
            try await terminal.put("Crème", 2)
            try await terminal.put("Cappuccino")
            try await terminal.press(Key("o"))
            try await shop.place(("Crème brûlée tart", 3), by: "sam")
            try await terminal.settle()
            #expect(terminal.shows("[ Take what is left ]"))
            try await terminal.press(.tab, .tab, .delete)
            #expect(!terminal.shows("Crème") && terminal.shows("[ Place order ]"))
            try await terminal.press(.enter)
            #expect(terminal.place == "Order placed")
            #expect(try await ownOrders(shop).first?.items.map(\.name) == ["Cappuccino"])
        }
    }

    @Test("An empty cart has no order form, and a line without a number is not placed")
    func nothing() async throws {
        try await ShopTerminal.ada { shop, terminal in
            let before = try await ownOrders(shop).count
            try await terminal.press(Key("o"))
            #expect(terminal.place == "Menu" && terminal.shows("the cart is empty"))
            try await terminal.press(.tab, .enter)
            #expect(terminal.place == "Menu")
            try await terminal.press(.backTab)
            try await terminal.put("Cappuccino")
            for wrong in ["0", "1000", "x"] {
                try await terminal.press(Key("o"), .tab, .tab, .control("u"))
                try await terminal.type(wrong)
                try await terminal.press(.control("o"))
                #expect(terminal.place == "Order form" && terminal.shows("999"), "\(wrong)")
                try await terminal.press(.escape)
            }
            #expect(try await ownOrders(shop).count == before)
        }
    }

    @Test("A new price is shown beside the old one, and needs a yes")
    func price() async throws {
        try await ShopTerminal.ada { shop, terminal in
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
        try await ShopTerminal.ada { shop, terminal in
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
        try await ShopTerminal.ada { shop, terminal in
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
