import Foundation
import Shop

/// What a shop's rules say of each minute of some days, found out the long way: a calendar says what the clock shows, and
/// each minute is looked at by itself.
struct HoursOracle {
    struct Minute {
        var start: Date
        var day: BusinessDay
        /// Of the day, as the clock shows it.
        var minute: Int
    }

    let zone: TimeZone
    let minutes: [Minute]
    /// The minutes that the clock shows twice, by day.
    let repeated: [BusinessDay: Set<Int>]

    /// - Parameter days: how many, of 24 hours each.
    init(from start: Date, days: Int, in zone: TimeZone) {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = zone
        self.zone = zone
        let minutes = (0..<days * 1_440).compactMap { count -> Minute? in
            let start = start.addingTimeInterval(TimeInterval(count * 60))
            let parts = calendar.dateComponents([.year, .month, .day, .hour, .minute], from: start)
            guard let year = parts.year, let month = parts.month, let day = parts.day, let hour = parts.hour,
                let minute = parts.minute
            else { return nil }
            return Minute(
                start: start, day: BusinessDay(number: year * 10_000 + month * 100 + day), minute: hour * 60 + minute)
        }
        self.minutes = minutes
        repeated = Dictionary(grouping: minutes, by: \.day).mapValues { minutes in
            Set(Dictionary(grouping: minutes, by: \.minute).filter { $1.count > 1 }.keys)
        }
    }

    /// The day whose hours reach to this minute, the earlier one of two.
    static func owner(of minute: Int, on day: BusinessDay, _ hours: OpeningHours) -> BusinessDay? {
        var (day, minute) = (day, minute)
        while minute >= 1_440 { (day, minute) = (day.advanced(by: 1), minute - 1_440) }
        let before = day.advanced(by: -1)
        func has(_ minute: Int, _ day: BusinessDay) -> Bool {
            hours.hours(on: day).spans.contains { $0.start <= minute && minute < $0.end }
        }
        return has(minute + 1_440, before) ? before : has(minute, day) ? day : nil
    }

    func isOpen(_ minute: Minute, _ hours: OpeningHours) -> Bool {
        Self.owner(of: minute.minute, on: minute.day, hours) != nil
    }

    /// The slots from `now` on, which is the start of one of the minutes.
    func slots(
        now: Date, by channel: OrderingChannel, _ hours: OpeningHours, _ rules: SlotRules, _ counts: [Date: Int]
    ) -> [Minute] {
        guard let today = minutes.first(where: { $0.start == now })?.day else { return [] }
        let earliest = channel == .staff ? now : now.addingTimeInterval(TimeInterval(rules.lead * 60))
        let length = TimeInterval(rules.length.rawValue * 60)
        return minutes.filter { minute in
            guard minute.start >= earliest, minute.minute % rules.length.rawValue == 0,
                let owner = Self.owner(of: minute.minute, on: minute.day, hours),
                owner <= today.advanced(by: rules.daysAhead)
            else { return false }
            let taken = counts.filter { (0..<length).contains($0.key.timeIntervalSince(minute.start)) }.map(\.value)
            guard taken.reduce(0, +) < rules.capacity ?? .max else { return false }
            return (0..<rules.length.rawValue).allSatisfy {
                Self.owner(of: minute.minute + $0, on: minute.day, hours) != nil
            }
        }
    }
}

/// Hours as a shop may have them, with a liking for midnight, for the small hours, and for days that overlap.
enum RandomHours {
    static func make(around day: BusinessDay, using random: inout SplitMix) -> OpeningHours {
        var exceptions: [BusinessDay: DayHours] = [:]
        for _ in 0..<Int.random(in: 0...4, using: &random) {
            exceptions[day.advanced(by: .random(in: -3...4, using: &random))] = self.day(using: &random)
        }
        guard Int.random(in: 0..<8, using: &random) > 0 else { return OpeningHours(week: nil, exceptions: exceptions) }
        var week: [Weekday: DayHours] = [:]
        for weekday in Weekday.allCases { week[weekday] = self.day(using: &random) }
        return OpeningHours(week: week, exceptions: exceptions)
    }

    private static func day(using random: inout SplitMix) -> DayHours {
        let times = [0, 60, 90, 110, 120, 135, 150, 180, 190, 600, 1_080, 1_380, 1_395, 1_430, 1_439, 1_440]
        var hours = DayHours.closed
        for _ in 0..<Int.random(in: 0...3, using: &random) {
            func time() -> Int {
                Bool.random(using: &random)
                    ? times.randomElement(using: &random) ?? 0 : .random(in: 0..<1_440, using: &random)
            }
            guard let span = try? DayHours.Span(from: time(), to: time()) else { continue }
            hours = (try? DayHours(hours.spans + [span])) ?? hours
        }
        return hours
    }
}

/// SplitMix64, by G. Steele, D. Lea and C. Flood: the same numbers for the same seed.
struct SplitMix: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
