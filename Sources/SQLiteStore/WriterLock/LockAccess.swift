/// The writer's lock as one process has it open, and the queue of those who wait for it.
protocol LockAccess {
    associatedtype Memory: SlotMemory

    /// Nil where processes cannot share memory, or a program with another layout uses it.
    var queue: GroupCommitQueue<Memory>? { get }
    /// Whether this is the lock that others use, too.
    var isCurrent: Bool { get }

    /// - Returns: false when another process holds the lock.
    func tryAcquire() -> Bool
    /// Blocks for as long as other processes hold the lock.
    func acquire() throws
    func release()
    /// Tells those who watch for changes that something was committed.
    func signalCommit()
}

extension LockAccess {
    func releaseAndWake() {
        release()
        queue?.wakeNext()
    }

    /// Does `work` under the lock, which is held, and then `afterwards` without it.
    func lead<Value>(
        _ work: (GroupCommitQueue<Memory>?) throws -> Value, _ afterwards: (Value) throws -> Void
    ) throws -> Value {
        queue?.reclaim()
        let value: Value
        do {
            defer {
                releaseAndWake()
                signalCommit()
            }
            value = try work(queue)
        }
        try afterwards(value)
        return value
    }
}
