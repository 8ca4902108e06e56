import Foundation
import Glibc

/// Whether this process may have the threads that it needs. The system's own pools wait for one without a word.
enum ThreadRoom {
    /// As many as a terminal has at most at its start: the screens', the feed's, the signals', those that read, and the
    /// pool's.
    private static let needed = 8

    /// - Throws: ``CommandFailure`` that says what to do.
    static func check() throws {
        let ends = PipeEnds()
        defer { close(ends.read) }
        var threads: [pthread_t] = []
        defer {
            close(ends.write)
            for thread in threads { pthread_join(thread, nil) }
        }
        let end = UnsafeMutableRawPointer(bitPattern: Int(ends.read))
        for _ in 0..<needed {
            var thread = pthread_t()
            // Each lives until the pipe is closed, so that all are there at once.
            let failure = pthread_create(
                &thread, nil,
                { end in
                    var byte: UInt8 = 0
                    _ = read(Int32(Int(bitPattern: end)), &byte, 1)
                    return nil
                }, end)
            guard failure == 0 else {
                throw CommandFailure.unreachable(
                    "No more threads can be started: the system's limit for this user is reached. Please close other "
                        + "terminals of this user, or raise the limit (`ulimit -u`, or TasksMax of systemd).")
            }
            threads.append(thread)
        }
    }
}
