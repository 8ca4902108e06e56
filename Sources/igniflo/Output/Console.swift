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

    /// - Throws: ``OutputClosed``; ``CommandFailure`` when there is no space; `PlainInterrupt` when nobody reads and the
    ///   process is asked to end.
    static func write(_ text: String) throws { try output.write(Array(text.utf8)) }

    /// Bytes for a device.
    ///
    /// - Throws: as ``write(_:)``.
    static func write(_ bytes: [UInt8]) throws { try output.write(bytes) }

    /// As wide as the terminal.
    static func write(_ table: Table) throws {
        let lines = table.lines(width: width, colors: hasColors, glyphs: glyphs)
        try write(lines.map { $0 + "\n" }.joined())
    }

    /// One line on standard error.
    static func complain(_ line: String) { try? errors.write(Array(("igniflo: \(safe(line))\n").utf8)) }

    /// A line of the log, which has its line end and nothing that a terminal would obey.
    static func log(_ line: String) { try? errors.write(Array((TextWidth.isUTF8 ? line : ASCIIText.of(line)).utf8)) }

    /// A question, which is no part of the output.
    static func ask(_ question: String) { try? errors.write(Array((question).utf8)) }

    /// Ends the line of a question to which nothing was seen to be answered, where the terminal takes it at once.
    static func endQuestion() { errors.offer([UInt8(ascii: "\n")]) }

    /// A remark for a person at a terminal.
    static func remark(_ line: String) {
        if isatty(STDERR_FILENO) == 1 { try? errors.write(Array((safe(line) + "\n").utf8)) }
    }

    private static let output = OutputDescriptor(STDOUT_FILENO)
    private static let errors = OutputDescriptor(STDERR_FILENO)
}
