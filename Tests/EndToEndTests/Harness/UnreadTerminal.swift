import Foundation
import Glibc
import TestSupport

/// A terminal whose other end nobody reads once it is left alone: what the program sends waits in it until there is no
/// more room, as on a connection that hangs.
final class UnreadTerminal: Sendable {
    private let terminal: PseudoTerminal

    init() throws { terminal = try PseudoTerminal() }

    deinit { terminal.close() }

    /// Runs the program of a line of the shell in it.
    func run(_ line: String, as person: Person) throws -> RunningProgram {
        try RunningProgram(
            "/bin/sh", ["-c", "exec setsid -c \(line) < \(terminal.path) > \(terminal.path) 2>&1"], input: "",
            environment: person.environment, folder: person.machine.folder)
    }

    func type(_ text: String) { _ = write(terminal.ours, text, text.utf8.count) }

    /// What has come and was not read yet.
    func read() -> String {
        var bytes = [UInt8](repeating: 0, count: 65_536)
        var text: [UInt8] = []
        while case let count = Glibc.read(terminal.ours, &bytes, bytes.count), count > 0 { text += bytes[0..<count] }
        return String(decoding: text, as: UTF8.self)
    }

    /// Sends to it until it takes no more.
    func fillAtOnce() {
        let flags = fcntl(terminal.theirs, F_GETFL)
        _ = fcntl(terminal.theirs, F_SETFL, flags | O_NONBLOCK)
        defer { _ = fcntl(terminal.theirs, F_SETFL, flags) }
        let line = [UInt8](repeating: UInt8(ascii: "."), count: 1_024)
        for size in [1_024, 1] { while write(terminal.theirs, line, size) > 0 {} }
    }

    /// Types a key that has the whole screen drawn, until the program waits with it for room.
    func fill(by key: String, heardBy program: RunningProgram) async throws {
        try await program.waitUntil("a terminal that takes no more") { _ in
            if isHeard { type(key) }
            return !isHeard && !hasRoom
        }
    }

    /// Whether the program has taken all that was typed.
    private var isHeard: Bool {
        var waiting: Int32 = 0
        _ = ioctl(terminal.theirs, UInt(FIONREAD), &waiting)
        return waiting == 0
    }

    /// Whether the program can send anything.
    var hasRoom: Bool {
        var end = pollfd(fd: terminal.theirs, events: Int16(POLLOUT), revents: 0)
        return poll(&end, 1, 0) > 0
    }

    /// Whether what is typed is shown.
    var echoes: Bool { settings[3] & UInt32(ECHO) != 0 }

    /// The terminal's settings as far as programs change them.
    var settings: [UInt32] {
        var settings = termios()
        tcgetattr(terminal.theirs, &settings)
        return [settings.c_iflag, settings.c_oflag, settings.c_cflag, settings.c_lflag]
    }
}
