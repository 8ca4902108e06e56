import Glibc

/// The two ends of a pipe that no other program inherits.
struct PipeEnds: Sendable {
    let read: Int32
    let write: Int32

    init() {
        var ends: [Int32] = [-1, -1]
        pipe(&ends)
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        (read, write) = (ends[0], ends[1])
    }
}
