import Foundation
import Presentation
import Shop
import Terminal

/// The part of the log that was read so far, newest first. New events come in above; the chosen one stays chosen.
struct LogRows: Sendable {
    /// Nil until the shop has answered.
    private(set) var events: [ShopEvent]?
    private(set) var list = ListState()
    /// Up to when the log was looked through; nil when that is its beginning.
    private(set) var since: Date?
    /// Where reading goes on; nil at the log's beginning.
    private var before: EventNumber?
    /// What is shown is of another filter: the next page takes its place.
    private var isStale = false
    private var isReading = false

    var count: Int { events?.count ?? 0 }

    /// Forgets what was read, for another filter leaves other events; those that are shown stay until it has answered.
    mutating func begin() {
        list = ListState()
        (isStale, isReading) = (true, false)
    }

    /// The newest page as it is by now.
    mutating func take(_ page: LogPage) {
        let fresh = newer(page.events)
        let isJoined = fresh.count < page.events.count || page.before == nil
        guard count > 0, isJoined, !isStale else {
            (events, before, since) = (page.events, page.before, page.since)
            list = ListState()
            (isStale, isReading) = (false, false)
            return
        }
        insert(fresh)
    }

    /// Events that have just happened, newest first.
    mutating func take(news: [ShopEvent]) {
        if events != nil, !isStale { insert(newer(news)) }
    }

    private func newer(_ found: [ShopEvent]) -> [ShopEvent] {
        let newest = events?.first?.number ?? 0
        return Array(found.prefix { $0.number > newest })
    }

    private mutating func insert(_ fresh: [ShopEvent]) {
        let isFirst = count == 0
        events = fresh + (events ?? [])
        guard !isFirst else { return }
        // At the top the new ones come into sight; further down what is read stays where it is.
        if list.offset > 0 { list.shift(by: fresh.count) } else { list.selected += fresh.count }
    }

    // MARK: reading on

    /// - Returns: before which event the next page ends, when its time has come: the end is in sight, and nothing is
    ///   being read.
    mutating func readOn() -> EventNumber? {
        guard let before, events != nil, !isStale, !isReading, list.selected > count - 50 else { return nil }
        isReading = true
        return before
    }

    /// - Parameter cursor: before which event the page was asked for.
    mutating func append(_ page: LogPage, before cursor: EventNumber) {
        guard cursor == before, isReading else { return }
        events = (events ?? []) + page.events
        (before, since, isReading) = (page.before, page.since, false)
    }

    /// Nothing came of reading on.
    mutating func stopReading() { isReading = false }

    mutating func handle(_ key: Key, page: Int) { _ = list.handle(key, count: count, page: page) }
    mutating func move(by rows: Int) { list.move(by: rows, count: count) }
    mutating func choose(_ row: Int) { list.selected = row }
    mutating func clamp(page: Int) { list.clamp(count: count, page: page) }
}
