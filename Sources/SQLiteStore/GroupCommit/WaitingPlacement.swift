/// A placement as its owner, the follower, sees it.
struct WaitingPlacement<Memory: SlotMemory>: Sendable {
    let memory: Memory
    let slot: Int
    /// The slot's word before the placement is offered, and then.
    let free: SlotWord
    let wanted: SlotWord

    private var word: SlotWord { memory.word(of: slot) }

    /// Lets the leader see it.
    func offer() { _ = memory.move(slot, from: free, .offer) }

    /// Erases it, when it is not to be offered.
    func discard() { memory.erase(slot) }

    /// To be read before the follower tries the lock: who releases the lock later, or answers, rings.
    var bell: UInt32 { memory.bell(of: slot) }

    /// Sleeps until a leader answers or declines it, or releases the lock, or for the poll interval.
    ///
    /// - Returns: false when no leader will answer it: then its owner is to acquire the lock.
    func wait(since bell: UInt32) -> Bool {
        switch word.state {
        case .free, .declined: return false
        case .done: return true
        case .wanted, .taken, .committed:
            memory.sleep(at: slot, since: bell)
            return true
        }
    }

    /// The leader's answer, once the placement is committed and flushed.
    var answer: [UInt8]? { word == wanted.with(.done) ? memory.bytes(of: slot) : nil }

    /// Gives it up, and erases it.
    ///
    /// - Returns: false when a leader may be placing it, or may have placed it.
    func withdraw() -> Bool {
        guard memory.move(slot, from: wanted, .withdraw) || word == wanted.with(.declined) else { return false }
        memory.erase(slot)
        _ = memory.move(slot, from: wanted.with(.declined), .clearDeclined)
        // Who waits for it is to see that it is over.
        memory.ring(slot)
        return true
    }

    /// For the owner that was answered: nothing of it stays in the file.
    func end() {
        memory.erase(slot)
        _ = memory.move(slot, from: wanted.with(.done), .clearDone)
    }
}
