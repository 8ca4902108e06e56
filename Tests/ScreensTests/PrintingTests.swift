import Foundation
import Shop
import Terminal
import Testing

@testable import Screens

/// Printers that work, are not there, or hang.
struct PrintingTests {
    /// A kiosk of a shop with this printer; `%` stands for a file that is there.
    private func order(
        _ printer: [SettingKey: String], until isDone: (ShopTerminal, String) -> Bool
    ) async throws -> String {
        let paper = FileManager.default.temporaryDirectory.appending(path: "paper-\(UUID().uuidString.prefix(8))")
        defer { try? FileManager.default.removeItem(at: paper) }
        try Data().write(to: paper)
        var text = ""
        try await ScreenShop.use { shop in
            let settings = printer.mapValues { $0.replacing("%", with: paper.path) }
            _ = try await shop.services.settings.edit(settings, by: try await shop.session("grace"))
            let terminal = try await ShopTerminal(kiosk: shop)
            try await terminal.choose(tiles: "11", name: "Bo")
            terminal.tap(.key(.enter))
            await terminal.answerFirst()
            #expect(terminal.shownOrder != nil, "the number is there before the paper is")
            await terminal.answerFirst()
            try await terminal.settle()
            text = String(decoding: try Data(contentsOf: paper), as: UTF8.self)
            #expect(isDone(terminal, text))
            #expect(terminal.shownOrder != nil)
            try await terminal.wait(16)
            #expect(terminal.isFresh && terminal.jobs.isEmpty)
        }
        return text
    }

    @Test("A kiosk's order prints by itself, once, through a command that gets the receipt")
    func command() async throws {
        let text = try await order([.printerCommand: "cat >> '%'"]) { terminal, _ in
            !terminal.shows("The receipt of")
        }
        let lines = text.split(separator: "\n")
        #expect(lines.filter { $0.trimmingCharacters(in: .whitespaces).hasPrefix("K-") }.count == 1)
        #expect(lines.contains { $0.hasPrefix("2 x Almond croissant") } && lines.contains("Bo"))
        #expect(lines.contains("To be paid at the counter"))
    }

    @Test("A device gets the printer's own bytes")
    func device() async throws {
        let text = try await order([.printerDevice: "%"]) { terminal, _ in !terminal.shows("could not be printed") }
        #expect(text.hasPrefix("\u{1B}@\u{1B}t\u{13}") && text.hasSuffix("\u{1D}VB\u{0}"))
        #expect(text.components(separatedBy: "\u{1B}@").count == 2)
    }

    @Test("A device that is not there is said in a word, and no file takes its place")
    func noDevice() async throws {
        let path = "/tmp/igniflo-no-such-\(UUID().uuidString)"
        _ = try await order([.printerDevice: path]) { terminal, _ in terminal.shows("could not be printed") }
        #expect(!FileManager.default.fileExists(atPath: path))
    }

    @Test("A printer that takes it at the second attempt is asked twice")
    func again() async throws {
        let text = try await order([.printerCommand: "f='%'; test -s $f && exec cat>$f; echo>$f; exit 1"]) {
            terminal, _ in !terminal.shows("could not be printed")
        }
        #expect(text.contains("2 x Almond croissant"))
    }

    @Test("A printer that has taken the receipt and then fails is not asked again: nobody gets two slips")
    func failsAfterwards() async throws {
        let text = try await order([.printerCommand: "cat >> '%'; exit 3"]) { terminal, _ in
            terminal.shows("may be late")
        }
        #expect(text.components(separatedBy: "2 x Almond croissant").count == 2)
    }

    @Test(
        "A printer that hangs holds up nobody, is asked once, and is given up with all that it has started",
        .timeLimit(.minutes(15)))
    func hanging() async throws {
        let text = try await order([.printerCommand: "echo $$ >> '%'; cat >> '%'; sleep 1000; echo late >> '%'"]) {
            terminal, _ in terminal.shows("may be late")
        }
        #expect(text.components(separatedBy: "2 x Almond croissant").count == 2 && !text.contains("late"))
        let group = try #require(text.split(separator: "\n").first)
        for process in try FileManager.default.contentsOfDirectory(atPath: "/proc") where Int(process) != nil {
            guard let status = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8) else { continue }
            // After the name: the state, the parent, the group.
            let fields = status.split(separator: ")").last?.split(separator: " ") ?? []
            guard fields.count > 2, fields[2] == group else { continue }
            #expect(fields[0] == "Z", "\(status) lives on")
        }
    }

    @Test("The shop's people hear of a receipt that a counter did not print, and print it from the order")
    func told() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "paper-\(UUID().uuidString.prefix(8))")
        defer { try? FileManager.default.removeItem(at: folder) }
        let command = "cd '\(folder.path)' && cat > paper"
        try await ScreenShop.use { shop in
            _ = try await shop.services.settings.edit([.printerCommand: command], by: try await shop.session("alan"))
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
        let folder = FileManager.default.temporaryDirectory.appending(path: "paper-\(UUID().uuidString.prefix(8))")
        defer { try? FileManager.default.removeItem(at: folder) }
        let command = "cd '\(folder.path)' && cat > paper"
        try await ScreenShop.use { shop in
            _ = try await shop.services.settings.edit([.printerCommand: command], by: try await shop.session("alan"))
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
        try await ScreenShop.use { shop in
            let grace = try await shop.session("grace")
            _ = try await shop.services.settings.edit([.printerCommand: "exit 1"], by: grace)
            let kiosk = try await shop.services.users.openKiosk(named: "Counter", by: grace).session
            let draft = OrderDraft(
                request: UUID().uuidString,
                lines: [OrderDraft.Line(product: try await shop.product("Espresso").id, quantity: 1)], walkIn: "")
            let order = try await shop.services.orders.place(draft, by: kiosk)
            let step = StatusStep(to: .preparing, expecting: order.version)
            let moved = try await shop.services.orders.setStatus(order.id, step, by: grace)
            await #expect(throws: ShopError.printer(PrinterFault("exit 1 failed (1)"))) {
                try await shop.services.printer.print(order.id, by: kiosk)
            }
            let undone = try await shop.services.orders.undo(order.id, expecting: moved.version, by: grace)
            #expect(undone.status == .placed)
        }
    }
}
