import Foundation
import Testing

/// Plain mode at a terminal that can do nothing but lines: it comes by itself where TERM is dumb.
@Suite(.serialized, .stories)
struct PlainTerminalStories {
    @Test(
        "On a dumb terminal a customer orders two things with a note, and follows the order as the shop moves it along")
    func order() async throws {
        let machine = try await Machine.withDemo()
        let ada = try machine.person("ada")
        let grace = try await machine.signedIn("grace")
        try await TmuxTerminal.open(ada, term: "dumb") { terminal in
            let before = try await terminal.settings()
            try await terminal.enter("clear; igniflo; echo ended $?")
            try await signIn(terminal, "ada")
            #expect(try await !terminal.screen().contains("Password: igniflo-ada"))

            try await answer(terminal, "Number, 1 to 6:", "1")
            try await answer(terminal, "Number, 1 to 7:", "flat white")
            try await answer(terminal, "Number, 1 to 3:", "1")
            try await answer(terminal, "How many (1 to 999; empty line: back):", "2")
            try await answer(terminal, "Note (empty line: none):", "oat milk, please")
            try await answer(terminal, "Number, 1 to 7:", "brownie")
            try await answer(terminal, "Number, 1:", "1")
            try await answer(terminal, "How many (1 to 999; empty line: back):", "1")
            try await answer(terminal, "Note (empty line: none):", "")
            try await answer(terminal, "Number, 1 to 7:", "")
            try await answer(terminal, "Number, 1 to 6:", "2")
            try await answer(terminal, "Number, 1 to 4:", "4")
            try await answer(terminal, "Number, 1 to 2:", "1")
            try await terminal.waitFor("Your number is C-")
            #expect(try await !terminal.showsAlternateScreen())

            let order = try await newest(grace)
            try await answer(terminal, "Number, 1 to 6:", "3")
            try await terminal.waitFor("1. \(order), placed, unpaid, €10.40")
            #expect(try await grace.run("orders", "status", order, "preparing").code == 0)
            try await hear(terminal, "\(order): placed to preparing by Grace Hopper.")
            #expect(try await grace.run("orders", "status", order, "ready").code == 0)
            try await hear(terminal, "\(order) is ready. Please come to the counter.")
            try await terminal.enter("1")
            try await terminal.waitFor("Your order is ready. Please come to the counter.")

            try await terminal.press("C-d")
            try await terminal.waitFor("ended 0")
            #expect(try await terminal.settings() == before)
        }
    }

    @Test("An admin at a printer hears of a new order before the next question")
    func news() async throws {
        let machine = try await Machine.withDemo()
        let grace = try machine.person("grace")
        let ada = try await machine.signedIn("ada")
        try await TmuxTerminal.open(grace, term: "dumb") { terminal in
            try await terminal.enter("clear; igniflo --plain; echo ended $?")
            try await signIn(terminal, "grace")
            try await terminal.waitFor("Number, 1 to 12:")
            let placed = try await ada.run("orders", "place", "--item", "Espresso=1", "--json").object()
            let ticket = try #require(placed["ticket"] as? String)
            try await hear(terminal, "New order \(ticket) by Ada Lovelace.")
        }
    }

    @Test("Ctrl-C leaves with 130 at every question, the password's too, and the terminal is as it was")
    func interrupt() async throws {
        let machine = try await Machine.withDemo()
        let ada = try machine.person("ada")
        try await TmuxTerminal.open(ada, term: "dumb") { terminal in
            let before = try await terminal.settings()
            try await terminal.enter("clear; igniflo demo; echo first $?")
            try await terminal.waitFor("Number, 1 to 5:")
            try await terminal.press("C-c")
            try await terminal.waitFor("first 130")

            try await terminal.enter("clear; igniflo demo; echo second $?")
            try await answer(terminal, "Number, 1 to 5:", "1")
            try await answer(terminal, "Email (empty line: back):", "ada@example.com")
            try await terminal.waitFor("Password:")
            try await waitUntil("no echo") { try await terminal.settings() != before }
            try await terminal.press("C-c")
            try await terminal.waitFor("second 130")

            try await terminal.enter("clear; igniflo demo; echo third $?")
            try await signIn(terminal, "ada")
            try await terminal.waitFor("Number, 1 to 6:")
            try await terminal.press("C-c")
            try await terminal.waitFor("third 130")
            #expect(try await terminal.settings() == before)
        }
    }

    @Test("Whoever was slower is told who was faster, and sees the order as it is now")
    func conflict() async throws {
        let machine = try await Machine.withDemo()
        let grace = try machine.person("grace")
        let alan = try await machine.signedIn("alan")
        let ada = try await machine.signedIn("ada")
        let placed = try await ada.run("orders", "place", "--item", "Espresso=1", "--json").object()
        let ticket = try #require(placed["ticket"] as? String)
        try await TmuxTerminal.open(grace, term: "dumb") { terminal in
            try await terminal.enter("clear; igniflo; echo ended $?")
            try await signIn(terminal, "grace")
            try await answer(terminal, "Number, 1 to 12:", ticket)
            try await terminal.waitFor("1. Forward to preparing")
            #expect(try await alan.run("orders", "status", ticket, "ready").code == 0)
            try await answer(terminal, "Number, 1 to 5:", "1")
            try await terminal.waitFor("Alan Turing was faster: \(ticket) is ready now. Nothing was changed.")
            try await terminal.waitFor("1. Forward to completed")
        }
    }

    @Test("A sign-out from elsewhere ends the visit with a sentence, and the way in is asked again")
    func disabled() async throws {
        let machine = try await Machine.withDemo()
        let ada = try machine.person("ada")
        let grace = try machine.person("grace")
        try await TmuxTerminal.open(ada, term: "dumb") { terminal in
            try await terminal.enter("clear; igniflo; echo ended $?")
            try await signIn(terminal, "ada")
            try await terminal.waitFor("Number, 1 to 6:")
            let lines = [
                "1", "grace@example.com", "igniflo-grace", "8", "ada@example.com", "1", "2", "1", "", "", "12",
            ]
            let disabled = try await grace.run("--plain", input: lines.map { $0 + "\n" }.joined())
            #expect(disabled.lines.contains("Ada Lovelace cannot sign in any more."), "\(disabled.output)")
            try await hear(terminal, "You have been signed out. Please sign in again.")
            try await terminal.waitFor("How would you like to come in?")
        }
    }

    // MARK: the parts

    private func signIn(_ terminal: TmuxTerminal, _ name: String) async throws {
        try await answer(terminal, "Number, 1 to 5:", "1")
        try await answer(terminal, "Email (empty line: back):", "\(name)@example.com")
        try await terminal.waitFor("Password:")
        // What is typed before the echo is off is thrown away with it.
        try await waitUntil("no echo") { try await terminal.isUnseen() }
        try await terminal.enter("igniflo-\(name)")
    }

    /// Types an answer when its question is the last thing on the screen.
    private func answer(_ terminal: TmuxTerminal, _ question: String, _ text: String) async throws {
        try await terminal.waitForQuestion(question)
        try await terminal.enter(text)
    }

    /// Asks for the choices again until the news have come; they may be gone from the screen by the time it is looked.
    private func hear(_ terminal: TmuxTerminal, _ words: String) async throws {
        try await waitUntil("“\(words)”") {
            try await terminal.enter("?")
            return try terminal.sent.contains(words)
        }
    }

    private func newest(_ admin: Person) async throws -> String {
        let orders = try await admin.run("orders", "list", "--limit", "1", "--json").objects()
        return try #require(orders.first?["ticket"] as? String)
    }
}
