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
        _ work: @escaping @Sendable (GroupCommitQueue<SharedSlots>?) throws -> Value,
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
                let writer = Writer(lock: self, waiter: waiter, submission: submission)
                let outcome = handle.withLock { run(&$0, writer, work, afterwards) }
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
        _ handle: inout LockHandle?, _ writer: Writer<Value>, _ work: (GroupCommitQueue<SharedSlots>?) throws -> Value,
        _ afterwards: (Value) throws -> Void
    ) -> Outcome<Value> {
        let admission: Admission<LockHandle, Value>
        do {
            let admitted = try writer.admission(&handle, wakeupsBeforeBlocking: Self.wakeupsBeforeBlocking)
            guard let admitted else { return .givenUp }
            admission = admitted
        } catch {
            return .failed(error)
        }
        let begins = writer.waiter.begin()
        switch admission {
        case .acquired(let held):
            guard begins else {
                held.releaseAndWake()
                return .givenUp
            }
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
        _ work: @Sendable (GroupCommitQueue<SharedSlots>?) throws -> Value,
        _ afterwards: @Sendable (Value) throws -> Void
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

    /// - Returns: nil when another process holds the lock.
    private func tryAcquire(_ handle: inout LockHandle?) throws -> LockHandle? {
        while true {
            let held = try handle ?? open()
            handle = held
            guard held.tryAcquire() else { return nil }
            if held.isCurrent { return held }
            held.release()
            handle = nil
        }
    }

    /// Does what is to be done under the lock, which is held, and after it.
    private func lead<Value>(
        _ held: LockHandle, _ work: (GroupCommitQueue<SharedSlots>?) throws -> Value,
        _ afterwards: (Value) throws -> Void
    ) throws -> Value {
        deadlines.settle()
        return try held.lead(work, afterwards)
    }

    private func open() throws -> LockHandle { try LockHandle(path: path, mode: mode) }

    /// A writer of this process that waits for the lock, until the deadlines end it.
    private struct Writer<Value: Sendable>: WaitingWriter {
        let lock: WriterLock
        let waiter: LockWaiter
        let submission: Submission<Value>?

        var isOver: Bool { waiter.isOver }

        func open() throws -> LockHandle { try lock.open() }

        func beginWaiting() { lock.deadlines.add(waiter) }

        func submit(to queue: GroupCommitQueue<SharedSlots>?) -> WaitingPlacement<SharedSlots>? {
            let left = (ContinuousClock.now.duration(to: waiter.deadline) - WriterLock.timeToPlace) / .seconds(1)
            guard let submission, let placement = queue?.write(submission.encode(), for: left) else { return nil }
            waiter.offer(placement)
            return placement
        }

        func withdraw() -> Bool { waiter.withdraw() }

        func value(of answer: [UInt8]) -> Value? { submission?.decode(answer) }
    }
}
