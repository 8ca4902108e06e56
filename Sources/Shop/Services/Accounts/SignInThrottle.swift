import Foundation

/// Slows down guessing. From the fifth failure on an account waits at the terminal where it
/// failed, and so does the terminal for every account: 1 second, and twice as long each time, up to 5 minutes. At other
/// terminals the account waits as well, 10 seconds at most: nobody is kept out by what others guess. Whoever has waited for
/// that long has the next try, however often others have guessed meanwhile.
struct SignInThrottle: Sendable {
    private static let freeFailures = 4
    private static let longestWait: TimeInterval = 300
    private static let longestWaitForOthers: TimeInterval = 10
    /// Failures this old are forgotten.
    private static let memory: TimeInterval = 3_600
    /// In Unicode scalars; what a terminal is called comes from the system.
    private static let terminalLength = 100

    /// Failures of the account here, of this terminal, and of the account anywhere.
    private let here: String
    private let terminal: String
    private let anywhere: String
    /// Since when the account waits here for what was guessed elsewhere: a row whose time is the beginning.
    private let waiting: String

    init(email: String, terminal name: String) {
        let account = Self.prefix(of: TextRule.key(email), AccountRules.emailLength.upperBound)
        let name = Self.prefix(of: name, Self.terminalLength)
        here = "account:\(account) at \(name)"
        terminal = "terminal:\(name)"
        anywhere = "account:\(account)"
        waiting = "waiting:\(account) at \(name)"
    }

    private static func prefix(of text: String, _ count: Int) -> String {
        String(text.unicodeScalars.prefix(count).map(Character.init))
    }

    /// - Throws: ``ShopError/waitBeforeSignIn(seconds:)`` while the wait lasts.
    func check(in transaction: any ReadTransaction, now: Date) throws {
        var left = try waitForOthers(in: transaction, now: now)
        for key in [here, terminal] {
            guard let failures = try transaction.signInFailures(key) else { continue }
            left = max(left, Self.left(of: Self.wait(after: failures, Self.longestWait), since: failures.lastAt, now))
        }
        if left > 0 { throw ShopError.waitBeforeSignIn(seconds: Int(left.rounded(.up))) }
    }

    private func waitForOthers(in transaction: any ReadTransaction, now: Date) throws -> TimeInterval {
        guard let failures = try transaction.signInFailures(anywhere) else { return 0 }
        let wait = Self.wait(after: failures, Self.longestWaitForOthers)
        let left = Self.left(of: wait, since: failures.lastAt, now)
        guard left > 0, let began = try transaction.signInFailures(waiting), Self.isFresh(began, now) else {
            return left
        }
        return min(left, Self.left(of: wait, since: began.lastAt, now))
    }

    /// Counts a failure. While one guess was looked at others may have failed, so the wait is asked for again: guesses
    /// made all at once get no further than those made one after the other.
    ///
    /// - Throws: as ``check(in:now:)``; then nothing is counted.
    func fail(in transaction: any WriteTransaction, now: Date) throws {
        try check(in: transaction, now: now)
        try transaction.forgetSignInFailures(
            outside: now.addingTimeInterval(-Self.memory)...now.addingTimeInterval(Self.memory))
        for key in [here, terminal, anywhere] {
            let known = try transaction.signInFailures(key)
            try transaction.saveSignInFailures(SignInFailures(count: (known?.count ?? 0) + 1, lastAt: now), for: key)
        }
        try transaction.clearSignInFailures(waiting)
    }

    /// Forgets the failures of the account here, unless others have failed meanwhile: then even the right answer waits.
    /// What was guessed at other accounts here, or at this account elsewhere, stays.
    ///
    /// - Throws: as ``check(in:now:)``.
    func succeed(in transaction: any WriteTransaction, now: Date) throws {
        try check(in: transaction, now: now)
        let own = try transaction.signInFailures(here).flatMap { Self.isFresh($0, now) ? $0.count : nil } ?? 0
        for key in [terminal, anywhere] {
            guard var failures = try transaction.signInFailures(key) else { continue }
            failures.count -= own
            if failures.count > 0 {
                try transaction.saveSignInFailures(failures, for: key)
            } else {
                try transaction.clearSignInFailures(key)
            }
        }
        for key in [here, waiting] { try transaction.clearSignInFailures(key) }
    }

    /// Whether it has just been told to wait for what others guessed.
    fileprivate func beginsToWait(in transaction: any ReadTransaction, now: Date) throws -> Bool {
        guard try waitForOthers(in: transaction, now: now) > 0 else { return false }
        return try transaction.signInFailures(waiting).map { !Self.isFresh($0, now) } ?? true
    }

    fileprivate func beginToWait(in transaction: any WriteTransaction, now: Date) throws {
        guard try beginsToWait(in: transaction, now: now) else { return }
        try transaction.saveSignInFailures(SignInFailures(count: 1, lastAt: now), for: waiting)
    }

    private static func wait(after failures: SignInFailures, _ longest: TimeInterval) -> TimeInterval {
        let over = failures.count - freeFailures
        return over > 0 ? min(longest, pow(2, Double(min(over, 20) - 1))) : 0
    }

    /// Seconds still to wait. A clock that was set back does not make it longer: what has not happened yet does not count.
    private static func left(of wait: TimeInterval, since start: Date, _ now: Date) -> TimeInterval {
        let passed = now.timeIntervalSince(start)
        return passed >= 0 ? max(0, wait - passed) : 0
    }

    private static func isFresh(_ failures: SignInFailures, _ now: Date) -> Bool {
        (0..<memory).contains(now.timeIntervalSince(failures.lastAt))
    }
}

extension ShopEnvironment {
    func logged<Value: Sendable>(
        _ operation: ShopOperation, slowedBy throttle: SignInThrottle, _ work: () async throws -> Value
    ) async throws -> Value {
        try await logged(operation, by: nil) { try await slowed(by: throttle, work) }
    }

    /// Does `work`, which asks the throttle, and takes note of who is told to wait for what others have guessed.
    func slowed<Value: Sendable>(by throttle: SignInThrottle, _ work: () async throws -> Value) async throws -> Value {
        do {
            return try await work()
        } catch ShopError.waitBeforeSignIn(let seconds) {
            let now = now()
            // Where it cannot be noted the wait is no shorter, and as true.
            if (try? await store.read { try throttle.beginsToWait(in: $0, now: now) }) == true {
                try? await store.write { try throttle.beginToWait(in: $0, now: now) }
            }
            throw ShopError.waitBeforeSignIn(seconds: seconds)
        }
    }
}
