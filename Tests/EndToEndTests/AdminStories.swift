import Foundation
import Testing

@Suite(.serialized, .stories)
struct AdminStories {
    @Test("Two admins at one order: the second hears who did what, and nothing is overwritten")
    func conflict() async throws {
        let machine = try await Machine.withDemo()
        try await TmuxTerminal.open(try machine.person("grace")) { grace in
            try await TmuxTerminal.open(try machine.person("alan")) { alan in
                try await grace.signIn("F1", until: "1 ○ Placed 3")
                try await alan.signIn("F2", until: "1 ○ Placed 3")
                let ticket = try await grace.word(after: "▸")
                try await grace.type("x")
                try await grace.waitFor("Cancel \(ticket)?")
                try await alan.waitFor("▸\(ticket)")
                try await alan.type(">")
                try await alan.waitUntilSent("\(ticket) is preparing.")
                // The board behind the question shows it already.
                try await grace.waitFor("2 ◐ Preparing 4")
                try await grace.type("the oven gave up")
                try await grace.press("Enter")
                try await grace.waitFor("Enter cancel the order")
                try await grace.press("Enter")
                try await grace.waitFor("Alan Turing was faster: \(ticket) is preparing now. Nothing")
                try await grace.waitFor("2 ◐ Preparing 4")
            }
        }
    }

    @Test("An admin who is made a customer sees the board close, with a sentence that says why")
    func demoted() async throws {
        let machine = try await Machine.withDemo()
        try await TmuxTerminal.open(try machine.person("grace")) { grace in
            try await TmuxTerminal.open(try machine.person("alan")) { alan in
                try await grace.signIn("F1", until: "1 ○ Placed 3")
                try await alan.signIn("F2", until: "1 ○ Placed 3")
                try await alan.type("U")
                try await alan.waitFor("grace@example.com")
                try await alan.type("/")
                try await alan.waitFor("Enter to the list")
                try await alan.type("grace")
                try await alan.waitUntilGone("ada@example.com")
                try await alan.press("Enter", "Enter")
                try await alan.waitFor("Grace Hopper is an admin. What shall they be?")
                try await alan.press("Tab", "Enter")
                try await alan.waitUntilSent("Grace Hopper is a customer.")
                try await grace.waitFor("You are no admin of this shop any more.")
                #expect(try await !grace.screen().contains("Placed"))
            }
        }
    }

    @Test("Two marked orders take a step together and take it back; another board shows both while it happens")
    func marksAndUndo() async throws {
        try await untilInTime("two steps taken back within ten seconds") {
            let machine = try await Machine.withDemo()
            return try await TmuxTerminal.open(try machine.person("grace")) { grace in
                try await TmuxTerminal.open(try machine.person("alan")) { alan in
                    try await grace.signIn("F1", until: "1 ○ Placed 3")
                    try await alan.signIn("F2", until: "1 ○ Placed 3")
                    try await grace.press("Space", "Space")
                    try await grace.waitFor("Esc unmark 2")
                    try await grace.type(">")
                    try await grace.waitUntilSent("2 orders are preparing.")
                    try await alan.waitFor("2 ◐ Preparing 5")
                    let mark = try grace.sent.mark()
                    try await grace.type("u")
                    let (done, late) = ("2 orders are placed and unpaid again.", "undo from the last 10 seconds")
                    guard try await grace.waitUntilSent([done, late], since: mark) == done else { return false }
                    try await alan.waitFor("1 ○ Placed 3")
                    return true
                }
            }
        }
    }

    @Test("A setting that one admin changes counts on another's open board at once")
    func settings() async throws {
        let machine = try await Machine.withDemo()
        try await TmuxTerminal.open(try machine.person("grace")) { grace in
            try await TmuxTerminal.open(try machine.person("alan")) { alan in
                try await grace.signIn("F1", until: "Corner Café · Board")
                try await alan.signIn("F2", until: "1 ○ Placed 3")
                try await alan.type("S")
                try await alan.waitFor("Minutes until an order turns amber")
                try await alan.press("Enter")
                try await alan.waitFor("Save")
                try await alan.press("C-u")
                try await alan.type("The Corner")
                try await alan.press("Enter")
                try await alan.waitUntilSent("The shop's name is changed.")
                try await alan.waitFor("The Corner · Settings")
                try await grace.waitFor("The Corner · Board")
            }
        }
    }

    @Test("A board hangs in the kitchen, and a number pad is enough")
    func kitchen() async throws {
        let machine = try await Machine.withDemo()
        try await TmuxTerminal.open(try machine.person("grace")) { terminal in
            try await terminal.enter("clear; igniflo --lanes placed,preparing; echo ended $?")
            try await terminal.waitFor("This is a demo.")
            try await terminal.press("F1")
            try await terminal.waitFor("○ Placed 3")
            #expect(try await !terminal.screen().contains("Completed"))
            let ticket = try await terminal.word(after: "│2 ")
            try await terminal.type("2")
            try await terminal.press("Enter")
            try await terminal.waitUntilSent("\(ticket) is preparing.")
            try await terminal.press("Enter")
            try await terminal.waitUntilSent("\(ticket) is ready.")
            try await terminal.waitUntilGone("│2 \(ticket)")
        }
    }
}
