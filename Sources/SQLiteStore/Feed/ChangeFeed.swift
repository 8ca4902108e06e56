import Foundation
import GRDB
import Shop
import Synchronization

/// Tells listeners what any process has committed. One thread per store looks when the file system hints at a change, and
/// four times a second without a hint; an idle look asks one pragma.
///
/// Who is told is decided under the lock, and told after it (see <doc:LocksAndCallbacks> of Shop).
final class ChangeFeed: Sendable {
    private let files: DatabaseFiles
    private let lockFile: String
    private let state = Mutex(State())

    private struct State {
        var listeners: [UUID: FeedListener] = [:]
        var watcher: ChangeWatcher?
        /// Why nothing can be written just now; nil while it can.
        var refusal: StoreError?
        /// Since when nothing could be read; nil while it can.
        var silentSince: ContinuousClock.Instant?
        var isStopped = false
    }

    /// - Parameter lockFile: the path of the file that writers touch.
    init(_ files: DatabaseFiles, lockFile: String) {
        self.files = files
        self.lockFile = lockFile
    }

    func subscribe(after cursor: EventNumber, through filter: @escaping FeedFilter) -> AsyncStream<FeedSignal> {
        let listener = FeedListener(after: cursor, through: filter) { [weak self] in self?.wake() }
        let id = UUID()
        let subscription = Subscription(listener) { [weak self] in self?.remove(id) }
        add(listener, id)
        return AsyncStream {
            await subscription.listener.next()
        } onCancel: {
            listener.cancel()
        }
    }

    /// Lives as long as somebody may take what is told.
    private final class Subscription: Sendable {
        let listener: FeedListener
        private let end: @Sendable () -> Void

        init(_ listener: FeedListener, end: @escaping @Sendable () -> Void) {
            self.listener = listener
            self.end = end
        }

        deinit { end() }
    }

    private func add(_ listener: FeedListener, _ id: UUID) {
        let watcher = state.withLock { state -> ChangeWatcher? in
            guard !state.isStopped else { return nil }
            state.listeners[id] = listener
            if let watcher = state.watcher { return watcher }
            let watcher = ChangeWatcher(files, lockFile: lockFile)
            state.watcher = watcher
            return watcher
        }
        guard let watcher else { return listener.end() }
        // One that begins looks at once.
        if !watcher.begin(self) { watcher.wake() }
    }

    private func remove(_ id: UUID) {
        let (listener, watcher) = state.withLock { state in
            let listener = state.listeners.removeValue(forKey: id)
            guard state.listeners.isEmpty else { return (listener, ChangeWatcher?.none) }
            defer { state.watcher = nil }
            return (listener, state.watcher)
        }
        listener?.cancel()
        watcher?.stop()
    }

    private func wake() { state.withLock(\.watcher)?.wake() }

    func stop() {
        let (listeners, watcher) = state.withLock { state in
            state.isStopped = true
            defer { state.watcher = nil }
            return (Array(state.listeners.values), state.watcher)
        }
        watcher?.stop()
        for listener in listeners { listener.end() }
    }

    private var listeners: [FeedListener] { state.withLock { Array($0.listeners.values) } }

    /// The event after which somebody still waits for rows; nil when nobody does.
    var leastCursor: EventNumber? { listeners.compactMap(\.wantsAfter).min() }

    /// Decides what each listener is told of the rows it has not had.
    ///
    /// - Parameters:
    ///   - start: the event after which these are all. Whoever began to listen while they were read, and waits for earlier
    ///     ones, gets them later.
    ///   - transaction: what they were read in.
    /// - Returns: what is to be told when the transaction has ended.
    func deliver(
        _ events: [ShopEvent], after start: EventNumber, in transaction: any ReadTransaction
    ) throws -> [FeedDelivery] {
        try listeners.filter { $0.cursor >= start }.compactMap { try $0.offer(events, in: transaction) }
    }

    func deliver(_ signal: FeedSignal) {
        for delivery in listeners.compactMap({ $0.take(signal) }) { delivery.complete() }
    }

    func note(silentSince: ContinuousClock.Instant?) { state.withLock { $0.silentSince = silentSince } }

    /// - Returns: nil when nobody listens.
    func lag(behind last: EventNumber) -> HealthFact.FeedLag? {
        let (listeners, silentSince) = state.withLock { (Array($0.listeners.values), $0.silentSince) }
        guard let told = listeners.map(\.cursor).min() else { return nil }
        let silence = silentSince?.duration(to: .now) ?? .zero
        let stillness = listeners.compactMap(\.standsStillFor).max() ?? .zero
        return HealthFact.FeedLag(
            events: Int(max(0, last - told)), seconds: Int(silence / .seconds(1)),
            untakenSeconds: Int(stillness / .seconds(1)))
    }

    var refusesWrites: Bool { state.withLock { $0.refusal != nil } }

    /// Takes note of why nothing can be written, nil for that it can, and tells when it has changed.
    ///
    /// - Parameter isNew: somebody listens who has not been told of the refusal.
    func note(refusal: StoreError?, isNew: Bool = false) {
        // Whoever decides last is to be heard last: so each listener takes the signal under the lock.
        let deliveries = state.withLock { state -> [FeedDelivery] in
            guard refusal != state.refusal || isNew && refusal != nil else { return [] }
            state.refusal = refusal
            let signal = refusal.map { FeedSignal.unwritable($0) } ?? .writable
            return state.listeners.values.compactMap { $0.take(signal) }
        }
        for delivery in deliveries { delivery.complete() }
    }
}
