import GRDB
import Shop

/// The placements of the followers that the leader commits in its own transaction, each as if its own terminal had placed
/// it: with its session, its rights and its time.
struct CommitBatch<Memory: SlotMemory>: Sendable {
    private var queue: GroupCommitQueue<Memory>?
    /// Each with the answer, where it was placed.
    private var taken: [(placement: QueuedPlacement<Memory>, answer: [UInt8]?)] = []

    init(_ queue: GroupCommitQueue<Memory>?) { self.queue = queue }

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

    /// Takes what the followers want now.
    ///
    /// - Returns: false when they want nothing.
    mutating func take() -> Bool {
        taken = queue?.takeAll().map { ($0, nil) } ?? []
        return !taken.isEmpty
    }

    /// Places what was taken.
    ///
    /// - Parameter place: returns the answer; nil when the follower is to do it itself, and hears of a refusal then.
    mutating func placeTaken(_ place: ([UInt8]) throws -> [UInt8]?) throws {
        for index in taken.indices { taken[index].answer = try place(taken[index].placement.bytes) }
        // This process may have stood still meanwhile.
        guard taken.allSatisfy({ $0.answer == nil || $0.placement.isWanted }) else { throw Stale() }
    }

    /// Tells the queue, under the lock, what is committed.
    func record() {
        for (placement, answer) in taken {
            if let answer { placement.commit(answer) } else { placement.decline() }
        }
    }

    /// Answers the followers, once what was committed is on the disk.
    func answer() { for (placement, answer) in taken where answer != nil { placement.answer() } }

    private mutating func declineAll() {
        for (placement, _) in taken { placement.decline() }
        taken = []
    }

    /// Places what the followers want now.
    ///
    /// - Parameter shop: the database that is open here.
    /// - Throws: what the engine throws.
    mutating func place(in transaction: SQLiteTransaction, of shop: FileMetadata.Identity) throws {
        guard take(), let settings = try transaction.settings() else { return }
        try placeTaken { bytes in
            guard let placement = try? OrderCodec.placement(from: bytes, for: shop) else { return nil }
            let order = try transaction.attempt { try placement.place(in: transaction, settings: settings) }
            return order.map(OrderCodec.encode)
        }
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
