import Foundation
import Testing

@Suite(.serialized, .stories)
struct TerminalStories {
    @Test("Without a terminal the screens say so in one line", arguments: [[], ["demo"]])
    func noTerminal(_ call: [String]) async throws {
        let machine = try Machine()
        let person = try machine.person("someone")
        let outcome = try await person.start(call).outcome()
        #expect(outcome.code == 69)
        #expect(outcome.complaint?.contains("need a terminal on standard input and output") == true)
        #expect(!FileManager.default.fileExists(atPath: machine.database))
    }

    @Test("A terminal that cannot show screens is told what to do, and left as it was")
    func badTypes() async throws {
        let machine = try Machine()
        let person = try machine.person("someone")
        try await TmuxTerminal.open(person) { terminal in
            let before = try await terminal.settings()
            for (setting, words) in [
                ("env -u TERM", "TERM is not set"), ("TERM=", "TERM is not set"),
                ("TERM=nothing-known", "is not known here"),
            ] {
                for call in ["igniflo", "igniflo demo"] {
                    try await terminal.begin("\(setting) \(call); echo ended $?")
                    try await terminal.waitFor("ended 69")
                    #expect(try await terminal.screen().contains("igniflo: "))
                    #expect(try await terminal.screen().contains(words))
                    #expect(try await terminal.settings() == before)
                }
            }
        }
    }

    @Test("Long work says that it goes on, and takes its words back; a pipe hears nothing")
    func progress() async throws {
        let machine = try await Machine.withDemo()
        let grace = try await machine.signedIn("grace")
        try await TmuxTerminal.open(grace) { terminal in
            for (call, told, left) in [
                ("backup copy.db", "Copying and checking", "Backed up and checked"),
                ("health --full", "Reading", "The shop takes orders"),
                ("orders export orders.csv", "Writing orders.csv", "Written: "),
                ("products export menu.csv && igniflo products import menu.csv", "Taking in menu.csv", "unchanged"),
            ] {
                try await terminal.begin("script -qec 'igniflo \(call)' heard; echo ended $?")
                try await terminal.waitFor("ended 0")
                let screen = try await terminal.screen()
                #expect(screen.contains(left) && !screen.contains(told + " "), "\(screen)")
                #expect(try await terminal.run("cat heard").contains(told), "\(call)")
            }
        }
        let piped = try await grace.run("health", "--full")
        #expect(piped.code == 0 && piped.errors.isEmpty)
    }

    @Test("Tables fit the terminal; colours are for terminals, and for who wants them")
    func tables() async throws {
        let machine = try await Machine.withDemo()
        let grace = try await machine.signedIn("grace")
        let piped = try await grace.run("orders", "list", "--limit", "30")
        #expect(!piped.output.contains("\u{1B}"))
        #expect(piped.lines.contains { $0.count > 80 })

        try await TmuxTerminal.open(grace, width: 72, height: 40) { terminal in
            try await terminal.enter("clear; igniflo orders list --limit 30; echo ended $?")
            try await terminal.waitFor("ended 0")
            let lines = try await terminal.screen().split(separator: "\n")
            // A line that did not fit would have gone on in the next.
            #expect(lines.filter { $0.contains("C-") || $0.contains("K-") }.count == 30)
            #expect(lines.count == 30 + 3)
            #expect(try await terminal.coloredScreen().contains("\u{1B}["))

            try await terminal.enter(
                "clear; NO_COLOR=1 igniflo products list | head -20; NO_COLOR=1 igniflo orders list --limit 5; echo plain $?"
            )
            try await terminal.waitFor("plain 0")
            #expect(try await !terminal.coloredScreen().contains("\u{1B}["))
        }
    }
}
