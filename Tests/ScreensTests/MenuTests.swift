import Foundation
import Presentation
import Shop
import Terminal
import Testing

@testable import Screens

struct MenuTests {
    private func found(_ terminal: ShopTerminal) -> [String] {
        guard let menu = terminal.dashboard?.menu, let products = menu.catalogue?.products else { return [] }
        return menu.rows.compactMap { if case .product(let index) = $0 { products[index].name } else { nil } }
    }

    @Test(
        "A product is found by words in any order, without accents or capitals",
        arguments: [
            ("cafe lait", "Café au lait"), ("LAIT cafe", "Café au lait"), ("brulee", "Crème brûlée tart"),
            ("salmon smorre", "Smørrebrød, smoked salmon"), ("pao queijo", "Pão de queijo"), ("抹茶", "Matcha latte 抹茶"),
            ("شاي", "شاي بالنعناع"), ("gubbeen toast", "Toastie, Gubbeen & leek"),
        ])
    func search(typed: String, name: String) async throws {
        try await ShopTerminal.ada { _, terminal in
            try await terminal.press(Key("/"))
            try await terminal.type(typed)
            #expect(found(terminal) == [name])
            try await terminal.press(.escape)
            #expect(found(terminal).count == 50)
        }
    }

    @Test("A search of ten thousand characters is cut, and found again to be nothing")
    func longSearch() async throws {
        try await ShopTerminal.ada { _, terminal in
            try await terminal.press(Key("/"))
            try await terminal.paste(String(repeating: "flat white\n", count: 1_000))
            #expect(found(terminal) == ["Flat white", "Flat white, oat", "Decaf flat white"].sorted())
            try await terminal.press(.escape)
            #expect(found(terminal).count == 50)
        }
    }

    @Test("A search that is begun again stands there until something is typed in its place")
    func searchAgain() async throws {
        try await ShopTerminal.ada { _, terminal in
            try await terminal.press(Key("/"))
            try await terminal.type("brownie")
            try await terminal.press(.enter, Key("/"))
            #expect(terminal.shows("/ brownie") && found(terminal) == ["Brownie"])
            try await terminal.type("still")
            #expect(terminal.shows("/ still"))
            try await terminal.press(.enter, Key("/"), .backspace)
            #expect(terminal.shows("/ stil"))
            try await terminal.press(.tab, Key("/"))
            try await terminal.paste("brown")
            #expect(found(terminal) == ["Brownie"])
        }
    }

    @Test("What was put in by a search stays chosen when the whole menu is there again")
    func staysChosen() async throws {
        try await ShopTerminal.ada { _, terminal in
            try await terminal.put("brulee")
            #expect(found(terminal).count == 50)
            try await terminal.press(Key("+"))
            #expect(terminal.dashboard?.cart.lines.map(\.quantity) == [2])
        }
    }

    @Test("What others buy changes the rows of a search, and not what it has found")
    func boughtWhileSearching() async throws {
        try await ShopTerminal.ada { shop, terminal in
            try await terminal.press(Key("s"), Key("s"), Key("/"))
            try await terminal.type("croissant")
            let before = found(terminal)
            try await terminal.press(.down)
            let chosen = try #require(terminal.dashboard?.menu.selected)
            try await shop.place(("Almond croissant", 2), by: "sam")
            try await terminal.settle()
            #expect(found(terminal) == before)
            #expect(terminal.dashboard?.menu.selected?.id == chosen.id)
            #expect(terminal.line(with: "Almond croissant").contains("2 left"))
        }
    }

    @Test("Whatever the names are made of, the prices stand in one column", arguments: Size.all)
    func straightColumns(size: Size) async throws {
        let names = [
            "شاي بالنعناع والليمون الطازج", "抹茶ラテとほうじ茶のセット", "Crème brûlée e\u{301}e\u{301}e\u{301}",
            "Family 👩‍👩‍👧‍👦 breakfast", "Flag 🇮🇪 cake 👍🏽", "हिन्दी चाय", "ภาษาไทย ชาเย็น", "Z\u{335}\u{353}\u{33A}a\u{321}lgo",
        ]
        let change: @Sendable (any WriteTransaction) throws -> Void = { transaction in
            for name in names {
                _ = try transaction.insert(ProductDraft(name: name, price: 7_777, stock: 0, category: "Zoo"))
            }
        }
        try await ScreenShop.use(change: change) { shop in
            let terminal = try await ShopTerminal(shop, size: size)
            try await terminal.signIn(3)
            try await terminal.press(Key("/"))
            try await terminal.type("zoo")
            var seen = 0
            for _ in names {
                for line in terminal.lines() {
                    guard let price = line.range(of: "€77.77") else { continue }
                    seen += 1
                    let before = TextWidth.of(String(line[..<price.lowerBound]))
                    #expect(before == terminal.priceColumn)
                }
                try await terminal.press(.down)
            }
            #expect(seen >= names.count)
        }
    }

    @Test("A quantity is typed, digit by digit; after a pause a digit begins a new number")
    func quantities() async throws {
        try await ShopTerminal.ada { _, terminal in
            try await terminal.press(Key("/"))
            try await terminal.type("still")
            try await terminal.press(.tab)
            try await terminal.type("12")
            #expect(terminal.shows("Your order 12"))
            try await terminal.wait(2)
            try await terminal.type("3")
            #expect(terminal.shows("Your order 3"))
            try await terminal.wait(2)
            try await terminal.type("1000")
            #expect(terminal.shows("A quantity is 1 to 999.") && terminal.shows("Your order 999"))
            try await terminal.wait(2)
            try await terminal.type("0")
            #expect(terminal.shows("Nothing yet."))
        }
    }

    @Test("A quantity is typed in the cart, too")
    func quantitiesInTheCart() async throws {
        try await ShopTerminal.ada { _, terminal in
            try await terminal.put("Still")
            try await terminal.put("Brownie")
            try await terminal.press(.tab, .down)
            try await terminal.type("15")
            #expect(terminal.dashboard?.cart.lines.map(\.quantity) == [1, 15])
        }
    }

    @Test("What one orders most comes first when the menu is sorted by it")
    func mostOrdered() async throws {
        try await ShopTerminal.ada { shop, terminal in
            let pieces = try await shop.services.products.favourites(by: try await shop.session("ada"))
            try await terminal.press(Key("s"), Key("s"), Key("s"), .home)
            let most = try #require(terminal.dashboard?.menu.selected)
            #expect(pieces[most.id] ?? 0 > 0 && pieces[most.id] == pieces.values.max())
            let products = try await shop.services.products.list(by: nil)
            let counts = Dictionary(uniqueKeysWithValues: products.map { ($0.name, pieces[$0.id] ?? 0) })
            let shown = found(terminal).map { counts[$0] ?? 0 }
            #expect(shown == shown.sorted(by: >))
        }
    }

    @Test("A click chooses a product, and a click on what is chosen puts one in; an order likewise is followed")
    func secondClick() async throws {
        try await ShopTerminal.ada { _, terminal in
            try await terminal.click("Brownie")
            #expect(terminal.shows("Nothing yet.") && terminal.dashboard?.menu.selected?.name == "Brownie")
            try await terminal.click("Brownie")
            #expect(terminal.shows("Your order 1"))
            try await terminal.click("C-007")
            #expect(terminal.place == "Menu")
            try await terminal.click("C-007")
            #expect(terminal.place == "Order C-007")
        }
    }

    @Test("The same is ordered again by one key, at the prices of now")
    func orderAgain() async throws {
        try await ShopTerminal.ada { shop, terminal in
            try await terminal.put("Cappuccino", 2)
            try await terminal.note("extra hot", on: "Cappuccino")
            try await terminal.place()
            let grace = try await shop.session("grace")
            let product = try await shop.product("Cappuccino").id
            _ = try await shop.services.products.edit(product, ProductEdit(price: 400), by: grace)
            try await terminal.press(.enter, Key("a"))
            #expect(terminal.place == "Menu" && terminal.dashboard?.focus == .cart)
            #expect(terminal.shows("Your order 2") && terminal.shows("extra hot") && terminal.shows("€8.00"))
        }
    }

    @Test("Pasted text is never taken for keys")
    func paste() async throws {
        try await ShopTerminal.ada { _, terminal in
            try await terminal.paste("q\nQ\n+++\n99\u{1B}[A")
            #expect(terminal.exitCode == nil && terminal.place == "Menu" && terminal.shows("Nothing yet."))
        }
    }

    @Test("The first product's category is in sight, after Home and in a new search")
    func headings() async throws {
        try await ShopTerminal.ada { _, terminal in
            try await terminal.press(.end, .home)
            #expect(terminal.line(with: "Bakery").contains("Bakery"))
            #expect(terminal.dashboard?.menu.selected?.name == "Almond croissant")
        }
    }

    @Test("What someone chose without an account comes along when they register")
    func lookThenRegister() async throws {
        try await ScreenShop.use { shop in
            let terminal = try await ShopTerminal(shop)
            try await terminal.press(.control("o"))
            try await terminal.put("Cappuccino", 2)
            try await terminal.press(Key("o"))
            #expect(terminal.place == "Register")
            for text in ["New Person", "new@example.com", "a good password"] {
                try await terminal.type(text)
                try await terminal.press(.enter)
            }
            #expect(terminal.shows("New Person · customer") && terminal.shows("Your order 2"))
            try await terminal.place()
            #expect(terminal.place == "Order placed")
        }
    }

    @Test("Looking around and signing in at once is one visit, not two")
    func oneVisit() async throws {
        try await ScreenShop.use { shop in
            let terminal = try await ShopTerminal(shop)
            terminal.tap(.key(Key(.function(3))))
            terminal.tap(.key(.control("o")))
            terminal.tap(.key(Key(.function(1))))
            #expect(terminal.jobs.count == 1)
            try await terminal.settle()
            #expect(terminal.shows("Ada Lovelace · customer"))
        }
    }

    @Test("Five thousand products are found, moved through and chosen like fifty")
    func manyProducts() async throws {
        let change: @Sendable (any WriteTransaction) throws -> Void = { transaction in
            for number in 1...5_000 {
                let id = try transaction.insert(
                    ProductDraft(name: "Thing \(number)", price: 100, stock: 10, category: "Utensils"))
                _ = try transaction.move(
                    StockMovement(productID: id, delta: 10, kind: .import, at: StoppedClock.start))
            }
        }
        try await ScreenShop.use(change: change) { shop in
            let terminal = try await ShopTerminal(shop)
            try await terminal.signIn(3)
            #expect(terminal.shows("Menu 5050"))
            try await terminal.press(.end)
            #expect(terminal.shows("Thing 999"))
            try await terminal.press(Key("s"))
            #expect(terminal.shows("by name") && terminal.dashboard?.menu.selected?.name == "Thing 999")
            try await terminal.press(.home)
            #expect(terminal.dashboard?.menu.selected?.name == "Almond croissant")
            try await terminal.press(Key("s"), .home)
            #expect(terminal.shows("by price") && terminal.dashboard?.menu.selected?.name == "Thing 1")
            try await terminal.put("thing 4242")
            #expect(terminal.shows("Your order 1"))
        }
    }

    @Test("A ready order is told with a bell, whatever screen is in front")
    func ready() async throws {
        try await ShopTerminal.ada { shop, terminal in
            try await terminal.put("Cappuccino")
            try await terminal.place()
            let ticket = terminal.ticket
            try await terminal.press(.escape, Key("?"))
            try await shop.step(ticket, to: .ready)
            try await terminal.settle()
            #expect(terminal.bells == 1)
            #expect(terminal.shows("\(ticket) is ready. Please come to the counter."))
        }
    }
}

extension ShopTerminal {
    /// Where the price of the first product on the screen begins.
    fileprivate var priceColumn: Int {
        let line = line(with: "€77.77")
        return TextWidth.of(line.components(separatedBy: "€77.77")[0])
    }

    var dashboard: CustomerDashboard? { open(CustomerDashboard.self) }
}
