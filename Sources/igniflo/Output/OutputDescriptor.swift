import Glibc
import Screens

/// Standard output or standard error, written in a way that a signal can end: a pipe that nobody empties and a terminal
/// that is held (Ctrl-S) are waited for, and not for ever.
struct OutputDescriptor: Sendable {
    /// Bytes that are written at once where nothing can make a write wait.
    private static let piece = 65_536
    /// Bytes that a pipe takes at once when poll(2) says that it takes any (PIPE_BUF of pipe(7)).
    private static let atomicPiece = 4_096

    private let descriptor: Int32
    private let mayWait: Bool

    init(_ standard: Int32) {
        // Pipes and sockets have no place to seek to; files and devices that cannot make a write wait for ever have.
        guard isatty(standard) == 1 || lseek(standard, 0, SEEK_CUR) < 0 && errno == ESPIPE else {
            (descriptor, mayWait) = (standard, false)
            return
        }
        // Opened anew, for what others share with this process must not become non-blocking under their hands.
        let own = open("/proc/self/fd/\(standard)", O_WRONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC)
        (descriptor, mayWait) = own >= 0 ? (own, false) : (standard, true)
    }

    /// - Throws: ``OutputClosed``; ``CommandFailure`` when there is no space; `PlainInterrupt` when nobody reads and the
    ///   process is asked to end.
    func write(_ bytes: [UInt8]) throws {
        var bytes = bytes[...]
        while !bytes.isEmpty {
            try wait()
            let piece = bytes.prefix(mayWait ? Self.atomicPiece : Self.piece)
            let count = piece.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count >= 0 {
                bytes = bytes.dropFirst(count)
            } else if errno == EPIPE {
                throw OutputClosed()
            } else if errno == EAGAIN {
                // A terminal may have room, and not as much as the end of a line takes.
                EndRequest.pause(.milliseconds(20))
                if let code = EndRequest.code { throw PlainInterrupt(code: code) }
            } else if errno != EINTR {
                throw CommandFailure.unreachable("The output cannot be written: \(String(cString: strerror(errno))).")
            }
        }
    }

    /// Writes a few bytes if there is room for them, and waits for none.
    func offer(_ bytes: [UInt8]) {
        var room = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        guard poll(&room, 1, 0) > 0, room.revents & Int16(POLLOUT) != 0 else { return }
        _ = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
    }

    private func wait() throws {
        while true {
            var waiting = [
                pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0),
                pollfd(fd: EndRequest.descriptor, events: Int16(POLLIN), revents: 0),
            ]
            guard poll(&waiting, 2, -1) > 0 else { continue }
            if waiting[0].revents != 0 { return }
            if let code = EndRequest.code { throw PlainInterrupt(code: code) }
        }
    }
}
