/// The hours that begin on one day, in order. None of them overlap; those that touch stay two, and are open throughout.
public struct DayHours: Hashable, Sendable {
    public static let closed = DayHours(sorted: [])
    public static let allDay = DayHours(sorted: [Span(start: 0, end: minutes)])
    /// Of a day that does not change the clocks.
    static let minutes = 1_440

    public let spans: [Span]

    /// From a time of the day to a later one, or to one of the next day.
    public struct Span: Hashable, Sendable {
        /// In minutes since the day's midnight, as the wall clock shows them: 0 to 1,439.
        public let start: Int
        /// The first minute that is no longer within; above 1,440 it is on the next day. Less than a day after `start`, or
        /// 1,440 for all of the day.
        public let end: Int

        /// - Parameters:
        ///   - start: 0 to 1,439.
        ///   - end: 0 to 1,440, in minutes since midnight as well. It is on the next day unless it is later than `start`.
        /// - Throws: ``FieldError/openingHours(_:)``: `notATime`, or `sameTime` when both are the same.
        public init(from start: Int, to end: Int) throws(FieldError) {
            guard (0..<DayHours.minutes).contains(start) else { throw .openingHours(.notATime(String(start))) }
            guard (0...DayHours.minutes).contains(end) else { throw .openingHours(.notATime(String(end))) }
            guard start != end, start != 0 || end != 0 else { throw .openingHours(.sameTime(Self.clock(start))) }
            self.init(start: start, end: end > start ? end : end + DayHours.minutes)
        }

        fileprivate init(start: Int, end: Int) {
            self.start = start
            self.end = end
        }

        /// On the wall clock, in seconds since 1970.
        func localSeconds(onNumber day: Int) -> Range<Int> {
            (day * WallClock.day + start * 60)..<(day * WallClock.day + end * 60)
        }
    }

    private init(sorted spans: [Span]) { self.spans = spans }

    /// - Parameter spans: in any order.
    /// - Throws: ``FieldError/openingHours(_:)``: `overlap`. Hours of one day that overlap are a typing error.
    public init(_ spans: [Span]) throws(FieldError) {
        let sorted = spans.sorted { ($0.start, $0.end) < ($1.start, $1.end) }
        for (span, next) in zip(sorted, sorted.dropFirst()) where next.start < span.end {
            throw .openingHours(.overlap(span.description, next.description))
        }
        self.init(sorted: sorted)
    }

    public var isClosed: Bool { spans.isEmpty }
}

/// The days of a week, which begins on Monday (ISO 8601).
public enum Weekday: Int, CaseIterable, Hashable, Sendable {
    case monday, tuesday, wednesday, thursday, friday, saturday, sunday

    public init(_ day: BusinessDay) { self.init(daysSince1970: day.daysSince1970) }

    init(daysSince1970 days: Int) {
        // 1970 began on a Thursday.
        let number = (days + 3) - (days + 3).floorDivided(by: 7) * 7
        self = Weekday(rawValue: number) ?? .monday
    }
}
