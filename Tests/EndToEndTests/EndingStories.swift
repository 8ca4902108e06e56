import Foundation
import Glibc
import Soaking
import Testing

/// Whatever is on, and whatever others write meanwhile, a program that is asked to end does.
@Suite(.serialized, .stories)
struct EndingStories {
    /// A way in, up to the first picture or event.
    struct Surface: Sendable, CustomTestStringConvertible {
        var name: String
        var command: String
        /// What is typed, each once the words before it are there.
        var answers: [(words: String, typed: String)] = []
        /// What shows that it is live.
        var live: String
        var soak: Int

        var testDescription: String { name }

        private static let signIn = [
            ("Number, 1 to 5:", "1\n"), ("Email", "grace@example.com\n"), ("Password", "igniflo-grace\n"),
        ]
        static let all = [
            Surface(name: "watch", command: "igniflo orders watch --json", live: "orderPlaced", soak: 2_000),
            Surface(
                name: "plain mode", command: "igniflo --plain", answers: signIn, live: "Number, 1 to 12:", soak: 250),
            Surface(
                name: "plain mode, signed out", command: "igniflo --plain",
                answers: signIn + [("Number, 1 to 12:", "11\n")], live: "Number, 1 to 5:", soak: 250),
            Surface(name: "display", command: "igniflo display", live: "PREPARING", soak: 500),
            Surface(
                name: "board", command: "igniflo", answers: [("This is a demo.", "\u{1B}OP")], live: "Mint", soak: 500),
            Surface(name: "kiosk", command: "igniflo kiosk", live: "Touch the screen", soak: 500),
        ]
    }

    @Test(
        "It ends within a moment of its first event or picture, amid writers, as often as it is tried",
        arguments: Surface.all)
    func ended(surface: Surface) async throws {
        let machine = try await Machine.withDemo()
        let grace = try await machine.signedIn("grace")
        try await prepare(grace, for: surface)
        let writer = try Writer(machine)
        let count = Soak.count(min(50, surface.soak / 10), soak: surface.soak)
        let slowest = try await withThrowingTaskGroup(of: Duration.self) { group in
            var started = 0
            var slowest = Duration.zero
            while started < min(4, count) || !group.isEmpty {
                if started < count {
                    let delay = Duration.milliseconds(started * 37 % 81)
                    group.addTask { try await Self.endOnce(surface, grace, after: delay) }
                    started += 1
                    if started < 4 { continue }
                }
                if let time = try await group.next() { slowest = max(slowest, time) }
            }
            return slowest
        }
        Soak.say("\(count) of \(surface.name) ended, the slowest in \(slowest)")
        withExtendedLifetime(writer) {}
    }

    /// What must be there before, such as a device that is signed in.
    private func prepare(_ person: Person, for surface: Surface) async throws {
        guard surface.name == "kiosk" else { return }
        try await TmuxTerminal.open(person) { terminal in
            try await terminal.startKiosk()
            try await terminal.signal("TERM")
            try await terminal.waitFor("ended 143")
        }
    }

    /// Somebody who places one order after the other, for as long as this lives.
    private final class Writer {
        private let program: RunningProgram

        init(_ machine: Machine) throws {
            let maker = "XDG_STATE_HOME=\(machine.folder.path)/maker"
            program = try RunningProgram(
                "/bin/sh",
                [
                    "-c",
                    """
                    echo igniflo-ada | igniflo login ada@example.com
                    echo igniflo-grace | \(maker) igniflo login grace@example.com
                    \(maker) igniflo products create --name Mint --price 1 --stock 900000
                    while test -e \(machine.database) && kill -0 $PPID; do igniflo orders place --item Mint=1; done
                    """,
                ], input: "", environment: machine.person("ada").environment, folder: machine.folder)
        }

        deinit { program.signal(SIGKILL) }
    }

    /// - Returns: how long it took to end.
    private static func endOnce(_ surface: Surface, _ person: Person, after delay: Duration) async throws -> Duration {
        let terminal = try UnreadTerminal()
        let program = try terminal.run(surface.command, as: person)
        var shown = ""
        for (words, typed) in surface.answers {
            try await terminal.read(into: &shown, of: program, until: words)
            shown = ""
            terminal.type(typed)
        }
        try await terminal.read(into: &shown, of: program, until: surface.live)
        try await Task.sleep(for: delay)
        let start = ContinuousClock.now
        program.signal(SIGTERM)
        // Somebody goes on reading what the terminal shows.
        try await program.waitUntil("the end of \(surface.name)") { _ in
            _ = terminal.read()
            return program.hasEnded
        }
        let outcome = try await program.outcome()
        #expect(outcome.code == 128 + SIGTERM, "\(outcome.unexpected)")
        return start.duration(to: .now)
    }
}

extension UnreadTerminal {
    /// Reads until what has come of a program holds `words`.
    func read(into shown: inout String, of program: RunningProgram, until words: String) async throws {
        var seen = shown
        defer { shown = seen }
        try await program.waitUntil("“\(words)” in \(seen.suffix(300))") { _ in
            seen += read()
            return seen.contains(words)
        }
    }
}
