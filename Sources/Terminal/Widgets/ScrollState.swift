/// How far rows that are read, and not chosen from, are scrolled; by the keys of every list.
///
/// `travel` is by how many rows they exceed what can be seen.
public struct ScrollState: Hashable, Sendable {
    private var offset = 0

    public init() {}

    /// The first row to show.
    public func first(_ travel: Int) -> Int { min(offset, max(0, travel)) }

    /// - Returns: false when the key does not scroll.
    @discardableResult
    public mutating func handle(_ key: Key, travel: Int, page: Int) -> Bool {
        var list = ListState(selected: first(travel))
        guard list.handle(key, count: max(0, travel) + 1, page: page) else { return false }
        offset = list.selected
        return true
    }

    public mutating func move(by rows: Int, travel: Int) { offset = max(0, min(first(travel) + rows, travel)) }
}
