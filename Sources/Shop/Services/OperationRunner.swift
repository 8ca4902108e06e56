package import Foundation
import Logging

/// How each operation runs: in one transaction that begins with the question who may, and with one line in the log.
extension ShopEnvironment {
    /// Runs a reading operation for whoever `session` belongs to.
    ///
    /// - Parameter body: gets the acting user as the shop knows it now; nil when nobody is signed in.
    package func reading<Value: Sendable>(
        _ operation: ShopOperation, by session: Session?, on subject: String = "",
        _ body: @escaping @Sendable (any ReadTransaction, User?) throws -> Value
    ) async throws -> Value {
        let now = now()
        return try await logged(operation, by: session, on: subject) {
            try await store.read { transaction in
                let user = try Authorization.user(for: operation, session: session, in: transaction, now: now)
                return try body(transaction, user)
            }
        }
    }

    /// Runs a writing operation for whoever `session` belongs to; `body` gets the acting user and the time.
    package func writing<Value: Sendable>(
        _ operation: ShopOperation, by session: Session, on subject: String = "",
        _ body: @escaping @Sendable (any WriteTransaction, Actor) throws -> Value
    ) async throws -> Value {
        let now = now()
        return try await logged(operation, by: session, on: subject) {
            try await store.write { transaction in
                let user = try Authorization.writer(for: operation, session: session, in: transaction, now: now)
                return try body(transaction, Actor(user: user, now: now))
            }
        }
    }

    /// One line an operation: who, what, on what, outcome, milliseconds. No secrets.
    func logged<Value: Sendable>(
        _ operation: ShopOperation, by session: Session?, on subject: String = "",
        _ work: () async throws -> Value
    ) async throws -> Value {
        let clock = ContinuousClock()
        let start = clock.now
        func milliseconds() -> String {
            let passed = start.duration(to: clock.now).components
            return String(passed.seconds * 1_000 + passed.attoseconds / 1_000_000_000_000_000)
        }
        func metadata(_ outcome: String) -> Logger.Metadata {
            [
                "who": .string(session.map { String($0.user.id) } ?? "-"), "what": .string(operation.rawValue),
                "on": .string(subject), "outcome": .string(outcome), "ms": .string(milliseconds()),
            ]
        }
        do {
            let value = try await work()
            logger.info("operation", metadata: metadata("done"))
            return value
        } catch let error as ShopError {
            logger.notice("operation", metadata: metadata(errorText(error)))
            throw error
        }
    }
}

/// The user that acts, as the shop knows them inside this transaction, and when.
package struct Actor: Sendable {
    package var user: User
    package var now: Date

    package func event(
        _ change: ShopChange, _ subject: ShopEvent.Subject, name: String = "", reason: String = ""
    ) -> NewEvent {
        NewEvent(at: now, actorID: user.id, subject: subject, subjectName: name, change: change, reason: reason)
    }
}
