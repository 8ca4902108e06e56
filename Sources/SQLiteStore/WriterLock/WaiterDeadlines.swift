import Foundation
import Shop
import Synchronization

/// Those who wait for the lock, and a timer that tells them when it has been too long; where nobody waits, no timer runs.
final class WaiterDeadlines: Sendable {
    private struct State {
        var waiters: [LockWaiter] = []
        /// When the timer fires next; nil when it does not run.
        var timer: ContinuousClock.Instant?
    }

    private let state = Mutex(State())
    /// Why a waiter is refused when a leader may have done what it waited for.
    private let unsure: StoreError
    /// Why one is refused that has waited too long.
    private let late: @Sendable () -> StoreError
    /// A waiter was refused so, and this process has not held the lock since: a leader may still be placing an order that is
    /// tried again.
    private let isInDoubt = Atomic(false)

    init(unsure: StoreError, late: @escaping @Sendable () -> StoreError) {
        self.unsure = unsure
        self.late = late
    }

    func add(_ waiter: LockWaiter) {
        state.withLock { state in
            state.waiters.removeAll(where: \.isOver)
            state.waiters.append(waiter)
            setTimer(&state)
        }
    }

    private func setTimer(_ state: inout State) {
        guard let next = state.waiters.map(\.deadline).min() else { return }
        if let timer = state.timer, timer <= next { return }
        state.timer = next
        let left = max(.zero, ContinuousClock.now.duration(to: next)).components
        let milliseconds = Int(left.seconds) * 1_000 + Int(left.attoseconds / 1_000_000_000_000_000) + 1
        DispatchQueue.global().asyncAfter(deadline: .now() + .milliseconds(milliseconds)) { [weak self] in
            self?.fire(next)
        }
    }

    private func fire(_ time: ContinuousClock.Instant) {
        let expired = state.withLock { state in
            if state.timer == time { state.timer = nil }
            state.waiters.removeAll(where: \.isOver)
            let expired = state.waiters.filter { $0.deadline <= .now }
            state.waiters.removeAll { $0.deadline <= .now }
            setTimer(&state)
            return expired
        }
        guard !expired.isEmpty else { return }
        let late = late()
        for waiter in expired { refuse(waiter, late) }
    }

    /// Tells why a waiter does not begin, unless it has begun.
    func refuse(_ waiter: LockWaiter, _ error: any Error) {
        let (isRefused, isUnsure) = waiter.refuse()
        guard isRefused else { return }
        if isUnsure { isInDoubt.store(true, ordering: .releasing) }
        waiter.tell(waiter.isSubmitted && isInDoubt.load(ordering: .acquiring) ? unsure : error)
    }

    /// This process holds the lock: no leader is placing an order of it.
    func settle() { isInDoubt.store(false, ordering: .releasing) }
}
