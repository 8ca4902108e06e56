import Foundation
import Presentation
import Shop
import Terminal
import Testing

@testable import Screens

struct OfficeTests {
    // MARK: products

    private func products(_ body: (ScreenShop, ShopTerminal) async throws -> Void) async throws {
        try await atBoard { shop, terminal in
            try await terminal.press(Key("P"))
            try await body(shop, terminal)
        }
    }

    @Test(
        "One key takes a product off sale for today or until further notice, and the same sells it again; the row says which"
    )
    func offSale() async throws {
        try await atBoard { shop, terminal in
            try await terminal.press(Key("P"), Key("/"))
            try await terminal.type("brownie")
            try await terminal.press(.enter, Key("o"))
            #expect(terminal.shows("Brownie is off for today.") && terminal.shows("off today"))
            #expect(try await shop.product("Brownie").isSoldOut)
            try await terminal.press(Key("o"))
            #expect(terminal.shows("Brownie is sold again."))
            #expect(try await !shop.product("Brownie").isSoldOut)
            try await terminal.press(Key("O"))
            #expect(terminal.shows("Brownie is off until further notice."))
            #expect(try await shop.product("Brownie").off == .untilFurtherNotice)
            try await terminal.press(Key("e"))
            #expect(terminal.shows("[x] Count its pieces") && terminal.shows("Code"))
        }
    }

    @Test("A restock counts, and never takes more than there is; pieces taken away need a reason")
    func restock() async throws {
        try await products { shop, terminal in
            let stock = try #require(await shop.product("Brownie").stock)
            try await terminal.search("brownie")
            try await terminal.press(Key("+"))
            try await terminal.type("12")
            try await terminal.press(.enter, .enter)
            #expect(terminal.shows("Brownie: \(stock + 12) in stock."))
            try await terminal.press(Key("+"))
            try await terminal.type("-2")
            try await terminal.press(.enter, .enter)
            #expect(terminal.place == "Restock Brownie" && terminal.shows("Please fill this in."))
            try await terminal.type("dropped")
            try await terminal.press(.backTab)
            try await terminal.retype("-5000")
            try await terminal.press(.enter, .enter)
            #expect(terminal.place == "Restock Brownie" && terminal.shows("Only \(stock + 12) left to take away."))
            #expect(terminal.shows("-5000") && terminal.shows("dropped"))
            #expect(try await shop.product("Brownie").stock == stock + 12)
            try await terminal.retype("-2")
            try await terminal.press(.enter, .enter)
            #expect(try await shop.product("Brownie").stock == stock + 10)
        }
    }

    @Test("A product keeps its name when another has the new one, whatever its case")
    func taken() async throws {
        try await products { shop, terminal in
            try await terminal.search("brownie")
            try await terminal.press(.enter)
            try await terminal.retype("ESPRESSO")
            try await terminal.press(.backTab, .backTab, .enter)
            #expect(terminal.shows("This is taken. Please choose another."))
            #expect(try await shop.product("Brownie").name == "Brownie")
        }
    }

    @Test("A product goes off the menu and comes back")
    func archive() async throws {
        try await products { shop, terminal in
            try await terminal.search("brownie")
            try await terminal.press(Key("a"))
            #expect(terminal.shows("Brownie is off the menu.") && terminal.shows("archived"))
            try await terminal.press(Key("a"))
            #expect(terminal.shows("Brownie is on the menu again.") && !terminal.shows("archived"))
        }
    }

    @Test(
        "A file that is not right says so, line by line, and nothing is imported",
        arguments: [
            ("name,stock\nBrownie,5\n", "there is no column “price”"),
            ("name,price\nBrownie,cheap\n", "Line 2, Price"),
            ("name,price\n\"Brownie,3.20\n", "a quote is opened and never closed"),
            ("name,price\nBrownie,3.20\nbrownie,3.30\n", "It is on line 2 already."),
        ])
    func badFile(text: String, words: String) async throws {
        try await products { shop, terminal in
            let before = try await shop.product("Brownie")
            try await terminal.importFile(text) { _ in
                #expect(terminal.shows(words) && terminal.shows("nothing was imported"))
                try await terminal.press(.enter)
                #expect(terminal.place == "Import products")
            }
            #expect(try await shop.product("Brownie") == before)
        }
    }

    @Test("A file with a mark at its start and semicolons is imported whole, after a look at it")
    func goodFile() async throws {
        try await products { shop, terminal in
            try await terminal.importFile("\u{FEFF}name;price;stock\r\nBrownie;9,99;7\r\nRye bread;4.80;12\r\n") { _ in
                #expect(terminal.shows("1 to create, 1 to change"))
                #expect(try await shop.product("Brownie").price != 999)
                try await terminal.press(.enter)
            }
            #expect(try await shop.product("Brownie").price == 999 && terminal.place == "Products")
            #expect(try await shop.product("Rye bread").stock == 12)
        }
    }

    @Test("A name that is a formula goes out as text, and comes back as it was")
    func formula() async throws {
        try await products { shop, terminal in
            let admin = try await shop.session("alan")
            _ = try await shop.services.products.create(ProductDraft(name: "=1+1", price: 100, stock: 5), by: admin)
            let file = DemoFile.freshFolder().path + ".csv"
            defer { try? FileManager.default.removeItem(atPath: file) }
            try await terminal.press(Key("x"))
            try await terminal.retype(file)
            try await terminal.press(.enter)
            let text = try String(contentsOfFile: file, encoding: .utf8)
            #expect(text.contains("\r\n'=1+1,") && !text.contains("\n=1+1"))
            try await terminal.importFile(text) { _ in #expect(terminal.shows("0 to create, 0 to change")) }
        }
    }

    @Test("A file of 200,000 lines is looked at while the screen goes on answering")
    func largeFile() async throws {
        try await products { _, terminal in
            let lines = (1...200_000).map { "Tea \($0),2.50\n" }.joined()
            let path = DemoFile.freshFolder().path + ".csv"
            try Data(("name,price\n" + lines).utf8).write(to: URL(filePath: path))
            defer { try? FileManager.default.removeItem(atPath: path) }
            try await terminal.press(Key("i"))
            try await terminal.retype(path)
            terminal.tap(.key(.enter))
            // It is being read by nobody's hand but the job's: keys are taken meanwhile.
            #expect(terminal.shows("Reading \(path)") && !terminal.jobs.isEmpty)
            terminal.tap(.key(.enter))
            #expect(terminal.shows("the file is being read"))
            try await terminal.settle()
            #expect(terminal.shows("200000 to create, 0 to change"))
            try await terminal.press(.end)
            #expect(terminal.shows("Line 200001, Tea 200000: new"))
        }
    }

    // MARK: people

    @Test("Whoever is disabled is told at once at their own terminal, and kept out")
    func disabled() async throws {
        try await atBoard { shop, terminal in
            let lin = try await ShopTerminal(shop)
            try await lin.signIn(4)
            let name = try #require(lin.line(with: "customer").split(separator: "·").first?.suffix(20))
            #expect(!name.isEmpty && lin.place != "Sign in")
            try await terminal.press(Key("U"))
            try await terminal.search("lin@")
            try await terminal.press(Key("d"))
            try await terminal.agree()
            #expect(terminal.shows("Lin Zhao cannot sign in any more."))
            try await lin.settle()
            #expect(lin.place == "Sign in" && lin.shows("You have been signed out. Please sign in again."))
            await #expect(throws: ShopError.signInFailed) { try await shop.session("lin") }
            try await terminal.press(Key("d"))
            #expect(terminal.shows("Lin Zhao is a customer."))
        }
    }

    @Test("The last admin is neither demoted nor disabled", arguments: [Key("r"), Key("d")])
    func lastAdmin(key: Key) async throws {
        try await atBoard { shop, terminal in
            let grace = try await shop.session("grace")
            let alan = try await shop.services.users.find("alan@example.com", by: grace)
            _ = try await shop.services.users.setRole(.customer, of: alan.id, by: grace)
            try await terminal.press(Key("U"))
            try await terminal.search("grace")
            try await terminal.press(key)
            try await terminal.agree()
            #expect(terminal.shows("Grace Hopper is the last admin and stays one."))
            #expect(try await shop.services.users.find("grace@example.com", by: grace).role == .admin)
        }
    }

    @Test("A code for a new password is shown once and counts once")
    func code() async throws {
        try await atBoard { shop, terminal in
            try await terminal.press(Key("U"))
            try await terminal.search("lin@")
            try await terminal.press(Key("p"))
            try await terminal.agree()
            let code = String(try #require(terminal.screen.firstMatch(of: /\w{5}-\w{5}/)).output)
            try await terminal.press(.enter)
            #expect(!terminal.shows(code))
            let users = shop.services.users
            try await users.redeemReset(email: "lin@example.com", code: code, password: "a better one")
            await #expect(throws: ShopError.resetFailed) {
                try await users.redeemReset(email: "lin@example.com", code: code, password: "another one")
            }
        }
    }

    @Test("An admin makes a colleague's account")
    func newAccount() async throws {
        try await atBoard { shop, terminal in
            try await terminal.press(Key("U"), Key("c"))
            for answer in ["Kai", "kai@example.com", "a good password"] {
                try await terminal.type(answer)
                try await terminal.press(.enter)
            }
            try await terminal.press(.enter)
            #expect(terminal.shows("Kai can sign in now."))
            let session = try await shop.services.accounts.signIn(email: "kai@example.com", password: "a good password")
            #expect(session.session.role == .admin)
        }
    }

    // MARK: what happened

    @Test("The figures are the plain sums over the orders", arguments: [(Key("1"), 1), (Key("7"), 7), (Key("3"), 30)])
    func insights(key: Key, days: Int) async throws {
        try await atBoard { shop, terminal in
            try await terminal.press(Key("I"), key)
            let zone = shop.settings.timeZone
            let range = DayRange.last(days, at: shop.clock.now, in: zone)
            let filter = OrderFilter(firstDay: range.first, lastDay: range.last)
            let orders = try await shop.services.orders.table(
                filter, limit: 10_000, by: try await shop.session("alan"))
            let sales = orders.filter { $0.status != .cancelled && ($0.status == .completed || $0.isPaid) }
            let revenue = sales.reduce(0) { $0 + $1.total }
            let cancelled = orders.count { $0.status == .cancelled }
            let total = try #require(terminal.open(InsightsScreen.self)?.insights?.total)
            #expect(
                total
                    == Insights.Sales(orders: orders.count, cancelled: cancelled, sales: sales.count, revenue: revenue))
            let lines = terminal.lines()
            let names = try #require(lines.firstIndex { $0.hasPrefix("│ Orders  ") })
            #expect(lines[names + 1].hasPrefix("│ \(orders.count)  "))
            #expect(lines[names + 1].contains(shop.settings.money.string(revenue)))
        }
    }

    @Test("The health of the shop in words, with the file's own facts")
    func health() async throws {
        try await atBoard { _, terminal in
            try await terminal.press(Key("H"))
            #expect(terminal.shows("The shop takes orders.") && terminal.shows("shop.db") && terminal.shows("SQLite"))
            #expect(terminal.line(with: "This screen").contains("up to date"))
            #expect(terminal.shows("of it not in the data yet"))
            try await terminal.press(Key("f"))
            #expect(terminal.shows("The shop takes orders; everything was read."))
        }
    }

    @Test("A setting that is changed counts at every open terminal at once")
    func settings() async throws {
        try await atBoard { shop, terminal in
            let other = try await ShopTerminal(shop)
            try await other.signIn(2)
            let ticket = try #require(other.chosen)
            #expect(!other.isRed(ticket))
            try await terminal.press(Key("S"), .down, .down, .down, .down, .enter)
            #expect(terminal.shows("Bell for a new order is changed."))
            let grace = try await shop.session("grace")
            _ = try await shop.services.settings.edit(
                [.amberMinutes: "1", .redMinutes: "2", .shopName: "The Corner"], by: grace)
            try await terminal.settle()
            try await other.settle()
            #expect(terminal.line(with: "Minutes until an order turns red").contains(" 2 "))
            #expect(other.shows("The Corner · Board") && other.isRed(ticket))
            try await terminal.press(Key("B"))
            try await shop.place(("Espresso", 1), by: "zoe")
            for each in [terminal, other] {
                try await each.settle()
                #expect(each.bells == 0 && each.shows("The Corner · Board"))
            }
        }
    }

    @Test("Whoever signs in later works with the settings of now, though the terminal was open before")
    func settingsAtSignIn() async throws {
        try await ScreenShop.use { shop in
            let terminal = try await ShopTerminal(shop)
            let grace = try await shop.session("grace")
            _ = try await shop.services.settings.edit([.shopName: "The Corner"], by: grace)
            try await terminal.signIn(1)
            #expect(terminal.shows("The Corner · Board"))
        }
    }
}

extension ShopTerminal {
    /// The waiting time of the order on the board is red.
    fileprivate func isRed(_ ticket: Ticket) -> Bool {
        let frame = frame()
        for (row, line) in frame.lines().enumerated() {
            guard let place = line.range(of: "\(ticket)  ") else { continue }
            let x = TextWidth.of(String(line[..<place.upperBound]))
            return frame.styles(row: row).contains { $0.columns.contains(x) && $0.style.role == .error }
        }
        return false
    }
}
