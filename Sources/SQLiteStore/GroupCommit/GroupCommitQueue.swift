import Glibc

/// Group commit across processes: the leader, who holds the writer's lock, commits the orders of the followers, who wait for
/// it, together with its own: one transaction and one flush for many.
///
/// Each process owns a slot of the shared memory, where it leaves a placement; ``SlotMove`` says who may do what to a slot. A
/// follower does not depend on the leader, which may die or be stopped at any instant: it polls, acquires the lock itself for
/// what was not answered, and finds by its request what was committed. A placement whose leader lost the lock is never retried by
/// others: it may already be committed. The article `GroupCommit` of `Shop.docc` tells it from the beginning.
struct GroupCommitQueue<Memory: SlotMemory>: Sendable {
    /// The form of the words and payloads in the lock file: a program with another one does not use this one's queue.
    private static var layout: UInt32 { 0x1617_0001 }

    let memory: Memory
    /// This process's own slot; one beyond the last when none was free.
    let own: Int

    /// Without a free slot this process leads others, and waits for the lock itself.
    ///
    /// - Parameters:
    ///   - first: the slot to try first.
    ///   - layout: another one than this program's, for a test.
    /// - Returns: nil when a program with another layout uses the memory.
    init?(_ memory: Memory, first: Int = Int(getpid()), layout: UInt32 = Self.layout) {
        guard memory.adopt(layout: layout) else { return nil }
        self.memory = memory
        let slots = memory.slots
        own = (0..<slots).lazy.map { (first + $0) % slots }.first { Self.claim($0, in: memory) } ?? slots
    }

    /// Takes over a slot that has no owner, and erases what the last one left in it.
    private static func claim(_ slot: Int, in memory: Memory) -> Bool {
        // A leader may still place what the last owner queued.
        guard memory.word(of: slot).state != .taken, memory.lockByte(of: slot) else { return false }
        guard clear(slot, in: memory) != nil else {
            memory.unlockByte(of: slot)
            return false
        }
        // The last owner may have died while it wrote.
        memory.erase(slot)
        return true
    }

    /// Frees a slot for its owner. It is erased first: nobody may see it free with an earlier placement in it.
    ///
    /// - Returns: the word of the free slot; nil when a leader has taken the placement.
    private static func clear(_ slot: Int, in memory: Memory) -> SlotWord? {
        while true {
            let word = memory.word(of: slot)
            let move: SlotMove
            switch word.state {
            case .free: return word
            case .taken: return nil
            case .wanted:
                _ = memory.move(slot, from: word, .withdraw)
                continue
            case .declined: move = .clearDeclined
            case .committed: move = .clearCommitted
            case .done: move = .clearDone
            }
            memory.erase(slot)
            // It may have become done meanwhile.
            if memory.move(slot, from: word, move) { return word.after(move) }
        }
    }

    // MARK: the owner

    /// Writes a placement to this process's slot; no leader sees it before it is offered.
    ///
    /// - Parameter seconds: for how long it is wanted.
    /// - Returns: nil when it cannot be queued: it is too long, or a leader may be about to write its answer to a placement that
    ///   was given up here.
    func write(_ bytes: [UInt8], for seconds: Double) -> WaitingPlacement<Memory>? {
        guard seconds > 0, own < memory.slots, bytes.count <= memory.room,
            let free = Self.clear(own, in: memory), let wanted = free.after(.offer)
        else { return nil }
        memory.write(bytes, until: memory.now + Int64(seconds * 1e9), to: own)
        return WaitingPlacement(memory: memory, slot: own, free: free, wanted: wanted)
    }

    /// For the owner that holds the lock: nothing of an earlier placement stays in its slot, and the next can be queued.
    func reclaim() {
        guard own < memory.slots else { return }
        let word = memory.word(of: own)
        guard word.state != .free else { return }
        // Its leader has lost the lock, and so has died.
        if word.state == .taken { _ = memory.move(own, from: word, .recover) }
        _ = Self.clear(own, in: memory)
    }

    // MARK: the leader

    /// Takes what the followers want now. Each placement is to be committed or declined before the lock is released.
    func takeAll() -> [QueuedPlacement<Memory>] {
        (0..<memory.slots).compactMap { $0 == own ? nil : take($0) }
    }

    private func take(_ slot: Int) -> QueuedPlacement<Memory>? {
        let word = memory.word(of: slot)
        if word.state == .taken {
            // Its leader has lost the lock, and so has died: it may be committed.
            _ = memory.move(slot, from: word, .recover)
            return nil
        }
        guard memory.move(slot, from: word, .take) else { return nil }
        let placement = QueuedPlacement(memory: memory, slot: slot, taken: word.with(.taken))
        if placement.isWanted { return placement }
        placement.decline()
        return nil
    }

    /// For the leader that removes the shop: nothing of what was queued, or answered, stays in the file. A living owner erases
    /// itself what it was answered.
    func erase() {
        reclaim()
        for slot in 0..<memory.slots where slot != own {
            take(slot)?.decline()
            if Self.claim(slot, in: memory) { memory.unlockByte(of: slot) }
        }
    }

    /// Wakes a follower that is still waiting, once the lock is released. It is always the first: so the same few processes
    /// lead, and find their caches warm.
    func wakeNext() {
        if let next = (0..<memory.slots).first(where: { memory.word(of: $0).state == .wanted }) { memory.ring(next) }
    }
}

extension GroupCommitQueue where Memory == SharedSlots {
    /// - Returns: nil where the file system cannot share memory, or a program with another layout uses the file.
    init?(_ file: LockFile) {
        guard let slots = SharedSlots(file) else { return nil }
        self.init(slots)
    }
}
