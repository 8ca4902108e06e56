/// The log of events: the audit trail.
public struct LogService: Sendable {
    let environment: ShopEnvironment

    /// Events after the number `after`, oldest first.
    public func page(
        after: EventNumber = 0, limit: Int = 100, by session: Session
    ) async throws -> [ShopEvent] {
        try await environment.reading(.viewLog, by: session) { transaction, _ in
            try transaction.events(after: after, limit: limit)
        }
    }
}
