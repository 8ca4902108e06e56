import Foundation
import Testing

/// The same value on every surface: the screens, plain mode, a command and paper.
@Suite(.serialized, .stories)
struct SurfaceStories {
    private static let customer = ["1", "ada@example.com", "igniflo-ada"]
    private static let admin = ["1", "grace@example.com", "igniflo-grace"]

    @Test(
        "An order's status, payment, wait and history read the same on the screen, in plain mode, in a command, on paper"
    )
    func order() async throws {
        let machine = try await Machine.withDemo()
        let ada = try await machine.signedIn("ada")
        let grace = try await machine.signedIn("grace")
        let placed = try await ada.run("orders", "place", "--item", "Flat white=2", "--note", "to go")
        let ticket = try #require(placed.output.firstMatch(of: #/C-\d{3,}/#)).output
        #expect(placed.output == "\(ticket), placed, unpaid, €7.20\n")
        let moved = try await grace.run("orders", "status", String(ticket), "preparing")
        #expect(moved.output == "\(ticket), preparing, unpaid, €7.20\n")
        let event = "placed → preparing by Grace Hopper"

        let shown = try await ada.run("orders", "show", String(ticket))
        #expect(shown.lines.contains { $0.hasSuffix(event) } && shown.lines.contains("Note: to go"), "\(shown.output)")
        #expect(shown.output.contains("preparing, unpaid"))
        let plain = try await say(ada, Self.customer + ["3", "1", "3", "", "", "", "6"])
        for text in ["\(ticket), preparing, unpaid, €7.20.", "Your order is being made.", "Note: to go"] {
            #expect(plain.lines.contains(text), "\(text) in \(plain.output)")
        }
        let row = plain.lines.first { $0.contains("\(ticket), preparing, unpaid, €7.20, ") } ?? ""
        #expect(row.contains(#/, \d min: 2 Flat white$/#), "\(plain.output)")
        let paper = try await ada.run("receipt", String(ticket))
        #expect(paper.lines.contains("Unpaid, due at the counter"))
        #expect(plain.lines.contains("Unpaid, due at the counter"), "the receipt in \(plain.output)")

        try await TmuxTerminal.open(try machine.person("zoe")) { terminal in
            try await terminal.signIn("F3", until: "My orders 3 open")
            try await waitUntil("the order on the screen") {
                let row = try await terminal.screen().split(separator: "\n").first { $0.contains(ticket) } ?? ""
                return row.contains("Preparing") && row.contains("unpaid") && row.contains("€7.20")
                    && row.contains(#/\d min/#)
            }
        }
        try await TmuxTerminal.open(try machine.person("alan")) { terminal in
            try await terminal.signIn("F1", until: "Placed")
            try await terminal.type("T")
            try await terminal.waitFor("all of all time")
            try await terminal.press("Enter")
            try await terminal.waitFor(event)
            try await terminal.waitFor("Note: to go")
            try await terminal.waitFor("unpaid · €7.20")
        }
        let office = try await say(grace, Self.admin + [String(ticket), "", "12"])
        #expect(office.lines.contains { $0.hasSuffix(": \(event.replacing("→", with: "to")).") }, "\(office.output)")

        #expect(try await grace.run("orders", "pay", String(ticket)).output == "\(ticket), preparing, paid, €7.20\n")
        #expect(try await ada.run("receipt", String(ticket)).lines.contains("Paid"))
    }

    @Test("A share and how long orders took read the same on the screen, in plain mode and in a command")
    func figures() async throws {
        let machine = try await Machine.withDemo()
        let grace = try await machine.signedIn("grace")
        let printed = try await grace.run("insights", "--days", "7")
        let share = try #require(printed.output.firstMatch(of: #/\d+ cancelled, (\d+\.\d %)\.\n/#))
        let times = try #require(
            printed.output.firstMatch(of: #/Half were ready within (.+), nine of ten within (.+)\.\n/#))
        #expect(String(times.1).contains(#/^(\d+ s|\d+ min( \d+ s)?|\d+ h \d+ min)$/#))
        let hour = try #require(printed.output.firstMatch(of: #/\d\d:00 to \d\d:00/#)).output

        let told = try await say(grace, Self.admin + ["9", "1", "2", "2", "", "", "", "12"])
        for text in [share.0, times.0] {
            #expect(told.lines.contains(text.trimmingCharacters(in: .newlines)), "\(text) in \(told.output)")
        }
        #expect(told.lines.contains { $0.hasPrefix("\(hour): ") }, "\(told.output)")
        for line in printed.lines.prefix(5) {
            #expect(told.lines.contains { $0.hasSuffix(line) }, "\(line) in \(told.output)")
        }
        for (width, height) in [(120, 36), (80, 24), (40, 12)] {
            try await TmuxTerminal.open(try machine.person("grace"), width: width, height: height) { terminal in
                try await terminal.enter("clear; igniflo")
                try await terminal.waitFor("[ Sign in ]")
                try await terminal.press("F1")
                try await terminal.waitFor("Placed")
                try await terminal.type("I")
                for text in [share.1, times.1, times.2] { try await terminal.waitFor(String(text)) }
            }
        }
    }

    @Test("What is short, what has a new price, and a mistake are told in the same words wherever one orders")
    func refusals() async throws {
        let machine = try await Machine.withDemo()
        let ada = try await machine.signedIn("ada")
        let grace = try await machine.signedIn("grace")
        let wrong = "Email or password is not right. Please try again."
        let login = try await machine.person("bo").run("login", "ada@example.com", input: "wrong\n")
        #expect(login.complaint == "igniflo: \(wrong)")
        let plain = try await say(try machine.person("bo"), ["1", "ada@example.com", "wrong"])
        #expect(plain.lines.contains(wrong), "\(plain.output)")

        _ = try await say(ada, Self.customer + ["1", "almond", "1", "9", "", "espresso", "1", "1", ""])
        #expect(try await grace.run("products", "edit", "Espresso", "--price", "2.70").code == 0)
        let short = try await ada.run("orders", "place", "--item", "Almond croissant=9")
        #expect(short.complaint?.contains("Almond croissant: 9 wanted, 4 left.") == true, "\(short.errors)")
        let mending = try await say(ada, Self.customer + ["2", "4"])
        let change = "€2.40 before, €2.70 now"
        for text in ["Almond croissant: only 4 left.", "Espresso: \(change)."] {
            #expect(mending.lines.contains(text), "\(text) in \(mending.output)")
        }
        try await TmuxTerminal.open(try machine.person("zoe")) { terminal in
            try await terminal.signIn("F3", until: "Your order 10")
            try await terminal.waitFor("only 4 left")
            try await terminal.type("o")
            try await terminal.waitFor("Take what is left ]")
            for text in ["only 4 left", change] { try await terminal.waitFor(text) }
        }
        let refused = try await ada.run("events")
        #expect(refused.complaint == "igniflo: Only an admin of the shop can do this.")
    }

    private func say(_ person: Person, _ lines: [String]) async throws -> Outcome {
        try await person.run("--plain", input: lines.map { $0 + "\n" }.joined())
    }
}
