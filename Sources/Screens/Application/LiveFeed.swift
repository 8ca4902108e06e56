import Foundation
import Presentation
import Shop
import Synchronization
import Terminal

/// What any terminal has committed, told to every open screen.
enum ShopNews: Message {
    case events([ShopEvent])
    /// What is shown is to be read anew: the shop can be read again after a while in which it could not, or a business
    /// day has begun.
    case live
    case unreachable(StoreError)
    /// Nothing can be saved, though the shop can be read; then that it can again.
    case unwritable(StoreError)
    case writable
    /// An admin has changed the shop's settings: these count from now on.
    case settings(ShopSettings)

    /// What a signal of the feed comes to.
    static func of(_ signal: FeedSignal, from services: ShopServices) async -> [ShopNews] {
        switch signal {
        case .live: return [.live]
        case .unreachable(let fault): return [.unreachable(fault)]
        case .unwritable(let fault): return [.unwritable(fault)]
        case .writable: return [.writable]
        case .events(let events):
            guard events.contains(where: { $0.kind == .settingsChanged }),
                let settings = try? await services.setUp.settings()
            else { return [.events(events)] }
            return [.settings(settings), .events(events)]
        }
    }
}

/// Follows the shop's feed for whoever is at this terminal, and posts what it says to whatever shows it.
final class LiveFeed: Sendable {
    private let post: @Sendable (ShopNews) -> Void
    private let state = Mutex<(turn: Int, task: Task<Void, Never>?)>((0, nil))

    init(post: @escaping @Sendable (ShopNews) -> Void) { self.post = post }

    convenience init(inbox: Inbox) { self.init { inbox.post($0) } }

    /// Begins anew, as `session`. What is read from the shop after this returns, and what the feed tells, leave no gap;
    /// where the shop cannot be read now, the feed says so and tells when it can.
    func follow(_ services: ShopServices, as session: Session?) async {
        await follow(services) { services.feed.changes(after: $0, for: session) }
    }

    /// Likewise, what another of the services tells.
    func follow(
        _ services: ShopServices, _ changes: @escaping @Sendable (FeedPosition) -> AsyncStream<FeedSignal>
    ) async {
        let turn = beginTurn()
        let position = try? await services.feed.position()
        state.withLock { state in
            // Whoever was asked for later than this is followed already.
            guard state.turn == turn else { return }
            state.task = Task { [post] in
                guard let start = await Self.start(position, services, post) else { return }
                await withTaskGroup(of: Void.self) { group in
                    group.addTask { await Self.tellNewDays(services, post) }
                    for await signal in changes(start) {
                        for news in await ShopNews.of(signal, from: services) { post(news) }
                    }
                    group.cancelAll()
                }
            }
        }
    }

    func stop() { _ = beginTurn() }

    private static func start(
        _ position: FeedPosition?, _ services: ShopServices, _ post: @Sendable (ShopNews) -> Void
    ) async -> FeedPosition? {
        if let position { return position }
        while !Task.isCancelled {
            do {
                let position = try await services.feed.position()
                post(.live)
                return position
            } catch {
                let fault: StoreError = if case ShopError.store(let fault) = error { fault } else { .busy }
                post(.unreachable(fault))
                try? await Task.sleep(for: .milliseconds(500))
            }
        }
        return nil
    }

    /// Nothing is written when a business day ends, and yet what was off for the day is sold again.
    private static func tellNewDays(_ services: ShopServices, _ post: @Sendable (ShopNews) -> Void) async {
        let now = services.environment.now
        guard let zone = try? await services.setUp.settings()?.timeZone else { return }
        var day = BusinessDay(now(), in: zone)
        while true {
            let left = BusinessDay.span(of: now(), in: zone).upperBound.timeIntervalSince(now())
            // A clock may be set, and a machine may sleep: nobody waits for the whole of a day.
            guard (try? await Task.sleep(for: .seconds(min(60, max(0.05, left))))) != nil else { return }
            let today = BusinessDay(now(), in: zone)
            if today != day { post(.live) }
            day = today
        }
    }

    /// Nobody is followed from here on but who has this turn.
    private func beginTurn() -> Int {
        let (turn, old) = state.withLock { state in
            let old = state.task
            state = (state.turn + 1, nil)
            return (state.turn, old)
        }
        old?.cancel()
        return turn
    }
}
