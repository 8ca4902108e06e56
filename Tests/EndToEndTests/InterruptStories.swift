import Foundation
import Glibc
import Testing

/// A program that waits for something else can be ended all the same, and gives the terminal back.
@Suite(.serialized, .stories)
struct InterruptStories {
    @Test("A watch whose output nobody reads ends at a signal", arguments: [SIGTERM, SIGINT, SIGHUP])
    func unreadPipe(signal: Int32) async throws {
        let machine = try await Machine.withDemo()
        let grace = try await machine.signedIn("grace")
        let pipe = machine.folder.appending(path: "pipe").path
        #expect(mkfifo(pipe, 0o600) == 0)
        // Open at both ends: there is a reader, and it never reads.
        let reader = open(pipe, O_RDWR | O_NONBLOCK | O_CLOEXEC)
        defer { close(reader) }
        let watch = try RunningProgram(
            "/bin/sh", ["-c", "exec igniflo orders watch --json --since 0 > \(pipe)"], input: "",
            environment: grace.environment, folder: machine.folder)
        try await watch.waitUntil("a pipe that is full") { _ in
            var room = pollfd(fd: reader, events: Int16(POLLOUT), revents: 0)
            return poll(&room, 1, 0) == 0
        }
        watch.signal(signal)
        #expect(try await watch.outcome().code == 128 + signal)
    }

    @Test("A watch in a terminal that is held ends at a signal, with the terminal as it was")
    func unreadTerminal() async throws {
        let machine = try await Machine.withDemo()
        let terminal = try UnreadTerminal()
        let before = terminal.settings
        let grace = try await machine.signedIn("grace")
        terminal.fillAtOnce()
        let watch = try terminal.run("igniflo orders watch --json --since 0", as: grace)
        try await watch.waitUntil("a watch that hears signals") { _ in watch.hears(SIGTERM) }
        watch.signal(SIGTERM)
        #expect(try await watch.outcome().code == 128 + SIGTERM)
        #expect(terminal.settings == before)
    }

    @Test("A password prompt switches the echo off before it asks: what is answered at once is neither seen nor lost")
    func echoBeforePrompt() async throws {
        let machine = try await Machine.withDemo()
        let person = try machine.person("nobody")
        // A terminal that takes nothing holds up the prompt, and not the switching.
        let held = try UnreadTerminal()
        held.fillAtOnce()
        let login = try held.run("igniflo login ada@example.com", as: person)
        try await login.waitUntil("an echo that is off") { _ in !held.echoes }
        login.signal(SIGTERM)
        #expect(try await login.outcome().code == 128 + SIGTERM)
        let terminal = try UnreadTerminal()
        let plain = try terminal.run("igniflo --plain", as: person)
        var shown = ""
        for (question, answer) in [("Number, 1 to 5:", "1\n"), ("Email", "")] {
            try await plain.waitUntil(question) { _ in
                shown += terminal.read()
                return shown.contains(question)
            }
            terminal.type(answer)
        }
        terminal.fillAtOnce()
        terminal.type("ada@example.com\n")
        try await plain.waitUntil("an echo that is off") { _ in !terminal.echoes }
        plain.signal(SIGTERM)
        #expect(try await plain.outcome().code == 128 + SIGTERM)
    }

    @Test("A watch whose reader has gone ends without waiting for the next event")
    func readerGone() async throws {
        let machine = try await Machine.withDemo()
        let watch = try await machine.signedIn("grace").shell("(igniflo orders watch; echo $? >&2) | true")
        #expect(watch.errors == "0\n")
    }

    @Test("Whatever ends a password prompt, the first or the second, what is typed next can be seen")
    func echo() async throws {
        let machine = try await Machine.withDemo()
        let ways: [(name: String, code: Int, leave: @Sendable (TmuxTerminal) async throws -> Void)] = [
            ("Ctrl-C", 130, { try await $0.press("C-c") }), ("Ctrl-\\", 131, { try await $0.press("C-\\") }),
            ("SIGTERM", 143, { try await $0.signal("TERM") }), ("SIGHUP", 129, { try await $0.signal("HUP") }),
        ]
        try await TmuxTerminal.open(try machine.person("nobody")) { terminal in
            let before = try await terminal.settings()
            for prompts in 1...2 {
                for way in ways {
                    try await terminal.enter("clear; igniflo register --name Bo --email bo@example.com; echo ended $?")
                    try await terminal.waitFor("Password:")
                    try await waitUntil("a password that is not shown") { try await terminal.isUnseen() }
                    if prompts == 2 {
                        try await terminal.enter("a long password")
                        try await terminal.waitFor("The same again:")
                        try await waitUntil("a password that is not shown") { try await terminal.isUnseen() }
                    }
                    try await way.leave(terminal)
                    try await terminal.waitFor("ended \(way.code)")
                    #expect(try await terminal.settings() == before, "\(way.name) at prompt \(prompts)")
                }
            }
        }
    }

    @Test("Where no thread can be started the program says so, and what to do")
    func noThreads() async throws {
        let machine = try await Machine.withDemo()
        let ada = try machine.person("ada")
        let shim = machine.folder.appending(path: "no-threads")
        try "#include <errno.h>\nint pthread_create() { return EAGAIN; }\n".write(
            toFile: shim.path + ".c", atomically: true, encoding: .utf8)
        let made = try await ada.shell("cc -shared -fPIC -o \(shim.path).so \(shim.path).c")
        #expect(made.code == 0, "\(made.unexpected)")
        let refused = try await ada.start(["products", "list"], changes: ["LD_PRELOAD": shim.path + ".so"]).outcome()
        #expect(refused.code == 69)
        #expect(refused.complaint?.hasPrefix("igniflo: No more threads can be started") == true)
        #expect(refused.complaint?.contains("ulimit -u") == true)
    }
}
