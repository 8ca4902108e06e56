import GRDB
import Shop

/// The orders of those who wait, placed in the transaction of the one inside the gate, each as if its own terminal had
/// done it: with its session, its rights and its time.
struct Errands: Sendable {
    private var desk: ErrandDesk?
    private let shop: FileFacts.Identity
    private var inHand: [(errand: ErrandDesk.Errand, order: Order?)] = []

    /// - Parameter shop: the database that is open here.
    init(_ desk: ErrandDesk?, shop: FileFacts.Identity) {
        self.desk = desk
        self.shop = shop
    }

    /// What others wanted is not wanted any more: they must not get it now.
    private struct Stale: Error {}

    /// Commits by `commit`, which runs the errands as a part of it. Where that fails, it is done once more for this process
    /// alone: what others want must not be what keeps it from its own. A damage is one for everybody.
    mutating func committed<Value>(_ commit: (inout Errands) throws -> Value) throws -> Value {
        do {
            return try commit(&self)
        } catch {
            guard !inHand.isEmpty else { throw error }
            letGo()
            if let met = error as? DatabaseError, [.SQLITE_CORRUPT, .SQLITE_NOTADB].contains(met.resultCode) {
                throw met
            }
            desk = nil
            return try commit(&self)
        }
    }

    /// Tells the desk, inside, what is committed.
    func close() {
        for (errand, order) in inHand {
            if let order { errand.commit(order.packed) } else { errand.decline() }
        }
    }

    /// Tells the owners, once what was committed is on the disk.
    func answer() { for (errand, order) in inHand where order != nil { errand.answer() } }

    /// Leaves to the owners what they wanted.
    private mutating func letGo() {
        for (errand, _) in inHand { errand.decline() }
        inHand = []
    }

    /// Does what is wanted now.
    ///
    /// - Throws: what the engine throws; a refusal is its owner's to hear, from its own turn.
    mutating func run(in transaction: SQLiteTransaction) throws {
        guard let desk else { return }
        inHand = desk.errands().map { ($0, nil) }
        guard !inHand.isEmpty, let settings = try transaction.settings() else { return }
        for index in inHand.indices {
            guard let placement = try? OrderPlacement(inHand[index].errand.bytes, for: shop) else { continue }
            inHand[index].order = try transaction.attempt {
                try placement.place(in: transaction, settings: settings)
            }
        }
        // This process may have stood still meanwhile.
        guard inHand.allSatisfy({ $0.order == nil || $0.errand.isWanted }) else { throw Stale() }
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
