public import Foundation

/// What the display above the pickup shelf shows: tickets and statuses, nothing of anyone. Anyone may ask.
public struct DisplayService: Sendable {
    /// A ready ticket leaves the display after 10 minutes, in seconds.
    public static let readyLimit: TimeInterval = 600

    let environment: ShopEnvironment

    public func tickets() async throws -> PickupList {
        let now = environment.now()
        return try await environment.reading(.viewDisplay, by: nil) { transaction, _ in
            let pickups = try transaction.pickups()
            return PickupList(
                preparing: pickups.filter { $0.status == .preparing },
                ready: pickups.filter {
                    $0.status == .ready && now.timeIntervalSince($0.since) <= Self.readyLimit
                }.reversed(),
                position: try transaction.feedPosition())
        }
    }

    /// That a ticket has another status, as it happens: events with ticket and status, without who or what.
    public func changes(after position: FeedPosition) -> AsyncStream<FeedSignal> {
        environment.store.changes(after: position) { events, _ in events.compactMap(\.ofTicket) }
    }
}

/// The tickets of the display, as of one moment.
public struct PickupList: Hashable, Sendable {
    public struct Pickup: Hashable, Sendable {
        public var ticket: Ticket
        public var status: OrderStatus
        /// When it came to this status.
        public var since: Date

        public init(ticket: Ticket, status: OrderStatus, since: Date) {
            self.ticket = ticket
            self.status = status
            self.since = since
        }
    }

    /// Longest first.
    public var preparing: [Pickup]
    /// Newest first.
    public var ready: [Pickup]
    /// What the picture holds.
    public var position: FeedPosition
}

extension ShopEvent {
    fileprivate var ofTicket: ShopEvent? {
        guard case .status = change else { return nil }
        return ShopEvent(
            number: number, at: at, actorID: nil, actorName: "", subject: .shop, subjectName: subjectName,
            change: change,
            reason: "")
    }
}
