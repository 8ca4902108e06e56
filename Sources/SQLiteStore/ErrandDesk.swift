import CStore
import Glibc

/// Where those who wait at the gate leave what they want, so that whoever is inside may do it together with their own:
/// one transaction and one flush for many, and not each with the caches of another.
///
/// It lies in the lock file, as memory that the processes share: for each of them a slot, with a word that says how far
/// its errand is. Only its owner, or whoever is inside the gate, writes into a slot. Nothing depends on the one who
/// serves, which may die or be stopped at any instant: whoever sleeps here soon looks again, does in a turn of its own
/// what was not answered, and finds by its request what was committed.
///
/// The memory is touched by atomic words, and by copies to and from what such a word gives to one process alone.
final class ErrandDesk: @unchecked Sendable {
    private static let slots = 64
    /// The words are in a table of their own, so that a look at all of them costs next to nothing.
    private static let table = 4_096
    /// Bytes of a slot; what is longer waits for its own turn.
    private static let room = 8_192
    private static let size = Int64(table + slots * room)
    /// The owner of a slot has a byte locked, beyond what is written: the lock goes with the process.
    private static let ownership: Int64 = 1 << 32
    /// Milliseconds after which a sleeper looks by itself.
    private static let nap: Int32 = 10

    fileprivate enum State: UInt32 {
        case free, wanted
        /// In the hand of the one inside.
        case taken
        /// It is not the shop's will; the owner is to hear that in its own turn.
        case declined
        /// Committed, and the answer written, but not flushed.
        case committed
        case done
    }

    private let file: GateFile
    private let memory: UnsafeMutableRawPointer
    /// This process's own.
    private let own: Int

    /// - Returns: nil where the file system gives no such memory, or no slot is free.
    init?(_ file: GateFile) {
        guard let memory = cstore_share(file.descriptor, Self.size) else { return nil }
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
        guard cstore_lock_byte(file.descriptor, ownership + Int64(slot)) == 1 else { return false }
        let word = Word(slot, in: memory)
        // Whoever is inside may have what the last owner wanted in its hand.
        let seen = word.value
        if seen.state != .taken, word.change(seen, to: seen.next(.free)) { return true }
        cstore_unlock_byte(file.descriptor, ownership + Int64(slot))
        return false
    }

    // MARK: for those who wait

    /// Leaves what is wanted for whoever is inside.
    ///
    /// - Parameter seconds: for how long it is wanted.
    /// - Returns: nil when it cannot be left: then it is to be done in one's own turn.
    func leave(_ bytes: [UInt8], for seconds: Double) -> Wish? {
        guard seconds > 0, own < Self.slots, bytes.count <= Self.room - Self.header else { return nil }
        let word = word(own)
        // Whoever is inside may still have in hand what was given up, and is about to write an answer.
        guard word.value.state != .taken else { return nil }
        write(bytes, until: cstore_uptime() + Int64(seconds * 1e9), to: own)
        let wanted = word.value.next(.wanted)
        word.set(wanted)
        return Wish(desk: self, wanted: wanted)
    }

    /// What was left at the desk by this process.
    struct Wish: Sendable {
        fileprivate let desk: ErrandDesk
        fileprivate let wanted: Word.Value

        private var word: Word { desk.word(desk.own) }

        /// Sleeps until it is answered, or its owner's turn has come, or for a while.
        func wait() {
            let seen = word.value
            if [.wanted, .taken, .committed].contains(seen.state) { word.sleep(while: seen, for: ErrandDesk.nap) }
        }

        /// What was answered, once it is committed and flushed.
        var answer: [UInt8]? { word.value == wanted.with(.done) ? desk.read(desk.own).bytes : nil }

        /// Takes the wish back.
        ///
        /// - Returns: false when somebody is doing it, or has done it.
        func withdraw() -> Bool {
            if word.change(wanted, to: wanted.with(.free)) { return true }
            return [wanted.with(.declined), wanted.with(.free)].contains(word.value)
        }

        /// For the owner, inside: it does it now.
        func end() { word.set(wanted.with(.free)) }
    }

    // MARK: for the one inside

    /// What others want who wait, as it is now. Each is to be committed, declined or let go before the gate is left.
    func errands() -> [Errand] {
        (0..<Self.slots).compactMap { $0 == own ? nil : errand(in: $0) }
    }

    private func errand(in slot: Int) -> Errand? {
        let (word, seen) = (word(slot), word(slot).value)
        // Whoever had it in hand, inside, and is not inside any more, has died.
        guard seen.state == .wanted || seen.state == .taken else { return nil }
        guard word.change(seen, to: seen.with(.taken)) else { return nil }
        let errand = Errand(desk: self, slot: slot, taken: seen.with(.taken))
        let isAlive = cstore_is_byte_locked(file.descriptor, Self.ownership + Int64(slot)) == 1
        guard isAlive, cstore_uptime() < read(slot).end else {
            errand.letGo(isAlive ? .declined : .free)
            return nil
        }
        return errand
    }

    /// What another wants, in the hand of the one inside.
    struct Errand: Sendable {
        fileprivate let desk: ErrandDesk
        fileprivate let slot: Int
        fileprivate let taken: Word.Value

        private var word: Word { desk.word(slot) }

        var bytes: [UInt8] { desk.read(slot).bytes }

        /// Says, inside, that it is committed; the owner hears of it when it is flushed.
        func commit(_ answer: [UInt8]) {
            guard answer.count <= ErrandDesk.room - ErrandDesk.header else { return decline() }
            desk.write(answer, to: slot)
            _ = word.change(taken, to: taken.with(.committed))
        }

        /// Says that it is flushed.
        func answer() { if word.change(taken.with(.committed), to: taken.with(.done)) { word.wake() } }

        /// Leaves it to its owner.
        func decline() { letGo(.declined) }

        fileprivate func letGo(_ state: State) { if word.change(taken, to: taken.with(state)) { word.wake() } }
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
        let start = memory + Self.table + slot * Self.room
        start.storeBytes(of: end, toByteOffset: 0, as: Int64.self)
        start.storeBytes(of: Int64(bytes.count), toByteOffset: 8, as: Int64.self)
        (start + Self.header).copyMemory(from: bytes, byteCount: bytes.count)
    }

    private func read(_ slot: Int) -> (end: Int64, bytes: [UInt8]) {
        let start = memory + Self.table + slot * Self.room
        let count = min(max(0, Int(start.load(fromByteOffset: 8, as: Int64.self))), Self.room - Self.header)
        let bytes = UnsafeRawBufferPointer(start: start + Self.header, count: count)
        return (start.load(fromByteOffset: 0, as: Int64.self), Array(bytes))
    }
}
