import Foundation
import Shop
import Synchronization

/// One writer's turn at the gate: it begins, or it is refused, and never both.
final class Turn: Sendable {
    let deadline: ContinuousClock.Instant
    private let isDecided = Atomic(false)
    private let answer: @Sendable (any Error) -> Void

    /// - Parameter answer: tells whoever asked why the turn does not begin.
    init(by deadline: ContinuousClock.Instant, answer: @escaping @Sendable (any Error) -> Void) {
        self.deadline = deadline
        self.answer = answer
    }

    var isOver: Bool { isDecided.load(ordering: .acquiring) }

    /// - Returns: false when the turn was refused before.
    func begin() -> Bool {
        isDecided.compareExchange(expected: false, desired: true, ordering: .acquiringAndReleasing).exchanged
    }

    func refuse(_ error: any Error) { if begin() { answer(error) } }
}

/// Those who wait, and a timer that tells them when it has been too long; where nobody waits, no timer runs.
final class WaitingRoom: Sendable {
    private struct State {
        var turns: [Turn] = []
        /// When the timer rings next; nil when it does not run.
        var ring: ContinuousClock.Instant?
    }

    private let state = Mutex(State())

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
        for turn in expired { turn.refuse(StoreFault.busy) }
    }
}
