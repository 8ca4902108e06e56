import Foundation

/// Asks, inside the transaction that does the work, that this user still exists, is not disabled, is still signed in,
/// and holds a role that may do it.
enum Authorization {
    /// A session is marked as seen at most once in this many seconds.
    private static let touchInterval: TimeInterval = 60

    /// - Returns: nil when nobody is signed in and the operation is anyone's.
    static func user(
        for operation: ShopOperation, session: Session?, in transaction: any ReadTransaction, now: Date
    ) throws -> User? {
        guard let session else {
            guard operation.isAllowed(to: nil) else { throw ShopError.notSignedIn }
            return nil
        }
        return try signedInUser(for: operation, session: session, in: transaction, now: now)
    }

    static func signedInUser(
        for operation: ShopOperation, session: Session, in transaction: any ReadTransaction, now: Date
    ) throws -> User {
        try admitted(to: operation, session.id, of: session.user.id, in: transaction, now: now).user
    }

    /// The same, of a user who is about to write: so the session is marked as seen.
    static func writer(
        for operation: ShopOperation, session: Session, in transaction: any WriteTransaction, now: Date
    ) throws -> User {
        let (record, user) = try admitted(to: operation, session.id, of: session.user.id, in: transaction, now: now)
        try touch(record, in: transaction, now: now)
        return user
    }

    static func touch(_ record: SessionRecord, in transaction: any WriteTransaction, now: Date) throws {
        if isTouchDue(record, now) { try transaction.touchSession(record.id, at: now) }
    }

    static func admitted(
        to operation: ShopOperation, _ session: String, of user: ID<User>, in transaction: any ReadTransaction,
        now: Date
    ) throws -> (record: SessionRecord, user: User) {
        let live = try live(session, in: transaction, now: now)
        guard live.user.id == user else { throw ShopError.sessionEnded }
        guard operation.isAllowed(to: live.user.role) else { throw ShopError.notAllowed(operation) }
        return live
    }

    /// The user of a session that still counts.
    static func liveUser(of sessionID: String, in transaction: any ReadTransaction, now: Date) throws -> User {
        try live(sessionID, in: transaction, now: now).user
    }

    private static func live(
        _ sessionID: String, in transaction: any ReadTransaction, now: Date
    ) throws -> (record: SessionRecord, user: User) {
        guard let record = try transaction.session(sessionID), let user = try transaction.user(record.userID),
            !user.isDisabled, !hasIdledOut(record, role: user.role, now: now)
        else { throw ShopError.sessionEnded }
        return (record, user)
    }

    /// Whether a session that still counts is to be marked as seen.
    static func isTouchDue(_ sessionID: String, in transaction: any ReadTransaction, now: Date) throws -> Bool {
        isTouchDue(try live(sessionID, in: transaction, now: now).record, now)
    }

    /// Marks a session that still counts as seen, where that is due.
    static func touch(_ sessionID: String, in transaction: any WriteTransaction, now: Date) throws {
        guard try isTouchDue(sessionID, in: transaction, now: now) else { return }
        try transaction.touchSession(sessionID, at: now)
    }

    /// A clock that was set back must not let a session in use idle out.
    private static func isTouchDue(_ record: SessionRecord, _ now: Date) -> Bool {
        abs(now.timeIntervalSince(record.seenAt)) > touchInterval
    }

    /// A clock that was set back by more than the limit must not keep a session alive for ever.
    private static func hasIdledOut(_ record: SessionRecord, role: Role, now: Date) -> Bool {
        guard let limit = role.idleLimit else { return false }
        return abs(now.timeIntervalSince(record.seenAt)) > limit
    }
}
