public import Foundation

/// A day of the shop, in the shop's time zone. Tickets start again with each.
public struct BusinessDay: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// Year × 10,000 + month × 100 + day: 20261123.
    public let number: Int

    public init(number: Int) { self.number = number }

    public init(_ date: Date, in zone: TimeZone) {
        let parts = CivilTime(date, in: zone)
        number = parts.year * 10_000 + parts.month * 100 + parts.day
    }

    /// The moment at which the business day of `date` began.
    public static func start(of date: Date, in zone: TimeZone) -> Date {
        let time = CivilTime(date, in: zone)
        let passed = TimeInterval(time.hour * 3_600 + time.minute * 60 + time.second)
        let guess = Date(timeIntervalSince1970: date.timeIntervalSince1970.rounded(.down) - passed)
        // On a day that changes the clocks, midnight had another offset than now.
        return guess.addingTimeInterval(TimeInterval(zone.secondsFromGMT(for: date) - zone.secondsFromGMT(for: guess)))
    }

    /// From its beginning to the next one's.
    public static func span(of date: Date, in zone: TimeZone) -> Range<Date> {
        let start = start(of: date, in: zone)
        // The longest day has 25 hours, the shortest 23.
        return start..<Self.start(of: start.addingTimeInterval(30 * 3_600), in: zone)
    }

    public static func < (left: Self, right: Self) -> Bool { left.number < right.number }

    /// ISO 8601: `2026-11-23`.
    public var description: String {
        "\(digits(number / 10_000, 4))-\(digits(number / 100 % 100, 2))-\(digits(number % 100, 2))"
    }
}

/// A moment on the wall clock of a time zone, worked out from the zone's offset alone (Gregorian, days from civil by
/// H. Hinnant's algorithm): cheap enough for each row of a screen, where a calendar would not be.
public struct CivilTime: Hashable, Sendable {
    public let year: Int
    public let month: Int
    public let day: Int
    public let hour: Int
    public let minute: Int
    public let second: Int

    public init(_ date: Date, in zone: TimeZone) {
        let seconds = Int(date.timeIntervalSince1970.rounded(.down)) + zone.secondsFromGMT(for: date)
        let days = Int((Double(seconds) / 86_400).rounded(.down))
        let clock = seconds - days * 86_400
        hour = clock / 3_600
        minute = clock / 60 % 60
        second = clock % 60
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
        month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    }

    /// `09:05`
    public var clock: String { "\(digits(hour, 2)):\(digits(minute, 2))" }

    /// `2026-11-23T09:05:07`
    fileprivate var stamp: String {
        "\(digits(year, 4))-\(digits(month, 2))-\(digits(day, 2))T\(clock):\(digits(second, 2))"
    }
}

/// Times as ISO 8601 in UTC.
public enum ISO8601 {
    /// `2026-11-23T09:05:07Z`
    public static func string(_ date: Date) -> String { CivilTime(date, in: .gmt).stamp + "Z" }

    /// `2026-11-23T09:05:07.123Z`
    package static func milliseconds(_ date: Date) -> String {
        let fraction = date.timeIntervalSince1970 - date.timeIntervalSince1970.rounded(.down)
        return CivilTime(date, in: .gmt).stamp + ".\(digits(min(999, Int(fraction * 1_000)), 3))Z"
    }
}

/// With zeros before it, up to `count` digits.
private func digits(_ number: Int, _ count: Int) -> String {
    let text = String(number)
    return text.utf8.count < count ? String(repeating: "0", count: count - text.utf8.count) + text : text
}
