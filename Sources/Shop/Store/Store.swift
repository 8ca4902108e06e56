public import Foundation

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

    /// The log's rows after `cursor`, as they are committed by whatever process, until the task that reads is cancelled.
    ///
    /// - Parameter filter: what of them is told.
    func changes(after cursor: EventNumber, through filter: @escaping FeedFilter) -> AsyncStream<FeedSignal>

    /// How the store is.
    ///
    /// - Parameter full: reads the whole file, which takes as long as it takes; else only what is quick (≤ 200 ms).
    func health(full: Bool) async -> StoreHealth

    /// Writes a copy of the shop as of one moment, while it is in use, to a new file, and checks the copy before it gets
    /// its name. Takes as long as it takes; nobody waits for it. When its task is cancelled it ends, and leaves nothing.
    ///
    /// - Parameter now: what the copy itself says of when it was made, should it be restored.
    /// - Throws: ``ShopError/store(_:)``: ``StoreError/exists(place:)`` when something is there, ``StoreError/damaged(place:lastBackup:)``
    ///   when what was copied does not hold; `CancellationError`.
    func backup(to path: String, at now: Date) async throws

    /// Which of the files at `paths` are whole copies of this shop as ``backup(to:at:)`` makes them, each with when it was
    /// made by the clock of then. The newest is the first: by how far the shop's log goes in it, for clocks err.
    ///
    /// - Throws: ``ShopError/store(_:)``.
    func copies(among paths: [String]) async throws -> [BackupRecord]

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

    /// All of the log's rows after `cursor`, likewise.
    public func changes(after cursor: EventNumber) -> AsyncStream<FeedSignal> {
        changes(after: cursor) { events, _ in events }
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
    /// Nothing can be saved for this reason, ``StoreError/noSpace(place:)``; what is there can be read on.
    case unwritable(StoreError)
    /// Saving works again, after it did not.
    case writable
}

/// What `igniflo health` says of a store.
public struct StoreHealth: Hashable, Sendable {
    /// Name and version of the engine, such as `SQLite 3.40.1`.
    public var engine: String
    /// Each setting that the shop relies on, as it was read back.
    public var settings: [Setting]
    public var schemaVersion: Int
    /// Bytes of the database and of its write-ahead log.
    public var fileBytes: Int64
    public var logBytes: Int64
    /// Bytes of the log that are not carried over into the database yet.
    public var logBehindBytes: Int64 = 0
    /// How far what is told of changes here is behind the shop; nil where nobody listens.
    public var feed: FeedLag?
    /// Processes that keep the write-ahead log from beginning anew.
    public var oldReaders: [OldReader] = []
    /// Bytes free on its disk for this user.
    public var freeBytes: Int64
    public var lastEvent: EventNumber
    /// When the last event was written, and the last backup made; nil when there is none.
    public var lastEventAt: Date?
    public var lastBackup: BackupRecord?
    /// What is found where that was written to; nil when there is none.
    public var lastBackupState: BackupState?
    /// When the file was last brought to a newer schema; nil when it never was.
    public var lastUpgrade: UpgradeRecord?
    /// What is wrong, in words; empty when the shop can take orders.
    public var problems: [String]
    public var path: String

    public struct FeedLag: Hashable, Sendable {
        /// Events that were committed and not told yet.
        public var events: Int
        /// For how long nothing could be read; 0 while it can.
        public var seconds: Int
        /// For how long a listener in this process has not taken what it was told; 0 while each does.
        public var untakenSeconds: Int

        public init(events: Int, seconds: Int, untakenSeconds: Int = 0) {
            self.events = events
            self.seconds = seconds
            self.untakenSeconds = untakenSeconds
        }
    }

    /// A process that goes on reading the shop as it was some time ago: what was written since must be kept for it.
    public struct OldReader: Hashable, Sendable {
        public var processID: Int32
        /// What it was started as, such as `igniflo orders watch`; empty where that cannot be seen.
        public var command: String
        /// It was stopped by a signal, or is held by a debugger.
        public var isStopped: Bool
        /// Bytes that were written since it began to read.
        public var behindBytes: Int64

        public init(processID: Int32, command: String, isStopped: Bool, behindBytes: Int64) {
            self.processID = processID
            self.command = command
            self.isStopped = isStopped
            self.behindBytes = behindBytes
        }
    }

    /// What is found where a backup was written to.
    public enum BackupState: String, Codable, CaseIterable, Sendable {
        case there, missing
        /// Something else, or another shop's.
        case other
        /// This user may not look.
        case unreadable
    }

    public struct Setting: Hashable, Sendable {
        public var name: String
        public var value: String
        public var isAsNeeded: Bool

        public init(name: String, value: String, isAsNeeded: Bool) {
            self.name = name
            self.value = value
            self.isAsNeeded = isAsNeeded
        }
    }

    public init(
        engine: String, settings: [Setting], schemaVersion: Int, fileBytes: Int64, logBytes: Int64, freeBytes: Int64,
        lastEvent: EventNumber, lastEventAt: Date? = nil, lastBackup: BackupRecord? = nil, problems: [String],
        path: String
    ) {
        self.engine = engine
        self.settings = settings
        self.schemaVersion = schemaVersion
        self.fileBytes = fileBytes
        self.logBytes = logBytes
        self.freeBytes = freeBytes
        self.lastEvent = lastEvent
        self.lastEventAt = lastEventAt
        self.lastBackup = lastBackup
        self.problems = problems
        self.path = path
    }
}
