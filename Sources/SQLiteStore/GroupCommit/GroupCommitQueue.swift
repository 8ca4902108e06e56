import CStore
import Glibc

/// Group commit across processes: the leader, who holds the writer's lock, commits the orders of the followers, who wait for
/// it, together with its own: one transaction and one flush for many.
///
/// The queue lies in the lock file, as memory that the processes share: a slot for each process, with a word that holds the
/// state of its placement. Only the slot's owner and the leader write to it. A follower does not depend on the leader, which
/// may die or be stopped at any instant: it polls, acquires the lock itself for what was not answered, and finds by its
/// request what was committed. A placement whose leader lost the lock is never retried by others: it may already be
/// committed.
///
/// The memory is accessed by atomic words, and by copies to and from the slot that such a word gives to one process alone.
final class GroupCommitQueue: @unchecked Sendable {
    private static let slots = 64
    /// Bytes of the table of words, which is apart from the payloads so that a scan of it is cheap.
    private static let table = 4_096
    /// Bytes of a slot's payload; a longer placement waits for the lock.
    fileprivate static let room = 8_192
    static let size = Int64(table + slots * room)
    /// The last word of the table: a program with another layout does not use this one's queue.
    private static let layout: UInt32 = 0x1617_0001
    /// File systems that write each page anew to another place, so that no room can be kept for it: btrfs, ZFS, bcachefs.
    private static let copying: Set<Int64> = [0x9123_683E, 0x2FC1_2FC1, 0xCA45_1A4E]
    /// Offset of the bytes that the owners of slots lock, beyond the file's end: the kernel drops the lock with the process.
    fileprivate static let ownership: Int64 = 1 << 32
    /// Milliseconds after which a sleeping follower looks by itself.
    fileprivate static let pollInterval: Int32 = 10

    fileprivate enum State: UInt32 {
        case free, wanted
        /// A leader is placing it.
        case taken
        /// Not placed: its owner acquires the lock, and does it or hears why not.
        case declined
        /// Committed and not flushed yet, with the answer written; or its leader died, and it may be committed.
        case committed
        case done
    }

    fileprivate let file: LockFile
    private let memory: UnsafeMutableRawPointer
    /// This process's own.
    fileprivate let own: Int

    /// - Returns: nil where the file system cannot share memory, or a program with another layout uses the file. Without a
    ///   free slot this process leads others, and waits for the lock itself.
    init?(_ file: LockFile) {
        guard !Self.copying.contains(cstore_file_system_of(file.descriptor)),
            let memory = cstore_share(file.descriptor, Self.size)
        else { return nil }
        let layout = memory.assumingMemoryBound(to: UInt32.self) + (Self.table / 4 - 1)
        guard cstore_exchange(layout, 0, Self.layout) == 1 || cstore_load(layout) == Self.layout else {
            cstore_unshare(memory, Self.size)
            return nil
        }
        self.file = file
        self.memory = memory
        let first = Int(getpid())
        let slot = (0..<Self.slots).lazy.map { (first + $0) % Self.slots }.first {
            Self.claim($0, of: file, in: memory)
        }
        // One beyond the last: this process queues nothing.
        own = slot ?? Self.slots
    }

    deinit { cstore_unshare(memory, Self.size) }

    private static func claim(_ slot: Int, of file: LockFile, in memory: UnsafeMutableRawPointer) -> Bool {
        let word = Word(slot, in: memory)
        // A leader may still place what the last owner wanted.
        guard word.value.state != .taken, cstore_lock_byte(file.descriptor, ownership + Int64(slot)) == 1 else {
            return false
        }
        let seen = word.value
        if seen.state != .taken, word.change(seen, to: seen.next(.free)) { return true }
        cstore_unlock_byte(file.descriptor, ownership + Int64(slot))
        return false
    }

    // MARK: followers

    /// Writes a placement to this process's slot; no leader sees it before it is offered.
    ///
    /// - Parameter seconds: for how long it is wanted.
    /// - Returns: nil when it cannot be queued.
    func write(_ bytes: [UInt8], for seconds: Double) -> WaitingPlacement? {
        guard seconds > 0, own < Self.slots, bytes.count <= Self.room - Self.header else { return nil }
        let word = word(own)
        // A leader may still place what was given up here, and is about to write an answer; what is wanted is read by it.
        guard ![.taken, .wanted].contains(word.value.state) else { return nil }
        write(bytes, until: cstore_uptime() + Int64(seconds * 1e9), to: own)
        return WaitingPlacement(queue: self, wanted: word.value.next(.wanted))
    }

    // MARK: the leader

    /// Takes what the followers want now. Each placement is to be committed or declined before the lock is released.
    func takeAll() -> [QueuedPlacement] {
        (0..<Self.slots).compactMap { $0 == own ? nil : take($0) }
    }

    private func take(_ slot: Int) -> QueuedPlacement? {
        let (word, seen) = (word(slot), word(slot).value)
        if seen.state == .taken {
            // Its leader has lost the lock, and so has died: it may be committed.
            _ = word.change(seen, to: seen.with(.committed))
            return nil
        }
        guard seen.state == .wanted, word.change(seen, to: seen.with(.taken)) else { return nil }
        let placement = QueuedPlacement(queue: self, slot: slot, taken: seen.with(.taken))
        if placement.isWanted { return placement }
        placement.decline()
        return nil
    }

    /// For the leader that removes the shop: nothing of what was wanted, or answered, stays in the file.
    func erase() { for slot in 0..<Self.slots { erase(slot) } }

    /// Wakes a follower that is still waiting, once the lock is released. It is the first: so a few of the processes take
    /// turns in leading, and find their caches warm.
    func wakeNext() {
        if let next = (0..<Self.slots).first(where: { word($0).value.state == .wanted }) { word(next).wake() }
    }

    // MARK: the memory

    /// The word of a slot: its state, and the number of the placement, so that none is mistaken for another.
    struct Word {
        struct Value: Equatable {
            fileprivate let bits: UInt32

            fileprivate var state: State { State(rawValue: bits & 7) ?? .free }
            fileprivate func with(_ state: State) -> Value { Value(bits: bits & ~7 | state.rawValue) }
            /// Of the next placement.
            fileprivate func next(_ state: State) -> Value { Value(bits: bits &+ 8).with(state) }
        }

        private let word: UnsafeMutablePointer<UInt32>

        fileprivate init(_ slot: Int, in memory: UnsafeMutableRawPointer) {
            word = memory.assumingMemoryBound(to: UInt32.self) + slot
        }

        fileprivate var value: Value { Value(bits: cstore_load(word)) }
        fileprivate func set(_ value: Value) { cstore_store(word, value.bits) }
        fileprivate func change(_ from: Value, to: Value) -> Bool { cstore_exchange(word, from.bits, to.bits) == 1 }
        fileprivate func sleep(while value: Value, for milliseconds: Int32) {
            cstore_sleep_while(word, value.bits, milliseconds)
        }
        fileprivate func wake() { cstore_wake(word) }
    }

    /// Bytes of a slot before its payload: until when it is wanted, and how long it is.
    fileprivate static let header = 16

    fileprivate func word(_ slot: Int) -> Word { Word(slot, in: memory) }

    fileprivate func write(_ bytes: [UInt8], until end: Int64 = 0, to slot: Int) {
        let start = start(of: slot)
        start.storeBytes(of: end, toByteOffset: 0, as: Int64.self)
        start.storeBytes(of: Int64(bytes.count), toByteOffset: 8, as: Int64.self)
        (start + Self.header).copyMemory(from: bytes, byteCount: bytes.count)
    }

    private func start(of slot: Int) -> UnsafeMutableRawPointer { memory + Self.table + slot * Self.room }

    fileprivate func end(of slot: Int) -> Int64 { start(of: slot).load(as: Int64.self) }

    fileprivate func bytes(of slot: Int) -> [UInt8] {
        let start = start(of: slot)
        let count = min(max(0, Int(start.load(fromByteOffset: 8, as: Int64.self))), Self.room - Self.header)
        return Array(UnsafeRawBufferPointer(start: start + Self.header, count: count))
    }

    fileprivate func erase(_ slot: Int) { memset(start(of: slot), 0, Self.room) }
}

/// A placement as its owner, the follower, sees it.
struct WaitingPlacement: Sendable {
    fileprivate let queue: GroupCommitQueue
    fileprivate let wanted: GroupCommitQueue.Word.Value

    private var word: GroupCommitQueue.Word { queue.word(queue.own) }

    /// Lets the leader see it.
    func offer() { word.set(wanted) }

    /// Sleeps until a leader answers or declines it, or releases the lock, or for the poll interval.
    ///
    /// - Returns: false when no leader will answer it: then its owner is to acquire the lock.
    func wait() -> Bool {
        let seen = word.value
        guard [.wanted, .taken, .committed].contains(seen.state) else { return false }
        word.sleep(while: seen, for: GroupCommitQueue.pollInterval)
        return true
    }

    /// The leader's answer, once the placement is committed and flushed.
    var answer: [UInt8]? { word.value == wanted.with(.done) ? queue.bytes(of: queue.own) : nil }

    /// - Returns: false when a leader may be placing it, or may have placed it.
    func withdraw() -> Bool {
        word.change(wanted, to: wanted.with(.free)) || word.value == wanted.with(.declined)
    }

    /// For the owner that was answered, or holds the lock: nothing of the placement stays in the file.
    func end() {
        queue.erase(queue.own)
        word.set(wanted.with(.free))
    }
}

/// A placement as the leader sees it, which has taken it.
struct QueuedPlacement: Sendable {
    fileprivate let queue: GroupCommitQueue
    fileprivate let slot: Int
    fileprivate let taken: GroupCommitQueue.Word.Value

    private var word: GroupCommitQueue.Word { queue.word(slot) }

    var bytes: [UInt8] { queue.bytes(of: slot) }

    /// Whether its owner lives, and waits for it.
    var isWanted: Bool {
        cstore_is_byte_locked(queue.file.descriptor, GroupCommitQueue.ownership + Int64(slot)) == 1
            && cstore_uptime() < queue.end(of: slot)
    }

    /// Says, under the lock, that it is committed; the owner hears of it when it is flushed. An answer that is too long is
    /// left out: the owner finds what is committed when it holds the lock.
    func commit(_ answer: [UInt8]) {
        guard word.value == taken else { return }
        queue.write(answer.count <= GroupCommitQueue.room - GroupCommitQueue.header ? answer : [], to: slot)
        _ = word.change(taken, to: taken.with(.committed))
    }

    /// Says that it is flushed.
    func answer() { if word.change(taken.with(.committed), to: taken.with(.done)) { word.wake() } }

    /// Leaves it to its owner: nothing of it is committed.
    func decline() { if word.change(taken, to: taken.with(.declined)) { word.wake() } }
}
