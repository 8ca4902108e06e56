import Presentation
import Shop
import Terminal

/// The part of all orders around the one that is chosen. It is read on at both ends as they come into sight, and what
/// is far away is let go: a million orders scroll like ten.
struct OrderWindow: Sendable {
    static let page = 100
    private static let most = 400

    /// Nil until the shop has answered.
    private(set) var rows: [Order]?
    private(set) var list = ListState()
    private(set) var isAtStart = true
    private(set) var isAtEnd = false

    enum Read: Hashable, Sendable {
        case first, last
        /// The first page as it is by now; what is chosen stays chosen.
        case again
        case after(Order)
        case before(Order)
    }

    /// The chosen order is among the first ones: new ones may come in above it.
    var isNearStart: Bool { isAtStart && list.selected < Self.page / 2 }

    var count: Int { rows?.count ?? 0 }
    var selected: Order? { rows.flatMap { $0.indices.contains(list.selected) ? $0[list.selected] : nil } }

    /// What should be read next, when an end comes into sight.
    var wanted: Read? {
        guard let rows, let first = rows.first, let last = rows.last else { return nil }
        if !isAtEnd, list.selected > rows.count - Self.page / 2 { return .after(last) }
        return !isAtStart && list.selected < Self.page / 2 ? .before(first) : nil
    }

    /// - Parameter page: in the order in which it is shown.
    mutating func take(_ page: [Order], of read: Read) {
        let isShort = page.count < Self.page
        switch read {
        case .first:
            rows = page
            (isAtStart, isAtEnd) = (true, isShort)
            list = ListState()
        case .again:
            let kept = selected?.id
            rows = page
            (isAtStart, isAtEnd) = (true, isShort)
            // What was chosen has left the list: its neighbour takes its place.
            list.selected = kept.flatMap { id in page.firstIndex { $0.id == id } } ?? list.selected
        case .last:
            rows = page
            (isAtStart, isAtEnd) = (isShort, true)
            list.selected = max(0, page.count - 1)
        case .after(let row):
            guard var known = rows, known.last?.id == row.id else { return }
            known += page
            isAtEnd = isShort
            let far = max(0, known.count - Self.most)
            if far > 0 { isAtStart = false }
            rows = Array(known.dropFirst(far))
            list.shift(by: -far)
        case .before(let row):
            guard let known = rows, known.first?.id == row.id else { return }
            isAtStart = isShort
            let all = page + known
            if all.count > Self.most { isAtEnd = false }
            rows = Array(all.prefix(Self.most))
            list.shift(by: page.count)
        }
    }

    /// Orders of the window that have changed since.
    mutating func replace(_ orders: [Order]) {
        for order in orders {
            guard let index = rows?.firstIndex(where: { $0.id == order.id }) else { continue }
            rows?[index] = order
        }
    }

    mutating func begin() { list = ListState() }

    /// - Returns: what to read when the key asks for an end that is not here.
    mutating func handle(_ key: Key, page: Int) -> Read? {
        switch key {
        case .home, Key("g"): if !isAtStart { return .first }
        case .end, Key("G"): if !isAtEnd { return .last }
        default: break
        }
        guard list.handle(key, count: count, page: page) else { return nil }
        list.clamp(count: count, page: page)
        return wanted
    }

    mutating func move(by rows: Int, page: Int) -> Read? {
        list.move(by: rows, count: count)
        list.clamp(count: count, page: page)
        return wanted
    }

    mutating func choose(_ row: Int) { list.selected = row }
}
