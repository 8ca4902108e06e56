import CStore
import Foundation
import Glibc
import Shop
import Synchronization

/// The lock file beside the database that every writer holds while it writes (`reliability.md`, "The write gate").
///
/// A checkpoint and a commit of two processes never overlap, for both happen inside the gate; and no writer starves: the
/// kernel queues those who wait, and orders are placed by whoever is inside (``ErrandDesk``). What is done inside runs on
/// the thread that gets it.
final class WriteGate: Sendable {
    /// The lock file as this process has it open.
    private struct Door {
        let file: GateFile
        let desk: ErrandDesk?
    }

    /// What a writer leaves at the desk while it waits, and how the answer is read.
    struct Request<Value: Sendable>: Sendable {
        var bytes: @Sendable () -> [UInt8]
        var answer: @Sendable ([UInt8]) -> Value?
    }

    /// Whoever was passed over so often waits for the gate itself, where the kernel queues.
    private static let mostSleeps = 16
    /// Nobody begins an errand that nobody may be waiting for by the time it is done.
    private static let errandReserve = Duration.seconds(1)

    let path: String
    private let mode: mode_t
    /// Held by the one thread of the process that stands at the gate, or is inside: the lock file keeps out other
    /// processes only.
    private let door = Mutex<Door?>(nil)
    /// Where those of the process queue who cannot go in at once.
    private let thread = DispatchQueue(label: "igniflo.gate")
    private let queued = Atomic(0)
    private let waiting: WaitingRoom

    /// Of the few threads that all tasks of the process share, one at most waits for the disk, and never the only one.
    private static let mayLendThread = ProcessInfo.processInfo.activeProcessorCount > 1
    private static let isThreadLent = Atomic(false)

    init(database: String) {
        cstore_survive_file_limit()
        let path = database + "-gate"
        self.path = path
        waiting = WaitingRoom(
            unsure: .unconfirmed(path: database, why: "the terminal that was doing it stands still")
        ) { UpgradeMark.isSet(at: path) ? .upgrading(path: database) : .busy }
        // Whoever may write the shop may wait at its gate.
        let shared = FileFacts(path: database).map { $0.mode & 0o660 | 0o600 }
        mode = shared ?? FileFacts.mode(forFilesIn: (database as NSString).deletingLastPathComponent)
    }

    /// For who is inside: tells the others that the shop is being upgraded, for as long as the mark lives.
    func markUpgrade() throws -> UpgradeMark { try UpgradeMark(at: path, mode: mode) }

    /// Does `work` inside the gate, and then `afterwards` outside it, before anything else of this process is done inside.
    ///
    /// - Parameters:
    ///   - request: what another may do instead while this one waits: then it is answered when its turn comes, and only
    ///     `afterwards` is done.
    ///   - work: gets the desk where others have left what they want.
    /// - Throws: ``StoreFault/busy``, or ``StoreFault/upgrading(path:)``, as soon as the deadline has passed and `work` has
    ///   not begun, whoever is in the way: another process, or this one. `work` is not begun any more then. ``StoreFault/unconfirmed(path:why:)`` when
    ///   another has begun with it.
    func hold<Value: Sendable>(
        by deadline: ContinuousClock.Instant, request: Request<Value>? = nil,
        _ work: @escaping @Sendable (ErrandDesk?) throws -> Value,
        afterwards: @escaping @Sendable (Value) throws -> Void = { _ in }
    ) async throws -> Value {
        if let done = atOnce(work, afterwards) { return try done.get() }
        return try await withCheckedThrowingContinuation { continuation in
            let turn = Turn(by: deadline, isRequest: request != nil) { continuation.resume(throwing: $0) }
            if queued.add(1, ordering: .relaxed).oldValue > 0 { waiting.add(turn) }
            thread.async { [self] in
                defer { queued.subtract(1, ordering: .relaxed) }
                // From here on nobody goes in at once, and who did so before is waited for.
                if door.withLockIfAvailable({ _ in }) == nil { waiting.add(turn) }
                let outcome = door.withLock { takeTurn(&$0, turn, request, work, afterwards) }
                // Told after the lock: whoever is told may be waited for by one who waits for the lock.
                switch outcome {
                case .done(let result): continuation.resume(with: result)
                case .failed(let error): waiting.refuse(turn, error)
                case .givenUp: break
                }
            }
        }
    }

    /// How a turn ended.
    private enum Outcome<Value: Sendable> {
        case done(Result<Value, any Error>)
        /// It did not begin, and whoever asked has not been told why.
        case failed(any Error)
        /// It did not begin, and whoever asked has been told.
        case givenUp
    }

    private func takeTurn<Value>(
        _ door: inout Door?, _ turn: Turn, _ request: Request<Value>?, _ work: (ErrandDesk?) throws -> Value,
        _ afterwards: (Value) throws -> Void
    ) -> Outcome<Value> {
        let way: Way<Value>
        do {
            guard let entered = try enter(&door, turn, request) else { return .givenUp }
            way = entered
        } catch {
            return .failed(error)
        }
        let begins = turn.begin()
        switch way {
        case .inside(let open, let wish):
            guard begins else {
                leave(open, hasWritten: false)
                return .givenUp
            }
            wish?.end()
            return .done(Result { try inside(open, work, afterwards) })
        case .answered(let value, let wish):
            wish.end()
            guard begins else { return .givenUp }
            return .done(
                Result {
                    try afterwards(value)
                    return value
                })
        }
    }

    /// How a turn goes on when its waiting has ended.
    private enum Way<Value> {
        case inside(Door, ErrandDesk.Wish?)
        /// Another has done it meanwhile.
        case answered(Value, ErrandDesk.Wish)
    }

    /// Does everything on the thread of whoever asks, when the gate is free: to wake another thread, and then this one
    /// again, takes as long as a fifth of an order.
    ///
    /// - Returns: nil when the gate must be waited for.
    private func atOnce<Value: Sendable>(
        _ work: @Sendable (ErrandDesk?) throws -> Value, _ afterwards: @Sendable (Value) throws -> Void
    ) -> Result<Value, any Error>? {
        guard Self.mayLendThread, !Self.isThreadLent.exchange(true, ordering: .acquiring) else { return nil }
        defer { Self.isThreadLent.store(false, ordering: .releasing) }
        let done = door.withLockIfAvailable { door -> Result<Value, any Error>? in
            let open: Door
            do {
                guard queued.load(ordering: .relaxed) == 0, let entered = try enterIfFree(&door) else { return nil }
                open = entered
            } catch {
                return .failure(error)
            }
            return Result { try inside(open, work, afterwards) }
        }
        return done ?? nil
    }

    private func inside<Value>(
        _ door: Door, _ work: (ErrandDesk?) throws -> Value, _ afterwards: (Value) throws -> Void
    ) throws -> Value {
        waiting.settle()
        let value: Value
        do {
            defer { leave(door, hasWritten: true) }
            value = try work(door.desk)
        }
        try afterwards(value)
        return value
    }

    /// Waits for the gate, for as long as that takes: the turn is told of its deadline by the waiting room. Whoever is
    /// answered meanwhile does not go in.
    ///
    /// - Returns: nil when the turn was given up before, and the gate was not taken.
    private func enter<Value>(_ door: inout Door?, _ turn: Turn, _ request: Request<Value>?) throws -> Way<Value>? {
        var wish: ErrandDesk.Wish?
        var isWaiting = false
        var sleeps = 0
        func answered() -> Way<Value>? {
            guard let wish, let value = wish.answer.flatMap({ request?.answer($0) }) else { return nil }
            return .answered(value, wish)
        }
        while !turn.isOver {
            let open = try opened(&door)
            if flock(open.file.descriptor, LOCK_EX | LOCK_NB) != 0 {
                if !isWaiting {
                    isWaiting = true
                    waiting.add(turn)
                    wish = offer(request, at: open.desk, turn)
                    // Whoever was inside may have gone just before, and has called nobody.
                    if wish != nil { continue }
                }
                if let wish, sleeps < Self.mostSleeps, wish.wait() {
                    sleeps += 1
                    if let answered = answered() { return answered }
                    continue
                }
                try queue(at: open)
                if let answered = answered() {
                    flock(open.file.descriptor, LOCK_UN)
                    return answered
                }
            }
            if isGate(open) { return .inside(open, wish) }
            flock(open.file.descriptor, LOCK_UN)
            door = nil
        }
        return nil
    }

    private func offer<Value>(_ request: Request<Value>?, at desk: ErrandDesk?, _ turn: Turn) -> ErrandDesk.Wish? {
        let left = (ContinuousClock.now.duration(to: turn.deadline) - Self.errandReserve) / .seconds(1)
        guard let request, let wish = desk?.write(request.bytes(), for: left) else { return nil }
        turn.offer(wish)
        return wish
    }

    private func queue(at door: Door) throws {
        while flock(door.file.descriptor, LOCK_EX) != 0 {
            guard errno == EINTR else { throw NewShop.fault(path) }
        }
    }

    /// - Returns: nil when another has the gate.
    private func enterIfFree(_ door: inout Door?) throws -> Door? {
        while true {
            let open = try opened(&door)
            guard flock(open.file.descriptor, LOCK_EX | LOCK_NB) == 0 else { return nil }
            if isGate(open) { return open }
            flock(open.file.descriptor, LOCK_UN)
            door = nil
        }
    }

    /// Whether what was locked is what others lock, too.
    private func isGate(_ door: Door) -> Bool {
        door.file.isStill(at: path, size: door.desk == nil ? 0 : ErrandDesk.size)
    }

    /// Whoever has written touches the lock file: those who watch it look for what was committed.
    private func leave(_ door: Door, hasWritten: Bool) {
        flock(door.file.descriptor, LOCK_UN)
        door.desk?.callNext()
        if hasWritten { futimens(door.file.descriptor, nil) }
    }

    private func opened(_ door: inout Door?) throws -> Door {
        if let door { return door }
        let file = try GateFile(path: path, mode: mode)
        let open = Door(file: file, desk: ErrandDesk(file))
        door = open
        return open
    }
}
