import Foundation
import Presentation
import Shop
import Terminal

/// The orders of the board in their lanes; which one is chosen, and which are marked. The chosen order stays chosen
/// while the board changes under it.
struct BoardLanes: Sendable {
    static let allLanes: [OrderStatus] = [.placed, .preparing, .ready, .completed]

    let lanes: [OrderStatus]
    /// Nil until the shop has answered.
    private(set) var board: BoardSnapshot?
    private(set) var lane = 0
    private(set) var selectedID: ID<Order>?
    private(set) var marked: Set<ID<Order>> = []
    private(set) var changed = ChangeMarks<ID<Order>>()
    /// What is looked for; empty shows everything.
    private var key = SearchKey("")
    private var columns: [[Order]]
    private var numberPage = 0
    /// First order shown, by lane.
    private var offsets: [Int]

    init(lanes: [OrderStatus] = allLanes) {
        self.lanes = lanes
        columns = lanes.map { _ in [] }
        offsets = lanes.map { _ in 0 }
    }

    func orders(in lane: Int) -> [Order] { columns[lane] }
    func offset(in lane: Int) -> Int { offsets[lane] }
    var chosen: Order? { columns[lane].first { $0.id == selectedID } }

    var isSearched: Bool { !key.isEmpty }
    /// Marked, and not among what the search finds.
    var hiddenMarks: Int { marked.count - columns.joined().count { marked.contains($0.id) } }

    /// What a step is for: the marked orders, else the chosen one. What a search hides keeps its mark, and nothing is
    /// done to it: nobody moves an order that they do not see.
    var meant: [Order] {
        let all = columns.joined().filter { marked.contains($0.id) }
        return all.isEmpty ? [chosen].compactMap(\.self) : Array(all)
    }

    func contains(_ id: ID<Order>) -> Bool { columns.joined().contains { $0.id == id } }

    // MARK: what the shop says

    /// - Returns: the orders that were not on the board before; none for the first picture.
    mutating func show(_ news: BoardSnapshot, now: Date) -> [Order] {
        let old = board.map { Dictionary(($0.open + $0.completed).map { ($0.id, $0.version) }) { first, _ in first } }
        board = news
        arrange()
        guard let old else { return [] }
        let fresh = (news.open + news.completed).filter { old[$0.id] != $0.version }
        changed.mark(fresh.map(\.id), now: now)
        return news.open.filter { $0.status == .placed && old[$0.id] == nil }
    }

    /// Takes over what an own step has made of an order, before the shop tells it anew.
    mutating func take(_ order: Order) {
        board?.take(order)
        arrange()
    }

    mutating func forgetOldMarks(now: Date) { changed.forgetOld(now: now) }

    mutating func find(_ text: String) {
        key = SearchKey(text)
        arrange()
    }

    private mutating func arrange() {
        let place = columns[lane].firstIndex { $0.id == selectedID }
        let all = ((board?.open ?? []) + (board?.completed ?? [])).filter { lanes.contains($0.status) }
        let found = key.isEmpty ? all : all.filter { key.matches(folded: Self.folded($0)) }
        columns = lanes.map { status in found.filter { $0.status == status } }
        marked.formIntersection(all.map(\.id))
        if numbered.isEmpty { numberPage = 0 }
        if let selectedID, let index = columns.firstIndex(where: { $0.contains { $0.id == selectedID } }) {
            lane = index
        } else {
            // What was chosen has left the board: its neighbour takes its place.
            choose(row: place ?? 0)
        }
    }

    private static func folded(_ order: Order) -> String {
        let items = order.items.map(\.name).joined(separator: " ")
        return TextRule.folded("\(order.ticket) \(order.customerLabel) \(items) \(order.payment.text)")
    }

    // MARK: by number

    /// How many cards have a number at a time: the digits of a number pad.
    static let numbers = 9

    /// The orders that a digit chooses now, in the order of the lanes.
    private var numbered: [Order] {
        let all = Array(columns.joined())
        return Array(all.dropFirst(numberPage * Self.numbers).prefix(Self.numbers))
    }

    /// - Returns: 1 to 9; nil for an order that has no number now.
    func number(of id: ID<Order>) -> Int? { numbered.firstIndex { $0.id == id }.map { $0 + 1 } }

    mutating func choose(number: Int) {
        let numbered = numbered
        if numbered.indices.contains(number - 1) { choose(numbered[number - 1].id) }
    }

    /// Numbers the next nine orders; after the last the first again.
    mutating func nextNumbers() {
        let pages = (columns.joined().count + Self.numbers - 1) / Self.numbers
        numberPage = pages == 0 ? 0 : (numberPage + 1) % pages
    }

    // MARK: choosing

    private var row: Int { columns[lane].firstIndex { $0.id == selectedID } ?? 0 }

    private mutating func choose(row: Int) {
        let orders = columns[lane]
        selectedID = orders.isEmpty ? nil : orders[min(max(0, row), orders.count - 1)].id
    }

    mutating func choose(_ id: ID<Order>) {
        guard let index = columns.firstIndex(where: { $0.contains { $0.id == id } }) else { return }
        lane = index
        selectedID = id
    }

    mutating func move(by rows: Int) { choose(row: row + rows) }
    mutating func moveToStart() { choose(row: 0) }
    mutating func moveToEnd() { choose(row: columns[lane].count) }

    mutating func moveLane(by step: Int) { go(to: min(max(0, lane + step), lanes.count - 1)) }

    mutating func go(to lane: Int) {
        guard lanes.indices.contains(lane), lane != self.lane else { return }
        let row = row
        self.lane = lane
        choose(row: row)
    }

    mutating func toggleMark() {
        guard let selectedID else { return }
        if marked.remove(selectedID) == nil { marked.insert(selectedID) }
        move(by: 1)
    }

    mutating func unmark(_ ids: some Sequence<ID<Order>>) { marked.subtract(ids) }
    mutating func clearMarks() { marked = [] }

    // MARK: what fits

    /// How the cards of a lane lie in an area of this size.
    func flow(_ lane: Int, in size: Size) -> CardFlow {
        CardFlow(heights: columns[lane].map(OrderCard.height), in: size)
    }

    /// Brings the chosen order of each lane into sight.
    ///
    /// - Parameter sizes: of the cards' area in each lane; one for all where they are shown one at a time.
    mutating func clamp(in sizes: [Size]) {
        for index in lanes.indices {
            let size = sizes[min(index, sizes.count - 1)]
            let wanted = index == lane ? row : min(offsets[index], max(0, columns[index].count - 1))
            offsets[index] = flow(index, in: size).offset(showing: wanted, from: offsets[index])
        }
    }
}
