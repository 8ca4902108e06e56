import Foundation
import Testing

/// The terminal on the counter, which anyone may touch and nobody can break.
@Suite(.serialized, .stories)
struct KioskLockStories {
    @Test("Every control key, every function key and a paste, and the kiosk is still there", .timeLimit(.minutes(15)))
    func keys() async throws {
        try await atCounter("--ticket 3") { _, terminal in
            let supervisor = try await terminal.program()
            let screens = try await terminal.screens()
            let letters = "abcdefghijklmnopqrstuvwxyz".map { "C-\($0)" } + ["C-\\", "C-]", "C-^", "C-_", "C-Space"]
            for key in letters + (1...12).map({ "F\($0)" }) {
                try await terminal.press(key)
                try await terminal.press("Escape")
            }
            try await terminal.paste("exit\n:q!\nq\n\u{3}\u{1A}\u{4}")
            try await terminal.send([0x00, 0x1B, 0x1B, 0x9B, 0xFF, 0xC3])
            for _ in 1...4 { try await terminal.press("Escape") }
            #expect(try await terminal.program() == supervisor)
            #expect(try await terminal.screens() == screens)
            #expect(try await !terminal.screen().contains("shell>"))
            try await terminal.expectItSells()
        }
    }

    @Test("Every signal that can be ignored, to the screens and to what watches over them", .timeLimit(.minutes(15)))
    func signals() async throws {
        try await atCounter("--ticket 3") { _, terminal in
            let (supervisor, screens) = (try await terminal.program(), try await terminal.screens())
            let names = [
                "HUP", "INT", "QUIT", "TSTP", "TTIN", "TTOU", "USR1", "USR2", "PIPE", "ALRM", "VTALRM", "PROF", "IO",
                "PWR", "WINCH", "CONT", "URG", "CHLD", "XCPU", "XFSZ", "34", "64",
            ]
            for name in names {
                for process in [screens, supervisor] { try await terminal.kill(name, process) }
            }
            try await terminal.press("Enter")
            try await terminal.waitFor("Almond croissant")
            #expect(try await terminal.program() == supervisor)
            #expect(try await terminal.screens() == screens)
            try await terminal.press("Escape")
            try await terminal.expectItSells()
        }
    }

    @Test("Screens that are killed do not make guessing the way out any faster", .timeLimit(.minutes(15)))
    func throttled() async throws {
        try await atCounter { _, terminal in
            try await terminal.guess(upTo: 40)
            let screens = try await terminal.screens()
            try await terminal.kill("KILL", screens)
            try await waitUntil("other screens") { try await terminal.screens() != screens }
            try await terminal.waitFor(TmuxTerminal.attract)
            // Somebody new would have four guesses before there is a wait.
            try await terminal.guess(upTo: 4)
        }
    }

    @Test("An admin's sign-in is told on standard error where that is asked for, and a customer's order is not")
    func verbose() async throws {
        let machine = try await Machine.withDemo()
        let file = machine.folder.appending(path: "told")
        func told() throws -> String { try String(contentsOf: file, encoding: .utf8) }
        try await TmuxTerminal.open(try machine.person("counter"), width: 100, height: 30) { terminal in
            try Data().write(to: file)
            try await terminal.begin("igniflo kiosk --verbose --idle 600 --ticket 60 2> \(file.path); echo ended $?")
            for (question, answer) in [("Email: ", "grace@example.com"), ("Password: ", "igniflo-grace")] {
                try await waitUntil(question) { try told().hasSuffix(question) }
                try await terminal.enter(answer)
            }
            try await terminal.waitFor(TmuxTerminal.attract)
            let before = try told()
            for what in ["signIn", "createUser", "signOut"] { #expect(before.contains("what=\(what) "), "\(before)") }
            #expect(!before.contains("igniflo-grace"))
            try await terminal.expectItSells()
            #expect(try told() == before)
            let log = try await terminal.run("cat $XDG_STATE_HOME/igniflo/igniflo.log")
            #expect(log.contains("what=placeForWalkIn "))
        }
    }

    @Test("Leaving asks for an admin's password: others are refused, and guessing is slowed", .timeLimit(.minutes(15)))
    func leaving() async throws {
        try await atCounter { _, terminal in
            try await terminal.press("F12")
            try await terminal.waitFor("An admin can close the kiosk.")
            try await terminal.type("ada@example.com")
            try await terminal.press("Enter")
            try await terminal.type("igniflo-ada")
            try await terminal.press("Enter")
            try await terminal.waitFor("Only an admin can close the kiosk.")
            try await terminal.press("Escape")
            try await terminal.waitFor(TmuxTerminal.attract)
            try await terminal.press("C-x")
            try await terminal.waitFor("An admin can close the kiosk.")
            try await terminal.type("grace@example.com")
            try await terminal.press("Enter")
            try await waitUntil("a wait after wrong passwords") {
                try await terminal.type("guess")
                try await terminal.press("Enter")
                return try terminal.sent.contains("Too many failures.")
            }
            // It may be minutes: each failure has doubled it.
            try await waitUntil("an end of the waiting", within: .seconds(600)) {
                try await terminal.press("C-u")
                try await terminal.type("igniflo-grace")
                try await terminal.press("Enter")
                return try await terminal.screen().contains("ended 0")
            }
        }
    }

    @Test("A device that is signed out is signed in by an admin again, and by nobody and nothing else")
    func signedOut() async throws {
        try await atCounter("--name 'Left counter'") { machine, terminal in
            try await TmuxTerminal.open(try machine.person("grace")) { admin in
                try await admin.signIn("F1", until: "1 ○ Placed 3")
                try await admin.type("U")
                try await admin.waitFor("reset password")
                try await admin.type("/Left counter")
                try await admin.press("Enter")
                try await admin.waitFor("kiosk-")
                try await admin.type("d")
                try await admin.waitFor("Disable?")
                try await admin.press("Left", "Enter")
                try await admin.waitUntilSent("cannot sign in any more")
            }
            try await terminal.waitFor("This device was signed out.")
            try await terminal.waitForQuestion("Email:")
            for key in ["C-c", "C-z", "C-\\", "C-d", "C-s", "C-q"] { try await terminal.press(key) }
            try await terminal.press("Enter")
            try await terminal.waitForQuestion("Password:")
            for key in ["C-c", "C-z", "C-\\", "C-d"] { try await terminal.press(key) }
            try await terminal.enter("no")
            try await terminal.waitFor("Email or password is not right.")
            #expect(try await !terminal.screen().contains("ended"))
            try await terminal.answerSignIn()
            try await terminal.expectItSells()
        }
    }
}
