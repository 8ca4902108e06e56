import Foundation
import Presentation
import Shop

/// Which days a made shop has been open, and how many orders each has.
struct ShopCalendar {
    struct Day {
        /// The moment at which the business day began.
        var start: Date
        var orders: Int
    }

    /// Oldest first; the last is today.
    let days: [Day]
    /// Orders of today that are not closed yet.
    let open: Int

    /// Orders on a usual day: a larger shop has had more days, and busier ones.
    static func usualDay(of orders: Int) -> Double { min(1_500, max(20, Double(orders) / 60)) }

    init(orders: Int, open: Int, now: Date, zone: TimeZone, random: inout SeededRandom) {
        let usual = Self.usualDay(of: orders)
        let open = min(orders, open)
        let today = BusinessDay.start(of: now, in: zone)
        // Of today only what was closed by now.
        let passed = now.timeIntervalSince(today) - ShopHabits.patience - ShopHabits.opening.lowerBound
        let length = ShopHabits.opening.upperBound - ShopHabits.opening.lowerBound
        let share = min(1, max(0, passed / length))
        var left = orders - open
        let closedToday = min(left, Int(usual * share))
        left -= closedToday
        var days = [Day(start: today, orders: closedToday + open)]
        var start = today
        while left > 0 {
            start = BusinessDay.start(of: start.addingTimeInterval(-43_200), in: zone)
            let count = min(left, max(1, Int(usual * Self.weight(of: start) * random.seconds(0.8...1.2))))
            days.append(Day(start: start, orders: count))
            left -= count
        }
        self.days = days.reversed()
        self.open = open
    }

    /// Saturdays are the busiest; 1970 began on a Thursday.
    private static func weight(of start: Date) -> Double {
        let weekday = Int((start.timeIntervalSince1970 + 43_200) / 86_400) % 7
        return [0.95, 1.1, 1.4, 1.2, 0.8, 0.85, 0.9][weekday]
    }
}
