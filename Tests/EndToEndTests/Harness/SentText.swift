import Foundation
import Synchronization

/// All that a terminal was ever sent, as lines of text: what was shown for a few seconds only is found in it, however
/// slow the machine is that looks.
final class SentText: Sendable {
    /// A moment, by what had come until then.
    struct Mark: Sendable {
        fileprivate let bytes: Int

        static let start = Mark(bytes: 0)
    }

    /// Where tmux keeps what comes.
    let file: URL
    private let replay = Mutex(TerminalReplay())

    init(file: URL) { self.file = file }

    /// This moment.
    func mark() throws -> Mark { Mark(bytes: try follow { $0.count }) }

    /// Whether a line with `text` in it has stood on the terminal.
    func contains(_ text: String, since mark: Mark = .start) throws -> Bool {
        var place = 0
        return try find(text, since: mark, from: &place)
    }

    /// Likewise, and goes on where it was looked last.
    func find(_ text: String, since mark: Mark, from place: inout Int) throws -> Bool {
        try follow { replay in
            let lines = replay.lines[place...]
            place = replay.lines.count
            return lines.contains { $0.end > mark.bytes && $0.text.contains(text) }
        }
    }

    private func follow<Value>(_ look: (TerminalReplay) -> Value) throws -> Value {
        try replay.withLock { replay in
            let handle = try FileHandle(forReadingFrom: file)
            defer { try? handle.close() }
            try handle.seek(toOffset: UInt64(replay.count))
            replay.feed(try handle.readToEnd() ?? Data())
            return look(replay)
        }
    }
}
