import Glibc
import Screens
import Synchronization

/// The lines of standard input, waited for in a way that a signal can end.
final class LineInput: Sendable {
    /// More than any answer may have, in bytes; the rest of a longer line is dropped.
    private static let limit = 65_536

    private let pending = Mutex<[UInt8]>([])

    /// - Returns: the next line without its end; nil when there is none.
    /// - Throws: `PlainInterrupt` once the process is asked to end: no line comes then, nor any other.
    func line() throws -> String? {
        var bytes: [UInt8] = []
        var isRead = false
        while true {
            if let end = take(into: &bytes) { return Self.text(end) }
            isRead = isRead || !bytes.isEmpty
            guard try fill() else { return isRead ? Self.text(bytes) : nil }
        }
    }

    /// Moves what was read to the line, up to its end.
    ///
    /// - Returns: the line when it is whole.
    private func take(into bytes: inout [UInt8]) -> [UInt8]? {
        pending.withLock { pending in
            let end = pending.firstIndex(of: UInt8(ascii: "\n"))
            let part = pending[..<(end ?? pending.endIndex)]
            bytes += part.prefix(max(0, Self.limit - bytes.count))
            pending.removeFirst(end.map { $0 + 1 } ?? pending.count)
            return end == nil ? nil : bytes
        }
    }

    private static func text(_ bytes: [UInt8]) -> String {
        String(decoding: bytes.last == UInt8(ascii: "\r") ? bytes.dropLast() : bytes[...], as: UTF8.self)
    }

    /// Waits for more.
    ///
    /// - Returns: false at the end of the input.
    private func fill() throws -> Bool {
        var waiting = [
            pollfd(fd: EndRequest.descriptor, events: Int16(POLLIN), revents: 0),
            pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0),
        ]
        while poll(&waiting, 2, -1) < 0 {
            guard errno == EINTR else { return false }
        }
        if let code = EndRequest.code { throw PlainInterrupt(code: code) }
        var buffer = [UInt8](repeating: 0, count: 4_096)
        let count = read(STDIN_FILENO, &buffer, buffer.count)
        if count < 0, errno == EINTR || errno == EAGAIN { return true }
        guard count > 0 else { return false }
        pending.withLock { $0 += buffer[..<count] }
        return true
    }
}
