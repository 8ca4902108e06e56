import Glibc

/// The lock file as this process has it open, and the queue that lies in it.
struct LockHandle: Sendable {
    let path: String
    private let file: LockFile
    /// Nil where the file system cannot share memory, or a program with another layout uses the file.
    let queue: GroupCommitQueue?

    init(path: String, mode: mode_t) throws {
        self.path = path
        file = try LockFile(path: path, mode: mode)
        queue = GroupCommitQueue(file)
    }

    /// - Returns: false when another process holds the lock.
    func tryAcquire() -> Bool { flock(file.descriptor, LOCK_EX | LOCK_NB) == 0 }

    /// Blocks for as long as other processes hold the lock; the kernel queues those who wait.
    func acquire() throws {
        while flock(file.descriptor, LOCK_EX) != 0 {
            guard errno == EINTR else { throw DatabaseCreation.fault(path) }
        }
    }

    func release() { flock(file.descriptor, LOCK_UN) }

    /// Touches the file: those who watch it look for what was committed.
    func signalCommit() { futimens(file.descriptor, nil) }

    /// Whether this is the file that others lock, too.
    var isCurrent: Bool { file.isStill(at: path, size: queue == nil ? 0 : GroupCommitQueue.size) }
}
