import Shop
import Synchronization

/// One listener of the feed: where it stands in the log, and what it was told and has not taken yet.
///
/// Everything is decided under the lock, and told after it (see <doc:LocksAndCallbacks> of Shop): whoever resumes a task
/// waits for locks of the runtime, which may wait for this one.
final class FeedListener: Sendable {
    /// Events that wait here at most. More of them stay in the log until these are taken, so that a listener that stands
    /// still costs no memory.
    static let capacity = 2_000

    private struct State {
        /// The last event that was told, or that the listener does not want to hear of.
        var cursor: EventNumber
        var waiting: [FeedSignal] = []
        /// Since when something waits; nil while nothing does.
        var waitingSince: ContinuousClock.Instant?
        var receiver: CheckedContinuation<FeedSignal?, Never>?
        var isEnded = false

        var waitingEvents: Int {
            waiting.reduce(0) { count, signal in
                if case .events(let events) = signal { count + events.count } else { count }
            }
        }
        var isFull: Bool { waiting.count >= FeedListener.capacity || waitingEvents >= FeedListener.capacity }
    }

    private let state: Mutex<State>
    private let filter: FeedFilter
    /// Called when a full listener has room again.
    private let hasRoom: @Sendable () -> Void

    init(after cursor: EventNumber, through filter: @escaping FeedFilter, hasRoom: @escaping @Sendable () -> Void) {
        state = Mutex(State(cursor: cursor))
        self.filter = filter
        self.hasRoom = hasRoom
    }

    var cursor: EventNumber { state.withLock(\.cursor) }

    /// The event after which it wants rows; nil while it has no room for more.
    var wantsAfter: EventNumber? { state.withLock { $0.isEnded || $0.isFull ? nil : $0.cursor } }

    /// For how long it has not taken what it was told; nil while nothing waits.
    var standsStillFor: Duration? { state.withLock(\.waitingSince)?.duration(to: .now) }

    // MARK: telling

    /// Takes in what it is to be told of the rows that it has not had.
    ///
    /// - Returns: what is to be done once no lock is held and no transaction is open; nil when that is nothing.
    func offer(_ events: [ShopEvent], in transaction: any ReadTransaction) throws -> FeedDelivery? {
        guard let cursor = wantsAfter else { return nil }
        let news = Array(events.drop { $0.number <= cursor })
        guard let last = news.last else { return nil }
        let told = try filter(news, transaction)
        return state.withLock { state in
            // A watcher that is about to stop may have been at it too.
            guard state.cursor == cursor else { return nil }
            state.cursor = last.number
            return told.isEmpty ? nil : Self.put(.events(told), &state)
        }
    }

    /// Takes in a signal.
    ///
    /// - Returns: what is to be done once no lock is held; nil when that is nothing.
    func take(_ signal: FeedSignal) -> FeedDelivery? { state.withLock { Self.put(signal, &$0) } }

    private static func put(_ signal: FeedSignal, _ state: inout State) -> FeedDelivery? {
        guard !state.isEnded else { return nil }
        if let receiver = state.receiver {
            state.receiver = nil
            return FeedDelivery(receiver: receiver, signal: signal)
        }
        // Events always fit: nobody offers them to a full listener.
        if case .events = signal {} else if state.waiting.count >= capacity { return nil }
        state.waiting.append(signal)
        state.waitingSince = state.waitingSince ?? .now
        return nil
    }

    // MARK: listening

    /// Waits for the next signal.
    ///
    /// - Returns: nil when the listener has ended.
    func next() async -> FeedSignal? {
        await withCheckedContinuation { continuation in
            let (answer, hasNewRoom) = state.withLock { state -> (FeedSignal??, Bool) in
                guard !state.waiting.isEmpty else {
                    if state.isEnded { return (.some(nil), false) }
                    state.receiver = continuation
                    return (nil, false)
                }
                let wasFull = state.isFull
                let signal = state.waiting.removeFirst()
                state.waitingSince = state.waiting.isEmpty ? nil : .now
                return (.some(signal), wasFull && !state.isFull)
            }
            if let answer { continuation.resume(returning: answer) }
            if hasNewRoom { hasRoom() }
        }
    }

    /// Nothing is told from here on; what was told before can be taken.
    func end() {
        let receiver = state.withLock { state in
            state.isEnded = true
            defer { state.receiver = nil }
            return state.receiver
        }
        receiver?.resume(returning: nil)
    }

    /// Nothing is told from here on, and what was told before is dropped.
    func cancel() {
        state.withLock { state in
            state.waiting = []
            state.waitingSince = nil
        }
        end()
    }
}

/// A signal on its way to a task that waits for it.
struct FeedDelivery: Sendable {
    fileprivate var receiver: CheckedContinuation<FeedSignal?, Never>
    fileprivate var signal: FeedSignal

    /// Never to be called while a lock is held, nor inside a transaction.
    func complete() { receiver.resume(returning: signal) }
}
