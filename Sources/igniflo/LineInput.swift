import Glibc
import Screens
import Synchronization

/// The lines of standard input, waited for in a way that a signal can end.
final class LineInput: Sendable {
    /// More than any answer may have, in bytes; the rest of a longer line is dropped.
    private static let limit = 65_536

    private let pending = Mutex<[UInt8]>([])
    /// A pipe: the number of a signal is written into it, and ends the wait.
    private let wake: (read: Int32, write: Int32)

    init() {
        var ends: [Int32] = [-1, -1]
        pipe(&ends)
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        wake = (ends[0], ends[1])
    }

    deinit {
        close(wake.read)
        close(wake.write)
    }

    /// The line that is waited for will not come; nor will any other.
    func interrupt(_ signal: Int32) {
        var number = UInt8(truncatingIfNeeded: signal)
        write(wake.write, &number, 1)
    }

    /// - Returns: the next line without its end; nil when there is none.
    /// - Throws: ``PlainInterrupt``.
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
            pollfd(fd: wake.read, events: Int16(POLLIN), revents: 0),
            pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0),
        ]
        while poll(&waiting, 2, -1) < 0 {
            guard errno == EINTR else { return false }
        }
        if waiting[0].revents != 0 {
            var number: UInt8 = 0
            read(wake.read, &number, 1)
            throw PlainInterrupt(code: 128 + Int32(number))
        }
        var buffer = [UInt8](repeating: 0, count: 4_096)
        let count = read(STDIN_FILENO, &buffer, buffer.count)
        if count < 0, errno == EINTR || errno == EAGAIN { return true }
        guard count > 0 else { return false }
        pending.withLock { $0 += buffer[..<count] }
        return true
    }
}
