@testable import SQLiteStore

/// What each step does to the world, and which promise it may break.
extension Exploration {
    func isPossible(_ step: SimulatedStep, of thread: Int, in world: SimulatedWorld) -> Bool {
        let process = process(of: thread)
        return switch step {
        case .acquire: world.holder < 0
        case .sleep(let slot): world.isRung[slot] == 1 || rules.polls
        case .beginRefusal:
            if rules.isRefusedAsleep, case .sleep? = self.step(of: process, in: world) {
                true
            } else {
                !rules.isRefusedAsleep && world.isWaiterLocked[process] == 0
            }
        case .isOver, .beginOffer, .begin: world.isWaiterLocked[process] == 0
        default: true
        }
    }

    /// - Returns: what the thread is told.
    func perform(_ step: SimulatedStep, of thread: Int, in world: inout SimulatedWorld) throws -> Int {
        let process = process(of: thread)
        switch step {
        case .adopt(let layout):
            if world.layout == 0 { world.layout = layout }
            return world.layout == layout ? 1 : 0
        case .word(let slot): return world.word[slot]
        case .move(let slot, let word, let move): return try perform(move, of: word, at: slot, by: process, &world)
        case .bell(let slot):
            world.isRung[slot] = 0
            return 0
        case .ring(let slot):
            if rules.defect != .silentBell { world.isRung[slot] = 1 }
            return 0
        case .sleep: return 0
        case .lockByte(let slot):
            guard world.owner[slot] < 0 else { return 0 }
            world.owner[slot] = process
            return 1
        case .unlockByte(let slot):
            world.owner[slot] = SimulatedWorld.none
            return 0
        case .isByteLocked(let slot): return world.owner[slot] >= 0 && world.owner[slot] != process ? 1 : 0
        case .write, .read, .erase: return try access(step, thread, &world)
        case .now: return Int(world.isLate)
        case .tryAcquire, .acquire:
            guard world.holder < 0 else { return 0 }
            world.holder = Int32(process)
            return 1
        case .release:
            world.holder = -1
            return 0
        case .beginWaiter, .isOver, .beginOffer, .endOffer, .begin, .beginRefusal, .endRefusal:
            return wait(step, process, &world)
        case .commit(let own, let others):
            try commit(own, others, by: process, &world)
            return 1
        case .flush:
            if rules.defect != .noFlush { world.flushed = world.committed }
            return 0
        case .acknowledge(let order):
            try acknowledge(order, to: process, &world)
            return 0
        case .refuse(let order, let isUnsure):
            try refuse(order, isUnsure: isUnsure, &world)
            return 0
        }
    }

    func die(_ process: Int, _ world: inout SimulatedWorld) {
        for thread in threads where self.process(of: thread) == process {
            // What it was writing is neither the old nor the new.
            if world.access[thread] >= 8 { world.payload[world.access[thread] - 8] = SimulatedWorld.none }
            world.access[thread] = SimulatedWorld.none
        }
        world.kill(process)
    }

    private func check(_ isKept: Bool, _ promise: @autoclosure () -> String) throws {
        if !isKept { throw Violation(promise: promise()) }
    }

    // MARK: slots

    private func perform(
        _ move: SlotMove, of word: SlotWord, at slot: Int, by process: Int, _ world: inout SimulatedWorld
    ) throws -> Int {
        guard world.word[slot] == Int(word.bits) || rules.defect == .blindMove, let next = word.after(move) else {
            return 0
        }
        switch move.by {
        case .owner: try check(world.owner[slot] == process, "\(move): only the owner may")
        case .leader:
            // What it has taken it answers also when it has released the lock.
            let holds = world.holder == Int32(process) || move == .answer
            try check(holds, "\(move): only who holds the lock may")
            try check(move == .take || world.leader[slot] == process, "\(move): only who took it may")
        case .recoverer:
            try check(world.holder == Int32(process), "\(move): only who holds the lock may")
            try check(!isAlive(world.leader[slot], world), "\(move): its leader lives")
        }
        let payload = world.payload[slot] >= 0 ? payloads[world.payload[slot]] : SimulatedPayload()
        switch move {
        case .offer:
            try check(payload.order != nil && !payload.isAnswer, "offered before it was written")
            world.order[slot] = payload.order ?? SimulatedWorld.none
        case .take: world.leader[slot] = process
        case .commit: try check(payload.isAnswer, "committed before the answer was written")
        case .answer: try check(world.flushed.contains(world.order[slot]), "answered before it was flushed")
        case .decline, .clearDeclined, .clearCommitted, .clearDone:
            try check(world.payload[slot] == 0, "\(move): before it was erased")
        case .withdraw, .recover: break
        }
        world.word[slot] = Int(next.bits)
        return 1
    }

    private func access(_ step: SimulatedStep, _ thread: Int, _ world: inout SimulatedWorld) throws -> Int {
        switch step {
        case .write(let slot, let payload):
            try enter(slot, isWriting: true, thread, &world)
            world.payload[slot] = payload
            return 0
        case .erase(let slot):
            try enter(slot, isWriting: true, thread, &world)
            if rules.defect != .keptPayload { world.payload[slot] = 0 }
            return 0
        case .read(let slot):
            try enter(slot, isWriting: false, thread, &world)
            try check(world.payload[slot] >= 0, "read what was written by half")
            return world.payload[slot]
        default: return 0
        }
    }

    private func enter(_ slot: Int, isWriting: Bool, _ thread: Int, _ world: inout SimulatedWorld) throws {
        for other in threads where other != thread {
            let isMet = world.access[other] == slot + 8 || isWriting && world.access[other] == slot
            try check(!isMet, "two access the payload of slot \(slot) at once")
        }
        world.access[thread] = isWriting || world.access[thread] == slot + 8 ? slot + 8 : slot
    }

    // MARK: the writer that waits

    private func wait(_ step: SimulatedStep, _ process: Int, _ world: inout SimulatedWorld) -> Int {
        switch step {
        case .beginWaiter:
            world.waiter[process] += 1
            world.isDecided[process] = 0
            world.offered[process] = 0
            return 0
        case .isOver: return world.isDecided[process]
        case .beginOffer:
            guard world.isDecided[process] == 0 else { return 0 }
            world.isWaiterLocked[process] = 1
            return 1
        case .endOffer(let slot, let word):
            world.offered[process] = Int(word.bits) << 4 | slot
            world.isWaiterLocked[process] = 0
            return 0
        case .begin:
            guard world.isDecided[process] == 0 else { return 0 }
            world.isDecided[process] = 1
            return 1
        case .beginRefusal(let waiter):
            guard world.waiter[process] == waiter, world.isDecided[process] == 0 else { return 0 }
            world.isWaiterLocked[process] = 1
            return max(1, world.offered[process])
        case .endRefusal:
            world.isDecided[process] = 1
            world.isWaiterLocked[process] = 0
            return 0
        default: return 0
        }
    }

    // MARK: orders

    private func commit(_ own: Int, _ others: [Int], by process: Int, _ world: inout SimulatedWorld) throws {
        try check(world.holder == Int32(process), "committed without the lock")
        try check(Set(others).count == others.count && !others.contains(own), "one order twice in a transaction")
        for order in others {
            try check(!world.committed.contains(order), "order \(order) is placed by two leaders")
            try check(!world.acknowledged.contains(order), "order \(order) is placed when it was answered")
        }
        for order in others + [own] {
            try check(!world.refused.contains(order), "order \(order) is placed when its owner was told it is not")
            world.committed.insert(order)
        }
    }

    private func acknowledge(_ order: Int, to process: Int, _ world: inout SimulatedWorld) throws {
        try check(orders(of: process).contains(order), "process \(process) is answered with order \(order) of another")
        try check(world.flushed.contains(order), "order \(order) is answered before it is flushed")
        try check(!world.refused.contains(order), "order \(order) is answered when it was refused")
        try check(!world.acknowledged.contains(order), "order \(order) is answered twice")
        world.acknowledged.insert(order)
    }

    private func refuse(_ order: Int, isUnsure: Bool, _ world: inout SimulatedWorld) throws {
        try check(!world.acknowledged.contains(order), "order \(order) is refused when it was answered")
        if isUnsure {
            world.unsure.insert(order)
        } else {
            try check(!world.committed.contains(order), "order \(order) is refused when it was placed")
            world.refused.insert(order)
        }
    }

    // MARK: the end

    /// Nobody can go on: everybody must have come to an end, and each order to an answer.
    func checkEnd(_ world: SimulatedWorld) throws {
        for thread in threads where isAlive(process(of: thread), world) {
            if let step = step(of: thread, in: world) {
                if rules.isRefusedAsleep, case .beginRefusal = step { continue }
                throw Violation(promise: "process \(process(of: thread)) waits for ever: \(step)")
            }
            for order in orders(of: process(of: thread)) {
                let isSaid = world.refused.contains(order) || world.unsure.contains(order)
                try check(isSaid || world.acknowledged.contains(order), "nobody was told what came of order \(order)")
            }
        }
        for slot in 0..<rules.slots where world.owner[slot] >= 0 {
            let state = SlotWord(bits: UInt32(world.word[slot])).state
            try check(state != .wanted, "slot \(slot) is wanted by nobody")
            // Who was told that an order may be saved has left it where it was.
            guard world.unsure.isEmpty else { continue }
            try check(state == .free && world.payload[slot] == 0, "slot \(slot) is not free in the end")
        }
    }
}
