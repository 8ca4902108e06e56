import Glibc

/// The lock file as this process has it open, and the queue that lies in it.
struct LockHandle: LockAccess, Sendable {
    let path: String
    private let file: LockFile
    let queue: GroupCommitQueue<SharedSlots>?

    init(path: String, mode: mode_t) throws {
        self.path = path
        file = try LockFile(path: path, mode: mode)
        queue = GroupCommitQueue(file)
    }

    func tryAcquire() -> Bool { flock(file.descriptor, LOCK_EX | LOCK_NB) == 0 }

    /// The kernel queues those who wait.
    func acquire() throws {
        while flock(file.descriptor, LOCK_EX) != 0 {
            guard errno == EINTR else { throw DatabaseCreation.fault(path) }
        }
    }

    func release() { flock(file.descriptor, LOCK_UN) }

    /// Touches the file: those who watch it look for what was committed.
    func signalCommit() { futimens(file.descriptor, nil) }

    /// False when someone deleted the file, for others would lock another one; or cut it short.
    var isCurrent: Bool { file.isStill(at: path, size: queue == nil ? 0 : SharedSlots.size) }
}
