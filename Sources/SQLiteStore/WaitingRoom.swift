import Foundation
import Shop
import Synchronization

/// One writer's turn at the gate: it begins, or it is refused, and never both.
final class Turn: Sendable {
    private struct State {
        var isDecided = false
        /// What others may do meanwhile.
        var wish: ErrandDesk.Wish?
    }

    let deadline: ContinuousClock.Instant
    /// Whether another may do what the turn is for.
    let isRequest: Bool
    private let state = Mutex(State())
    private let answer: @Sendable (any Error) -> Void

    /// - Parameter answer: tells whoever asked why the turn does not begin.
    init(
        by deadline: ContinuousClock.Instant, isRequest: Bool, answer: @escaping @Sendable (any Error) -> Void
    ) {
        self.deadline = deadline
        self.isRequest = isRequest
        self.answer = answer
    }

    var isOver: Bool { state.withLock(\.isDecided) }

    /// Offers a wish to whoever is inside, unless the turn was refused.
    func offer(_ wish: ErrandDesk.Wish) {
        state.withLock { state in
            guard !state.isDecided else { return }
            wish.offer()
            state.wish = wish
        }
    }

    /// - Returns: false when the turn was refused before.
    func begin() -> Bool { decide() != nil }

    /// - Returns: whether it was refused, and whether another may have done, or may yet do, what it is for.
    func refuse() -> (isRefused: Bool, isUnsure: Bool) {
        guard let decided = decide() else { return (false, false) }
        guard let wish = decided.wish else { return (true, false) }
        return (true, !wish.withdraw())
    }

    func tell(_ error: any Error) { answer(error) }

    /// - Returns: nil when it was decided before.
    private func decide() -> State? {
        state.withLock { state in
            guard !state.isDecided else { return nil }
            defer { state = State(isDecided: true) }
            return state
        }
    }
}

/// Those who wait, and a timer that tells them when it has been too long; where nobody waits, no timer runs.
final class WaitingRoom: Sendable {
    private struct State {
        var turns: [Turn] = []
        /// When the timer rings next; nil when it does not run.
        var ring: ContinuousClock.Instant?
    }

    private let state = Mutex(State())
    /// Why a turn is refused when another may have done what it is for.
    private let unsure: StoreFault
    /// Why one is refused that has waited too long.
    private let late: @Sendable () -> StoreFault
    /// A turn was refused so, and no turn of this process has been inside since: an order that is tried again may still
    /// be in somebody's hand.
    private let isInDoubt = Atomic(false)

    init(unsure: StoreFault, late: @escaping @Sendable () -> StoreFault) {
        self.unsure = unsure
        self.late = late
    }

    func add(_ turn: Turn) {
        state.withLock { state in
            state.turns.removeAll(where: \.isOver)
            state.turns.append(turn)
            setTimer(&state)
        }
    }

    private func setTimer(_ state: inout State) {
        guard let next = state.turns.map(\.deadline).min() else { return }
        if let ring = state.ring, ring <= next { return }
        state.ring = next
        let left = max(.zero, ContinuousClock.now.duration(to: next)).components
        let milliseconds = Int(left.seconds) * 1_000 + Int(left.attoseconds / 1_000_000_000_000_000) + 1
        DispatchQueue.global().asyncAfter(deadline: .now() + .milliseconds(milliseconds)) { [weak self] in
            self?.ring(next)
        }
    }

    private func ring(_ time: ContinuousClock.Instant) {
        let expired = state.withLock { state in
            if state.ring == time { state.ring = nil }
            state.turns.removeAll(where: \.isOver)
            let expired = state.turns.filter { $0.deadline <= .now }
            state.turns.removeAll { $0.deadline <= .now }
            setTimer(&state)
            return expired
        }
        guard !expired.isEmpty else { return }
        let late = late()
        for turn in expired { refuse(turn, late) }
    }

    /// Tells why a turn does not begin, unless it has begun.
    func refuse(_ turn: Turn, _ error: any Error) {
        let (isRefused, isUnsure) = turn.refuse()
        guard isRefused else { return }
        if isUnsure { isInDoubt.store(true, ordering: .releasing) }
        turn.tell(turn.isRequest && isInDoubt.load(ordering: .acquiring) ? unsure : error)
    }

    /// A turn of this process is inside: nobody has anything of it in hand.
    func settle() { isInDoubt.store(false, ordering: .releasing) }
}
