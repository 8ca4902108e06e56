import Presentation
import Shop
import Terminal

/// What a list tells from its neighbours by its number.
protocol NumberedRow: Sendable {
    var id: ID<Self> { get }
}

extension Order: NumberedRow {}
extension User: NumberedRow {}

/// Rows that are read page by page as the end comes into sight: any number of them scrolls alike.
struct PagedRows<Row: NumberedRow>: Sendable {
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

    /// Which rows are asked for: those of another list, or of the same one as it is by now.
    enum Read: Hashable, Sendable {
        case first
        /// As many as were read, so that whoever has scrolled down stays there.
        case again(Int)

        var limit: Int {
            switch self {
            case .first: PagedRows.limit
            case .again(let count): max(PagedRows.limit, count)
            }
        }
    }

    var again: Read { .again(count) }

    /// What was chosen stays chosen if it is among the rows, and stands where it stood on the screen.
    mutating func take(_ page: [Row], of read: Read) {
        let kept = selected.flatMap { row in page.firstIndex { $0.id == row.id } }
        reading += 1
        rows = page
        isWhole = page.count < read.limit
        if let kept {
            // At the top what has come in above it comes into sight.
            if list.offset > 0 { list.shift(by: kept - list.selected) } else { list.selected = kept }
        } else if read == .first {
            list = ListState()
        } else {
            // It has left the list: its neighbour takes its place.
            list.selected = min(list.selected, max(0, page.count - 1))
        }
    }

    /// Goes on; a page that was asked for before the rows were read anew falls away. A row that has moved behind the
    /// mark meanwhile stays where it is until they are.
    mutating func append(_ page: [Row], at mark: Mark) {
        guard mark.reading == reading else { return }
        isWhole = page.count < Self.limit
        let shown = Set((rows ?? []).map(\.id))
        rows = (rows ?? []) + page.filter { !shown.contains($0.id) }
    }

    /// - Returns: false when the key does not move in a list.
    mutating func handle(_ key: Key, page: Int) -> Bool {
        guard list.handle(key, count: count, page: page) else { return false }
        list.clamp(count: count, page: page)
        return true
    }

    mutating func move(by rows: Int, page: Int) {
        list.move(by: rows, count: count)
        list.clamp(count: count, page: page)
    }

    mutating func choose(_ row: Int) { list.selected = row }
}
