/// A placement as the leader sees it, which has taken it.
struct QueuedPlacement<Memory: SlotMemory>: Sendable {
    let memory: Memory
    let slot: Int
    let taken: SlotWord

    var bytes: [UInt8] { memory.bytes(of: slot) }

    /// Whether its owner lives, and waits for it.
    var isWanted: Bool { memory.isByteLocked(of: slot) && memory.now < memory.end(of: slot) }

    /// Says, under the lock, that it is committed; the owner hears of it when it is flushed. An answer that is too long is
    /// left out: the owner finds what is committed when it holds the lock.
    func commit(_ answer: [UInt8]) {
        guard memory.word(of: slot) == taken else { return }
        memory.write(answer.count <= memory.room ? answer : [], until: 0, to: slot)
        _ = memory.move(slot, from: taken, .commit)
    }

    /// Says that it is flushed.
    func answer() { if memory.move(slot, from: taken.with(.committed), .answer) { memory.ring(slot) } }

    /// Leaves it to its owner: nothing of it is committed.
    func decline() {
        guard memory.word(of: slot) == taken else { return }
        memory.erase(slot)
        if memory.move(slot, from: taken, .decline) { memory.ring(slot) }
    }
}
