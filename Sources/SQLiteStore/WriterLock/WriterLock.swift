import CStore
import Foundation
import Glibc
import Shop
import Synchronization

/// The lock that one writer at a time holds: an exclusive `flock` on a file beside the database.
///
/// A checkpoint and a commit of two processes never overlap, for both happen under the lock; and no writer starves: the
/// kernel queues those who block, and the leader, who holds the lock, places the orders of the followers, who wait for it
/// (``GroupCommitQueue``). The work runs on the thread that acquires the lock.
final class WriterLock: Sendable {
    /// After this many wake-ups a follower blocks on the lock.
    private static let wakeupsBeforeBlocking = 16
    /// A leader skips placements that are about to time out.
    private static let timeToPlace = Duration.seconds(1)

    let path: String
    private let mode: mode_t
    /// Held by the one thread of the process that waits for the lock or holds it: `flock` keeps out other processes only.
    private let handle = Mutex<LockHandle?>(nil)
    /// Where the writers of the process queue who cannot acquire the lock immediately.
    private let thread = DispatchQueue(label: "igniflo.writer")
    private let queued = Atomic(0)
    private let deadlines: WaiterDeadlines

    /// Of the few threads that all tasks of the process share, one at most waits for the disk, and never the only one.
    private static let mayLendThread = ProcessInfo.processInfo.activeProcessorCount > 1
    private static let isThreadLent = Atomic(false)

    init(database: String) {
        cstore_survive_file_limit()
        let path = database + "-gate"
        self.path = path
        deadlines = WaiterDeadlines(
            unsure: .unconfirmed(place: database, detail: "the terminal that was doing it stands still")
        ) { UpgradeMark.isSet(at: path) ? .upgrading(place: database) : .busy }
        // Whoever may write the shop may lock it.
        let shared = FileMetadata(path: database).map { $0.mode & 0o660 | 0o600 }
        mode = shared ?? FileMetadata.mode(forFilesIn: (database as NSString).deletingLastPathComponent)
    }

    /// For who holds the lock: tells the others that the shop is being upgraded, for as long as the mark lives.
    func markUpgrade() throws -> UpgradeMark { try UpgradeMark(at: path, mode: mode) }

    /// Does `work` under the lock, and then `afterwards` without it, before anything else of this process is done under it.
    ///
    /// - Parameters:
    ///   - submission: what a leader may do instead while this writer waits: then only `afterwards` is done.
    ///   - work: gets the queue where others have left what they want.
    /// - Throws: ``StoreError/busy``, or ``StoreError/upgrading(place:)``, as soon as the deadline has passed and `work` has
    ///   not begun, whoever is in the way: another process, or this one. `work` is not begun any more then.
    ///   ``StoreError/unconfirmed(place:detail:)`` when a leader may have done it.
    func hold<Value: Sendable>(
        by deadline: ContinuousClock.Instant, submission: Submission<Value>? = nil,
        _ work: @escaping @Sendable (GroupCommitQueue?) throws -> Value,
        afterwards: @escaping @Sendable (Value) throws -> Void = { _ in }
    ) async throws -> Value {
        if let done = tryImmediately(work, afterwards) { return try done.get() }
        return try await withCheckedThrowingContinuation { continuation in
            let waiter = LockWaiter(by: deadline, isSubmitted: submission != nil) { continuation.resume(throwing: $0) }
            if queued.add(1, ordering: .relaxed).oldValue > 0 { deadlines.add(waiter) }
            thread.async { [self] in
                defer { queued.subtract(1, ordering: .relaxed) }
                // From here on nobody acquires it immediately, and who did so before is waited for.
                if handle.withLockIfAvailable({ _ in }) == nil { deadlines.add(waiter) }
                let outcome = handle.withLock { run(&$0, waiter, submission, work, afterwards) }
                // Told after the mutex: whoever is told may be waited for by one who waits for the mutex.
                switch outcome {
                case .done(let result): continuation.resume(with: result)
                case .failed(let error): deadlines.refuse(waiter, error)
                case .givenUp: break
                }
            }
        }
    }

    /// How a waiter's work ended.
    private enum Outcome<Value: Sendable> {
        case done(Result<Value, any Error>)
        /// It did not begin, and whoever asked has not been told why.
        case failed(any Error)
        /// It did not begin, and whoever asked has been told.
        case givenUp
    }

    private func run<Value>(
        _ handle: inout LockHandle?, _ waiter: LockWaiter, _ submission: Submission<Value>?,
        _ work: (GroupCommitQueue?) throws -> Value, _ afterwards: (Value) throws -> Void
    ) -> Outcome<Value> {
        let admission: Admission<Value>
        do {
            guard let admitted = try acquire(&handle, waiter, submission) else { return .givenUp }
            admission = admitted
        } catch {
            return .failed(error)
        }
        let begins = waiter.begin()
        switch admission {
        case .acquired(let held, let placement):
            guard begins else {
                release(held, hasWritten: false)
                return .givenUp
            }
            placement?.end()
            return .done(Result { try lead(held, work, afterwards) })
        case .answered(let value, let placement):
            placement.end()
            guard begins else { return .givenUp }
            return .done(
                Result {
                    try afterwards(value)
                    return value
                })
        }
    }

    /// Does everything on the thread of whoever asks, when the lock is free: to wake another thread, and then this one
    /// again, takes as long as a fifth of an order.
    ///
    /// - Returns: nil when the lock must be waited for.
    private func tryImmediately<Value: Sendable>(
        _ work: @Sendable (GroupCommitQueue?) throws -> Value, _ afterwards: @Sendable (Value) throws -> Void
    ) -> Result<Value, any Error>? {
        guard Self.mayLendThread, !Self.isThreadLent.exchange(true, ordering: .acquiring) else { return nil }
        defer { Self.isThreadLent.store(false, ordering: .releasing) }
        let done = handle.withLockIfAvailable { handle -> Result<Value, any Error>? in
            let held: LockHandle
            do {
                guard queued.load(ordering: .relaxed) == 0, let acquired = try tryAcquire(&handle) else { return nil }
                held = acquired
            } catch {
                return .failure(error)
            }
            return Result { try lead(held, work, afterwards) }
        }
        return done ?? nil
    }

    /// Does what is to be done under the lock, which is held, and after it.
    private func lead<Value>(
        _ held: LockHandle, _ work: (GroupCommitQueue?) throws -> Value, _ afterwards: (Value) throws -> Void
    ) throws -> Value {
        deadlines.settle()
        let value: Value
        do {
            defer { release(held, hasWritten: true) }
            value = try work(held.queue)
        }
        try afterwards(value)
        return value
    }

    /// Waits for the lock, for as long as that takes: the deadlines end the waiter. Whoever is answered meanwhile does
    /// not hold the lock.
    ///
    /// - Returns: nil when the waiter was refused before, and the lock is not held.
    private func acquire<Value>(
        _ handle: inout LockHandle?, _ waiter: LockWaiter, _ submission: Submission<Value>?
    ) throws -> Admission<Value>? {
        var placement: WaitingPlacement?
        var isWaiting = false
        var wakeups = 0
        func answered() -> Admission<Value>? {
            guard let placement, let value = placement.answer.flatMap({ submission?.decode($0) }) else { return nil }
            return .answered(value, placement)
        }
        while !waiter.isOver {
            let held = try opened(&handle)
            if !held.tryAcquire() {
                if !isWaiting {
                    isWaiting = true
                    deadlines.add(waiter)
                    placement = offer(submission, to: held.queue, waiter)
                    // The leader may have released the lock just before, and has woken nobody.
                    if placement != nil { continue }
                }
                if let placement, wakeups < Self.wakeupsBeforeBlocking, placement.wait() {
                    wakeups += 1
                    if let answered = answered() { return answered }
                    continue
                }
                try held.acquire()
                if let answered = answered() {
                    // Others sleep for whom the lock is free now.
                    release(held, hasWritten: false)
                    return answered
                }
            }
            if held.isCurrent { return .acquired(held, placement) }
            held.release()
            handle = nil
        }
        return nil
    }

    private func offer<Value>(
        _ submission: Submission<Value>?, to queue: GroupCommitQueue?, _ waiter: LockWaiter
    ) -> WaitingPlacement? {
        let left = (ContinuousClock.now.duration(to: waiter.deadline) - Self.timeToPlace) / .seconds(1)
        guard let submission, let placement = queue?.write(submission.encode(), for: left) else { return nil }
        waiter.offer(placement)
        return placement
    }

    /// - Returns: nil when another process holds the lock.
    private func tryAcquire(_ handle: inout LockHandle?) throws -> LockHandle? {
        while true {
            let held = try opened(&handle)
            guard held.tryAcquire() else { return nil }
            if held.isCurrent { return held }
            held.release()
            handle = nil
        }
    }

    private func release(_ held: LockHandle, hasWritten: Bool) {
        held.release()
        held.queue?.wakeNext()
        if hasWritten { held.signalCommit() }
    }

    private func opened(_ handle: inout LockHandle?) throws -> LockHandle {
        if let handle { return handle }
        let open = try LockHandle(path: path, mode: mode)
        handle = open
        return open
    }
}
