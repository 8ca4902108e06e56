public import Foundation

/// A time for which an order can be placed ahead.
public struct TimeSlot: Hashable, Sendable {
    /// The instant that an order keeps as its time.
    public let start: Date
    /// The day to whose hours it belongs. At 01:00 this may be the day before; the ticket is of the day of `start`.
    public let day: BusinessDay
    /// What the shop's clock shows at its start.
    public let time: CivilTime
    /// Seconds east of Greenwich at its start.
    public let offset: Int
    /// Whether the clock shows this time twice, because it is set back.
    public let isRepeated: Bool

    /// `02:30`, or `02:30 UTC+01:00` when the clock shows it twice: no two slots of a day have the same.
    public var label: String {
        guard isRepeated else { return time.clock }
        return "\(time.clock) UTC\(offset < 0 ? "-" : "+")\(DayHours.Span.clock(abs(offset) / 60))"
    }
}

/// The slots that a shop offers to orders ahead.
public struct SlotRules: Hashable, Sendable {
    /// In minutes. Each one divides the hour, so that slots begin at the same minutes whatever the opening hours are, and
    /// stay the same slots when these change.
    public enum Length: Int, CaseIterable, Hashable, Sendable {
        case five = 5
        case ten = 10
        case fifteen = 15
        case twenty = 20
        case thirty = 30
        case sixty = 60
    }

    public static let daysAheadRange = 0...31
    public static let leadRange = 0...10_080
    public static let capacityRange = 1...999

    public let length: Length
    /// How many days after today have slots, too.
    public let daysAhead: Int
    /// Minutes from now until the earliest slot may begin. It may be more than a day.
    public let lead: Int
    /// How many orders a slot takes at most; nil for any number.
    public let capacity: Int?

    /// Figures outside of their ranges are taken as the nearest within.
    public init(length: Length = .fifteen, daysAhead: Int = 0, lead: Int = 0, capacity: Int? = nil) {
        func clamp(_ value: Int, _ range: ClosedRange<Int>) -> Int {
            min(max(value, range.lowerBound), range.upperBound)
        }
        self.length = length
        self.daysAhead = clamp(daysAhead, Self.daysAheadRange)
        self.lead = clamp(lead, Self.leadRange)
        self.capacity = capacity.map { clamp($0, Self.capacityRange) }
    }

    /// In seconds.
    var seconds: Int { length.rawValue * 60 }

    /// An order takes a place in the slot that begins at `start` when its own time is within this range. The two may differ
    /// where slots had another length when the order was placed.
    func dueRange(of start: Date) -> Range<Date> { start..<start.addingTimeInterval(TimeInterval(seconds)) }
}
