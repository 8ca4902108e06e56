@testable import SQLiteStore

/// One number for each of up to four: threads, processes or slots.
struct Four: Hashable, Sendable {
    private var numbers: (Int32, Int32, Int32, Int32)

    init(_ number: Int32) { numbers = (number, number, number, number) }

    subscript(_ index: Int) -> Int {
        get {
            switch index {
            case 0: Int(numbers.0)
            case 1: Int(numbers.1)
            case 2: Int(numbers.2)
            default: Int(numbers.3)
            }
        }
        set {
            switch index {
            case 0: numbers.0 = Int32(newValue)
            case 1: numbers.1 = Int32(newValue)
            case 2: numbers.2 = Int32(newValue)
            default: numbers.3 = Int32(newValue)
            }
        }
    }

    static func == (left: Four, right: Four) -> Bool { left.numbers == right.numbers }

    func hash(into hasher: inout Hasher) { withUnsafeBytes(of: numbers) { hasher.combine(bytes: $0) } }
}

/// A set of orders, or of processes, by number.
struct SmallSet: Hashable, Sendable {
    private var bits: Int32 = 0

    func contains(_ number: Int) -> Bool { bits & 1 << number != 0 }
    mutating func insert(_ number: Int) { bits |= 1 << number }
    var isEmpty: Bool { bits == 0 }
}

/// What the simulated processes share, where each of them stands, and what has come of the orders.
struct SimulatedWorld {
    static let none = -1

    /// Where each thread is in its code: a node of its ``ThreadPaths``.
    var node = Four(0)
    /// The payload that a thread accesses until its next step: the slot, or with 8 added if it writes to it.
    var access = Four(-1)

    // The slots: their words, the orders that were offered there last, payloads, bells, the processes that own them, and those
    // that took what is in them.
    var word = Four(0)
    var order = Four(-1)
    var payload = Four(0)
    var isRung = Four(0)
    var owner = Four(-1)
    var leader = Four(-1)
    var layout: UInt32 = 0
    /// The process that holds the writer's lock.
    var holder: Int32 = -1

    // The writer that waits in each process: how many there were, whether it was decided, whether its mutex is locked, and what
    // it has offered.
    var waiter = Four(0)
    var isDecided = Four(0)
    var isWaiterLocked = Four(0)
    var offered = Four(0)

    var committed = SmallSet()
    var flushed = SmallSet()
    var acknowledged = SmallSet()
    /// Somebody was told that nothing of it is saved.
    var refused = SmallSet()
    /// Somebody was told that it may be saved.
    var unsure = SmallSet()

    var dead = SmallSet()
    var deaths: Int32 = 0
    var failures: Int32 = 0
    var isLate: Int32 = 0

    /// Tells it from all others that were met.
    var digest: Int {
        // It has no padding: all of it is numbers of four bytes.
        withUnsafeBytes(of: self) { bytes in
            var hasher = Hasher()
            hasher.combine(bytes: bytes)
            return hasher.finalize()
        }
    }

    mutating func kill(_ process: Int) {
        dead.insert(process)
        deaths += 1
        if holder == Int32(process) { holder = -1 }
        for slot in 0..<4 where owner[slot] == process { owner[slot] = Self.none }
    }
}
