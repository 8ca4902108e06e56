import Foundation
import Glibc
import Testing

/// Whatever ends the screens, the terminal is as it was.
@Suite(.serialized, .stories)
struct WaysOutStories {
    private struct Way: Sendable {
        var name: String
        var code: Int
        var leave: @Sendable (TmuxTerminal) async throws -> Void

        static func signal(_ name: String, _ number: Int) -> Way {
            Way(name: "SIG" + name, code: 128 + number) { try await $0.signal(name) }
        }
    }

    private static let ways = [
        Way(name: "q", code: 0) { try await $0.type("q") },
        // Together: between two of them a busy machine may let the time for the second pass.
        Way(name: "Ctrl-C, twice", code: 130) { try await $0.press("C-c", "C-c") },
        .signal("TERM", 15), .signal("HUP", 1), .signal("ABRT", 6), .signal("SEGV", 11), .signal("ILL", 4),
        .signal("QUIT", 3),
    ]

    private func expectClean(_ terminal: TmuxTerminal, as settings: String, _ name: String) async throws {
        #expect(try await terminal.settings() == settings, "\(name)")
        #expect(try await !terminal.showsAlternateScreen(), "\(name)")
        #expect(try await !terminal.screen().contains("My orders"), "\(name)")
        let modes = try await terminal.modes()
        #expect(!modes.hasMouse && modes.showsCursor, "\(name)")
    }

    @Test("Every way out leaves the terminal as it was, and says how it ended")
    func ways() async throws {
        let machine = try await Machine.withDemo()
        try await TmuxTerminal.open(try machine.person("ada")) { terminal in
            let before = try await terminal.settings()
            for way in Self.ways {
                try await terminal.signIn("F3", until: "My orders 2 open")
                #expect(try await terminal.showsAlternateScreen())
                #expect(try await terminal.settings() != before)
                try await way.leave(terminal)
                try await terminal.waitFor("ended \(way.code)")
                try await expectClean(terminal, as: before, way.name)
            }
        }
    }

    @Test("When the terminal goes away, the program ends")
    func closedTerminal() async throws {
        let machine = try await Machine.withDemo()
        let ada = try machine.person("ada")
        let program = try await TmuxTerminal.open(ada) { terminal in
            try await terminal.signIn("F3", until: "My orders 2 open")
            let program = try await terminal.program()
            try await terminal.close()
            return program
        }
        try await waitUntil("the end of the program") {
            !FileManager.default.fileExists(atPath: "/proc/\(program)")
        }
    }

    @Test("Ctrl-Z goes back to the shell as it was, and fg returns to the same screen")
    func suspend() async throws {
        let machine = try await Machine.withDemo()
        try await TmuxTerminal.open(try machine.person("ada")) { terminal in
            let before = try await terminal.settings()
            try await terminal.enter("clear; igniflo")
            try await terminal.waitFor("This is a demo.")
            try await terminal.press("F3")
            try await terminal.waitFor("My orders 2 open")
            try await terminal.put("brownie", until: "Your order 1")
            for _ in 1...2 {
                try await terminal.press("C-z")
                try await terminal.waitUntilGone("Your order 1")
                try await terminal.enter("echo here")
                try await terminal.waitFor("\nhere")
                try await expectClean(terminal, as: before, "suspended")
                try await terminal.resize(width: 110, height: 30)
                try await terminal.enter("clear; fg")
                try await terminal.waitFor("Your order 1")
                try await terminal.resize(width: 120, height: 36)
                #expect(try await terminal.modes().hasMouse)
            }
            try await terminal.type("+")
            try await terminal.waitFor("Your order 2")
        }
    }

    @Test("A program that was stopped from elsewhere has the whole terminal again when it goes on")
    func stoppedFromElsewhere() async throws {
        let machine = try await Machine.withDemo()
        try await TmuxTerminal.open(try machine.person("ada")) { terminal in
            let before = try await terminal.settings()
            try await terminal.signIn("F3", until: "My orders 2 open")
            let taken = try await terminal.settings()
            for _ in 1...2 {
                try await terminal.signal("STOP")
                try await terminal.waitFor("Stopped")
                // The shell sets the terminal to its own ways; until then it hears no Enter.
                try await terminal.type("stty sane; printf '\\033[?1000l\\033[?2004l'; echo still here")
                try await terminal.press("C-j")
                try await terminal.waitFor("still here")
                try await terminal.enter("fg; echo over $?")
                try await terminal.waitUntilGone("still here")
                try await terminal.waitFor("My orders 2 open")
                try await waitUntil("the mouse") { try await terminal.modes().hasMouse }
                #expect(try await terminal.settings() == taken)
            }
            try await terminal.type("q")
            try await terminal.waitFor("over 0")
            try await expectClean(terminal, as: before, "stopped")
        }
    }

    @Test("A terminal that takes no more keeps the program from ending for a moment only, and is given back")
    func unread() async throws {
        let machine = try await Machine.withDemo()
        let terminal = try UnreadTerminal()
        let before = terminal.settings
        let program = try terminal.run("igniflo", as: machine.person("ada"))
        var shown = ""
        try await program.waitUntil("the sign-in") { _ in
            shown += terminal.read()
            return shown.contains("This is a demo.")
        }
        // Each draws the whole screen, until that does not fit any more and the program waits.
        try await terminal.fill(by: "\u{C}", heardBy: program)
        program.signal(SIGTERM)
        #expect(try await program.outcome().code == 128 + SIGTERM)
        #expect(terminal.settings == before)
        #expect(terminal.read().contains("\u{1B}[?1049l"))
    }
}
