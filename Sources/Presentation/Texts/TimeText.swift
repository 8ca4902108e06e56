package import Foundation
package import Shop

extension ShopSettings {
    /// Minutes since `date`, never negative, whatever a clock was set to.
    package static func minutes(since date: Date, now: Date) -> Int { max(0, Int(now.timeIntervalSince(date) / 60)) }

    /// `10:42` today, `yesterday`, else the day: `2026-11-21`.
    package func moment(_ date: Date, now: Date) -> String {
        let day = BusinessDay(date, in: timeZone)
        if day == BusinessDay(now, in: timeZone) { return clock(date) }
        return day == BusinessDay(now.addingTimeInterval(-86_400), in: timeZone) ? "yesterday" : day.description
    }

    /// `10:42`
    package func clock(_ date: Date) -> String { CivilTime(date, in: timeZone).clock }

    /// `2026-11-21 10:42`
    package func dayAndClock(_ date: Date) -> String { "\(BusinessDay(date, in: timeZone)) \(clock(date))" }
}

/// `3 min`, `2 h 5 min`, `4 d`
package func age(since date: Date, now: Date) -> String {
    let minutes = ShopSettings.minutes(since: date, now: now)
    if minutes < 60 { return "\(minutes) min" }
    return minutes < 1_440 ? "\(minutes / 60) h \(minutes % 60) min" : "\(minutes / 1_440) d"
}

/// A number with the noun in the form that it takes: `1 piece`, `2 pieces`.
package func plural(_ count: Int, _ one: String, _ many: String) -> String { "\(count) \(count == 1 ? one : many)" }
