import Synchronization

/// One writer that waits for the lock: it begins, or it is refused, and never both.
final class LockWaiter: Sendable {
    private struct State {
        var isDecided = false
        /// What a leader may do meanwhile.
        var placement: WaitingPlacement<SharedSlots>?
    }

    let deadline: ContinuousClock.Instant
    /// Whether a leader of another process may do what the writer waits for.
    let isSubmitted: Bool
    private let state = Mutex(State())
    private let answer: @Sendable (any Error) -> Void

    /// - Parameter answer: gets the reason why it does not begin.
    init(
        by deadline: ContinuousClock.Instant, isSubmitted: Bool, answer: @escaping @Sendable (any Error) -> Void
    ) {
        self.deadline = deadline
        self.isSubmitted = isSubmitted
        self.answer = answer
    }

    var isOver: Bool { state.withLock(\.isDecided) }

    /// Offers a placement to the leader, unless the writer was refused.
    func offer(_ placement: WaitingPlacement<SharedSlots>) {
        state.withLock { state in
            guard !state.isDecided else { return placement.discard() }
            placement.offer()
            state.placement = placement
        }
    }

    /// Takes back what was offered, so that it can be offered elsewhere.
    ///
    /// - Returns: false when a leader may be placing it, or may have placed it.
    func withdraw() -> Bool {
        state.withLock { state in
            guard let placement = state.placement, placement.withdraw() else { return false }
            state.placement = nil
            return true
        }
    }

    /// - Returns: false when the writer was refused before.
    func begin() -> Bool { decide() != nil }

    /// - Returns: whether it was refused, and whether a leader may have done, or may yet do, what it waited for.
    func refuse() -> (isRefused: Bool, isUnsure: Bool) {
        let (decided, isUnsure) = state.withLock { state -> (State?, Bool) in
            guard !state.isDecided else { return (nil, false) }
            let decided = state
            state = State(isDecided: true)
            // Withdrawn before anybody sees that this one is over: the process's next writer gets the same slot.
            return (decided, decided.placement.map { !$0.withdraw() } ?? false)
        }
        return (decided != nil, isUnsure)
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
