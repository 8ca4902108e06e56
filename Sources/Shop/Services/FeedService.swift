/// The live feed: what any terminal commits, as it happens, filtered by what the session may see.
public struct FeedService: Sendable {
    let environment: ShopEnvironment

    /// The last event so far: a feed that starts after it misses nothing that comes.
    public func cursor() async throws -> EventNumber {
        try await environment.store.read { try $0.lastEventNumber() }
    }

    /// Events after `cursor`, none missed, none twice. An admin sees all; others see what is sold, and what is theirs.
    public func changes(after cursor: EventNumber, for session: Session?) -> AsyncStream<FeedSignal> {
        let store = environment.store
        return Self.relay(store.changes(after: cursor)) { await Self.visible($0, to: session, in: store) }
    }

    /// What `source` says, with of the events only what `visible` leaves.
    static func relay(
        _ source: AsyncStream<FeedSignal>, _ visible: @escaping @Sendable ([ShopEvent]) async -> [ShopEvent]
    ) -> AsyncStream<FeedSignal> {
        AsyncStream { continuation in
            let task = Task {
                for await signal in source {
                    guard case .events(let events) = signal else {
                        continuation.yield(signal)
                        continue
                    }
                    let left = await visible(events)
                    if !left.isEmpty { continuation.yield(.events(left)) }
                }
                continuation.finish()
            }
            continuation.onTermination = { _ in task.cancel() }
        }
    }

    private static func visible(_ events: [ShopEvent], to session: Session?, in store: any Store) async -> [ShopEvent] {
        if session?.role == .admin { return events }
        let own = await ownOrders(in: events, of: session, store)
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

    private static func ownOrders(
        in events: [ShopEvent], of session: Session?, _ store: any Store
    ) async -> Set<OrderID> {
        guard let session else { return [] }
        let ids = Set(
            events.compactMap { event -> OrderID? in
                if case .order(let id) = event.subject { id } else { nil }
            })
        guard !ids.isEmpty else { return [] }
        let own = try? await store.read { transaction in
            ids.filter { id in
                (try? OrderService.visible(try transaction.order(id), to: session.user, named: "")) != nil
            }
        }
        return own ?? []
    }
}

extension ShopEvent {
    /// What is left on the shelves may have changed with it.
    public var movesStock: Bool {
        switch kind {
        case .orderPlaced: true
        case .orderStatus: to == OrderStatus.cancelled.rawValue
        case .productCreated, .productChanged, .productRestocked, .productArchived, .productRestored: true
        default: false
        }
    }

    /// That something changed, but not whose or what.
    fileprivate var withoutDetails: ShopEvent {
        var event = ShopEvent(
            number: number, at: at, actor: nil, actorName: "", kind: kind, subject: .shop, subjectName: "", from: "",
            to: "", reason: "")
        switch subject {
        case .product: event.subject = subject
        case .order: event.to = to
        case .shop, .user: break
        }
        return event
    }
}
