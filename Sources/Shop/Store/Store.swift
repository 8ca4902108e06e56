/// What the services need of a database. An engine implements it; nothing above it knows which one.
///
/// A transaction's body must be safe to run again from the start: an engine may retry it. It must do no terminal
/// input or output, no hashing, and nothing else that waits.
public protocol Store: Sendable {
    /// Runs `body` on one unchanging picture of the shop.
    ///
    /// - Throws: what `body` throws, or ``ShopError/store(_:)``.
    func read<Value: Sendable>(
        _ body: @escaping @Sendable (any ReadTransaction) throws -> Value
    ) async throws -> Value

    /// Runs `body` as one write transaction: all of it, flushed to the disk before this returns, or nothing.
    /// Waits at most 5 seconds for its turn.
    ///
    /// - Throws: what `body` throws (nothing is written then), or ``ShopError/store(_:)``.
    func write<Value: Sendable>(
        _ body: @escaping @Sendable (any WriteTransaction) throws -> Value
    ) async throws -> Value

    /// Places an order in a write transaction, as ``write(_:)`` would; where several wait to write, all their orders may be
    /// placed in one transaction.
    ///
    /// - Throws: what ``OrderPlacement/place(in:settings:)`` throws (nothing is written then), or ``ShopError/store(_:)``.
    func place(_ placement: OrderPlacement) async throws -> Order

    /// The log's rows after `position`, as they are committed by whatever process, until the task that reads is cancelled.
    ///
    /// - Parameter filter: what of them is told.
    func changes(after position: FeedPosition, through filter: @escaping FeedFilter) -> AsyncStream<FeedSignal>

    /// How the store is.
    ///
    /// - Parameter full: reads the whole file, which takes as long as it takes; else only what is quick (≤ 200 ms).
    func health(full: Bool) async -> StoreHealth

    /// Ends the use of the store. Nothing may be asked of it afterwards.
    func close() async
}

/// What of the log's rows is told to one who listens, by the picture of the shop in which they were read. Like a
/// transaction's body it may be run again from the start.
public typealias FeedFilter = @Sendable ([ShopEvent], any ReadTransaction) throws -> [ShopEvent]

extension Store {
    public func place(_ placement: OrderPlacement) async throws -> Order {
        try await write { try placement.place(in: $0) }
    }

    /// All of the log's rows after `position`, likewise.
    public func changes(after position: FeedPosition) -> AsyncStream<FeedSignal> {
        changes(after: position) { events, _ in events }
    }
}

/// What the feed says.
public enum FeedSignal: Hashable, Sendable {
    /// Rows of the log in the order of their numbers, none missed, none twice.
    case events([ShopEvent])
    /// The last look succeeded again, after one that did not.
    case live
    /// Looks have been failing for this reason. What is on the screen grows old.
    case unreachable(StoreError)
    /// Nothing can be saved for this reason, ``StoreError/noSpace(place:)``; existing data stays readable.
    case unwritable(StoreError)
    /// Saving works again, after it did not.
    case writable
}
