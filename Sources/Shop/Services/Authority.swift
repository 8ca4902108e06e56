import Foundation

/// Asks, inside the transaction that does the work, that this user still exists, is not disabled, is still signed in,
/// and holds a role that may do it.
enum Authority {
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
        let user = try liveUser(of: session.id, in: transaction, now: now)
        guard user.id == session.user.id else { throw ShopError.sessionEnded }
        guard operation.isAllowed(to: user.role) else { throw ShopError.notAllowed(operation) }
        return user
    }

    /// The user of a session that still counts.
    static func liveUser(of sessionID: String, in transaction: any ReadTransaction, now: Date) throws -> User {
        guard let record = try transaction.session(sessionID), let user = try transaction.user(record.user),
            !user.isDisabled, !hasIdledOut(record, role: user.role, now: now)
        else { throw ShopError.sessionEnded }
        return user
    }

    static func touch(_ session: Session, in transaction: any WriteTransaction, now: Date) throws {
        guard let record = try transaction.session(session.id),
            now.timeIntervalSince(record.seenAt) > touchInterval
        else { return }
        try transaction.touchSession(session.id, at: now)
    }

    /// A clock that was set back by more than the limit must not keep a session alive for ever.
    private static func hasIdledOut(_ record: SessionRecord, role: Role, now: Date) -> Bool {
        guard let limit = role.idleLimit else { return false }
        return abs(now.timeIntervalSince(record.seenAt)) > limit
    }
}
