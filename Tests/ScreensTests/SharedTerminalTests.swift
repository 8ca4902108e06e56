import Foundation
import Local
import Presentation
import Shop
import Terminal
import Testing

@testable import Screens

/// The screens of a terminal that is not its user's own.
struct SharedTerminalTests {
    private func atTerminal(
        _ files: FileAccess, _ account: Int, printers: String? = nil,
        _ body: (ScreenShop, ShopTerminal) async throws -> Void
    ) async throws {
        try await ScreenShop.use(files: files, printers: printers) { shop in
            let terminal = try await ShopTerminal(shop)
            try await terminal.signIn(account)
            try await body(shop, terminal)
        }
    }

    @Test("What would need a file says why it cannot be done, and asks for no path")
    func refused() async throws {
        try await atTerminal(.shared(exports: nil), 1) { _, terminal in
            for (section, key, words) in [
                ("P", "x", "no file can be written"), ("P", "i", "no file can be read"),
                ("T", "e", "no file can be written"),
                ("I", "e", "no file can be written"),
            ] {
                try await terminal.type(section + key)
                #expect(terminal.shows(words), "\(section) \(key): \(terminal.screen)")
                try await terminal.wait(10)
                #expect(!terminal.shows(words))
            }
        }
        try await atTerminal(.shared(exports: nil), 3) { _, terminal in
            try await terminal.type("tr")
            let place = terminal.place
            try await terminal.type("w")
            #expect(terminal.shows("no file can be written") && terminal.place == place)
            #expect(!terminal.line(with: "w write").contains("write to a file"), "the footer does not offer it")
        }
    }

    @Test("Where the machine's owner has named a folder, a key writes the file there and says where it is")
    func exports() async throws {
        let folder = DemoFile.freshFolder()
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
        defer { try? FileManager.default.removeItem(at: folder) }
        func names() throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() }
        try await atTerminal(.shared(exports: folder.path), 1) { shop, terminal in
            try await terminal.type("Px")
            #expect(terminal.shows("The catalogue is in"))
            try await terminal.type("Te")
            #expect(terminal.shows("The orders are in"))
            try await terminal.type("Te")
            try await terminal.type("Ie")
            #expect(terminal.shows("The figures are in"))
            #expect(
                try names() == [
                    "figures-2026-11-18-2026-11-24.csv", "orders-2026-11-24-2.csv", "orders-2026-11-24.csv",
                    "products-2026-11-24.csv",
                ])
            let products = try String(contentsOf: folder.appending(path: "products-2026-11-24.csv"), encoding: .utf8)
            #expect(products == (try await shop.services.products.exportCSV(by: shop.session("alan"))))
            try await terminal.type("Pi")
            #expect(terminal.shows("no file can be read"), "a file to read is named by nobody but a person")
        }
    }

    @Test("The shop's printer is not chosen there, and prints what its machine's owner allows")
    func printer() async throws {
        let slip = try SlipScript("cat >> '%'")
        try await ScreenShop.use(files: .shared(exports: nil), printers: slip.path) { shop in
            try await shop.store.write { transaction in
                guard var settings = try transaction.settings() else { throw ShopError.notSetUp }
                settings.printer = .command(slip.path)
                try transaction.save(settings)
            }
            let settings = try #require(try await shop.services.setUp.settings())
            let terminal = try await ShopTerminal(shop) {
                $0 = OpenShop(services: shop.services, settings: settings, demoAccounts: $0.demoAccounts)
            }
            try await terminal.signIn(1)
            try await terminal.press(Key("S"))
            for key in [SettingKey.printerCommand, .printerDevice] {
                try await terminal.press(.home)
                for _ in SettingKey.allCases.prefix(while: { $0 != key }) { try await terminal.press(.down) }
                try await terminal.press(.enter)
                #expect(
                    terminal.shows("the printer is chosen at")
                        && terminal.place == "Settings")
                try await terminal.click(key.text)
                #expect(terminal.place == "Settings")
            }
            let kiosk = try await ShopTerminal(kiosk: shop)
            try await kiosk.choose(tiles: "11", name: "Bo")
            try await kiosk.press(.enter)
            #expect(try String(contentsOf: slip.paper, encoding: .utf8).contains("2 x Almond croissant"))
        }
    }

    @Test(
        "At a terminal of one's own an admin chooses among the machine's printers; a line for a shell prints nothing and says so"
    )
    func chosen() async throws {
        let slip = try SlipScript("cat >> '%'")
        try await ScreenShop.use(printers: "lp, \(slip.path)") { shop in
            try await shop.store.write { transaction in
                guard var settings = try transaction.settings() else { throw ShopError.notSetUp }
                settings.printer = .command("cat > '\(slip.paper.path)'")
                try transaction.save(settings)
            }
            let settings = try #require(try await shop.services.setUp.settings())
            let order = try await shop.place(("Espresso", 2), by: "ada")
            let terminal = try await ShopTerminal(shop) {
                $0 = OpenShop(services: shop.services, settings: settings, demoAccounts: $0.demoAccounts)
            }
            try await terminal.signIn(1)
            try await terminal.search(order.ticket.description)
            try await terminal.press(.enter)
            try await terminal.type("rp")
            #expect(terminal.shows("needs a shell, and none is started"), "\(terminal.screen)")
            try await terminal.press(.escape, .escape, .escape)
            try await terminal.press(Key("S"))
            for _ in SettingKey.allCases.prefix(while: { $0 != .printerCommand }) { try await terminal.press(.down) }
            try await terminal.press(.enter)
            #expect(terminal.shows("none") && terminal.shows(" lp ") && terminal.shows("It is cat >"))
            // Around from the way back: none, lp, the script.
            try await terminal.press(.tab, .tab, .tab, .enter)
            #expect(terminal.shows("Printer's command is changed."), "\(terminal.screen)")
            #expect(try await shop.services.setUp.settings()?.printer == .command(slip.path))
            #expect(try Data(contentsOf: slip.paper).isEmpty)
        }
    }

    @Test("Where there is no shell behind the program, it does not stop for a while")
    func suspend() async throws {
        try await ScreenShop.use(files: .shared(exports: nil)) { shop in
            let front = AppContext(try shop.open(), feed: LiveFeed(inbox: Inbox()))
            var stage = Stage(
                root: SignInScreen(app: front), headerBar: HeaderLine(settings: shop.settings), size: .large,
                hasShell: false)
            _ = stage.begin(now: shop.clock.now)
            #expect(stage.handle(.key(.control("z")), now: shop.clock.now).isEmpty)
            let frame = stage.render(now: shop.clock.now).lines().joined(separator: "\n")
            #expect(frame.contains("there is no shell behind this terminal"))
        }
    }

    @Test("What is wrong before anyone has done anything stays on the screen until a key is pressed")
    func notice() async throws {
        try await ScreenShop.use { shop in
            let front = AppContext(try shop.open(), feed: LiveFeed(inbox: Inbox()))
            var stage = Stage(
                root: SignInScreen(app: front), headerBar: HeaderLine(settings: shop.settings), size: .large)
            _ = stage.begin(now: shop.clock.now)
            stage.tell("config, line 2: theme is one of dark. The default counts instead.", now: shop.clock.now)
            shop.clock.advance(by: 600)
            _ = stage.tick(now: shop.clock.now)
            func shows() -> Bool {
                stage.render(now: shop.clock.now).lines().contains { $0.contains("config, line 2") }
            }
            #expect(shows())
            _ = stage.handle(.key(.down), now: shop.clock.now)
            #expect(!shows())
        }
    }
}
