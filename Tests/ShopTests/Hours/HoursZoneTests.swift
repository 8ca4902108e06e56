import Foundation
import Shop
import Testing

/// The rules beside ``HoursOracle``, on the days on which zones do what shops do not expect.
struct HoursZoneTests {
    struct Days: Sendable, CustomTestStringConvertible {
        var zone: String
        /// UTC, some two days before the change.
        var start: String
        var testDescription: String { "\(zone) \(start)" }

        init(_ zone: String, _ start: String) { (self.zone, self.start) = (zone, start) }
    }

    private static let days = [
        Days("Europe/Berlin", "2026-03-27"), Days("Europe/Berlin", "2026-10-23"), Days("Europe/London", "2026-10-23"),
        Days("America/New_York", "2026-03-06"), Days("America/New_York", "2026-10-30"),
        // Half an hour.
        Days("Australia/Lord_Howe", "2026-04-03"), Days("Australia/Lord_Howe", "2026-10-02"),
        // Offsets of quarters of an hour; Kathmandu moved its clock by one in 1986.
        Days("Asia/Kathmandu", "2026-11-20"), Days("Asia/Kathmandu", "1985-12-30"),
        Days("Pacific/Chatham", "2026-09-24"),
        // A day that never was.
        Days("Pacific/Apia", "2011-12-28"), Days("Pacific/Kwajalein", "1993-08-19"),
        // Summer time that rests in Ramadan, and that is the standard.
        Days("Africa/Casablanca", "2026-02-13"), Days("Africa/Casablanca", "2026-03-20"),
        Days("Europe/Dublin", "2026-10-23"),
        // At midnight: a day begins at 01:00, or its last or first hour comes twice.
        Days("America/Havana", "2026-03-06"), Days("America/Havana", "2026-10-30"),
        Days("America/Santiago", "2026-04-03"), Days("America/Santiago", "2026-09-04"),
        Days("Africa/Cairo", "2026-04-22"), Days("Africa/Cairo", "2026-10-28"),
        // At one minute past midnight.
        Days("America/St_Johns", "2006-10-27"), Days("America/St_Johns", "2006-03-31"),
        // Two hours; and an hour that stayed.
        Days("Antarctica/Troll", "2026-03-27"), Days("Antarctica/Troll", "2026-10-23"),
        Days("Asia/Pyongyang", "2018-05-03"),
        Days("UTC", "2026-12-30"),
    ]

    @Test("Each minute is open, and each slot offered, as the shop's clock shows it", arguments: days)
    func oracle(of days: Days) throws {
        let zone = try #require(TimeZone(identifier: days.zone))
        let start = try #require(try? Date("\(days.start)T00:00:00Z", strategy: .iso8601))
        let oracle = HoursOracle(from: start, days: 5, in: zone)
        var random = SplitMix(seed: UInt64(start.timeIntervalSince1970) ^ UInt64(days.zone.utf8.count))
        for _ in 0..<4 {
            let hours = RandomHours.make(
                around: BusinessDay(start, in: zone).advanced(by: 2), using: &random)
            let open = oracle.minutes.map { oracle.isOpen($0, hours) }
            let differing = zip(oracle.minutes, open).filter { hours.isOpen(at: $0.start, in: zone) != $1 }
            #expect(differing.isEmpty, "\(hours): \(differing.prefix(3))")
            checkOpenings(oracle, open, hours, &random)
            checkSlots(oracle, hours, &random)
        }
    }

    private func checkOpenings(_ oracle: HoursOracle, _ open: [Bool], _ hours: OpeningHours, _ random: inout SplitMix) {
        for _ in 0..<20 {
            let index = Int.random(in: open.indices, using: &random)
            // What is not open again within these days opens later, or never.
            let expected = open[index...].firstIndex(of: true).map { oracle.minutes[$0].start }
            let opens = hours.opens(from: oracle.minutes[index].start, in: oracle.zone)
            if let expected {
                #expect(opens == expected, "\(hours) from \(oracle.minutes[index])")
            } else if let opens, let last = oracle.minutes.last {
                #expect(opens > last.start && hours.isOpen(at: opens, in: oracle.zone))
                #expect(!hours.isOpen(at: opens.addingTimeInterval(-1), in: oracle.zone))
            }
        }
    }

    private func checkSlots(_ oracle: HoursOracle, _ hours: OpeningHours, _ random: inout SplitMix) {
        let rules = SlotRules(
            length: SlotRules.Length.allCases.randomElement(using: &random) ?? .fifteen,
            daysAhead: .random(in: 0...1, using: &random),
            lead: [0, 7, 20, 240, 1_500].randomElement(using: &random) ?? 0,
            capacity: Bool.random(using: &random) ? .random(in: 1...3, using: &random) : nil)
        let shop = OrderingRules(hours: hours, slots: rules, timeZone: oracle.zone)
        let now = oracle.minutes[.random(in: 0..<2 * 1_440, using: &random)].start
        let channel = OrderingChannel.allCases.randomElement(using: &random) ?? .customer
        let dues = (0..<200).compactMap { _ in oracle.minutes.randomElement(using: &random)?.start }
        let counts = Dictionary(dues.map { ($0, 1) }, uniquingKeysWith: +)
        let expected = oracle.slots(now: now, by: channel, hours, rules, counts)
        let slots = shop.openSlots(by: channel, now: now, counts: counts)
        #expect(slots.map(\.start) == expected.map(\.start), "\(hours), \(rules), \(channel), now \(now)")
        #expect(slots.map { $0.time.hour * 60 + $0.time.minute } == expected.map(\.minute))
        #expect(slots.map(\.day) == expected.map { HoursOracle.owner(of: $0.minute, on: $0.day, hours) })
        #expect(slots.map(\.isRepeated) == expected.map { oracle.repeated[$0.day]?.contains($0.minute) })
        let labels = slots.map { "\(BusinessDay($0.start, in: oracle.zone)) \($0.label)" }
        #expect(Set(labels).count == labels.count, "no two slots are called the same")

        // Asked one by one, the same slots may be ordered for, and nothing else.
        let allowed = oracle.minutes.filter {
            (try? shop.check(.slot($0.start), by: channel, now: now, counts: counts)) != nil
        }
        #expect(allowed.map(\.start) == slots.map(\.start), "\(hours), \(rules), \(channel), now \(now)")
    }
}
