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

    /// To the minute: `10:42` today, `yesterday 10:42`, `2026-11-21 10:42`.
    package func minute(_ date: Date, now: Date) -> String {
        let (moment, clock) = (moment(date, now: now), clock(date))
        return moment == clock ? clock : "\(moment) \(clock)"
    }

    /// `10:42`
    package func clock(_ date: Date) -> String { CivilTime(date, in: timeZone).clock }

    /// `2026-11-21 10:42`
    package func dayAndClock(_ date: Date) -> String { "\(BusinessDay(date, in: timeZone)) \(clock(date))" }
}

/// `3 min`, `2 h 5 min`, `4 d`
///
/// - Parameter isShort: where there is no room: `2 h`.
package func age(since date: Date, now: Date, isShort: Bool = false) -> String {
    span(minutes: ShopSettings.minutes(since: date, now: now), isShort: isShort)
}

private func span(minutes: Int, isShort: Bool = false) -> String {
    if minutes < 60 { return "\(minutes) min" }
    if minutes >= 1_440 { return "\(minutes / 1_440) d" }
    return isShort ? "\(minutes / 60) h" : "\(minutes / 60) h \(minutes % 60) min"
}

/// How long something takes, to the second while seconds count: `45 s`, `4 min 10 s`, `12 min`, `2 h 5 min`.
package func duration(_ seconds: Double) -> String {
    let whole = max(0, Int(seconds.rounded()))
    if whole < 60 { return "\(whole) s" }
    let minutes = span(minutes: whole / 60)
    return whole >= 600 || whole % 60 == 0 ? minutes : "\(minutes) \(whole % 60) s"
}

/// A share of 0 to 1, to a tenth of a percent: `7.9 %`.
package func share(_ share: Double) -> String {
    let tenths = Int((share * 1_000).rounded())
    return "\(tenths / 10).\(tenths % 10) %"
}

/// An hour of the day: `09:00 to 10:00`.
package func hourText(_ hour: Int) -> String {
    func clock(_ hour: Int) -> String { hour < 10 ? "0\(hour):00" : "\(hour):00" }
    return "\(clock(hour)) to \(clock(hour + 1))"
}

/// A sentence in the form that the number takes.
package func plural(_ count: Int, one: @autoclosure () -> String, many: @autoclosure () -> String) -> String {
    count == 1 ? one() : many()
}

/// A number with the noun in the form that it takes: `1 piece`, `2 pieces`.
package func plural(_ count: Int, _ one: String, _ many: String) -> String {
    plural(count, one: "\(count) \(one)", many: "\(count) \(many)")
}
