import Foundation
import Glibc
import Shop
import Synchronization

/// The lock file beside the database that every writer holds while it writes (`reliability.md`, "The write gate").
///
/// A checkpoint and a commit of two processes never overlap, for both happen inside the gate; and no writer starves,
/// for the kernel queues those who wait.
final class WriteGate: Sendable {
    private let path: String
    private let mode: mode_t
    private let state = Mutex(State())
    /// Waits for the kernel where a writer must not: one wait at a time, which outlives a writer that gave up.
    private let waiting = DispatchQueue(label: "igniflo.gate")

    private struct State {
        var descriptor: Int32 = -1
        var waiters = 0
    }

    /// One writer's wait.
    private final class Request: Sendable {
        enum Outcome { case waiting, granted, abandoned }
        let outcome = Mutex(Outcome.waiting)
        let signal = DispatchSemaphore(value: 0)
    }

    init(database: String) {
        path = database + "-gate"
        // Whoever may write the shop may wait at its gate.
        let shared = FileFacts(path: database).map { $0.mode & 0o660 | 0o600 }
        mode = shared ?? FileFacts.mode(forFilesIn: (database as NSString).deletingLastPathComponent)
    }

    deinit {
        let descriptor = state.withLock { $0.descriptor }
        if descriptor >= 0 { close(descriptor) }
    }

    /// Takes the gate. One thread of the process at a time may ask.
    ///
    /// - Throws: ``StoreFault/busy`` when it is not free by the deadline.
    func acquire(by deadline: ContinuousClock.Instant) throws {
        repeat {
            let descriptor = try openDescriptor()
            let isIdle = state.withLock { $0.waiters == 0 }
            if !(isIdle && flock(descriptor, LOCK_EX | LOCK_NB) == 0) { try wait(descriptor, until: deadline) }
        } while !isStillTheGate()
    }

    func release() {
        let descriptor = state.withLock { $0.descriptor }
        flock(descriptor, LOCK_UN)
    }

    /// If someone deleted the lock file, others would hold another gate: then this one is given up for the new.
    private func isStillTheGate() -> Bool {
        let descriptor = state.withLock { $0.descriptor }
        if let held = FileFacts(descriptor: descriptor), held.identity == FileFacts.identity(of: path) { return true }
        state.withLock { $0.descriptor = -1 }
        close(descriptor)
        return false
    }

    private func openDescriptor() throws -> Int32 {
        let known = state.withLock { $0.descriptor }
        if known >= 0 { return known }
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, mode)
        guard descriptor >= 0 else { throw NewShop.fault(path) }
        fchmod(descriptor, mode)
        state.withLock { $0.descriptor = descriptor }
        return descriptor
    }

    private func wait(_ descriptor: Int32, until deadline: ContinuousClock.Instant) throws {
        let request = Request()
        state.withLock { $0.waiters += 1 }
        waiting.async { [self] in
            let isWanted = request.outcome.withLock { $0 == .waiting }
            while isWanted, flock(descriptor, LOCK_EX) != 0, errno == EINTR {}
            let isGranted = request.outcome.withLock { outcome in
                if outcome == .waiting { outcome = .granted }
                return outcome == .granted
            }
            if isWanted, !isGranted { flock(descriptor, LOCK_UN) }
            state.withLock { $0.waiters -= 1 }
            if isGranted { request.signal.signal() }
        }
        let left = ContinuousClock.now.duration(to: deadline)
        let milliseconds = max(
            0, Int(left.components.seconds) * 1_000 + Int(left.components.attoseconds / 1_000_000_000_000_000))
        guard request.signal.wait(timeout: .now() + .milliseconds(milliseconds)) == .timedOut else { return }
        let isGranted = request.outcome.withLock { outcome in
            if outcome == .waiting { outcome = .abandoned }
            return outcome == .granted
        }
        if !isGranted { throw StoreFault.busy }
    }
}
