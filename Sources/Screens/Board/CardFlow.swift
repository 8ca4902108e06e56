import Terminal

/// Cards of any height under one another. Where a lane is wide they go on in a second column, so that more are in sight.
struct CardFlow: Sendable {
    /// Columns that a card needs to be read at a glance.
    private static let leastWidth = 34

    /// Rows of each card, with the blank one under it.
    let heights: [Int]
    let rows: Int
    let columns: Int

    init(heights: [Int], in size: Size) {
        self.heights = heights
        rows = size.height
        columns = max(1, size.width / Self.leastWidth)
    }

    struct Place: Hashable, Sendable {
        var card: Int
        var column: Int
        var y: Int
    }

    /// The cards that are in sight when `first` is the first of them. The blank row under the last one need not fit.
    func places(from first: Int) -> [Place] {
        var places: [Place] = []
        var (column, y) = (0, 0)
        for card in heights.indices.dropFirst(first) {
            if y > 0, y + heights[card] - 1 > rows { (column, y) = (column + 1, 0) }
            guard column < columns else { break }
            places.append(Place(card: card, column: column, y: y))
            y += heights[card]
        }
        return places
    }

    private func shows(_ card: Int, from first: Int) -> Bool { (places(from: first).last?.card ?? -1) >= card }

    /// The first card to show so that `wanted` is in sight, moving as little as possible, and leaving no room unused.
    func offset(showing wanted: Int, from offset: Int) -> Int {
        guard !heights.isEmpty else { return 0 }
        var first = min(max(0, min(offset, wanted)), heights.count - 1)
        while first < wanted, !shows(wanted, from: first) { first += 1 }
        while first > 0, shows(heights.count - 1, from: first - 1) { first -= 1 }
        return first
    }
}
