import Foundation

/// Slows down guessing, by account and by terminal: from the fifth failure on, a wait that doubles from 1 second to
/// 5 minutes. It never locks anyone out (`reliability.md`, "Security").
struct SignInThrottle: Sendable {
    private static let freeFailures = 4
    private static let longestWait: TimeInterval = 300
    /// Failures this old are forgotten.
    private static let memory: TimeInterval = 3_600

    private let keys: [String]

    init(email: String, terminal: String) {
        let account = String(
            TextRule.key(email).unicodeScalars.prefix(AccountRules.emailLength.upperBound).map(Character.init))
        keys = ["account:\(account)", "terminal:\(terminal)"]
    }

    /// - Throws: ``ShopError/waitBeforeSignIn(seconds:)`` while the wait lasts.
    func check(in transaction: any ReadTransaction, now: Date) throws {
        let waits = try keys.compactMap { key in
            try transaction.signInFailures(key).map { Self.wait(after: $0, now: now) }
        }
        if let longest = waits.max(), longest > 0 {
            throw ShopError.waitBeforeSignIn(seconds: Int(longest.rounded(.up)))
        }
    }

    /// Counts a failure. While one guess was looked at others may have failed, so the wait is asked for again: guesses
    /// made all at once get no further than those made one after the other.
    ///
    /// - Throws: as ``check(in:now:)``; then nothing is counted.
    func fail(in transaction: any WriteTransaction, now: Date) throws {
        try check(in: transaction, now: now)
        for key in keys {
            let known = try transaction.signInFailures(key)
            let isFresh = known.map { abs(now.timeIntervalSince($0.lastAt)) < Self.memory } ?? false
            let count = isFresh ? (known?.count ?? 0) + 1 : 1
            try transaction.saveSignInFailures(SignInFailures(count: count, lastAt: now), for: key)
        }
    }

    /// Forgets the failures, unless others have failed meanwhile: then even the right answer waits.
    ///
    /// - Throws: as ``check(in:now:)``.
    func succeed(in transaction: any WriteTransaction, now: Date) throws {
        try check(in: transaction, now: now)
        for key in keys { try transaction.clearSignInFailures(key) }
    }

    /// Seconds still to wait.
    private static func wait(after failures: SignInFailures, now: Date) -> TimeInterval {
        let over = failures.count - freeFailures
        let passed = now.timeIntervalSince(failures.lastAt)
        guard over > 0, abs(passed) < memory else { return 0 }
        let wait = min(longestWait, pow(2, Double(min(over, 20) - 1)))
        return min(wait, wait - passed)
    }
}
