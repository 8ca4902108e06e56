public import Shop
import Synchronization

/// A store that notes what transactions ask of it. Over a network each question is a round trip; and what no story of the
/// seam asks for, no story proves of an engine.
public final class RecordingStore: Store {
    private let base: any Store
    private let record: CallRecord

    public init(_ base: any Store, in record: CallRecord = CallRecord()) {
        self.base = base
        self.record = record
    }

    /// How much transactions have asked since the last time.
    public func takeCount() -> Int { record.takeCount() }

    public func read<Value: Sendable>(
        _ body: @escaping @Sendable (any ReadTransaction) throws -> Value
    ) async throws -> Value {
        record.add("read<Value: Sendable>(_ body: @escaping @Sendable (any ReadTransaction) throws -> Value)")
        return try await base.read { [record] in try body(RecordingReader($0, record)) }
    }

    public func write<Value: Sendable>(
        _ body: @escaping @Sendable (any WriteTransaction) throws -> Value
    ) async throws -> Value {
        record.add("write<Value: Sendable>(_ body: @escaping @Sendable (any WriteTransaction) throws -> Value)")
        return try await base.write { [record] in try body(RecordingWriter($0, record)) }
    }

    public func place(_ placement: OrderPlacement) async throws -> Order {
        record.add("place(_ placement: OrderPlacement)")
        return try await base.write { [record] in try placement.place(in: RecordingWriter($0, record)) }
    }

    public func changes(after position: FeedPosition, through filter: @escaping FeedFilter) -> AsyncStream<FeedSignal> {
        record.add("changes(after position: FeedPosition, through filter: @escaping FeedFilter)")
        return base.changes(after: position) { [record] events, transaction in
            try filter(events, RecordingReader(transaction, record))
        }
    }

    public func health(full: Bool) async -> StoreHealth {
        record.add("health(full: Bool)")
        return await base.health(full: full)
    }

    public func close() async {
        record.add("close()")
        await base.close()
    }
}

/// What was asked, as the protocols declare it: `user(_ id: ID<User>)`.
public final class CallRecord: Sendable {
    private let state = Mutex((calls: Set<String>(), count: 0))

    public init() {}

    public var calls: Set<String> { state.withLock { $0.calls } }

    func add(_ call: String) {
        state.withLock { state in
            state.calls.insert(call)
            state.count += 1
        }
    }

    fileprivate func takeCount() -> Int {
        state.withLock { state in
            defer { state.count = 0 }
            return state.count
        }
    }
}
