import Foundation
import Testing

/// What ends the kiosk, and what only seems to.
@Suite(.serialized, .stories)
struct KioskCrashStories {
    @Test("The screens are killed at every step, and the next customer finds a fresh kiosk", .timeLimit(.minutes(15)))
    func killed() async throws {
        try await atCounter("--ticket 60") { machine, terminal in
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
                    try await terminal.waitUntilSent("Your number is")
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
            try await terminal.expectItSells()
            #expect(try await terminal.modes().hasMouse)
            try await terminal.kill("TERM", supervisor)
            try await terminal.waitFor("ended 143")
            #expect(try await machine.kioskOrders("placed").count >= 2)
        }
    }

    @Test("A crash of any kind ends in the attract screen, and leaves no word of itself", .timeLimit(.minutes(15)))
    func crashes() async throws {
        try await atCounter("--ticket 60") { _, terminal in
            let supervisor = try await terminal.program()
            for signal in ["SEGV", "BUS", "ILL", "FPE", "TRAP", "ABRT", "SYS", "TERM"] {
                try await terminal.chooseBananaBread(name: "Zebulon")
                let screens = try await terminal.screens()
                try await terminal.kill(signal, screens)
                try await waitUntil("other screens") { try await terminal.screens() != screens }
                try await terminal.waitFor(TmuxTerminal.attract)
                let left = try await terminal.screen()
                #expect(!left.contains("Zebulon") && !left.contains("rash"), "\(signal): \(left)")
                #expect(try await terminal.program() == supervisor)
            }
            try await terminal.expectItSells()
        }
    }

    @Test("Screens that are stuck are noticed and started again", .timeLimit(.minutes(15)))
    func stuck() async throws {
        try await atCounter("--ticket 3") { _, terminal in
            let supervisor = try await terminal.program()
            let screens = try await terminal.screens()
            try await terminal.press("Enter")
            try await terminal.waitFor("Almond croissant")
            try await terminal.type("2")
            try await terminal.waitFor("1 × Banana bread")
            try await terminal.kill("STOP", screens)
            try await waitUntil("other screens") { try await terminal.screens() != screens }
            #expect(try await terminal.program() == supervisor)
            try await terminal.expectItSells()
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
        try await atCounter { _, terminal in
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

    @Test("SIGTERM ends the kiosk while an admin is asked to sign it in, and the terminal is as it was")
    func terminatedWhileAsking() async throws {
        let machine = try await Machine.withDemo()
        let grace = try await machine.signedIn("grace")
        try await TmuxTerminal.open(try machine.person("counter")) { terminal in
            let before = try await terminal.settings()
            func expectEnd(while question: String) async throws {
                try await terminal.waitForQuestion(question)
                try await terminal.kill("TERM", try await terminal.program())
                try await terminal.waitFor("ended 143")
                #expect(try await terminal.settings() == before)
            }
            try await terminal.begin("igniflo kiosk --name 'Left counter'; echo ended $?")
            try await expectEnd(while: "Email:")
            try await terminal.begin("igniflo kiosk --name 'Left counter'; echo ended $?")
            try await terminal.waitForQuestion("Email:")
            try await terminal.enter("grace@example.com")
            try await expectEnd(while: "Password:")
            for isUnseen in [false, true] {
                try await terminal.startKiosk("--name 'Left counter'")
                let people = try await grace.run("users", "list", "--search", "Left counter", "--json").objects()
                let device = try #require(people.compactMap { $0["id"] as? Int }.max())
                #expect(try await grace.run("users", "disable", String(device)).code == 0)
                try await terminal.waitFor("This device was signed out.")
                if isUnseen {
                    try await terminal.waitForQuestion("Email:")
                    try await terminal.enter("grace@example.com")
                }
                try await expectEnd(while: isUnseen ? "Password:" : "Email:")
            }
        }
    }
}
