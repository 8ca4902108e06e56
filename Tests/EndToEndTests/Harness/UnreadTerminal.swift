import Foundation
import Glibc

/// A terminal whose other end nobody reads once it is left alone: what the program sends waits in it until there is no
/// more room, as on a connection that hangs.
final class UnreadTerminal: Sendable {
    let path: String
    private let ours: Int32
    /// The program's end, held open so that its settings can be asked for after the program has ended.
    private let theirs: Int32

    var programEnd: Int32 { theirs }

    init() throws {
        var ends: (ours: Int32, theirs: Int32) = (-1, -1)
        var size = winsize(ws_row: 36, ws_col: 120, ws_xpixel: 0, ws_ypixel: 0)
        guard openpty(&ends.ours, &ends.theirs, nil, nil, &size) == 0, let name = ttyname(ends.theirs) else {
            throw NeverHappened(what: "a terminal")
        }
        (ours, theirs) = ends
        path = String(cString: name)
        _ = fcntl(ours, F_SETFL, O_NONBLOCK)
        for end in [ours, theirs] { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    }

    deinit {
        close(ours)
        close(theirs)
    }

    /// Runs the program of a line of the shell in it.
    func run(_ line: String, as person: Person) throws -> RunningProgram {
        try RunningProgram(
            "/bin/sh", ["-c", "exec setsid -c \(line) < \(path) > \(path) 2>&1"], input: "",
            environment: person.environment, folder: person.machine.folder)
    }

    func type(_ text: String) { _ = write(ours, text, text.utf8.count) }

    /// What has come and was not read yet.
    func read() -> String {
        var bytes = [UInt8](repeating: 0, count: 65_536)
        var text: [UInt8] = []
        while case let count = Glibc.read(ours, &bytes, bytes.count), count > 0 { text += bytes[0..<count] }
        return String(decoding: text, as: UTF8.self)
    }

    /// Types a key that has the whole screen drawn, until the program waits with it for room.
    func fill(by key: String) async {
        while (try? await waitUntil("a key taken", within: .seconds(3)) { isHeard }) != nil { type(key) }
    }

    /// Whether the program has taken all that was typed.
    private var isHeard: Bool {
        var waiting: Int32 = 0
        _ = ioctl(theirs, UInt(FIONREAD), &waiting)
        return waiting == 0
    }

    /// The terminal's settings as far as programs change them.
    var settings: [UInt32] {
        var settings = termios()
        tcgetattr(theirs, &settings)
        return [settings.c_iflag, settings.c_oflag, settings.c_cflag, settings.c_lflag]
    }
}
