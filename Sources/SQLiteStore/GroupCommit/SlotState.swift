/// What a slot of the queue says of the placement in it. The raw values are bytes of the lock file.
enum SlotState: UInt32, CaseIterable, Sendable {
    /// Nothing is queued. The payload is erased, or its owner is just writing it.
    case free
    /// A placement is queued: a leader may take it.
    case wanted
    /// A leader is placing it.
    case taken
    /// No leader will place it, and nothing of it is committed: its owner acquires the lock, and does it or hears why not.
    case declined
    /// It is committed and not flushed yet, and the answer is written; or its leader died, and it may be committed.
    case committed
    /// It is committed and flushed; the payload is the leader's answer.
    case done
}

/// Who may move a slot from one state to another.
enum SlotMover: String, CaseIterable, Sendable {
    /// The process that has the slot's byte locked. Whoever takes over a dead owner's slot is its owner from then on.
    case owner
    /// The process that holds the writer's lock; for a placement that it has committed, also after it released the lock.
    case leader
    /// The process that holds the writer's lock, and finds a slot that a dead leader had taken.
    case recoverer
}

/// A slot's state changes by these moves and no others.
enum SlotMove: CaseIterable, Sendable {
    case offer, withdraw
    case take, decline, commit, answer
    case recover
    case clearDeclined, clearCommitted, clearDone

    private var row: (from: SlotState, to: SlotState, by: SlotMover) {
        switch self {
        case .offer: (.free, .wanted, .owner)
        case .withdraw: (.wanted, .declined, .owner)
        case .take: (.wanted, .taken, .leader)
        case .decline: (.taken, .declined, .leader)
        case .commit: (.taken, .committed, .leader)
        case .answer: (.committed, .done, .leader)
        case .recover: (.taken, .committed, .recoverer)
        case .clearDeclined: (.declined, .free, .owner)
        case .clearCommitted: (.committed, .free, .owner)
        case .clearDone: (.done, .free, .owner)
        }
    }

    var from: SlotState { row.from }
    var to: SlotState { row.to }
    var by: SlotMover { row.by }
}

/// The word of a slot: its state, and the number of the placement, so that none is mistaken for another.
struct SlotWord: Hashable, Sendable {
    let bits: UInt32

    var state: SlotState { SlotState(rawValue: bits & 7) ?? .free }

    /// Of the same placement.
    func with(_ state: SlotState) -> SlotWord { SlotWord(bits: bits & ~7 | state.rawValue) }

    /// - Returns: nil when the move begins at another state.
    func after(_ move: SlotMove) -> SlotWord? {
        guard state == move.from else { return nil }
        // What is offered is the next placement.
        return SlotWord(bits: move == .offer ? bits &+ 8 : bits).with(move.to)
    }
}
