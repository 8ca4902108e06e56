import Foundation
import Synchronization

/// The threads that read, as many as may read at once: never one of those that tasks run on, for a long reading would keep
/// all else waiting there. A reading changes its thread twice, to be done and to be answered.
final class ReadQueues: Sendable {
    private let queues: [DispatchQueue]
    /// How many readings each queue has.
    private let loads: Mutex<[Int]>

    init(count: Int) {
        queues = (1...count).map { DispatchQueue(label: "igniflo.read.\($0)") }
        loads = Mutex(Array(repeating: 0, count: count))
    }

    /// Does `work` once all that was asked before has been read, and before anything that is asked later.
    func alone(_ work: @escaping () -> Void) {
        let all = queues.reduce(work) { work, queue in { queue.sync(execute: work) } }
        all()
    }

    func run<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
        let index = loads.withLock { loads in
            let index = loads.indices.min { loads[$0] < loads[$1] } ?? 0
            loads[index] += 1
            return index
        }
        return try await withCheckedThrowingContinuation { continuation in
            queues[index].async { [self] in
                let result = Result { try work() }
                loads.withLock { $0[index] -= 1 }
                continuation.resume(with: result)
            }
        }
    }
}
