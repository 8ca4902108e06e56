/// A writer that gets the writer's lock, or is answered by the leader while it waits for it.
protocol WaitingWriter<Value> {
    associatedtype Lock: LockAccess
    associatedtype Value

    /// It was refused: it must not begin any more.
    var isOver: Bool { get }

    func open() throws -> Lock
    /// Another process holds the lock.
    func beginWaiting()
    /// Leaves its placement in the queue. Returns nil when it has none, or it cannot be queued.
    func submit(to queue: GroupCommitQueue<Lock.Memory>?) -> WaitingPlacement<Lock.Memory>?
    /// Takes its placement out of the queue. Returns false when a leader may be placing it, or may have placed it.
    func withdraw() -> Bool
    /// What the leader's answer says; nil when it says nothing.
    func value(of answer: [UInt8]) -> Value?
}

/// How the wait for the lock ended.
enum Admission<Lock: LockAccess, Value> {
    /// This process is the leader.
    case acquired(Lock)
    /// A leader has done meanwhile what was queued.
    case answered(Value, WaitingPlacement<Lock.Memory>)
}

extension WaitingWriter {
    /// Waits for the lock, for as long as that takes. Whoever is answered meanwhile does not hold the lock.
    ///
    /// - Parameter wakeups: after this many a follower blocks on the lock.
    /// - Returns: nil when the writer was refused, and the lock is not held.
    func admission(_ lock: inout Lock?, wakeupsBeforeBlocking wakeups: Int) throws -> Admission<Lock, Value>? {
        var placement: WaitingPlacement<Lock.Memory>?
        var (isWaiting, isQueued, woken) = (false, false, 0)
        func answered() -> Admission<Lock, Value>? {
            guard let placement, let value = placement.answer.flatMap(value) else { return nil }
            return .answered(value, placement)
        }
        while !isOver {
            let held = try opened(&lock)
            let bell = placement?.bell
            if !held.tryAcquire() {
                if !isWaiting {
                    isWaiting = true
                    beginWaiting()
                }
                if !isQueued {
                    isQueued = true
                    placement = submit(to: held.queue)
                    // The leader may have released the lock just before, and has woken nobody.
                    if placement != nil { continue }
                }
                if let placement, let bell, woken < wakeups, placement.wait(since: bell) {
                    woken += 1
                    if let answered = answered() { return answered }
                    continue
                }
                try held.acquire()
            }
            if let answered = answered() {
                held.releaseAndWake()
                return answered
            }
            if held.isCurrent { return .acquired(held) }
            // The lock was replaced: nobody leads here any more, and what is queued here is queued anew in the other.
            held.release()
            lock = try open()
            if placement != nil, withdraw() { (placement, isQueued) = (nil, false) }
        }
        // It may be the one that was woken when the lock was released, and the others still sleep.
        lock?.queue?.wakeNext()
        return nil
    }

    private func opened(_ lock: inout Lock?) throws -> Lock {
        if let lock { return lock }
        let open = try open()
        lock = open
        return open
    }
}
