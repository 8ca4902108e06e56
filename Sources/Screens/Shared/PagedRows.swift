import Terminal

/// Rows that are read page by page as the end comes into sight: any number of them scrolls alike.
struct PagedRows<Row: Identifiable & Sendable>: Sendable where Row.ID: Sendable {
    static var limit: Int { 100 }

    /// Nil until the shop has answered.
    private(set) var rows: [Row]?
    private var list = ListState()
    private var isWhole = false

    var count: Int { rows?.count ?? 0 }
    var state: ListState { list }
    var selected: Row? { rows.flatMap { $0.indices.contains(list.selected) ? $0[list.selected] : nil } }

    /// The row after which the next page begins; nil when there is none, or its time has not come.
    var wantsMoreAfter: Row? {
        guard let rows, !isWhole, list.selected > rows.count - Self.limit / 2 else { return nil }
        return rows.last
    }

    /// Begins anew; what was chosen stays chosen if it is on the first page.
    mutating func begin(with page: [Row]) {
        let kept = selected?.id
        rows = page
        isWhole = page.count < Self.limit
        list.selected = kept.flatMap { id in page.firstIndex { $0.id == id } } ?? 0
    }

    mutating func append(_ page: [Row]) {
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
