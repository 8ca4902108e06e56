import Foundation
import Shop
import Terminal
import Testing

@testable import Screens

struct KioskTests {
    private func kiosk(
        _ size: Size = .large, _ body: (ScreenShop, ShopTerminal) async throws -> Void
    ) async throws {
        try await ScreenShop.use { shop in try await body(shop, try await ShopTerminal(kiosk: shop, size: size)) }
    }

    private func kioskOrders(_ shop: ScreenShop) async throws -> [Order] {
        try await shop.services.orders.board(by: try await shop.session("alan")).open
            .filter { $0.ticket.channel == .kiosk && $0.createdAt >= StoppedClock.start }
    }

    @Test("Digits, arrows and touch choose, and more or less of it")
    func choosing() async throws {
        try await kiosk { shop, terminal in
            try await terminal.click("Touch the screen")
            try await terminal.click("Coffee")
            try await terminal.type("1")
            try await terminal.press(.right, .enter, .enter, Key("-"))
            try await terminal.click("Bakery")
            try await terminal.click("Brownie")
            try await terminal.click("Brownie")
            let chosen = terminal.kiosk?.quote.lines.map { "\($0.quantity) \($0.name)" }
            #expect(chosen == ["1 Americano", "1 Café au lait", "2 Brownie"])
            try await terminal.click("[ Order")
            try await terminal.type("Bo 7")
            try await terminal.click("[ Order")
            let order = try #require(terminal.shownOrder)
            #expect(order.customerName == "Bo 7" && order.total == 300 + 340 + 640)
            #expect(terminal.shows("Please pay at the counter"))
        }
    }

    @Test("What others buy is sold out before the eyes, and no more than is left can be chosen")
    func soldOut() async throws {
        try await kiosk { shop, terminal in
            try await terminal.press(.enter)
            try await terminal.click("Bakery")
            for _ in 1...6 { try await terminal.type("1") }
            #expect(terminal.shows("Only 4 Almond croissant left."))
            #expect(terminal.kiosk?.cart.pieces == 4)
            try await shop.place(("Almond croissant", 4), by: "ada")
            try await terminal.settle()
            #expect(terminal.shows("sold out"))
            try await terminal.type("1")
            #expect(terminal.shows("Almond croissant is sold out."))
        }
    }

    @Test("Of two kiosks that want the last piece one gets it, and the other is told what is left")
    func lastPiece() async throws {
        try await kiosk { shop, first in
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
            #expect(second.kiosk?.cart.pieces == 1)
            try await second.press(.enter)
            #expect(second.shownOrder?.items.first?.quantity == 1)
            #expect(try await shop.product("Almond croissant").stock == 0)
        }
    }

    @Test("A price that changes is said, and nobody pays one that was not shown")
    func price() async throws {
        try await kiosk { shop, terminal in
            try await terminal.choose(tiles: "1")
            let croissant = try await shop.product("Almond croissant").id
            let grace = try await shop.session("grace")
            _ = try await shop.services.products.edit(croissant, ProductEdit(price: 990), by: grace)
            // Enter comes before the news does.
            terminal.tap(.key(.enter))
            await terminal.answerFirst()
            #expect(
                terminal.shownOrder == nil
                    && terminal.kiosk?.sentence.hasPrefix("Prices have changed: Almond croissant.") == true)
            try await terminal.settle()
            #expect(terminal.shows("€9.90"))
            try await terminal.press(.enter)
            #expect(terminal.shownOrder?.total == 990)
        }
    }

    @Test("A price that changes while somebody decides is pointed at")
    func priceNews() async throws {
        try await kiosk { shop, terminal in
            try await terminal.choose(tiles: "1")
            let croissant = try await shop.product("Almond croissant").id
            _ = try await shop.services.products.edit(
                croissant, ProductEdit(price: 990), by: try await shop.session("grace"))
            try await terminal.settle()
            #expect(terminal.shows("A price has changed. Please look again.") && terminal.shows("€9.90"))
        }
    }

    @Test("Without a touch it asks, counts down, and forgets everything")
    func idle() async throws {
        try await kiosk { shop, terminal in
            try await terminal.press(.enter, .tab)
            try await terminal.type("30Ada L.")
            #expect(terminal.shows("Ada L."))
            try await terminal.wait(60)
            #expect(terminal.shows("Are you still there?") && terminal.shows("emptied in 10 s."))
            try await terminal.press(.enter)
            #expect(!terminal.shows("Are you still there?") && terminal.shows("Ada L."))
            #expect(try await kioskOrders(shop).isEmpty)
            try await terminal.wait(61)
            try await terminal.wait(4)
            #expect(terminal.shows("emptied in 5 s."))
            try await terminal.wait(5)
            #expect(terminal.isFresh && !terminal.shows("Ada L."))
            try await terminal.press(.enter)
            #expect(terminal.kiosk?.menu.category == 0 && terminal.kiosk?.cart.lines.isEmpty == true)
        }
    }

    @Test("The time runs out while an order is placed: it is placed once, and its number is shown")
    func idleWhilePlacing() async throws {
        try await kiosk { shop, terminal in
            try await terminal.choose(tiles: "1")
            terminal.tap(.key(.enter))
            shop.clock.advance(by: 300)
            for input in [Input.key(.escape), .key(.enter), .key(Key("x"))] { terminal.tap(input) }
            try await terminal.settle()
            let order = try #require(terminal.shownOrder)
            #expect(try await kioskOrders(shop).map(\.id) == [order.id])
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
            try await kiosk { shop, terminal in
                try await terminal.choose(tiles: "11", name: "Bo")
                let kiosk = try #require(terminal.kiosk)
                let lines = kiosk.cart.acceptingPrices(kiosk.quote).lines
                let draft = OrderDraft(request: kiosk.cart.request, lines: lines, walkIn: "Bo")
                terminal.tap(.key(.enter))
                let fault = StoreFault.unconfirmed(path: "shop.db", why: "I/O error")
                await terminal.answerFirst(as: KioskScreen.Intent.placed(draft, .failure(.store(fault))))
                #expect(terminal.kiosk?.sentence.hasSuffix("Please try again; nothing is ordered twice.") == true)
                #expect(terminal.kiosk?.cart.pieces == 2 && terminal.kiosk?.name.text == "Bo")
                if isChanged {
                    try await terminal.press(.escape)
                    try await terminal.type("20")
                }
                try await terminal.press(.enter)
                let orders = try await kioskOrders(shop)
                #expect(orders.count == 1 && orders.first?.items.map(\.quantity) == [2])
                #expect(terminal.shownOrder?.id == orders.first?.id)
                try await terminal.wait(20)
                #expect(terminal.isFresh)
            }
        }
    }

    @Test("While the shop cannot be reached the kiosk says so, and comes back by itself")
    func unreachable() async throws {
        try await kiosk { shop, terminal in
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

    @Test("The name is cut at its length, and no control character gets into it")
    func names() async throws {
        try await kiosk { shop, terminal in
            try await terminal.choose(tiles: "1", name: String(repeating: "é", count: 1_000))
            #expect(terminal.kiosk?.name.text.count == 40)
            try await terminal.paste("rm -rf /")
            for code in 1...31 where ![3, 8, 9, 10, 11, 13, 21, 23, 24, 27].contains(code) {
                terminal.tap(.key(.control(Character(UnicodeScalar(UInt8(code + 96))))))
            }
            for scalar in ["\u{7F}", "\u{202E}", "\u{200B}", "\u{85}"] { terminal.tap(.key(Key(Character(scalar)))) }
            let name = try #require(terminal.kiosk?.name.text)
            #expect(!name.isEmpty && name.allSatisfy { $0 == "é" })
            try await terminal.press(.enter)
            #expect(terminal.shownOrder?.customerName == name)
        }
    }

    @Test("Enter held down orders nothing by itself, and does not wipe the number away")
    func heldEnter() async throws {
        try await kiosk { shop, terminal in
            for _ in 1...100 {
                shop.clock.advance(by: 0.03)
                terminal.tap(.key(.enter))
            }
            try await terminal.settle()
            #expect(try await kioskOrders(shop).isEmpty)
            try await terminal.type("0")
            for _ in 1...200 {
                shop.clock.advance(by: 0.03)
                try await terminal.press(.enter)
            }
            #expect(terminal.shownOrder != nil)
            #expect(try await kioskOrders(shop).count == 1)
            for _ in 1...400 {
                shop.clock.advance(by: 0.03)
                try await terminal.press(.enter)
            }
            #expect(terminal.shownOrder == nil, "the number stays only as long as numbers do")
            #expect(try await kioskOrders(shop).count == 1)
        }
    }

    @Test("Twenty touches a second are all counted, and twenty on Order are one order")
    func touches() async throws {
        try await kiosk { shop, terminal in
            try await terminal.press(.enter)
            try await terminal.click("Coffee")
            for _ in 1...60 {
                shop.clock.advance(by: 0.05)
                try await terminal.click("Americano")
            }
            #expect(terminal.kiosk?.cart.pieces == 60)
            try await terminal.click("[ Order")
            let lines = terminal.lines()
            let row = try #require(lines.firstIndex { $0.contains("[ Order") })
            let left = try #require(lines[row].range(of: "[ Order"))
            let place = Point(x: lines[row].distance(from: lines[row].startIndex, to: left.lowerBound), y: row)
            for _ in 1...20 {
                shop.clock.advance(by: 0.05)
                terminal.tap(.press(place))
            }
            try await terminal.settle()
            #expect(try await kioskOrders(shop).map(\.items.first?.quantity) == [60])
        }
    }

    @Test("A window of 20×5 for a while, and everything is as it was")
    func resize() async throws {
        try await kiosk { _, terminal in
            try await terminal.choose(tiles: "12", name: "Bo")
            let before = terminal.lines()
            try await terminal.resize(to: Size(width: 20, height: 5))
            #expect(terminal.shows("larger"))
            try await terminal.press(.enter, .escape)
            try await terminal.send(.press(Point(x: 3, y: 2)))
            try await terminal.resize(to: .large)
            #expect(terminal.lines() == before)
        }
    }

    @Test("No key leads away but F12 and Ctrl-X, and those ask for an admin's password", .timeLimit(.minutes(15)))
    func leaving() async throws {
        try await kiosk { shop, terminal in
            for letter in "abcdefghijklmnopqrstuvwyz\\]" { terminal.tap(.key(.control(letter))) }
            for number in 1...11 { terminal.tap(.key(Key(.function(number)))) }
            for key in "?/qmu:" { terminal.tap(.key(Key(key))) }
            try await terminal.settle()
            #expect(terminal.exitCode == nil && !terminal.didSuspend && terminal.place == "Kiosk")
            for (email, password, words) in [
                ("ada@example.com", "igniflo-ada", "Only an admin can close the kiosk."),
                ("grace@example.com", "wrong", "Email or password is not right."),
            ] {
                try await terminal.press(.control("x"))
                try await terminal.type(email)
                try await terminal.press(.enter)
                try await terminal.type(password)
                try await terminal.press(.enter)
                if terminal.exitCode == nil, !terminal.shows(words) { try await terminal.press(.enter) }
                #expect(terminal.shows(words) && terminal.exitCode == nil)
                try await terminal.press(.escape)
            }
            try await terminal.press(.control("x"))
            try await terminal.wait(20)
            terminal.tell(.live)
            try await terminal.wait(11)
            #expect(terminal.place == "Kiosk", "a dialog that nobody uses closes, whatever happens in the shop")
            try await terminal.press(.control("x"))
            try await terminal.type("grace@example.com")
            try await terminal.press(.enter)
            try await terminal.type("igniflo-grace")
            try await terminal.press(.enter)
            #expect(terminal.exitCode == 0)
        }
    }

    @Test("A kiosk whose account is disabled ends, to be signed in anew")
    func disabled() async throws {
        try await kiosk { shop, terminal in
            try await terminal.choose(tiles: "1")
            let grace = try await shop.session("grace")
            let user = try #require(terminal.kiosk?.visit.session?.user.id)
            _ = try await shop.services.users.setDisabled(true, user, by: grace)
            try await terminal.press(.enter)
            #expect(terminal.exitCode == Int32(KioskExit.signedOut))
        }
    }

    @Test("Five hundred orders in a row: as many tickets, and nothing of one in the next", .timeLimit(.minutes(15)))
    func many() async throws {
        try await kiosk(.usual) { shop, terminal in
            let grace = try await shop.session("grace")
            let croissant = try await shop.product("Almond croissant").id
            _ = try await shop.services.products.restock(croissant, by: 1_000, by: grace)
            var tickets: Set<Ticket> = []
            var resident: [Int] = []
            for number in 1...500 {
                let pieces = number % 3 + 1
                try await terminal.choose(tiles: String(repeating: "1", count: pieces), name: "No \(number)")
                try await terminal.press(.enter)
                let order = try #require(terminal.shownOrder)
                #expect(order.customerName == "No \(number)" && order.items.map(\.quantity) == [pieces])
                tickets.insert(order.ticket)
                try await terminal.wait(16)
                #expect(terminal.isFresh)
                _ = terminal.frame()
                if number % 50 == 0 { resident.append(Self.residentKilobytes) }
            }
            #expect(tickets.count == 500)
            print("Resident memory in KiB at every 50th order: \(resident)")
        }
    }

    private static var residentKilobytes: Int {
        let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") }
        return line.flatMap { Int($0.filter(\.isNumber)) } ?? 0
    }
}
