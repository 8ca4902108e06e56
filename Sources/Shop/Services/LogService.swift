public import Foundation

/// Which events are wanted; nil or empty matches everything.
public struct EventFilter: Hashable, Sendable {
    public enum Topic: String, CaseIterable, Sendable {
        case orders, products, people, shop
    }

    public var topic: Topic?
    /// Words that the names of actor or subject hold, accents and case ignored.
    public var text: String
    public var firstDay: BusinessDay?
    public var lastDay: BusinessDay?

    public init(topic: Topic? = nil, text: String = "", firstDay: BusinessDay? = nil, lastDay: BusinessDay? = nil) {
        self.topic = topic
        self.text = text
        self.firstDay = firstDay
        self.lastDay = lastDay
    }
}

/// A part of the log, newest first.
public struct LogPage: Hashable, Sendable {
    public var events: [ShopEvent]
    /// Where looking goes on; nil at the log's beginning.
    public var before: EventNumber?
    /// Up to when it was looked through; nil at the log's beginning.
    public var since: Date?
}

/// The log of events: the audit trail.
public struct LogService: Sendable {
    /// Events that are looked through for one page: a filter that finds little answers in parts, and soon.
    private static let most = 20_000
    private static let batch = 1_000

    let environment: ShopEnvironment

    /// Events after the number `after`, oldest first.
    public func page(
        after: EventNumber = 0, limit: Int = 100, by session: Session
    ) async throws -> [ShopEvent] {
        try await environment.reading(.viewLog, by: session) { transaction, _ in
            try transaction.events(after: after, limit: limit)
        }
    }

    /// Events that the filter matches, newest first.
    ///
    /// - Parameter before: ``LogPage/before`` of the page before; nil for the newest.
    public func page(
        _ filter: EventFilter, before: EventNumber? = nil, limit: Int = 100, by session: Session
    ) async throws -> LogPage {
        let words = TextRule.searchWords(filter.text)
        return try await environment.reading(.viewLog, by: session) { transaction, _ in
            let settings = try transaction.shop()
            var page = LogPage(events: [], before: before ?? .max)
            var seen = 0
            while let next = page.before, page.events.count < limit, seen < Self.most {
                let batch = try transaction.events(before: next, limit: Self.batch)
                seen += batch.count
                page.reach(batch.count < Self.batch ? nil : batch.last)
                for event in batch where filter.matches(event, words, settings) {
                    page.events.append(event)
                    guard page.events.count == limit else { continue }
                    page.reach(event)
                    break
                }
            }
            return page
        }
    }
}

extension LogPage {
    /// Nil: the log's beginning.
    fileprivate mutating func reach(_ event: ShopEvent?) {
        before = event?.number
        since = event?.at
    }
}

extension EventFilter {
    /// Whether the filter matches an event that has just happened.
    public func matches(_ event: ShopEvent, in settings: ShopSettings) -> Bool {
        matches(event, TextRule.searchWords(text), settings)
    }

    fileprivate func matches(_ event: ShopEvent, _ words: [String], _ settings: ShopSettings) -> Bool {
        if let topic, topic != event.topic { return false }
        if firstDay != nil || lastDay != nil {
            let day = BusinessDay(event.at, in: settings.timeZone)
            if let firstDay, day < firstDay { return false }
            if let lastDay, day > lastDay { return false }
        }
        guard !words.isEmpty else { return true }
        let text = TextRule.folded("\(event.actorName) \(event.subjectName) \(event.reason)")
        return words.allSatisfy { text.contains($0) }
    }
}

extension ShopEvent {
    public var topic: EventFilter.Topic {
        switch subject {
        case .order: .orders
        case .product: .products
        case .user: .people
        case .shop: .shop
        }
    }
}
