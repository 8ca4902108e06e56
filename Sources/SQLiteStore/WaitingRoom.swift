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
    private let state = Mutex(State())
    private let answer: @Sendable (any Error) -> Void

    /// - Parameter answer: tells whoever asked why the turn does not begin.
    init(by deadline: ContinuousClock.Instant, answer: @escaping @Sendable (any Error) -> Void) {
        self.deadline = deadline
        self.answer = answer
    }

    var isOver: Bool { state.withLock(\.isDecided) }

    /// Leaves a wish at the desk, unless the turn was refused.
    func leave(_ wish: () -> ErrandDesk.Wish?) {
        state.withLock { if !$0.isDecided { $0.wish = wish() } }
    }

    /// What was left, and not taken back.
    var wish: ErrandDesk.Wish? { state.withLock(\.wish) }

    /// - Returns: false when the turn was refused before.
    func begin() -> Bool {
        state.withLock { state in
            defer { state.isDecided = true }
            return !state.isDecided
        }
    }

    /// - Parameter unsure: why it is refused when somebody else may have done it already.
    func refuse(_ error: any Error, unsure: any Error) {
        let reason = state.withLock { state -> (any Error)? in
            guard !state.isDecided else { return nil }
            state.isDecided = true
            return state.wish.map { $0.withdraw() } ?? true ? error : unsure
        }
        if let reason { answer(reason) }
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

    init(unsure: StoreFault) { self.unsure = unsure }

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
        for turn in expired { turn.refuse(StoreFault.busy, unsure: unsure) }
    }
}
