import Foundation
import Testing

/// The admin's side of plain mode: all orders, walk-ins, files, figures, log and settings.
@Suite(.serialized, .stories)
struct PlainOfficeStories {
    private static let customer = ["1", "ada@example.com", "igniflo-ada"]
    private static let admin = ["1", "grace@example.com", "igniflo-grace"]

    @Test("All orders are filtered, found, sorted, opened, and written into a file")
    func table() async throws {
        let machine = try await Machine.withDemo()
        let grace = try await machine.signedIn("grace")
        let outcome = try await say(
            grace,
            [
                "5", "2", "1", "6", "4", "no such thing", "4", "flat white", "5", "1 November", "2020-01-01", "6", "",
                "7", "nonsense", "", "", "1", "1", "", "", "3", "3", "4", "", "4", "cancelled.csv", "4",
                "cancelled.csv", "5", "ada", "", "", "12",
            ])
        #expect(outcome.code == 0, "\(outcome.unexpected)")
        #expect(
            outcome.lines.contains { $0.hasSuffix(": cancelled, with Flat white, from 2020-01-01") },
            "\(outcome.output)")
        for line in [
            "There is no product “no such thing”.", "From: A day looks like 2026-11-01.",
            "Ticket: A ticket looks like C-042.",
            "3. Sorted: newest first", "3. Sorted: largest total first",
            "The orders are in cancelled.csv.",
            "cancelled.csv: it is there already; please choose another name.",
            "Orders: like “ada”",
        ] { #expect(outcome.lines.contains(line), "\(line) in \(outcome.output)") }
        let opened = try #require(outcome.lines.first { $0.hasPrefix("Order C-") || $0.hasPrefix("Order K-") })
        #expect(outcome.lines.contains { $0.hasPrefix(opened.dropFirst("Order ".count) + ", cancelled, ") })
        let wanted = try await grace.run(
            "orders", "export", "--status", "cancelled", "--product", "Flat white", "--sort", "total")
        let file = machine.folder.appending(path: "cancelled.csv")
        #expect(try String(contentsOf: file, encoding: .utf8) == wanted.output)
    }

    @Test("An order is taken for someone at the counter, in their name, and nobody's cart is touched by it")
    func walkIn() async throws {
        let machine = try await Machine.withDemo()
        let grace = try await machine.signedIn("grace")
        let outcome = try await say(
            grace,
            [
                "6", "Sam", "2", "1", "flat white", "1", "2", "oat milk", "", "", "2", "2", "2", "to take away", "3",
                "1", "", "12",
            ])
        #expect(outcome.code == 0, "\(outcome.unexpected)")
        for line in [
            "Nothing is in the order yet.", "2 Flat white in the order.", "An order for Sam",
        ] { #expect(outcome.lines.contains(line), "\(line) in \(outcome.output)") }
        let order = try #require(try await grace.run("orders", "list", "--limit", "1", "--json").objects().first)
        let ticket = try #require(order["ticket"] as? String)
        #expect(outcome.lines.contains("Order placed. The number is \(ticket)."), "\(outcome.output)")
        #expect(ticket.hasPrefix("K-") && order["customer"] as? String == "Sam")
        #expect(order["note"] as? String == "to take away")
    }

    @Test("An order that was begun at the counter is not thrown away without a question")
    func walkInLeft() async throws {
        let machine = try await Machine.withDemo()
        let grace = try await machine.signedIn("grace")
        let before = try await grace.run("orders", "list", "--json").output
        let outcome = try await say(
            grace, ["6", "", "1", "espresso", "1", "1", "", "", "", "2", "", "1", "12"])
        #expect(outcome.code == 0, "\(outcome.unexpected)")
        #expect(outcome.lines.count { $0 == "The order is not placed." } == 2, "\(outcome.output)")
        #expect(try await grace.run("orders", "list", "--json").output == before)
    }

    @Test("A file of products is told line by line before it is taken in, and what is wrong with one is said whole")
    func importing() async throws {
        let machine = try await Machine.withDemo()
        let grace = try await machine.signedIn("grace")
        let file = machine.folder.appending(path: "in.csv")
        try Data("name,price,stock,shelf\nEspresso,2.60,,\nTea,two,5,\nMilk,1.00,many,\n".utf8).write(to: file)
        let refused = try await say(grace, ["7", "4", "nowhere.csv", "4", "in.csv", "", "12"])
        #expect(refused.code == 0, "\(refused.unexpected)")
        for line in [
            "nowhere.csv: it is not there, or may not be read.",
            "2 things are wrong; nothing was imported.", "The column “shelf” means nothing here and is left out.",
            "Line 3, Price: An amount, please, such as 3.50.", "Line 4, Stock: A whole number, please, such as 12.",
        ] { #expect(refused.lines.contains(line), "\(line) in \(refused.output)") }

        try Data("name,price,stock\nEspresso,2.60,\nTea,2.00,5\n".utf8).write(to: file)
        let done = try await say(
            grace, ["7", "4", "in.csv", "2", "1", "5", "all.csv", "tea", "1", "4", "", "", "12"])
        #expect(done.code == 0, "\(done.unexpected)")
        for line in [
            "1 to create, 1 to change, 0 unchanged.", "Line 2, Espresso: price 2.40 to 2.60",
            "Line 3, Tea: new, price 2.00, stock 5", "1 created, 1 changed, 0 unchanged.",
            "The products are in all.csv.",
        ] { #expect(done.lines.contains(line), "\(line) in \(done.output)") }
        #expect(done.lines.contains { $0.hasSuffix(", import: 5 more, 5 left, by Grace Hopper") }, "\(done.output)")
        let exported = try await grace.run("products", "export").output
        #expect(try String(contentsOf: machine.folder.appending(path: "all.csv"), encoding: .utf8) == exported)
    }

    @Test("Figures of a week and of one's own days are told in numbers, and written into a file")
    func insights() async throws {
        let machine = try await Machine.withDemo()
        let grace = try await machine.signedIn("grace")
        let outcome = try await say(
            grace,
            [
                "9", "1", "2", "1", "2", "4", "week.csv", "", "4", "yesterday", "2026-01-01", "2025-12-31", "", "4",
                "1990-01-01", "2026-01-01", "", "", "12",
            ])
        #expect(outcome.code == 0, "\(outcome.unexpected)")
        let csv = try String(contentsOf: machine.folder.appending(path: "week.csv"), encoding: .utf8)
        let total = try #require(csv.split(separator: "\r\n").first { $0.hasPrefix("total,") }).split(separator: ",")
        #expect(outcome.lines.contains { $0.hasPrefix("In all: \(total[2]) orders, €") }, "\(outcome.output)")
        for line in [
            "The figures are in week.csv.", "From: A day looks like 2026-11-01.",
            "Figures of 2025-12-31 to 2026-01-01", "Up to 366 days at once, please.",
        ] { #expect(outcome.lines.contains(line), "\(line) in \(outcome.output)") }
        #expect(outcome.lines.contains { $0.hasPrefix("Half were ready within ") })
        let best = try await say(grace, ["9", "1", "2", "3"])
        #expect(best.lines.contains { $0.contains(" sold, €") }, "\(best.output)")
    }

    @Test("The log is read newest first, about what one asks for")
    func log() async throws {
        let machine = try await Machine.withDemo()
        let grace = try await machine.signedIn("grace")
        _ = try await grace.run("users", "disable", "sam@example.com")
        let outcome = try await say(
            grace, ["9", "2", "2", "4", "1", "nothing like it", "sam", "5", "1", "1", "", "", "", "12"])
        #expect(outcome.code == 0, "\(outcome.unexpected)")
        #expect(outcome.lines.contains("Nothing like that."))
        #expect(
            outcome.lines.count { $0.hasSuffix(" Sam Okafor: disabled by Grace Hopper.") } == 3, "\(outcome.output)")
        #expect(outcome.lines.contains("1. Show what is like “sam”"))
        #expect(outcome.lines.contains("1: more. Empty line: enough."))
    }

    @Test("Settings are read and changed, each with what may be typed; what is wrong is said whole and asked again")
    func settings() async throws {
        let machine = try await Machine.withDemo()
        let grace = try await machine.signedIn("grace")
        let long = String(repeating: "x", count: 201)
        let outcome = try await say(
            grace,
            [
                "9", "3", "3", "0", "seven", "7", "3", "100", "5", "1", "10", long, "a\u{7}b",
                "Thank you | Come again", "9", "-", "14", "dev/lp0", "", "11", "1", "2", "USD", "", "", "12",
            ])
        #expect(outcome.code == 0, "\(outcome.unexpected)")
        for line in [
            "A number from 1 to 240.", "Minutes until an order turns amber: At least 1, please.",
            "Minutes until an order turns amber: A whole number, please, such as 12.",
            "Minutes until an order turns amber is changed.",
            "Minutes until an order turns red: At least the 100 of amber, please.", "Bell for a new order is changed.",
            "Receipt's footer: At most 200 characters, please.",
            "Receipt's footer: Please use visible characters only, on one line.", "Receipt's footer is changed.",
            "10. Receipt's footer: Thank you | Come again",
            "Printer's device: A path from the root, please, such as /dev/usb/lp0.",
            "Currency: It stays as it is, for there are prices in it.",
        ] { #expect(outcome.lines.contains(line), "\(line) in \(outcome.output)") }
        let footer = try await grace.run("settings", "receiptFooter", "--json").object()
        #expect(footer["value"] as? String == "Thank you\nCome again")
        #expect(try await grace.run("settings", "amberMinutes", "--json").object()["value"] as? String == "7")
    }

    @Test("A receipt is told, written into a file, and printed where the shop has a printer")
    func receipt() async throws {
        let machine = try await Machine.withDemo()
        let ada = try await machine.signedIn("ada")
        let grace = try await machine.signedIn("grace")
        let ticket = try #require(
            try await ada.run("orders", "place", "--item", "Espresso=1", "--json").object()["ticket"] as? String)
        let kept = try await say(ada, as: Self.customer, ["3", ticket, "1", "3", "1", "receipt.txt", "", "", "", "6"])
        #expect(kept.lines.contains("The receipt is in receipt.txt."), "\(kept.output)")
        let text = try String(contentsOf: machine.folder.appending(path: "receipt.txt"), encoding: .utf8)
        #expect(text.contains("1 x Espresso") && !kept.lines.contains("2. Print it"))

        let slip = try grace.allowPrinter("cat > '\(machine.folder.path)/printed.txt'")
        _ = try await grace.run("settings", "printerCommand", slip)
        let printed = try await say(grace, [ticket, "4", "2", "", "", "12"])
        #expect(printed.lines.contains("The receipt is printed."), "\(printed.output)")
        let paper = try String(contentsOf: machine.folder.appending(path: "printed.txt"), encoding: .utf8)
        #expect(paper.contains("1 x Espresso"))
    }

    @Test("A customer's own orders are found by their status")
    func ownByStatus() async throws {
        let machine = try await Machine.withDemo()
        let ada = try await machine.signedIn("ada")
        let ticket = try #require(
            try await ada.run("orders", "place", "--item", "Espresso=1", "--json").object()["ticket"] as? String)
        _ = try await ada.run("orders", "cancel", ticket)
        let outcome = try await say(ada, as: Self.customer, ["3", "Cancelled", "", "", "6"])
        #expect(outcome.code == 0, "\(outcome.unexpected)")
        let found = outcome.lines.drop { $0 != "Found: Cancelled" }
        #expect(found.contains { $0.hasPrefix("1. \(ticket), cancelled, ") }, "\(outcome.output)")
        #expect(!found.prefix { !$0.hasPrefix("My orders") }.contains { $0.contains(", completed, ") })
    }

    @Test("The counter's and the pickup display's screens say that they have no plain lines, and what there is instead")
    func screensOnly() async throws {
        let machine = try await Machine.withDemo()
        let grace = try await machine.signedIn("grace")
        for (call, changes) in [(["--plain"], [:]), ([], ["TERM": "dumb"])] as [([String], [String: String?])] {
            for name in ["kiosk", "display"] {
                let outcome = try await grace.start([name] + call, changes: changes).outcome()
                #expect(outcome.code == 69 && outcome.output.isEmpty, "\(outcome.unexpected)")
                #expect(
                    outcome.complaint == "igniflo: The \(name) is a screen and has no plain lines. "
                        + (name == "kiosk"
                            ? "Please use a terminal, or take orders with `igniflo --plain`."
                            : "Please use a terminal, or print `igniflo orders watch`."))
            }
        }
    }

    // MARK: the parts

    private func say(_ person: Person, as who: [String] = admin, _ lines: [String]) async throws -> Outcome {
        try await person.run("--plain", input: (who + lines).map { $0 + "\n" }.joined())
    }
}
