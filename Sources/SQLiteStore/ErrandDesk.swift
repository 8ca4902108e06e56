import CStore
import Glibc

/// Where those who wait at the gate leave what they want, so that whoever is inside may do it together with their own:
/// one transaction and one flush for many, and not each with the caches of another.
///
/// It lies in the lock file, as memory that the processes share: for each of them a slot, with a word that says how far
/// its errand is. Only its owner, or whoever is inside the gate, writes into a slot. Nothing depends on the one who
/// serves, which may die or be stopped at any instant: whoever sleeps here soon looks again, does in a turn of its own
/// what was not answered, and finds by its request what was committed. What one began who is not inside any more is never
/// done by another: it may be committed.
///
/// The memory is touched by atomic words, and by copies to and from what such a word gives to one process alone.
final class ErrandDesk: @unchecked Sendable {
    private static let slots = 64
    /// The words are in a table of their own, so that a look at all of them costs next to nothing.
    private static let table = 4_096
    /// Bytes of a slot; what is longer waits for its own turn.
    private static let room = 8_192
    static let size = Int64(table + slots * room)
    /// Stands in the table's last word: a program with another layout leaves this one's desk alone.
    private static let layout: UInt32 = 0x1617_0001
    /// File systems that write each page anew to another place, so that no room can be kept for it: btrfs, ZFS, bcachefs.
    private static let copying: Set<Int64> = [0x9123_683E, 0x2FC1_2FC1, 0xCA45_1A4E]
    /// The owner of a slot has a byte locked, beyond what is written: the lock goes with the process.
    private static let ownership: Int64 = 1 << 32
    /// Milliseconds after which a sleeper looks by itself.
    private static let nap: Int32 = 10

    fileprivate enum State: UInt32 {
        case free, wanted
        /// In the hand of the one inside.
        case taken
        /// Surely not done: its owner is to do it, or to hear why not, in a turn of its own.
        case declined
        /// Committed, and the answer written, but not flushed; or nobody here knows any more.
        case committed
        case done
    }

    private let file: GateFile
    private let memory: UnsafeMutableRawPointer
    /// This process's own.
    private let own: Int

    /// - Returns: nil where the file system gives no such memory. Where no slot is free this process serves others, and
    ///   waits for its own turns.
    init?(_ file: GateFile) {
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
        // One beyond the last: this process leaves nothing.
        own = slot ?? Self.slots
    }

    deinit { cstore_unshare(memory, Self.size) }

    private static func claim(_ slot: Int, of file: GateFile, in memory: UnsafeMutableRawPointer) -> Bool {
        let word = Word(slot, in: memory)
        // Whoever is inside may have what the last owner wanted in its hand.
        guard word.value.state != .taken, cstore_lock_byte(file.descriptor, ownership + Int64(slot)) == 1 else {
            return false
        }
        let seen = word.value
        if seen.state != .taken, word.change(seen, to: seen.next(.free)) { return true }
        cstore_unlock_byte(file.descriptor, ownership + Int64(slot))
        return false
    }

    // MARK: for those who wait

    /// Writes down what is wanted; nobody sees it before it is offered.
    ///
    /// - Parameter seconds: for how long it is wanted.
    /// - Returns: nil when it cannot be left: then it is to be done in one's own turn.
    func write(_ bytes: [UInt8], for seconds: Double) -> Wish? {
        guard seconds > 0, own < Self.slots, bytes.count <= Self.room - Self.header else { return nil }
        let word = word(own)
        // Whoever is inside may still have in hand what was given up, and is about to write an answer.
        guard word.value.state != .taken else { return nil }
        write(bytes, until: cstore_uptime() + Int64(seconds * 1e9), to: own)
        return Wish(desk: self, wanted: word.value.next(.wanted))
    }

    /// What was left at the desk by this process.
    struct Wish: Sendable {
        fileprivate let desk: ErrandDesk
        fileprivate let wanted: Word.Value

        private var word: Word { desk.word(desk.own) }

        /// Lets whoever is inside see it.
        func offer() { word.set(wanted) }

        /// Sleeps until it is answered, or its owner's turn has come, or for a while.
        ///
        /// - Returns: false when there is nothing to sleep for: it is its owner's to do.
        func wait() -> Bool {
            let seen = word.value
            guard [.wanted, .taken, .committed].contains(seen.state) else { return false }
            word.sleep(while: seen, for: ErrandDesk.nap)
            return true
        }

        /// What was answered, once it is committed and flushed.
        var answer: [UInt8]? { word.value == wanted.with(.done) ? desk.bytes(of: desk.own) : nil }

        /// Takes the wish back.
        ///
        /// - Returns: false when somebody may be doing it, or may have done it.
        func withdraw() -> Bool {
            word.change(wanted, to: wanted.with(.free)) || word.value == wanted.with(.declined)
        }

        /// For the owner, who was answered, or does it now inside the gate: nothing of it stays in the file.
        func end() {
            desk.erase(desk.own)
            word.set(wanted.with(.free))
        }
    }

    // MARK: for the one inside

    /// What others want who wait, as it is now: asked once a turn. Each is to be committed or declined before the gate is
    /// left.
    func errands() -> [Errand] {
        (0..<Self.slots).compactMap { $0 == own ? nil : errand(in: $0) }
    }

    private func errand(in slot: Int) -> Errand? {
        let (word, seen) = (word(slot), word(slot).value)
        if seen.state == .taken {
            // Whoever had it in hand was inside, and has died: it may be committed.
            _ = word.change(seen, to: seen.with(.committed))
            return nil
        }
        guard seen.state == .wanted, word.change(seen, to: seen.with(.taken)) else { return nil }
        let errand = Errand(desk: self, slot: slot, taken: seen.with(.taken))
        if errand.isWanted { return errand }
        errand.decline()
        return nil
    }

    /// For who takes the shop away, inside: nothing of what was wanted, or answered, stays in the file.
    func erase() { for slot in 0..<Self.slots { erase(slot) } }

    /// What another wants, in the hand of the one inside.
    struct Errand: Sendable {
        fileprivate let desk: ErrandDesk
        fileprivate let slot: Int
        fileprivate let taken: Word.Value

        private var word: Word { desk.word(slot) }

        var bytes: [UInt8] { desk.bytes(of: slot) }

        /// Whether its owner lives, and waits for it.
        var isWanted: Bool {
            cstore_is_byte_locked(desk.file.descriptor, ErrandDesk.ownership + Int64(slot)) == 1
                && cstore_uptime() < desk.end(of: slot)
        }

        /// Says, inside, that it is committed; the owner hears of it when it is flushed. An answer that is too long is left
        /// out: the owner finds what is committed in a turn of its own.
        func commit(_ answer: [UInt8]) {
            guard word.value == taken else { return }
            desk.write(answer.count <= ErrandDesk.room - ErrandDesk.header ? answer : [], to: slot)
            _ = word.change(taken, to: taken.with(.committed))
        }

        /// Says that it is flushed.
        func answer() { if word.change(taken.with(.committed), to: taken.with(.done)) { word.wake() } }

        /// Leaves it to its owner: nothing of it is committed.
        func decline() { if word.change(taken, to: taken.with(.declined)) { word.wake() } }
    }

    /// Wakes one of those who still want something, once the gate is free. It is the first: so a few of the processes take
    /// turns in serving the others, and find their caches warm.
    func callNext() {
        if let next = (0..<Self.slots).first(where: { word($0).value.state == .wanted }) { word(next).wake() }
    }

    // MARK: the memory

    /// The word of a slot: its state, and the number of the errand, so that none is taken for another.
    struct Word {
        struct Value: Equatable {
            fileprivate let bits: UInt32

            fileprivate var state: State { State(rawValue: bits & 7) ?? .free }
            fileprivate func with(_ state: State) -> Value { Value(bits: bits & ~7 | state.rawValue) }
            /// Of the next errand.
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

    /// Bytes before what is left in a slot: when it is not wanted any more, and how long it is.
    private static let header = 16

    private func word(_ slot: Int) -> Word { Word(slot, in: memory) }

    private func write(_ bytes: [UInt8], until end: Int64 = 0, to slot: Int) {
        let start = start(of: slot)
        start.storeBytes(of: end, toByteOffset: 0, as: Int64.self)
        start.storeBytes(of: Int64(bytes.count), toByteOffset: 8, as: Int64.self)
        (start + Self.header).copyMemory(from: bytes, byteCount: bytes.count)
    }

    private func start(of slot: Int) -> UnsafeMutableRawPointer { memory + Self.table + slot * Self.room }

    private func end(of slot: Int) -> Int64 { start(of: slot).load(as: Int64.self) }

    private func bytes(of slot: Int) -> [UInt8] {
        let start = start(of: slot)
        let count = min(max(0, Int(start.load(fromByteOffset: 8, as: Int64.self))), Self.room - Self.header)
        return Array(UnsafeRawBufferPointer(start: start + Self.header, count: count))
    }

    private func erase(_ slot: Int) { memset(start(of: slot), 0, Self.room) }
}
