import GRDB
import Synchronization

/// Long work on a thread of its own, and the task that may not want it any more.
final class Cancellation: Sendable {
    private let state = Mutex<(isCancelled: Bool, queue: DatabaseQueue?)>((false, nil))

    /// Runs what waits for the disk on a thread that may wait, and tells it when the task is cancelled.
    static func offMain<Value: Sendable>(
        _ work: @escaping @Sendable (Cancellation) throws -> Value
    ) async throws -> Value {
        let cancellation = Cancellation()
        return try await withTaskCancellationHandler {
            try await SQLiteStore.offMain { try work(cancellation) }
        } onCancel: {
            cancellation.cancel()
        }
    }

    private func cancel() {
        state.withLock { state in
            state.isCancelled = true
            state.queue?.interrupt()
        }
    }

    /// - Throws: `CancellationError` when nobody wants the work any more.
    func check() throws { if state.withLock({ $0.isCancelled }) { throw CancellationError() } }

    /// Asks `queue` something that takes long.
    func during<Value>(_ queue: DatabaseQueue, _ work: (Database) throws -> Value) throws -> Value {
        state.withLock { $0.queue = queue }
        defer { state.withLock { $0.queue = nil } }
        try check()
        do {
            return try queue.inDatabase(work)
        } catch let error as DatabaseError where error.resultCode == .SQLITE_INTERRUPT {
            throw CancellationError()
        }
    }
}
