import Foundation
import Local
import Presentation
import Shop
import Terminal
import TestSupport
import Testing

@testable import Screens

/// Printers that work, are not there, or hang.
struct PrintingTests {
    /// A kiosk of a shop with this script as its printer; `%` stands for a file that is there.
    private func order(_ script: String, until isDone: (ShopTerminal, String) -> Bool) async throws -> String {
        let slip = try SlipScript(script)
        return try await order([.printerCommand: slip.path], allowing: slip.path, paper: slip.paper, until: isDone)
    }

    private func order(
        _ printer: [SettingKey: String], allowing printers: String, paper: URL? = nil,
        until isDone: (ShopTerminal, String) -> Bool
    ) async throws -> String {
        var text = ""
        try await ScreenShop.use(printers: printers) { shop in
            _ = try await shop.services.settings.edit(printer, by: try await shop.session("grace"))
            let terminal = try await ShopTerminal(kiosk: shop)
            try await terminal.choose(tiles: "11", name: "Bo")
            terminal.tap(.key(.enter))
            await terminal.answerFirst()
            #expect(terminal.shownOrder != nil, "the number is there before the paper is")
            await terminal.answerFirst()
            try await terminal.settle()
            text = try paper.map { String(decoding: try Data(contentsOf: $0), as: UTF8.self) } ?? ""
            #expect(isDone(terminal, text))
            #expect(terminal.shownOrder != nil)
            try await terminal.wait(16)
            #expect(terminal.isFresh && terminal.jobs.isEmpty)
        }
        return text
    }

    @Test("A kiosk's order prints by itself, once, through a command that gets the receipt")
    func command() async throws {
        let text = try await order("cat >> '%'") { terminal, _ in
            !terminal.shows("The receipt of")
        }
        let lines = text.split(separator: "\n")
        #expect(lines.filter { $0.trimmingCharacters(in: .whitespaces).hasPrefix("K-") }.count == 1)
        #expect(lines.contains { $0.hasPrefix("2 x Almond croissant") } && lines.contains("Bo"))
        #expect(lines.contains("Unpaid, due at the counter"))
    }

    @Test("A device that the machine's owner names takes the receipt")
    func device() async throws {
        _ = try await order([.printerDevice: "/dev/null"], allowing: "/dev/null") { terminal, _ in
            !terminal.shows("The receipt of")
        }
    }

    @Test("A device that is not there is said in a word, and no file takes its place")
    func noDevice() async throws {
        let path = "/dev/igniflo-no-such-\(UUID().uuidString)"
        _ = try await order([.printerDevice: path], allowing: path) { terminal, _ in
            terminal.shows("could not be printed")
        }
        #expect(!FileManager.default.fileExists(atPath: path))
    }

    @Test("A printer that takes it at the second attempt is asked twice")
    func again() async throws {
        let text = try await order("f='%'; test -s $f && exec cat>$f; echo>$f; exit 1") {
            terminal, _ in !terminal.shows("could not be printed")
        }
        #expect(text.contains("2 x Almond croissant"))
    }

    @Test("A printer that has taken the receipt and then fails is not asked again: nobody gets two slips")
    func failsAfterwards() async throws {
        let text = try await order("cat >> '%'; exit 3") { terminal, _ in
            terminal.shows("may be late")
        }
        #expect(text.components(separatedBy: "2 x Almond croissant").count == 2)
    }

    @Test(
        "A printer that hangs holds up nobody, is asked once, and is given up with all that it has started",
        .timeLimit(.minutes(15)))
    func hanging() async throws {
        let text = try await order("echo $$ >> '%'; cat >> '%'; sleep 1000; echo late >> '%'") {
            terminal, _ in terminal.shows("may be late")
        }
        #expect(text.components(separatedBy: "2 x Almond croissant").count == 2 && !text.contains("late"))
        let group = try #require(text.split(separator: "\n").first)
        try await Patience.until("the end of all processes of the group \(group)") {
            try living(in: String(group)).isEmpty
        }
    }

    /// What the kernel says of each process of a group that is not over.
    private func living(in group: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: "/proc").filter { Int($0) != nil }.compactMap { process in
            guard let status = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8) else { return nil }
            // After the name: the state, the parent, the group.
            let fields = status.split(separator: ")").last?.split(separator: " ") ?? []
            return fields.count > 2 && fields[2] == group && fields[0] != "Z" ? status : nil
        }
    }

    @Test("The shop's people hear of a receipt that a counter did not print, and print it from the order")
    func told() async throws {
        let slip = try SlipScript("cd '%-folder' && cat > paper")
        let folder = URL(filePath: slip.paper.path + "-folder")
        try await ScreenShop.use(printers: slip.path) { shop in
            let alan = try await shop.session("alan")
            _ = try await shop.services.settings.edit([.printerCommand: slip.path], by: alan)
            let terminal = try await ShopTerminal(kiosk: shop)
            let settings = try #require(try await shop.services.setUp.settings())
            let admin = try await ShopTerminal(shop) {
                $0 = OpenShop(services: shop.services, settings: settings, demoAccounts: $0.demoAccounts)
            }
            try await admin.signIn(1)
            try await terminal.choose(tiles: "11", name: "Bo")
            try await terminal.press(.enter)
            let ticket = try #require(terminal.shownOrder).ticket.description
            let bells = admin.bells
            try await admin.settle()
            #expect(admin.shows("The receipt of \(ticket) is not printed:") && admin.bells > bells)
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
            try await admin.search(ticket)
            try await admin.press(.enter)
            #expect(admin.shows("receipt not printed"), "it stands in what happened to the order")
            try await admin.type("rp")
            #expect(admin.shows("The receipt is printed."))
            let paper = try String(contentsOf: folder.appending(path: "paper"), encoding: .utf8)
            #expect(paper.contains("2 x Almond croissant"))
        }
    }

    @Test("A customer prints a receipt by a key; a printer that fails is told in a word, and takes nothing away")
    func customer() async throws {
        let slip = try SlipScript("cd '%-folder' && cat > paper")
        let folder = URL(filePath: slip.paper.path + "-folder")
        try await ScreenShop.use(printers: slip.path) { shop in
            let alan = try await shop.session("alan")
            _ = try await shop.services.settings.edit([.printerCommand: slip.path], by: alan)
            let settings = try #require(try await shop.services.setUp.settings())
            let order = try await shop.place(("Espresso", 2), by: "ada")
            let terminal = try await ShopTerminal(shop) {
                $0 = OpenShop(services: shop.services, settings: settings, demoAccounts: $0.demoAccounts)
            }
            try await terminal.signIn(3)
            try await terminal.press(Key("t"))
            try await terminal.type("rp")
            #expect(terminal.shows("is not printed") || terminal.shows("failed"), "\(terminal.screen)")
            #expect(terminal.shows("2 x Espresso"), "the receipt is still open")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
            try await terminal.type("p")
            #expect(terminal.shows("The receipt is printed."))
            let paper = try String(contentsOf: folder.appending(path: "paper"), encoding: .utf8)
            #expect(paper.contains("2 x Espresso") && paper.contains(order.ticket.description))
        }
    }

    @Test("A receipt that is not printed takes no step's undo away")
    func undo() async throws {
        try await ScreenShop.use(printers: "/bin/false") { shop in
            let grace = try await shop.session("grace")
            _ = try await shop.services.settings.edit([.printerCommand: "/bin/false"], by: grace)
            let kiosk = try await shop.services.users.openKiosk(named: "Counter", by: grace).session
            let draft = OrderDraft(
                request: UUID().uuidString,
                lines: [OrderDraft.Line(productID: try await shop.product("Espresso").id, quantity: 1)], walkIn: "")
            let order = try await shop.services.orders.place(draft, by: kiosk)
            let step = StatusStep(to: .preparing, expecting: order.version)
            let moved = try await shop.services.orders.setStatus(order.id, step, by: grace)
            await #expect(throws: ShopError.printer(PrinterError("/bin/false failed (1)"))) {
                try await shop.services.printer.print(order.id, by: kiosk)
            }
            let undone = try await shop.services.orders.undo(order.id, expecting: moved.version, by: grace)
            #expect(undone.status == .placed)
        }
    }
}
