public import Foundation

/// Business days from one to another, both included.
public struct DayRange: Hashable, Sendable {
    public var first: BusinessDay
    public var last: BusinessDay

    public init(from first: BusinessDay, to last: BusinessDay) {
        self.first = min(first, last)
        self.last = max(first, last)
    }

    /// The business day of `now` and those before it, `count` in all.
    public static func last(_ count: Int, at now: Date, in zone: TimeZone) -> DayRange {
        let today = BusinessDay(now, in: zone)
        return DayRange(from: today.advanced(by: 1 - max(1, count)), to: today)
    }

    public var days: [BusinessDay] {
        var days = [first]
        while let day = days.last, day < last { days.append(day.advanced(by: 1)) }
        return days
    }
}

extension BusinessDay {
    /// Reads `2026-11-23`.
    ///
    /// - Returns: nil when it is not a day of the calendar.
    public init?(_ text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.map(\.count) == [4, 2, 2], text.allSatisfy({ $0 == "-" || ("0"..."9").contains($0) }),
            let digits = Int(parts.joined())
        else { return nil }
        self.init(number: digits)
        guard digits >= 19_700_101, advanced(by: 0) == self else { return nil }
    }

    /// The day so many days later, or earlier.
    public func advanced(by count: Int) -> BusinessDay { BusinessDay(daysSince1970: daysSince1970 + count) }

    init(daysSince1970 days: Int) {
        self.init(Date(timeIntervalSince1970: TimeInterval(days) * 86_400), in: .gmt)
    }

    /// Days from civil, by H. Hinnant.
    var daysSince1970: Int {
        let month = number / 100 % 100
        let year = number / 10_000 - (month <= 2 ? 1 : 0)
        let monthFromMarch = (month + 9) % 12
        let dayOfYear = (153 * monthFromMarch + 2) / 5 + number % 100 - 1
        return 365 * year + year / 4 - year / 100 + year / 400 + dayOfYear - 719_468
    }
}
