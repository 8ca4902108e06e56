import Presentation
import Shop
import Synchronization

/// What happens elsewhere in the shop, kept until it can be told between two questions.
final class PlainNews: Sendable {
    /// Lines that are told at once; of more only the newest.
    private static let limit = 8
    /// Signals that are kept for someone who is away for long.
    private static let keptLimit = 1_000

    private let signals = Mutex<[ShopNews]>([])

    func put(_ news: ShopNews) {
        signals.withLock { signals in
            signals.append(news)
            if signals.count > Self.keptLimit { signals.removeFirst(signals.count - Self.keptLimit) }
        }
    }

    func clear() { signals.withLock { $0 = [] } }

    /// What is to be told to whoever is here, one line each; and all that has happened.
    func take(for user: UserContext?) -> (lines: [String], events: [ShopEvent]) {
        let taken = signals.withLock { signals in
            defer { signals = [] }
            return signals
        }
        var lines: [String] = []
        var events: [ShopEvent] = []
        for signal in taken {
            switch signal {
            case .live: lines.append(NewsText.reachable)
            case .unreachable(let fault): lines.append(fault.text)
            case .unwritable(let fault): lines.append(fault.standing)
            case .writable: lines.append(NewsText.writable)
            case .settings: break
            case .events(let news):
                events += news
                if let user { lines += news.compactMap { $0.news(for: user) } }
            }
        }
        let hidden = lines.count - Self.limit
        guard hidden > 0 else { return (lines, events) }
        return (
            [plural(hidden, one: "One earlier line of news is left out.", many: "\(hidden) earlier news are left out.")]
                + lines.suffix(Self.limit), events
        )
    }
}

extension ShopEvent {
    /// What others have done, as far as it concerns the person of the user.
    fileprivate func news(for user: UserContext) -> String? {
        if user.session?.role == .admin, let unprintedText { return unprintedText }
        guard let session = user.session, case .order = subject, actorID != session.user.id else { return nil }
        if session.role == .admin, change == .orderPlaced { return newOrderText }
        if session.role != .admin, tellsReady { return readyText }
        return "\(subjectName): \(sentence(user.money, arrow: "to"))."
    }
}
