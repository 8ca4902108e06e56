@testable import SQLiteStore

/// What a simulated thread does next, of all that others can notice: an atomic access to the shared memory, a call of the
/// system, a transaction.
enum SimulatedStep: Hashable, Sendable {
    case adopt(layout: UInt32)
    case word(Int)
    case move(Int, SlotWord, SlotMove)
    case bell(Int), ring(Int), sleep(Int)
    case lockByte(Int), unlockByte(Int), isByteLocked(Int)
    /// The payload's number in the table of payloads.
    case write(Int, Int), read(Int), erase(Int)
    case now
    case tryAcquire, acquire, release
    /// Of the one writer that waits in a process, which a timer may refuse.
    case beginWaiter, isOver, beginOffer, endOffer(Int, SlotWord), begin
    case beginRefusal(waiter: Int), endRefusal
    /// The transaction with the leader's own order, and the followers'.
    case commit(own: Int, others: [Int])
    case flush
    /// A person hears that the order is placed, or that it is not, or that it may be.
    case acknowledge(Int), refuse(Int, isUnsure: Bool)

    /// An access to a payload is done together with the step before it, and lasts until the next step: whoever accesses it
    /// meanwhile is found. What a person hears is told at once, too.
    var isSchedulingPoint: Bool {
        switch self {
        case .write, .read, .erase, .acknowledge, .refuse, .beginWaiter: false
        default: true
        }
    }

    /// What a thread is told when it only is to come to its end.
    var lastResult: Int {
        switch self {
        case .adopt, .lockByte, .tryAcquire, .isOver, .commit, .beginOffer: 1
        default: 0
        }
    }
}

/// What lies in a slot.
struct SimulatedPayload: Hashable, Sendable {
    var bytes: [UInt8] = []
    var end: Int64 = 0

    /// A placement, or the answer to it, of a program whose bytes have this form.
    static func placement(_ order: Int, form: UInt8) -> [UInt8] { [form, UInt8(order)] }
    static func answer(_ order: Int, form: UInt8) -> [UInt8] { [form, UInt8(order), 1] }

    var order: Int? { bytes.count >= 2 ? Int(bytes[1]) : nil }
    var isAnswer: Bool { bytes.count == 3 }
}
