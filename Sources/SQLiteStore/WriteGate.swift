import Foundation
import Glibc
import Shop
import Synchronization

/// The lock file beside the database that every writer holds while it writes (`reliability.md`, "The write gate").
///
/// A checkpoint and a commit of two processes never overlap, for both happen inside the gate; and no writer starves,
/// for the kernel queues those who wait. What is done inside runs on the thread that gets it.
final class WriteGate: Sendable {
    /// The lock file as this process has it open.
    private struct Door {
        var descriptor: Int32
        var identity: FileFacts.Identity
    }

    let path: String
    private let mode: mode_t
    /// Held by the one thread of the process that stands at the gate, or is inside: the lock file keeps out other
    /// processes only.
    private let door = Mutex<Door?>(nil)
    /// Where those of the process queue who cannot go in at once.
    private let thread = DispatchQueue(label: "igniflo.gate")
    private let queued = Atomic(0)
    private let waiting = WaitingRoom()

    /// Of the few threads that all tasks of the process share, one at most waits for the disk, and never the only one.
    private static let mayLendThread = ProcessInfo.processInfo.activeProcessorCount > 1
    private static let isThreadLent = Atomic(false)

    init(database: String) {
        path = database + "-gate"
        // Whoever may write the shop may wait at its gate.
        let shared = FileFacts(path: database).map { $0.mode & 0o660 | 0o600 }
        mode = shared ?? FileFacts.mode(forFilesIn: (database as NSString).deletingLastPathComponent)
    }

    deinit {
        if let open = door.withLock({ $0 }) { close(open.descriptor) }
    }

    /// Does `work` inside the gate, and then `afterwards` outside it, before anything else of this process is done inside.
    ///
    /// - Throws: ``StoreFault/busy`` as soon as the deadline has passed and `work` has not begun, whoever is in the way:
    ///   another process, or this one. `work` is not begun any more then.
    func hold<Value: Sendable>(
        by deadline: ContinuousClock.Instant, _ work: @escaping @Sendable () throws -> Value,
        afterwards: @escaping @Sendable (Value) throws -> Void = { _ in }
    ) async throws -> Value {
        if let done = atOnce(work, afterwards) { return try done.get() }
        return try await withCheckedThrowingContinuation { continuation in
            let turn = Turn(by: deadline) { continuation.resume(throwing: $0) }
            if queued.add(1, ordering: .relaxed).oldValue > 0 { waiting.add(turn) }
            thread.async { [self] in
                defer { queued.subtract(1, ordering: .relaxed) }
                // From here on nobody goes in at once, and who did so before is waited for.
                if door.withLockIfAvailable({ _ in }) == nil { waiting.add(turn) }
                let done = door.withLock { door -> Result<Value, any Error>? in
                    do {
                        guard try enter(&door, turn) else { return nil }
                    } catch {
                        turn.refuse(error)
                        return nil
                    }
                    guard turn.begin() else {
                        leave(door)
                        return nil
                    }
                    return Result { try inside(door, work, afterwards) }
                }
                if let done { continuation.resume(with: done) }
            }
        }
    }

    /// Does everything on the thread of whoever asks, when the gate is free: to wake another thread, and then this one
    /// again, takes as long as a fifth of an order.
    ///
    /// - Returns: nil when the gate must be waited for.
    private func atOnce<Value: Sendable>(
        _ work: @Sendable () throws -> Value, _ afterwards: @Sendable (Value) throws -> Void
    ) -> Result<Value, any Error>? {
        guard Self.mayLendThread, !Self.isThreadLent.exchange(true, ordering: .acquiring) else { return nil }
        defer { Self.isThreadLent.store(false, ordering: .releasing) }
        let done = door.withLockIfAvailable { door -> Result<Value, any Error>? in
            do {
                guard queued.load(ordering: .relaxed) == 0, try enterIfFree(&door) else { return nil }
            } catch {
                return .failure(error)
            }
            return Result { try inside(door, work, afterwards) }
        }
        return done ?? nil
    }

    private func inside<Value>(
        _ door: Door?, _ work: () throws -> Value, _ afterwards: (Value) throws -> Void
    ) throws -> Value {
        let value: Value
        do {
            defer { leave(door) }
            value = try work()
        }
        try afterwards(value)
        return value
    }

    /// Waits for the gate, for as long as that takes: the turn is told of its deadline by the waiting room.
    ///
    /// - Returns: false when the turn was given up before, and the gate was not taken.
    private func enter(_ door: inout Door?, _ turn: Turn) throws -> Bool {
        repeat {
            guard !turn.isOver else { return false }
            let gate = try opened(&door)
            guard flock(gate, LOCK_EX | LOCK_NB) != 0 else { continue }
            waiting.add(turn)
            while flock(gate, LOCK_EX) != 0 {
                guard errno == EINTR else { throw NewShop.fault(path) }
            }
        } while !isStillTheGate(&door)
        return true
    }

    /// - Returns: false when another has the gate.
    private func enterIfFree(_ door: inout Door?) throws -> Bool {
        repeat {
            guard flock(try opened(&door), LOCK_EX | LOCK_NB) == 0 else { return false }
        } while !isStillTheGate(&door)
        return true
    }

    /// Touches the lock file, too: those who watch it look for what was committed.
    private func leave(_ door: Door?) {
        guard let door else { return }
        flock(door.descriptor, LOCK_UN)
        futimens(door.descriptor, nil)
    }

    /// If someone deleted the lock file, others would hold another gate: then this one is given up for the new.
    private func isStillTheGate(_ door: inout Door?) -> Bool {
        guard let open = door, FileFacts.identity(of: path) != open.identity else { return true }
        close(open.descriptor)
        door = nil
        return false
    }

    private func opened(_ door: inout Door?) throws -> Int32 {
        if let door { return door.descriptor }
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, mode)
        guard descriptor >= 0, let facts = FileFacts(descriptor: descriptor) else { throw NewShop.fault(path) }
        fchmod(descriptor, mode)
        door = Door(descriptor: descriptor, identity: facts.identity)
        return descriptor
    }
}
