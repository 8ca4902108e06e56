import Foundation
import Testing

/// The terminal on the counter, which anyone may touch and nobody can break.
@Suite(.serialized)
struct KioskStories {
    private func counter(
        width: Int = 100, height: Int = 30, _ options: String = "",
        _ body: (Machine, TmuxTerminal) async throws -> Void
    ) async throws {
        let machine = try await Machine.withDemo()
        try await TmuxTerminal.open(try machine.person("counter"), width: width, height: height) { terminal in
            try await terminal.startKiosk(options)
            try await body(machine, terminal)
        }
    }

    /// A customer comes, and gets a number: the kiosk is whole.
    private func expectItSells(_ terminal: TmuxTerminal) async throws {
        try await terminal.waitFor(TmuxTerminal.attract)
        try await terminal.press("Enter")
        try await terminal.waitFor("Almond croissant")
        try await terminal.type("2")
        try await terminal.waitFor("1 × Banana bread")
        try await terminal.type("0")
        try await terminal.waitFor("Your name, if you like")
        try await terminal.press("Enter")
        try await terminal.waitFor("Your number is")
    }

    private func placed(_ machine: Machine) async throws -> Int {
        let grace = try await machine.signedIn("grace")
        return try await grace.run("orders", "list", "--limit", "500", "--json").objects()
            .filter { ($0["ticket"] as? String)?.hasPrefix("K-") == true && $0["status"] as? String == "placed" }.count
    }

    @Test("Every control key, every function key and a paste, and the kiosk is still there", .timeLimit(.minutes(15)))
    func keys() async throws {
        try await counter("--ticket 3") { _, terminal in
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
            try await expectItSells(terminal)
        }
    }

    @Test("Every signal that can be ignored, to the screens and to what watches over them", .timeLimit(.minutes(15)))
    func signals() async throws {
        try await counter("--ticket 3") { _, terminal in
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
            try await expectItSells(terminal)
        }
    }

    @Test("The screens are killed at every step, and the next customer finds a fresh kiosk", .timeLimit(.minutes(15)))
    func killed() async throws {
        try await counter("--ticket 60") { machine, terminal in
            let supervisor = try await terminal.program()
            let steps: [@Sendable (TmuxTerminal) async throws -> Void] = [
                { _ in },
                { terminal in
                    try await terminal.press("Enter")
                    try await terminal.waitFor("Almond croissant")
                    try await terminal.type("2")
                    try await terminal.waitFor("1 × Banana bread")
                },
                { terminal in
                    try await terminal.press("Enter")
                    try await terminal.waitFor("Almond croissant")
                    try await terminal.type("20Bo")
                    try await terminal.waitFor("Bo")
                },
                { terminal in
                    try await terminal.press("F12")
                    try await terminal.waitFor("An admin can close the kiosk.")
                },
                { terminal in
                    try await terminal.press("Enter")
                    try await terminal.waitFor("Almond croissant")
                    try await terminal.type("20")
                    try await terminal.waitFor("Your name, if you like")
                    try await terminal.press("Enter")
                    try await terminal.waitFor("Your number is")
                },
            ]
            for step in steps {
                try await step(terminal)
                let screens = try await terminal.screens()
                try await terminal.kill("KILL", screens)
                try await waitUntil("other screens") { try await terminal.screens() != screens }
                try await terminal.waitFor(TmuxTerminal.attract)
                #expect(try await terminal.program() == supervisor)
                #expect(try await !terminal.screen().contains("Bo"))
            }
            try await expectItSells(terminal)
            #expect(try await terminal.modes().hasMouse)
            try await terminal.kill("TERM", supervisor)
            try await terminal.waitFor("ended 143")
            #expect(try await placed(machine) >= 2)
        }
    }

    @Test("SIGTERM ends the kiosk, and a new size reaches it")
    func termination() async throws {
        let machine = try await Machine.withDemo()
        try await TmuxTerminal.open(try machine.person("counter"), width: 100, height: 30) { terminal in
            let before = try await terminal.settings()
            try await terminal.startKiosk()
            try await terminal.resize(width: 20, height: 5)
            try await terminal.waitFor("larger")
            try await terminal.resize(width: 100, height: 30)
            try await terminal.waitFor(TmuxTerminal.attract)
            let screens = try await terminal.screens()
            try await terminal.kill("TERM", try await terminal.program())
            try await terminal.waitFor("ended 143")
            #expect(try await terminal.settings() == before)
            #expect(try await !terminal.showsAlternateScreen())
            #expect(try await !terminal.modes().hasMouse)
            #expect(!FileManager.default.fileExists(atPath: "/proc/\(screens)"))
        }
    }

    @Test("What watches over the screens is killed: they end, too")
    func orphan() async throws {
        try await counter { _, terminal in
            let screens = try await terminal.screens()
            try await terminal.kill("KILL", try await terminal.program())
            try await waitUntil("the end of the screens") {
                !FileManager.default.fileExists(atPath: "/proc/\(screens)")
            }
        }
    }

    @Test("A closed terminal ends the kiosk")
    func closed() async throws {
        let machine = try await Machine.withDemo()
        let processes = try await TmuxTerminal.open(try machine.person("counter")) { terminal in
            try await terminal.startKiosk()
            let processes = [try await terminal.program(), try await terminal.screens()]
            try await terminal.close()
            return processes
        }
        for process in processes {
            try await waitUntil("the end of \(process)") { !FileManager.default.fileExists(atPath: "/proc/\(process)") }
        }
    }

    @Test("Leaving asks for an admin's password: others are refused, and guessing is slowed", .timeLimit(.minutes(15)))
    func leaving() async throws {
        try await counter { _, terminal in
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
            try await waitUntil("a wait after wrong passwords", within: .seconds(120)) {
                try await terminal.type("guess")
                try await terminal.press("Enter")
                return try await terminal.screen().contains("Too many failures.")
            }
            try await waitUntil("an end of the waiting", within: .seconds(120)) {
                try await terminal.press("C-u")
                try await terminal.type("igniflo-grace")
                try await terminal.press("Enter")
                return try await terminal.screen().contains("ended 0")
            }
        }
    }

    @Test("A device that is signed out is signed in by an admin again, and by nobody and nothing else")
    func signedOut() async throws {
        try await counter("--name 'Left counter'") { machine, terminal in
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
                try await admin.waitFor("cannot sign in any more")
            }
            try await terminal.press("Enter")
            try await terminal.waitFor("This device was signed out.")
            for key in ["C-c", "C-z", "C-\\", "C-d", "C-s", "C-q"] { try await terminal.press(key) }
            try await terminal.press("Enter")
            try await terminal.waitFor("Password:")
            for key in ["C-c", "C-z", "C-\\", "C-d"] { try await terminal.press(key) }
            try await terminal.enter("no")
            try await terminal.waitFor("Email or password is not right.")
            #expect(try await !terminal.screen().contains("ended"))
            try await terminal.answerSignIn()
            try await expectItSells(terminal)
        }
    }

    @Test(
        "Another program holds the shop for a while: the kiosk says so, and the order is placed once",
        .timeLimit(.minutes(15)))
    func locked() async throws {
        try await counter("--idle 300 --ticket 60") { machine, terminal in
            let ready = machine.folder.appending(path: "locked").path
            let holder = try RunningProgram(
                "/bin/sh",
                ["-c", "exec 9>>'\(machine.database)-gate'; flock -x 9; echo > '\(ready)'; exec sleep 600"],
                input: "", environment: ["PATH": "/usr/bin:/bin"], folder: machine.folder)
            defer { holder.signal(SIGKILL) }
            try await waitUntil("the lock") { FileManager.default.fileExists(atPath: ready) }
            try await terminal.press("Enter")
            try await terminal.waitFor("Almond croissant")
            try await terminal.type("20Zebulon")
            try await terminal.waitFor("Zebulon")
            try await terminal.press("Enter")
            try await terminal.waitFor("nothing is ordered twice.", within: .seconds(120))
            holder.signal(SIGKILL)
            try await waitUntil("the number", within: .seconds(120)) {
                if try await terminal.screen().contains("Your number is") { return true }
                try await terminal.press("Enter")
                return false
            }
            let grace = try await machine.signedIn("grace")
            let names = try await grace.run("orders", "list", "--limit", "500", "--json").objects()
                .compactMap { $0["customer"] as? String }
            #expect(names.filter { $0 == "Zebulon" }.count == 1)
        }
    }
}
