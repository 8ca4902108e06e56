import Foundation
import Synchronization

/// Threads for tests that deal with programs. The few on which all other tests run are busy for minutes with what needs no
/// waiting; a test that has to look while something is shown would be asked last.
public final class OwnThreads: TaskExecutor {
    public static let shared = OwnThreads()

    private let jobs = Mutex<[UnownedJob]>([])
    private let isThere = DispatchSemaphore(value: 0)

    private init() {
        for number in 1...max(8, 4 * ProcessInfo.processInfo.activeProcessorCount) {
            let thread = Thread { [self] in work() }
            thread.name = "tests \(number)"
            thread.start()
        }
    }

    public func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        jobs.withLock { $0.append(job) }
        isThere.signal()
    }

    private func work() {
        while true {
            isThere.wait()
            jobs.withLock { $0.removeFirst() }.runSynchronously(on: asUnownedTaskExecutor())
        }
    }
}

/// So many at a time, and the others in the order in which they came.
public final class Turns: Sendable {
    private struct State {
        var free: Int
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    private let state: Mutex<State>

    public init(_ count: Int) { state = Mutex(State(free: count)) }

    public func take(_ work: () async throws -> Void) async rethrows {
        await withCheckedContinuation { continuation in
            let isFree = state.withLock { state in
                guard state.free > 0 else {
                    state.waiting.append(continuation)
                    return false
                }
                state.free -= 1
                return true
            }
            if isFree { continuation.resume() }
        }
        defer { give() }
        try await work()
    }

    private func give() {
        let next = state.withLock { state -> CheckedContinuation<Void, Never>? in
            guard !state.waiting.isEmpty else {
                state.free += 1
                return nil
            }
            return state.waiting.removeFirst()
        }
        next?.resume()
    }
}
