public import Foundation

/// How long the shop takes at present, as customers and kiosks are told: "about 8 min".
public struct PreparationEstimate: Hashable, Sendable {
    /// The orders that are looked at: this many of the latest, as far as they became ready within so many seconds.
    public static let mostOrders = 20
    public static let window: TimeInterval = 2 * 3_600
    /// With fewer orders nothing is told.
    public static let fewestOrders = 5

    /// Whole minutes, at least 1.
    public let minutes: Int

    /// An order that has become ready.
    public struct Preparation: Hashable, Sendable {
        public var placed: Date
        /// When it stood ready for good: a recall makes it ready later.
        public var ready: Date
        /// Whether it was ordered for a later time, and so waited without being made.
        public var isAhead: Bool

        public init(placed: Date, ready: Date, isAhead: Bool) {
            self.placed = placed
            self.ready = ready
            self.isAhead = isAhead
        }
    }

    /// - Parameter preparations: in any order; those that do not count are left out.
    /// - Returns: nil when too few orders count.
    public init?(_ preparations: some Sequence<Preparation>, now: Date) {
        // After the clock was corrected, times may lie in the future or in the wrong order.
        let counted = preparations.filter {
            !$0.isAhead && $0.placed <= $0.ready && $0.ready <= now && now.timeIntervalSince($0.ready) <= Self.window
        }
        let latest = counted.sorted { $0.ready > $1.ready }.prefix(Self.mostOrders)
        guard latest.count >= Self.fewestOrders else { return nil }
        // Nearest rank, as in the insights: the figure is one order's own time.
        let times = latest.map { $0.ready.timeIntervalSince($0.placed) }.sorted()
        minutes = max(1, Int((times[(times.count - 1) / 2] / 60).rounded()))
    }
}
