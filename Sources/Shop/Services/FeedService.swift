/// The live feed: what any terminal commits, as it happens, filtered by what the session may see.
public struct FeedService: Sendable {
    let environment: ShopEnvironment

    /// The last event so far: a feed that starts after it misses nothing that comes.
    public func cursor() async throws -> EventNumber {
        try await environment.store.read { try $0.lastEventNumber() }
    }

    /// Events after `cursor`, none missed, none twice. An admin sees all; others see what is sold, and what is theirs.
    public func changes(after cursor: EventNumber, for session: Session?) -> AsyncStream<FeedSignal> {
        Self.relay(environment.store.changes(after: cursor)) { await visible($0, to: session) }
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

    /// What the person may see by now: a role can be taken away, and a session ended, while one watches. That it was
    /// is theirs to know.
    func visible(_ events: [ShopEvent], to session: Session?) async -> [ShopEvent] {
        let user = await present(session)
        if user?.role == .admin { return events }
        let own = await ownOrders(in: events, of: user)
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

    /// Whose session it is now; nil for nobody.
    private func present(_ session: Session?) async -> User? {
        guard let session else { return nil }
        do {
            let now = environment.now()
            return try await environment.store.read { try Authority.liveUser(of: session.id, in: $0, now: now) }
        } catch ShopError.sessionEnded {
            return nil
        } catch {
            // A shop that does not answer has taken nothing away.
            return session.user
        }
    }

    private func ownOrders(in events: [ShopEvent], of user: User?) async -> Set<OrderID> {
        guard let user else { return [] }
        let ids = Set(
            events.compactMap { event -> OrderID? in
                if case .order(let id) = event.subject { id } else { nil }
            })
        guard !ids.isEmpty else { return [] }
        let own = try? await environment.store.read { transaction in
            ids.filter { id in
                (try? OrderService.visible(try transaction.order(id), to: user, named: "")) != nil
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
