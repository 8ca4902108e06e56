import Foundation
import TestSupport

/// A terminal in which a person types: a tmux server of its own with one window and a shell in it.
final class TmuxTerminal: Sendable {
    private let person: Person
    private let socket: String
    private let configuration: URL
    /// All that it was ever sent.
    let sent: SentText

    /// Opens a terminal, lets `body` work in it, and takes it away whatever comes of that.
    static func open<Value>(
        _ person: Person, width: Int = 120, height: Int = 36, term: String = "tmux-256color",
        _ body: (TmuxTerminal) async throws -> Value
    ) async throws -> Value {
        let terminal = TmuxTerminal(person)
        do {
            try await terminal.begin(width: width, height: height, term: term)
            let value = try await body(terminal)
            await terminal.end()
            return value
        } catch {
            // In a task of its own: the test's may be over.
            let (screen, report) = await Task.detached {
                ((try? await terminal.screen()) ?? "", await terminal.report(after: error))
            }.value
            await terminal.end()
            throw TerminalFailure(error: error, screen: screen, report: report)
        }
    }

    /// What the programs are at that were waited for in vain.
    private func report(after error: any Error) async -> String {
        var cause = error
        while let failure = cause as? TerminalFailure { cause = failure.error }
        guard cause is NeverHappened, let shell = try? await pid_t(display("#{pane_pid}")) else { return "" }
        return await ProcessReport.of(shell)
    }

    private init(_ person: Person) {
        self.person = person
        let name = UUID().uuidString.prefix(8)
        socket = person.machine.folder.appending(path: "tmux-\(name)").path
        configuration = person.machine.folder.appending(path: "tmux-\(name).conf")
        sent = SentText(file: person.machine.folder.appending(path: "sent-\(name)"))
    }

    private func begin(width: Int, height: Int, term: String) async throws {
        try Data(
            """
            set -g default-terminal "\(term)"
            set -g escape-time 0
            set -g status off

            """.utf8
        ).write(to: configuration)
        try Data().write(to: sent.file)
        try await tmux(
            "new-session", "-d", "-x", String(width), "-y", String(height), "exec env PS1='shell> ' ENV= /bin/sh", ";",
            "pipe-pane", "-O", "exec cat >> '\(sent.file.path)'")
        try await waitFor("shell>")
    }

    private func end() async { _ = await Task.detached { try? await self.tmux("kill-server") }.value }

    // MARK: what a person does

    /// Types text as it stands.
    func type(_ text: String) async throws { try await tmux("send-keys", "-l", "--", text) }

    /// Presses keys by their tmux names, such as `Enter`, `C-c`, `Up`, `Escape`.
    func press(_ keys: String...) async throws { try await press(keys) }

    /// Likewise; what is no name of a key is typed as it stands.
    func press(_ keys: [String]) async throws { try await tmux(["send-keys"] + keys) }

    /// Types a line of the shell.
    func enter(_ line: String) async throws {
        try await type(line)
        try await press("Enter")
    }

    /// Runs a line of the shell on an empty screen: nothing that stood there before is taken for what comes.
    func begin(_ line: String) async throws {
        try await tmux("send-keys", "-R")
        try await enter("clear; " + line)
    }

    /// Pastes text as terminals do, in brackets when the program asked for that.
    func paste(_ text: String) async throws {
        try await tmux("set-buffer", "--", text)
        try await tmux("paste-buffer", "-p")
    }

    /// Pastes the contents of a file; a call's words could not hold that much.
    func paste(file: URL) async throws {
        try await tmux("load-buffer", file.path)
        try await tmux("paste-buffer", "-p")
    }

    /// Sends bytes as they are.
    func send(_ bytes: [UInt8]) async throws {
        try await tmux(["send-keys", "-H"] + bytes.map { String($0, radix: 16) })
    }

    /// Clicks on the first place where `text` stands, as a terminal tells it that counts from `!`.
    func click(_ text: String, times: Int = 1) async throws {
        let (column, row) = try await place(of: text)
        let place = [UInt8(column + 33), UInt8(row + 33)]
        let click = [0x1B, 0x5B, 0x4D, 32] + place + [0x1B, 0x5B, 0x4D, 35] + place
        try await send(Array(repeatElement(click, count: times).joined()))
    }

    /// Touches the places where the texts stand by turns, a press and its release each, over twenty a second,
    /// as terminals tell it that count in digits (SGR, 1006). Where a machine is too busy for that, they come later.
    func touch(_ texts: String..., rounds: Int = 1) async throws {
        var round: [String] = []
        for text in texts {
            let (column, row) = try await place(of: text)
            for end in ["M", "m"] {
                let bytes = "\u{1B}[<0;\(column + 1);\(row + 1)\(end)".utf8.map { String($0, radix: 16) }
                round += ["send-keys -H " + bytes.joined(separator: " "), "run-shell 'sleep 0.01'"]
            }
        }
        let script = person.machine.folder.appending(path: "touches.conf")
        try Data(repeatElement(round, count: rounds).joined().joined(separator: "\n").utf8).write(to: script)
        try await tmux("source-file", script.path)
    }

    /// The column and the row of the first place where `text` stands, from 0, once it stands still.
    private func place(of text: String) async throws -> (Int, Int) {
        var found: [Int] = []
        try await waitUntil("“\(text)” on the screen, to be clicked") {
            let last = found
            found = Self.place(of: text, on: try await screen())
            return !found.isEmpty && found == last
        }
        return (found[0], found[1])
    }

    private static func place(of text: String, on screen: String) -> [Int] {
        for (row, line) in screen.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            guard let found = line.range(of: text) else { continue }
            // Every sign before the words that are clicked is one column wide.
            return [line.distance(from: line.startIndex, to: found.lowerBound), row]
        }
        return []
    }

    /// Sends a signal, such as `TERM`, to the program in the foreground.
    func signal(_ name: String) async throws {
        let outcome = try await person.shell("kill -s \(name) \(try await program())")
        guard outcome.code == 0 else { throw outcome.unexpected }
    }

    /// The number of the process that the shell has started.
    func program() async throws -> String {
        let shell = try await display("#{pane_pid}")
        return try await person.shell("cat /proc/\(shell)/task/\(shell)/children").output
            .trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// What a line of the shell prints that is run beside the terminal.
    func run(_ line: String) async throws -> String {
        let outcome = try await person.shell(line)
        guard outcome.code == 0 else { throw outcome.unexpected }
        return outcome.output.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// Writes over the screen, as another program of the same terminal does.
    func scribble(_ text: String) async throws {
        let device = try await display("#{pane_tty}")
        let outcome = try await person.shell("printf '%s' '\(text)' > \(device)")
        guard outcome.code == 0 else { throw outcome.unexpected }
    }

    func resize(width: Int, height: Int) async throws {
        try await tmux("resize-window", "-x", String(width), "-y", String(height))
    }

    // MARK: what a person sees

    /// The lines of the screen, without trailing blanks.
    func screen() async throws -> String { try await tmux("capture-pane", "-p") }

    /// The screen with its colours, as SGR sequences.
    func coloredScreen() async throws -> String { try await tmux("capture-pane", "-p", "-e") }

    /// Waits for what stays. What goes by itself is waited for with ``waitUntilSent(_:since:)``.
    func waitFor(_ text: String, within limit: Duration = Patience.limit) async throws {
        try await waitUntil("“\(text)” on the screen", within: limit) { try await screen().contains(text) }
    }

    func waitUntilGone(_ text: String) async throws {
        try await waitUntil("no “\(text)” on the screen") { try await !screen().contains(text) }
    }

    /// Waits for what is shown for a while only, such as a toast, a ticket at a kiosk, or a word while something lasts: it
    /// is found even where it came and went before anybody looked.
    ///
    /// - Parameter mark: a moment before what brings it about, where the same has been shown before.
    func waitUntilSent(_ text: String, since mark: SentText.Mark = .start) async throws {
        try await waitUntilSent([text], since: mark)
    }

    /// Likewise for the first of several texts, as it was asked for.
    @discardableResult
    func waitUntilSent(_ texts: [String], since mark: SentText.Mark) async throws -> String {
        var places = texts.map { _ in 0 }
        var found: String?
        try await waitUntil("“\(texts.joined(separator: "” or “"))” sent to the terminal") {
            for (index, text) in texts.enumerated() where found == nil {
                if try sent.find(text, since: mark, from: &places[index]) { found = text }
            }
            return found != nil
        }
        return found ?? ""
    }

    /// Waits until a question is the last thing on the screen: the same may stand above it, and is answered already.
    func waitForQuestion(_ question: String) async throws {
        try await waitUntil("“\(question)”, to be answered") {
            let last = try await screen().split(separator: "\n").last
            return last?.trimmingCharacters(in: .whitespaces) == question
        }
    }

    /// The terminal's settings as `stty -g` prints them.
    func settings() async throws -> String {
        let device = try await display("#{pane_tty}")
        return try await person.shell("stty -g -F \(device)").output
    }

    /// Whether what is typed is not shown, as while a password is asked for.
    func isUnseen() async throws -> Bool {
        let device = try await display("#{pane_tty}")
        return try await person.shell("stty -a -F \(device)").output.contains("-echo ")
    }

    /// Whether a full-screen program has taken the screen.
    func showsAlternateScreen() async throws -> Bool { try await display("#{alternate_on}") == "1" }

    /// Whether the mouse is the program's, and whether the cursor is seen.
    func modes() async throws -> (hasMouse: Bool, showsCursor: Bool) {
        let flags = try await display("#{mouse_any_flag}#{cursor_flag}")
        return (flags.hasPrefix("1"), flags.hasSuffix("1"))
    }

    /// Closes the terminal's window, as when a connection is lost.
    func close() async throws { try await tmux("kill-server") }

    /// The name of the command in the foreground.
    func command() async throws -> String { try await display("#{pane_current_command}") }

    private func display(_ format: String) async throws -> String {
        try await tmux("display-message", "-p", format).trimmingCharacters(in: .whitespacesAndNewlines)
    }

    @discardableResult
    private func tmux(_ arguments: String...) async throws -> String { try await tmux(arguments) }

    @discardableResult
    private func tmux(_ arguments: [String]) async throws -> String {
        let program = try RunningProgram(
            "tmux", ["-u", "-S", socket, "-f", configuration.path] + arguments, input: "",
            environment: person.environment, folder: person.machine.folder)
        let outcome = try await program.outcome()
        guard outcome.code == 0 else { throw outcome.unexpected }
        return outcome.output
    }
}

/// What went wrong at a terminal, with what was on its screen.
struct TerminalFailure: Error, CustomStringConvertible {
    var error: any Error
    var screen: String
    var report = ""
    var description: String { "\(error)\nThe screen:\n\(screen)\(report)" }
}
