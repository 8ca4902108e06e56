import Terminal

/// Rows that are read page by page as the end comes into sight: any number of them scrolls alike.
struct PagedRows<Row: Identifiable & Sendable>: Sendable where Row.ID: Sendable {
    static var limit: Int { 100 }

    /// Nil until the shop has answered.
    private(set) var rows: [Row]?
    private var list = ListState()
    private var isWhole = false
    private var reading = 0

    var count: Int { rows?.count ?? 0 }
    /// How many there are in all; nil until the last page was read.
    var total: Int? { isWhole ? count : nil }
    var state: ListState { list }
    var selected: Row? { rows.flatMap { $0.indices.contains(list.selected) ? $0[list.selected] : nil } }

    /// Where the next page begins, and what has been read until then.
    struct Mark: Sendable {
        let last: Row
        fileprivate let reading: Int
    }

    /// Where the next page begins; nil when there is none, or its time has not come.
    var wantsMore: Mark? {
        guard let last = rows?.last, !isWhole, list.selected > count - Self.limit / 2 else { return nil }
        return Mark(last: last, reading: reading)
    }

    /// So many rows are read anew when what is shown has changed, so that whoever has scrolled down stays there.
    var again: Int { max(Self.limit, count) }

    /// Begins anew; what was chosen stays chosen if it is among the rows.
    ///
    /// - Parameter limit: how many were asked for.
    mutating func begin(with page: [Row], limit: Int = Self.limit) {
        let kept = selected?.id
        reading += 1
        rows = page
        isWhole = page.count < limit
        list.selected = kept.flatMap { id in page.firstIndex { $0.id == id } } ?? 0
    }

    /// Goes on; a page that was asked for before the rows were read anew falls away.
    mutating func append(_ page: [Row], at mark: Mark) {
        guard mark.reading == reading else { return }
        isWhole = page.count < Self.limit
        rows = (rows ?? []) + page
    }

    /// - Returns: false when the key does not move in a list.
    mutating func handle(_ key: Key, page: Int) -> Bool {
        guard list.handle(key, count: count, page: page) else { return false }
        list.settle(count: count, page: page)
        return true
    }

    mutating func move(by rows: Int, page: Int) {
        list.move(by: rows, count: count)
        list.settle(count: count, page: page)
    }

    mutating func choose(_ row: Int) { list.selected = row }
}
