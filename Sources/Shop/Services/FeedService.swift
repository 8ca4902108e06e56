/// The live feed: what any terminal commits, as it happens, filtered by what the session may see.
public struct FeedService: Sendable {
    let environment: ShopEnvironment

    /// What has happened so far: a feed that starts after it misses nothing that comes.
    public func position() async throws -> FeedPosition {
        try await environment.store.read { try $0.feedPosition() }
    }

    /// What had happened when the event of this number had.
    public func position(after number: EventNumber) async throws -> FeedPosition {
        try await environment.store.read { try $0.feedPosition(after: number) }
    }

    /// Events after `position`, none missed, none twice. Whoever may see the log sees all; others see what is sold,
    /// and what is theirs.
    public func changes(after position: FeedPosition, for session: Session?) -> AsyncStream<FeedSignal> {
        environment.store.changes(after: position) { events, transaction in
            try visible(events, to: session, in: transaction)
        }
    }

    /// What the person may see by now: a role can be taken away, and a session ended, while one watches. That it was
    /// is theirs to know.
    func visible(
        _ events: [ShopEvent], to session: Session?, in transaction: any ReadTransaction
    ) throws -> [ShopEvent] {
        let user = try present(session, in: transaction)
        if ShopOperation.viewLog.isAllowed(to: user?.role) { return events }
        let own = try orders(of: user, among: events, in: transaction)
        return events.compactMap { event in
            switch event.subject {
            case .shop, .product: return event.withoutDetails
            case .user(let id): return id == session?.user.id ? event : nil
            case .order(let id):
                if own.contains(id) { return event }
                return event.movesStock ? event.withoutDetails : nil
            }
        }
    }

    /// The orders that the events are about and this user may see.
    private func orders(
        of user: User?, among events: [ShopEvent], in transaction: any ReadTransaction
    ) throws -> Set<ID<Order>> {
        guard let user else { return [] }
        let ids = Set(events.compactMap { if case .order(let id) = $0.subject { id } else { nil } })
        guard !ids.isEmpty else { return [] }
        let now = environment.now()
        let seen = try transaction.orders(ids.sorted()).filter {
            ShopOperation.viewOrder.reaches($0, of: user, now: now)
        }
        return Set(seen.map(\.id))
    }

    /// Whose session it is now; nil for nobody.
    private func present(_ session: Session?, in transaction: any ReadTransaction) throws -> User? {
        guard let session else { return nil }
        do {
            return try Authorization.liveUser(of: session.id, in: transaction, now: environment.now())
        } catch ShopError.sessionEnded {
            return nil
        }
    }
}

extension ShopEvent {
    /// What is left on the shelves may have changed with it.
    public var movesStock: Bool {
        switch change {
        case .orderPlaced, .status(_, .cancelled): true
        default: kind.isOfProduct
        }
    }

    /// That something changed, but not whose or what.
    fileprivate var withoutDetails: ShopEvent {
        var event = ShopEvent(
            number: number, at: at, actorID: nil, actorName: "", subject: .shop, subjectName: "",
            change: .unread(kind, from: "", to: ""), reason: "")
        switch subject {
        case .product: event.subject = subject
        case .order: event.change = change
        case .shop, .user: break
        }
        return event
    }
}

extension ShopEvent.Kind {
    private static let ofProducts: Set<Self> = [
        .productCreated, .productChanged, .productRestocked, .productArchived, .productRestored,
        .productOff, .productOn,
    ]

    fileprivate var isOfProduct: Bool { Self.ofProducts.contains(self) }
}
