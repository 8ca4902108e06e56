import Foundation
import GRDB
import Shop
import Synchronization

/// Tells subscribers what any process has committed. One thread per store looks when the file system hints at a
/// change, and four times a second without a hint; an idle look asks one pragma.
final class ChangeFeed: Sendable {
    private let files: OpenFiles
    private let gate: String
    private let state = Mutex(State())

    private struct State {
        var subscribers: [UUID: Subscriber] = [:]
        var watcher: ChangeWatcher?
        /// Why nothing can be written just now; nil while it can.
        var refusal: StoreFault?
        /// Since when nothing could be read; nil while it can.
        var silentSince: ContinuousClock.Instant?
        var isStopped = false
    }

    struct Subscriber {
        var cursor: EventNumber
        let filter: FeedFilter
        let continuation: AsyncStream<FeedSignal>.Continuation
    }

    /// - Parameter gate: the path of the file that writers touch.
    init(_ files: OpenFiles, gate: String) {
        self.files = files
        self.gate = gate
    }

    func subscribe(after cursor: EventNumber, through filter: @escaping FeedFilter) -> AsyncStream<FeedSignal> {
        AsyncStream { continuation in
            let id = UUID()
            continuation.onTermination = { [weak self] _ in self?.unsubscribe(id) }
            let isStopped = state.withLock { state in
                guard !state.isStopped else { return true }
                state.subscribers[id] = Subscriber(cursor: cursor, filter: filter, continuation: continuation)
                if let watcher = state.watcher {
                    watcher.wake()
                } else {
                    state.watcher = ChangeWatcher(files, gate: gate, feed: self)
                }
                return false
            }
            // Never under the lock: it is the end of the subscription, which takes the lock itself.
            if isStopped { continuation.finish() }
        }
    }

    private func unsubscribe(_ id: UUID) {
        state.withLock { state in
            state.subscribers[id] = nil
            guard state.subscribers.isEmpty else { return }
            state.watcher?.stop()
            state.watcher = nil
        }
    }

    func stop() {
        let continuations = state.withLock { state in
            state.isStopped = true
            state.watcher?.stop()
            state.watcher = nil
            return state.subscribers.values.map(\.continuation)
        }
        for continuation in continuations { continuation.finish() }
    }

    /// The event after which somebody still waits for rows; nil when nobody listens.
    var leastCursor: EventNumber? { state.withLock { $0.subscribers.values.map(\.cursor).min() } }

    /// Hands each subscriber what it is told of the rows it has not had.
    ///
    /// - Parameters:
    ///   - start: the event after which these are all. Whoever began to listen while they were read, and waits for earlier
    ///     ones, gets them later.
    ///   - transaction: what they were read in.
    func deliver(_ events: [ShopEvent], after start: EventNumber, in transaction: any ReadTransaction) throws {
        for (id, subscriber) in state.withLock(\.subscribers) where subscriber.cursor >= start {
            let news = Array(events.drop { $0.number <= subscriber.cursor })
            guard let last = news.last else { continue }
            let told = try subscriber.filter(news, transaction)
            state.withLock { state in
                // A watcher that is about to stop may have been at it too.
                guard state.subscribers[id]?.cursor == subscriber.cursor else { return }
                state.subscribers[id]?.cursor = last.number
                if !told.isEmpty { subscriber.continuation.yield(.events(told)) }
            }
        }
    }

    func deliver(_ signal: FeedSignal) { state.withLock { Self.tell(signal, $0) } }

    private static func tell(_ signal: FeedSignal, _ state: State) {
        for subscriber in state.subscribers.values { subscriber.continuation.yield(signal) }
    }

    func note(silentSince: ContinuousClock.Instant?) { state.withLock { $0.silentSince = silentSince } }

    /// - Returns: nil when nobody listens.
    func lag(behind last: EventNumber) -> StoreHealth.FeedLag? {
        state.withLock { state in
            guard let told = state.subscribers.values.map(\.cursor).min() else { return nil }
            let silence = state.silentSince.map { $0.duration(to: .now) } ?? .zero
            return StoreHealth.FeedLag(events: Int(max(0, last - told)), seconds: Int(silence / .seconds(1)))
        }
    }

    var refusesWrites: Bool { state.withLock { $0.refusal != nil } }

    /// Takes note of why nothing can be written, nil for that it can, and tells when it has changed.
    ///
    /// - Parameter isNew: somebody listens who has not been told of the refusal.
    func note(refusal: StoreFault?, isNew: Bool = false) {
        state.withLock { state in
            guard refusal != state.refusal || isNew && refusal != nil else { return }
            state.refusal = refusal
            Self.tell(refusal.map { .unwritable($0) } ?? .writable, state)
        }
    }
}
