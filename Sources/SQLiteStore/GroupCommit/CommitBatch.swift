import GRDB
import Shop

/// The placements of the followers that the leader commits in its own transaction, each as if its own terminal had placed
/// it: with its session, its rights and its time.
struct CommitBatch: Sendable {
    private var queue: GroupCommitQueue?
    private let shop: FileMetadata.Identity
    private var taken: [(placement: QueuedPlacement, order: Order?)] = []

    /// - Parameter shop: the database that is open here.
    init(_ queue: GroupCommitQueue?, shop: FileMetadata.Identity) {
        self.queue = queue
        self.shop = shop
    }

    /// A follower has given up meanwhile: it must not get its order now.
    private struct Stale: Error {}

    /// Commits by `commit`, which places the batch as a part of it. Where that fails, `commit` runs once more for this process
    /// alone: a follower's placement must not keep the leader from its own. Damage of the database concerns everybody.
    mutating func committed<Value>(_ commit: (inout CommitBatch) throws -> Value) throws -> Value {
        do {
            return try commit(&self)
        } catch {
            guard !taken.isEmpty else { throw error }
            declineAll()
            if let met = error as? DatabaseError, [.SQLITE_CORRUPT, .SQLITE_NOTADB].contains(met.resultCode) {
                throw met
            }
            queue = nil
            return try commit(&self)
        }
    }

    /// Tells the queue, under the lock, what is committed.
    func record() {
        for (placement, order) in taken {
            if let order { placement.commit(OrderCodec.encode(order)) } else { placement.decline() }
        }
    }

    /// Answers the followers, once what was committed is on the disk.
    func answer() { for (placement, order) in taken where order != nil { placement.answer() } }

    private mutating func declineAll() {
        for (placement, _) in taken { placement.decline() }
        taken = []
    }

    /// Places what the followers want now.
    ///
    /// - Throws: what the engine throws; a follower hears of a refusal when it holds the lock itself.
    mutating func place(in transaction: SQLiteTransaction) throws {
        guard let queue else { return }
        taken = queue.takeAll().map { ($0, nil) }
        guard !taken.isEmpty, let settings = try transaction.settings() else { return }
        for index in taken.indices {
            let bytes = taken[index].placement.bytes
            guard let placement = try? OrderCodec.placement(from: bytes, for: shop) else { continue }
            taken[index].order = try transaction.attempt {
                try placement.place(in: transaction, settings: settings)
            }
        }
        // This process may have stood still meanwhile.
        guard taken.allSatisfy({ $0.order == nil || $0.placement.isWanted }) else { throw Stale() }
    }
}

extension SQLiteTransaction {
    /// - Returns: nil when the shop's rules refuse it.
    /// - Throws: what the engine throws; a refusal, too, should something be written by then.
    fileprivate func attempt<Value>(_ work: () throws -> Value) throws -> Value? {
        let changes = db.totalChangesCount
        do {
            return try work()
        } catch let error as ShopError {
            if case .store = error { throw error }
            guard db.totalChangesCount == changes else { throw error }
            return nil
        }
    }
}
