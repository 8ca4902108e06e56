import Foundation
import GRDB
public import Shop

/// A shop in one SQLite file, shared by as many processes as open it.
public final class SQLiteStore: Store {
    /// How long a writer waits for the lock.
    public static let writeLimit: Duration = .seconds(5)

    public let path: String
    let shop: StoreOpener.Opened
    /// What opening did to an older file; nil when it was of this program's schema.
    public var upgrade: UpgradeRecord? { shop.upgrade }
    private let feed: ChangeFeed
    private let readers = ReadQueues(count: Connection.readers)
    private let writeLimit: Duration
    private let temporaryFolder: URL?

    /// Opens the shop's file; with `create` makes it when it is not there. A file that cannot be written is opened for
    /// reading, and each write says why.
    ///
    /// - Parameters:
    ///   - upgrades: whether a file of an older schema is brought to this program's, which may take minutes; if not, it is
    ///     refused.
    ///   - progress: hears how far that is, on whatever thread does it.
    /// - Throws: ``ShopError/store(_:)``. What is there already is never changed unless it is a shop's.
    public static func open(
        _ path: String, create: Bool = false, writeLimit: Duration = writeLimit, upgrades: Bool = true,
        progress: @escaping @Sendable (UpgradeProgress) -> Void = { _ in }
    ) async throws -> SQLiteStore {
        let opener = StoreOpener(path: path, writeLimit: writeLimit, upgrades: upgrades, progress: progress)
        return try await SQLiteStore(opener, create: create)
    }

    /// - Parameters:
    ///   - flushes: false leaves commits unflushed, to show what a loss of power then costs.
    ///   - schema: other versions than this program's.
    package static func open(
        _ path: String, create: Bool = false, writeLimit: Duration = writeLimit, flushes: Bool = true,
        schema: Migrator, progress: @escaping @Sendable (UpgradeProgress) -> Void = { _ in }
    ) async throws -> SQLiteStore {
        let opener = StoreOpener(
            path: path, writeLimit: writeLimit, flushes: flushes, schema: schema, progress: progress)
        return try await SQLiteStore(opener, create: create)
    }

    /// A store in a fresh folder that goes away when the store is closed.
    public static func temporary() async throws -> SQLiteStore {
        let folder = FileManager.default.temporaryDirectory.appending(path: "igniflo-" + UUID().uuidString)
        let opener = StoreOpener(path: folder.appending(path: "shop.db").path, writeLimit: writeLimit)
        return try await SQLiteStore(opener, create: true, temporaryFolder: folder)
    }

    /// Runs what waits for the disk on a thread that may wait.
    static func offMain<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            DispatchQueue.global().async { continuation.resume(with: Result { try work() }) }
        }
    }

    private init(_ opener: StoreOpener, create: Bool, temporaryFolder: URL? = nil) async throws {
        do {
            shop = try await opener.open(create: create)
        } catch {
            throw EngineErrors.folded(error, path: opener.path)
        }
        path = opener.path
        feed = ChangeFeed(shop.files, lockFile: shop.lock.path)
        writeLimit = opener.writeLimit
        self.temporaryFolder = temporaryFolder
    }

    deinit {
        if let temporaryFolder { try? FileManager.default.removeItem(at: temporaryFolder) }
    }

    // MARK: transactions

    public func read<Value: Sendable>(
        _ body: @escaping @Sendable (any ReadTransaction) throws -> Value
    ) async throws -> Value {
        do {
            return try await readers.run { [shop] in try shop.pool.read { db in try body(SQLiteTransaction(db)) } }
        } catch {
            throw folded(error)
        }
    }

    public func write<Value: Sendable>(
        _ body: @escaping @Sendable (any WriteTransaction) throws -> Value
    ) async throws -> Value {
        try await write(submission: nil, body)
    }

    public func place(_ placement: OrderPlacement) async throws -> Order {
        let database = shop.files.database
        let submission = Submission<Commit<Order>> {
            OrderCodec.encode(placement, for: database)
        } decode: { answer in
            guard let order = try? OrderCodec.order(from: answer), order.request == placement.draft.request else {
                return nil
            }
            return Commit(value: order, isFlushed: true)
        }
        // While this process knows of a failed flush, another's that succeeds proves nothing to it.
        let maySubmit = shop.flusher?.isInDoubt == false
        return try await write(submission: maySubmit ? submission : nil) { try placement.place(in: $0) }
    }

    private func write<Value: Sendable>(
        submission: Submission<Commit<Value>>?, _ body: @escaping @Sendable (any WriteTransaction) throws -> Value
    ) async throws -> Value {
        do {
            try shop.state.checkWritable()
            let deadline = ContinuousClock.now.advanced(by: writeLimit)
            let done = try await shop.lock.hold(by: deadline, submission: submission) { [self] queue in
                try onWriter { try commit(body, $0, queue) }
            } afterwards: { [shop] commit in
                // Without the lock, so that the flushes of many processes overlap; before the answer, so that it is a
                // promise.
                if !commit.isFlushed { try shop.flusher?.flush() }
                commit.batch?.answer()
                try shop.files.check()
            }
            if done.leavesLongLog { await shortenLog(by: .now.advanced(by: writeLimit)) }
            return done.value
        } catch {
            let folded = folded(error)
            if case ShopError.store(let fault) = folded, case .noSpace = fault { feed.note(refusal: fault) }
            throw folded
        }
    }

    private struct Commit<Value: Sendable>: Sendable {
        var value: Value
        /// It is on the disk already.
        var isFlushed = false
        /// The followers' placements that were committed, too.
        var batch: CommitBatch<SharedSlots>?
        /// So much was written that it is carried over into the database later, under a lock of its own.
        var leavesLongLog = false
    }

    private func commit<Value>(
        _ body: (any WriteTransaction) throws -> Value, _ db: Database, _ queue: GroupCommitQueue<SharedSlots>?
    ) throws -> Commit<Value> {
        var batch = CommitBatch(queue)
        let value = try batch.committed { batch in
            // A newer program may have brought the file to its own schema since it was opened here.
            try SQLiteTransaction(db).committed { transaction in
                try shop.files.checkSchema(db)
                let value = try body(transaction)
                try batch.place(in: transaction, of: shop.files.database)
                return value
            }
        }
        batch.record()
        var commit = Commit(value: value, batch: batch)
        if shop.flusher?.isInDoubt == true {
            try settle(db)
            commit.isFlushed = true
        } else {
            commit.leavesLongLog = shop.log.checkpointIfLong(db) == .later
        }
        return commit
    }

    /// Runs `work` on the writing connection of this process, which holds the lock.
    private func onWriter<Value>(_ work: (Database) throws -> Value) throws -> Value {
        try shop.state.checkWritable()
        try shop.files.check()
        return try shop.pool.writeWithoutTransaction { db in
            do {
                return try work(db)
            } catch let error as DatabaseError where error.resultCode == .SQLITE_IOERR {
                throw EngineErrors.ioFault(error, on: db, path: path)
            }
        }
    }

    /// After a flush that failed, carries the whole log over into the database and flushes that.
    private func settle(_ db: Database) throws {
        do {
            try shop.log.checkpoint(db, .full)
        } catch {
            throw StoreError.unconfirmed(place: path, detail: "an earlier write did not reach the disk")
        }
        shop.flusher?.settle()
    }

    private func folded(_ error: any Error) -> any Error {
        let folded = EngineErrors.folded(error, path: path)
        shop.state.note(folded)
        return folded
    }

    // MARK: changes, health, closing

    public func changes(after position: FeedPosition, through filter: @escaping FeedFilter) -> AsyncStream<FeedSignal> {
        feed.subscribe(after: position.lastKnown, through: filter)
    }

    public func health(full: Bool) async -> StoreHealth {
        await HealthCheck(shop: shop, path: path, feed: feed).run(full: full)
    }

    public func close() async {
        feed.stop()
        // Whoever closes leaves a short log behind, if nobody else is at it.
        await shortenLog(by: .now.advanced(by: .milliseconds(200)))
        try? await Self.offMain { [self] in
            // A connection that is closed under a reading ends the process.
            readers.alone { [shop] in try? shop.pool.close() }
            if let temporaryFolder { try? FileManager.default.removeItem(at: temporaryFolder) }
        }
    }

    private func shortenLog(by deadline: ContinuousClock.Instant) async {
        try? await shop.lock.hold(by: deadline) { [self] _ in
            guard shop.log.isLong else { return }
            try onWriter { try shop.log.checkpoint($0, .passive) }
        }
    }
}
