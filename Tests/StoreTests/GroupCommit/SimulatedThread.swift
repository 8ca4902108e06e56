import Synchronization

@testable import SQLiteStore

/// A thread of a simulated process. It runs the real code of the queue, which asks it for every access to what processes share.
///
/// What code does is decided by what it was told. So the next step of a thread is found by running its code from the beginning,
/// with the results of the steps so far; from the first step without a result on, it runs to its end without effect.
final class SimulatedThread: SlotMemory, Sendable {
    private struct Replay {
        var results: [Int] = []
        var position = 0
        var next: SimulatedStep?
    }

    let process: Int
    let slots: Int
    let room = 8
    private let canBeLate: Bool
    private let canBeRefused: Bool
    private let payloads: PayloadTable
    private let replay = Mutex(Replay())
    private let code: @Sendable (SimulatedThread) -> Void

    init(
        process: Int, slots: Int, canBeLate: Bool, canBeRefused: Bool, payloads: PayloadTable,
        code: @escaping @Sendable (SimulatedThread) -> Void
    ) {
        self.process = process
        self.slots = slots
        self.canBeLate = canBeLate
        self.canBeRefused = canBeRefused
        self.payloads = payloads
        self.code = code
    }

    /// - Returns: the step after those that had the results; nil when the thread is at its end.
    func next(after results: [Int]) -> SimulatedStep? {
        replay.withLock { $0 = Replay(results: results) }
        code(self)
        return replay.withLock(\.next)
    }

    @discardableResult
    func take(_ step: SimulatedStep) -> Int {
        replay.withLock { replay in
            if replay.position < replay.results.count {
                replay.position += 1
                return replay.results[replay.position - 1]
            }
            if replay.next == nil { replay.next = step }
            return step.lastResult
        }
    }

    // MARK: the memory

    func adopt(layout: UInt32) -> Bool { take(.adopt(layout: layout)) == 1 }

    func word(of slot: Int) -> SlotWord { SlotWord(bits: UInt32(take(.word(slot)))) }

    func move(_ slot: Int, from word: SlotWord, _ move: SlotMove) -> Bool {
        word.state == move.from && take(.move(slot, word, move)) == 1
    }

    func write(_ bytes: [UInt8], until end: Int64, to slot: Int) {
        take(.write(slot, payloads.number(of: SimulatedPayload(bytes: bytes, end: end))))
    }

    func bytes(of slot: Int) -> [UInt8] { payloads[take(.read(slot))].bytes }
    func end(of slot: Int) -> Int64 { payloads[take(.read(slot))].end }
    func erase(_ slot: Int) { take(.erase(slot)) }

    func bell(of slot: Int) -> UInt32 { UInt32(take(.bell(slot))) }
    func ring(_ slot: Int) { take(.ring(slot)) }
    func sleep(at slot: Int, since bell: UInt32) { take(.sleep(slot)) }

    func lockByte(of slot: Int) -> Bool { take(.lockByte(slot)) == 1 }
    func unlockByte(of slot: Int) { take(.unlockByte(slot)) }
    func isByteLocked(of slot: Int) -> Bool { take(.isByteLocked(slot)) == 1 }

    /// Before, or after, everything that was queued has timed out.
    var now: Int64 { canBeLate && take(.now) == 1 ? 1 << 40 : 0 }

    // MARK: the writer that waits

    func takeWaiting(_ step: SimulatedStep, otherwise result: Int) -> Int { canBeRefused ? take(step) : result }
}

/// Numbers the payloads that the threads write: 0 is an erased one.
final class PayloadTable: Sendable {
    private let all = Mutex([SimulatedPayload()])

    subscript(_ number: Int) -> SimulatedPayload { all.withLock { $0[number] } }

    func number(of payload: SimulatedPayload) -> Int {
        all.withLock { all in
            if let number = all.firstIndex(of: payload) { return number }
            all.append(payload)
            return all.count - 1
        }
    }
}
