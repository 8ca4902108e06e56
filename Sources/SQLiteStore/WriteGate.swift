import Foundation
import Glibc
import Shop
import Synchronization

/// The lock file beside the database that every writer holds while it writes (`reliability.md`, "The write gate").
///
/// A checkpoint and a commit of two processes never overlap, for both happen inside the gate; and no writer starves,
/// for the kernel queues those who wait. What is done inside runs on the thread that the kernel wakes.
final class WriteGate: Sendable {
    private let path: String
    private let mode: mode_t
    private let descriptor = Mutex<Int32>(-1)
    /// One thread of the process at a time stands at the gate, or is inside; the others queue here.
    private let thread = DispatchQueue(label: "igniflo.gate")
    private let queued = Atomic(0)
    private let waiting = WaitingRoom()

    init(database: String) {
        path = database + "-gate"
        // Whoever may write the shop may wait at its gate.
        let shared = FileFacts(path: database).map { $0.mode & 0o660 | 0o600 }
        mode = shared ?? FileFacts.mode(forFilesIn: (database as NSString).deletingLastPathComponent)
    }

    deinit {
        let open = descriptor.withLock { $0 }
        if open >= 0 { close(open) }
    }

    /// Does `work` inside the gate, and then `afterwards` outside it, before anything else of this process is done inside.
    ///
    /// - Throws: ``StoreFault/busy`` as soon as the deadline has passed and `work` has not begun, whoever is in the way:
    ///   another process, or this one. `work` is not begun any more then.
    func hold<Value: Sendable>(
        by deadline: ContinuousClock.Instant, _ work: @escaping @Sendable () throws -> Value,
        afterwards: @escaping @Sendable (Value) throws -> Void = { _ in }
    ) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            let turn = Turn(by: deadline) { continuation.resume(throwing: $0) }
            if queued.add(1, ordering: .relaxed).oldValue > 0 { waiting.add(turn) }
            thread.async { [self] in
                defer { queued.subtract(1, ordering: .relaxed) }
                do {
                    guard try enter(turn) else { return }
                } catch {
                    return turn.refuse(error)
                }
                guard turn.begin() else { return leave() }
                continuation.resume(
                    with: Result {
                        let value = try inside(work)
                        try afterwards(value)
                        return value
                    })
            }
        }
    }

    private func inside<Value>(_ work: () throws -> Value) throws -> Value {
        defer { leave() }
        return try work()
    }

    /// Waits for the gate, for as long as that takes: the turn is told of its deadline by the waiting room.
    ///
    /// - Returns: false when the turn was given up before, and the gate was not taken.
    private func enter(_ turn: Turn) throws -> Bool {
        repeat {
            guard !turn.isOver else { return false }
            let gate = try openDescriptor()
            guard flock(gate, LOCK_EX | LOCK_NB) != 0 else { continue }
            waiting.add(turn)
            while flock(gate, LOCK_EX) != 0 {
                guard errno == EINTR else { throw NewShop.fault(path) }
            }
        } while !isStillTheGate()
        return true
    }

    private func leave() { flock(descriptor.withLock { $0 }, LOCK_UN) }

    /// If someone deleted the lock file, others would hold another gate: then this one is given up for the new.
    private func isStillTheGate() -> Bool {
        descriptor.withLock { descriptor in
            let held = FileFacts(descriptor: descriptor)
            if let held, held.identity == FileFacts.identity(of: path) { return true }
            close(descriptor)
            descriptor = -1
            return false
        }
    }

    private func openDescriptor() throws -> Int32 {
        try descriptor.withLock { descriptor in
            if descriptor >= 0 { return descriptor }
            let opened = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, mode)
            guard opened >= 0 else { throw NewShop.fault(path) }
            fchmod(opened, mode)
            descriptor = opened
            return opened
        }
    }
}
