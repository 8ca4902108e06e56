import Foundation
import Glibc
import Terminal

/// Nobody reads standard output any more.
struct OutputClosed: Error {}

/// Standard output and standard error, and what is known of the terminal behind them.
enum Console {
    static let isTerminal = isatty(STDOUT_FILENO) == 1

    /// Colours are for a terminal that has them, and for people who did not refuse them (no-color.org).
    static let hasColors: Bool = {
        let type = Paths.system.value("TERM")
        return isTerminal && type != nil && type != "dumb" && Paths.system.value("NO_COLOR") == nil
    }()

    /// Columns of the terminal; nil where the output goes elsewhere and nothing is to be cut.
    static let width: Int? = isTerminal ? columns(of: STDOUT_FILENO) ?? 80 : nil

    /// - Returns: nil where that is not known.
    static func columns(of terminal: Int32) -> Int? {
        var size = winsize()
        guard ioctl(terminal, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
        return Int(size.ws_col)
    }

    static let glyphs: Glyphs = TextWidth.isUTF8 ? .unicode : .ascii

    /// `text` with nothing in it that a terminal would obey, or could not show.
    static func safe(_ text: String) -> String {
        TextWidth.prefix(TextWidth.isUTF8 ? text : ASCIIText.of(text), columns: .max)
    }

    /// - Throws: ``OutputClosed``, or ``CommandFailure`` when there is no space.
    static func write(_ text: String) throws { try write(text, to: STDOUT_FILENO) }

    /// Bytes for a device.
    ///
    /// - Throws: as ``write(_:)``.
    static func write(_ bytes: [UInt8]) throws { try write(bytes, to: STDOUT_FILENO) }

    /// As wide as the terminal.
    static func write(_ table: Table) throws {
        let lines = table.lines(width: width, colors: hasColors, glyphs: glyphs)
        try write(lines.map { $0 + "\n" }.joined())
    }

    /// One line on standard error.
    static func complain(_ line: String) { try? write("igniflo: \(safe(line))\n", to: STDERR_FILENO) }

    /// A line of the log, which has its line end and nothing that a terminal would obey.
    static func log(_ line: String) { try? write(TextWidth.isUTF8 ? line : ASCIIText.of(line), to: STDERR_FILENO) }

    /// A question, which is no part of the output.
    static func ask(_ question: String) { try? write(question, to: STDERR_FILENO) }

    /// A remark for a person at a terminal.
    static func remark(_ line: String) {
        if isatty(STDERR_FILENO) == 1 { try? write(safe(line) + "\n", to: STDERR_FILENO) }
    }

    private static func write(_ text: String, to descriptor: Int32) throws {
        try write(Array(text.utf8), to: descriptor)
    }

    private static func write(_ bytes: [UInt8], to descriptor: Int32) throws {
        var bytes = bytes[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count >= 0 {
                bytes = bytes.dropFirst(count)
            } else if errno == EAGAIN {
                var reader = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                poll(&reader, 1, -1)
            } else if errno == EPIPE {
                throw OutputClosed()
            } else if errno != EINTR {
                throw CommandFailure.unreachable("The output cannot be written: \(String(cString: strerror(errno))).")
            }
        }
    }
}
