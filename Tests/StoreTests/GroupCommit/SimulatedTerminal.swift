@testable import SQLiteStore

/// A program of the shop as the queue knows it: it places orders one after the other, as `WriterLock` does.
struct SimulatedTerminal: Sendable {
    var orders: [Int]
    var wakeupsBeforeBlocking = 1
    var form: UInt8 = 1
    var layout: UInt32 = 1

    func run(_ thread: SimulatedThread) {
        var lock: SimulatedLock?
        for order in orders {
            thread.take(.beginWaiter)
            place(order, &lock, thread)
        }
    }

    /// What `WriterLock` does of an order that cannot be placed immediately, which is the first thing that a waiter tries, too.
    private func place(_ order: Int, _ lock: inout SimulatedLock?, _ thread: SimulatedThread) {
        let writer = SimulatedWriter(thread: thread, terminal: self, order: order)
        let admitted = try? writer.admission(&lock, wakeupsBeforeBlocking: wakeupsBeforeBlocking)
        guard let admission = admitted else { return }
        let begins = thread.takeWaiting(.begin, otherwise: 1) == 1
        switch admission {
        case .acquired(let held):
            guard begins else { return held.releaseAndWake() }
            guard (try? lead(held, order, thread)) != nil else { return }
            thread.take(.acknowledge(order))
        case .answered(let answered, let placement):
            placement.end()
            if begins { thread.take(.acknowledge(answered)) }
        }
    }

    private struct Failure: Error {}

    /// What `SQLiteStore` does under the lock and after it.
    private func lead(_ held: SimulatedLock, _ order: Int, _ thread: SimulatedThread) throws {
        _ = try held.lead { queue in
            var batch = CommitBatch(queue)
            try batch.committed { batch in
                var others: [Int] = []
                if batch.take() {
                    try batch.placeTaken { bytes in
                        guard bytes.first == form, let other = SimulatedPayload(bytes: bytes).order else { return nil }
                        others.append(other)
                        return SimulatedPayload.answer(other, form: form)
                    }
                }
                guard thread.take(.commit(own: order, others: others)) == 1 else { throw Failure() }
            }
            batch.record()
            return batch
        } _: { batch in
            thread.take(.flush)
            batch.answer()
        }
    }

    /// The timer's thread of a process, which refuses its first order.
    static func refuse(_ order: Int, _ thread: SimulatedThread) {
        let offered = thread.take(.beginRefusal(waiter: 1))
        guard offered > 0 else { return }
        var isUnsure = false
        if offered > 1 {
            let wanted = SlotWord(bits: UInt32(offered >> 4))
            let placement = WaitingPlacement(
                memory: thread, slot: offered & 7, free: wanted.with(.free), wanted: wanted)
            isUnsure = !placement.withdraw()
        }
        thread.take(.endRefusal)
        thread.take(.refuse(order, isUnsure: isUnsure))
    }
}

/// The writer's lock as a simulated process has it open.
struct SimulatedLock: LockAccess {
    let thread: SimulatedThread
    let queue: GroupCommitQueue<SimulatedThread>?
    let isCurrent = true

    func tryAcquire() -> Bool { thread.take(.tryAcquire) == 1 }
    func acquire() { thread.take(.acquire) }
    func release() { thread.take(.release) }
    func signalCommit() {}
}

private struct SimulatedWriter: WaitingWriter {
    let thread: SimulatedThread
    let terminal: SimulatedTerminal
    let order: Int

    var isOver: Bool { thread.takeWaiting(.isOver, otherwise: 0) == 1 }

    func open() -> SimulatedLock {
        SimulatedLock(
            thread: thread, queue: GroupCommitQueue(thread, first: thread.process, layout: terminal.layout))
    }

    func beginWaiting() {}

    func submit(to queue: GroupCommitQueue<SimulatedThread>?) -> WaitingPlacement<SimulatedThread>? {
        let bytes = SimulatedPayload.placement(order, form: terminal.form)
        guard let placement = queue?.write(bytes, for: 1) else { return nil }
        guard thread.takeWaiting(.beginOffer, otherwise: 1) == 1 else {
            placement.discard()
            return placement
        }
        placement.offer()
        _ = thread.takeWaiting(.endOffer(placement.slot, placement.wanted), otherwise: 0)
        return placement
    }

    func withdraw() -> Bool { false }

    func value(of answer: [UInt8]) -> Int? {
        guard answer.first == terminal.form else { return nil }
        return SimulatedPayload(bytes: answer).order
    }
}
