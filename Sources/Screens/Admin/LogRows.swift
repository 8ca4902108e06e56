import Shop
import Terminal

/// The part of the log that was read so far, newest first. New events come in above; the chosen one stays chosen.
struct LogRows: Sendable {
    /// Nil until the shop has answered.
    private(set) var events: [ShopEvent]?
    private(set) var list = ListState()
    /// Where reading goes on; nil at the log's beginning.
    private var before: EventNumber?
    /// What is shown is of another filter: the next page takes its place.
    private var isStale = false

    var count: Int { events?.count ?? 0 }

    /// Before which event the next page ends; nil when there is none, or its time has not come.
    var wantsMoreBefore: EventNumber? { events != nil && !isStale && list.selected > count - 50 ? before : nil }

    /// Another filter leaves other events; those that are shown stay until it has answered.
    mutating func begin() {
        list = ListState()
        isStale = true
    }

    /// The newest page as it is by now.
    mutating func take(_ page: LogPage) {
        let fresh = page.events.prefix { event in events?.first.map { event.number > $0.number } ?? true }
        let isJoined = fresh.count < page.events.count || page.before == nil
        guard let known = events, !known.isEmpty, isJoined, !isStale else {
            events = page.events
            before = page.before
            list = ListState()
            isStale = false
            return
        }
        events = fresh + known
        // At the top the new ones come into sight; further down what is read stays where it is.
        if list.offset > 0 { list.shift(by: fresh.count) } else { list.selected += fresh.count }
    }

    /// - Parameter cursor: before which event the page was asked for.
    mutating func append(_ page: LogPage, before cursor: EventNumber) {
        guard cursor == wantsMoreBefore else { return }
        events = (events ?? []) + page.events
        before = page.before
    }

    mutating func handle(_ key: Key, page: Int) { _ = list.handle(key, count: count, page: page) }
    mutating func move(by rows: Int) { list.move(by: rows, count: count) }
    mutating func choose(_ row: Int) { list.selected = row }
    mutating func settle(page: Int) { list.settle(count: count, page: page) }
}
