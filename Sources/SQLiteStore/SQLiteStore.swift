import CStore
import Foundation
import GRDB
public import Shop
import Synchronization

/// A shop in one SQLite file, shared by as many processes as open it.
public final class SQLiteStore: Store {
    /// How long a writer waits for its turn: 5 s (`reliability.md`, "The write gate").
    public static let writeLimit: Duration = .seconds(5)

    public let path: String
    private let pool: DatabasePool
    private let gate: WriteGate
    private let flusher: LogFlusher
    private let identity: FileFacts.Identity
    private let feed: ChangeFeed
    private let writeLimit: Duration
    private let writer = DispatchQueue(label: "igniflo.writer")
    private let logPages: LogPages
    private let temporaryFolder: URL?

    /// Opens the shop's file; with `create` makes it when it is not there.
    ///
    /// - Throws: ``ShopError/store(_:)``. What is there already is never changed unless it is a shop's.
    public static func open(
        _ path: String, create: Bool = false, writeLimit: Duration = writeLimit
    ) async throws -> SQLiteStore {
        try await withCheckedThrowingContinuation { continuation in
            DispatchQueue.global().async {
                continuation.resume(
                    with: Result { try SQLiteStore(path: path, create: create, writeLimit: writeLimit) })
            }
        }
    }

    /// A store in a fresh folder that goes away when the store is closed.
    public static func temporary() async throws -> SQLiteStore {
        let folder = FileManager.default.temporaryDirectory.appending(path: "igniflo-" + UUID().uuidString)
        let path = folder.appending(path: "shop.db").path
        return try await withCheckedThrowingContinuation { continuation in
            DispatchQueue.global().async {
                continuation.resume(
                    with: Result {
                        try SQLiteStore(path: path, create: true, writeLimit: writeLimit, temporaryFolder: folder)
                    })
            }
        }
    }

    private init(path: String, create: Bool, writeLimit: Duration, temporaryFolder: URL? = nil) throws {
        do {
            let path =
                (path as NSString).isAbsolutePath
                ? path : FileManager.default.currentDirectoryPath + "/" + path
            let opened = try StoreOpener(path: path, writeLimit: writeLimit).open(create: create)
            self.path = path
            pool = opened.pool
            gate = opened.gate
            identity = opened.identity
            logPages = opened.logPages
            flusher = LogFlusher(database: path)
            feed = ChangeFeed(path: path, identity: opened.identity)
            self.writeLimit = writeLimit
            self.temporaryFolder = temporaryFolder
        } catch {
            throw EngineErrors.folded(error, path: path)
        }
    }

    // MARK: transactions

    public func read<Value: Sendable>(
        _ body: @escaping @Sendable (any ReadTransaction) throws -> Value
    ) async throws -> Value {
        do {
            return try await pool.read { db in try body(SQLiteTransaction(db)) }
        } catch {
            throw EngineErrors.folded(error, path: path)
        }
    }

    public func write<Value: Sendable>(
        _ body: @escaping @Sendable (any WriteTransaction) throws -> Value
    ) async throws -> Value {
        let deadline = ContinuousClock.now.advanced(by: writeLimit)
        return try await withCheckedThrowingContinuation { continuation in
            writer.async { [self] in
                continuation.resume(
                    with: Result { try writeNow(body, by: deadline) }
                        .mapError { EngineErrors.folded($0, path: path) })
            }
        }
    }

    private func writeNow<Value: Sendable>(
        _ body: @Sendable (any WriteTransaction) throws -> Value, by deadline: ContinuousClock.Instant
    ) throws -> Value {
        guard ContinuousClock.now < deadline else { throw StoreFault.busy }
        let value = try inGate(by: deadline) { db in
            var value: Value?
            try db.inTransaction(.immediate) {
                value = try body(SQLiteTransaction(db))
                return .commit
            }
            return value
        }
        // Outside the gate, so that the flushes of many processes overlap; before the answer, so that it is a promise.
        try flusher.flush()
        try checkIdentity()
        guard let value else { throw StoreFault.other("the transaction gave no answer") }
        return value
    }

    /// Runs `work` while this process holds the gate, and checkpoints afterwards when the log has grown long.
    private func inGate<Value>(by deadline: ContinuousClock.Instant, _ work: (Database) throws -> Value) throws -> Value
    {
        try gate.acquire(by: deadline)
        defer { gate.release() }
        try checkIdentity()
        return try pool.writeWithoutTransaction { db in
            let value = try work(db)
            checkpointIfLong(db)
            return value
        }
    }

    private func checkpointIfLong(_ db: Database) {
        let pages = logPages.count
        guard pages >= Connection.checkpointPages else { return }
        // A reader in the way only puts it off: the next writer finds the log long, too.
        _ = try? db.checkpoint(pages >= Connection.restartPages ? .restart : .passive)
    }

    /// - Throws: ``StoreFault/replaced(path:)`` when the path no longer names the file that was opened.
    private func checkIdentity() throws {
        guard FileFacts.identity(of: path) == identity else { throw StoreFault.replaced(path: path) }
    }

    // MARK: changes, health, closing

    public func changes(after cursor: EventNumber) -> AsyncStream<FeedSignal> {
        feed.subscribe(after: cursor)
    }

    public func health(full: Bool) async -> StoreHealth {
        await HealthCheck(path: path, pool: pool, identity: identity).run(full: full)
    }

    public func close() async {
        feed.stop()
        await withCheckedContinuation { (continuation: CheckedContinuation<Void, Never>) in
            writer.async { [self] in
                if let temporaryFolder {
                    try? pool.close()
                    try? FileManager.default.removeItem(at: temporaryFolder)
                } else {
                    // Whoever closes leaves a short log behind, if nobody else is at it.
                    try? inGate(by: .now.advanced(by: .milliseconds(200))) { _ in }
                    try? pool.close()
                }
                continuation.resume()
            }
        }
    }
}

/// The pages in the log as of the last commit of the writing connection; the engine's hook writes it.
final class LogPages: @unchecked Sendable {
    // Written by the engine on the writer's queue and read on it: never by two threads at once.
    private let cell = UnsafeMutablePointer<Int32>.allocate(capacity: 1)

    init() { cell.initialize(to: 0) }

    deinit { cell.deallocate() }

    var count: Int { Int(cell.pointee) }

    func follow(_ db: Database) {
        cstore_count_log_pages(db.sqliteConnection, cell)
    }
}
