public import Foundation

/// When a shop is open: hours for each weekday, and other hours, or none, on single dates.
///
/// It is open whenever its wall clock shows a time within the hours. So an hour that summer time skips has no opening, and
/// one that it repeats is within the hours twice. Hours past midnight belong to the day on which they begin: the Friday
/// that is open 18:00–02:00 reaches into Saturday, whatever Saturday's own hours are. Hours of two days may overlap, because
/// an exception can cause that at any time; each minute of them still counts once.
public struct OpeningHours: Hashable, Sendable {
    /// Of a shop that says nothing: it never closes.
    public static let always = OpeningHours(week: nil)

    /// Seven, from Monday on; nil when each day is open from midnight to midnight.
    let week: [DayHours]?
    /// What holds on these dates, instead of the weekday's hours.
    public let exceptions: [BusinessDay: DayHours]

    /// - Parameter week: a weekday that is not in it is closed. Nil: each day is open from midnight to midnight.
    public init(week: [Weekday: DayHours]?, exceptions: [BusinessDay: DayHours] = [:]) {
        self.week = week.map { week in Weekday.allCases.map { week[$0] ?? .closed } }
        self.exceptions = exceptions
    }

    /// The hours that begin on this day.
    public func hours(on day: BusinessDay) -> DayHours {
        exceptions[day] ?? week?[Weekday(day).rawValue] ?? .allDay
    }

    /// - Parameter zone: the shop's.
    public func isOpen(at instant: Date, in zone: TimeZone) -> Bool {
        dayNumber(at: WallClock(zone: zone).local(instant).floorDivided(by: 60)) != nil
    }

    /// The first moment from `instant` on at which it is open: `instant` itself while it is.
    ///
    /// - Returns: nil when it never opens again.
    public func opens(from instant: Date, in zone: TimeZone) -> Date? {
        guard !isOpen(at: instant, in: zone) else { return instant }
        let clock = WallClock(zone: zone)
        let first = clock.local(instant).floorDivided(by: WallClock.day) - 1
        if let week, week.allSatisfy(\.isClosed) {
            let days = exceptions.keys.map(\.daysSince1970).filter { $0 >= first }.sorted()
            return firstOpening(after: instant, on: days, clock)
        }
        // Some weekday has hours. In one week they may be closed by an exception, or lie in an hour that is skipped.
        return firstOpening(after: instant, on: first...(first + 7 * (exceptions.count + 4)), clock)
    }

    /// - Parameter days: since 1970, in order.
    private func firstOpening(after instant: Date, on days: some Sequence<Int>, _ clock: WallClock) -> Date? {
        let now = Int(instant.timeIntervalSince1970.rounded(.down))
        var found: (day: Int, start: Int)?
        for day in days {
            // A clock that is set back shows the first hours of a day before the last ones of the day before it.
            if let found, day > found.day + 1 { break }
            let starts = hours(onNumber: day).spans
                .flatMap { clock.instants(showing: $0.localSeconds(onNumber: day)) }
                .map(\.lowerBound).filter { $0 > now }
            guard let start = starts.min() else { continue }
            found = (found?.day ?? day, min(found?.start ?? start, start))
        }
        return found.map { Date(timeIntervalSince1970: TimeInterval($0.start)) }
    }

    // MARK: in local minutes

    /// The day to whose hours this minute belongs, the earlier one of two; nil when it is closed then.
    ///
    /// - Parameter minute: that the wall clock shows, counted since 1970.
    /// - Returns: days since 1970.
    func dayNumber(at minute: Int) -> Int? {
        let day = minute.floorDivided(by: DayHours.minutes)
        return [day - 1, day].first { end(of: minute, onNumber: $0) != nil }
    }

    /// Whether it is open through all of these minutes of the wall clock, counted since 1970.
    func isOpen(through minutes: Range<Int>) -> Bool {
        var minute = minutes.lowerBound
        while minute < minutes.upperBound {
            let day = minute.floorDivided(by: DayHours.minutes)
            guard let end = end(of: minute, onNumber: day) ?? end(of: minute, onNumber: day - 1) else { return false }
            minute = end
        }
        return true
    }

    /// The end of the hours of this day that this minute is within.
    private func end(of minute: Int, onNumber day: Int) -> Int? {
        let midnight = day * DayHours.minutes
        let span = hours(onNumber: day).spans.first { $0.start <= minute - midnight && minute - midnight < $0.end }
        return span.map { midnight + $0.end }
    }

    private func hours(onNumber day: Int) -> DayHours {
        if !exceptions.isEmpty, let hours = exceptions[BusinessDay(daysSince1970: day)] { return hours }
        return week?[Weekday(daysSince1970: day).rawValue] ?? .allDay
    }
}
