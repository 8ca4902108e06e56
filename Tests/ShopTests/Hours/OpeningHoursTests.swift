import Foundation
import Shop
import Testing

struct OpeningHoursTests {
    private let berlin = TimeZone(identifier: "Europe/Berlin") ?? .gmt

    private func instant(_ text: String) throws -> Date { try Date(text, strategy: .iso8601) }

    @Test("A shop that says nothing of its hours never closes")
    func always() throws {
        let now = try instant("2026-11-28T03:00:00Z")
        #expect(OpeningHours.always.isOpen(at: now, in: berlin))
        #expect(OpeningHours.always.opens(from: now, in: berlin) == now)
        #expect(try OpeningHours("") == .always)
    }

    @Test("The small hours of Saturday are Friday's, and an exception on Saturday does not end them")
    func pastMidnight() throws {
        let hours = try OpeningHours("fri 18:00-02:00; sat 18:00-02:00; 2026-11-28 closed")
        #expect(hours.isOpen(at: try instant("2026-11-28T00:59:59Z"), in: berlin))
        #expect(!hours.isOpen(at: try instant("2026-11-28T01:00:00Z"), in: berlin))
        #expect(!hours.isOpen(at: try instant("2026-11-28T17:00:00Z"), in: berlin))
        // A night that is closed is closed past midnight as well.
        #expect(!hours.isOpen(at: try instant("2026-11-28T23:30:00Z"), in: berlin))
        let opens = hours.opens(from: try instant("2026-11-28T01:00:00Z"), in: berlin)
        #expect(opens == (try instant("2026-12-04T17:00:00Z")))
    }

    @Test("Hours that touch, or that two days share, are open throughout")
    func joined() throws {
        let hours = try OpeningHours("mon 08:00-12:00,12:00-18:00,18:00-03:00; tue 02:00-10:00")
        for minute in stride(from: 0, to: 26 * 60, by: 1) {
            let at = try instant("2026-11-30T07:00:00Z").addingTimeInterval(TimeInterval(minute * 60))
            #expect(hours.isOpen(at: at, in: berlin))
        }
        let night = try instant("2026-12-01T01:00:00Z")
        let rules = OrderingRules(hours: hours, slots: SlotRules(), timeZone: berlin)
        let slots = rules.openSlots(by: .customer, now: night, counts: [:])
        #expect(slots.map(\.label).prefix(3) == ["02:00", "02:15", "02:30"] && slots.count == 32)
        #expect(slots[3].day.description == "2026-11-30" && slots[4].day.description == "2026-12-01")
    }

    @Test("A closed shop says when it opens next, past holidays, and nothing when it never does")
    func opens() throws {
        let now = try instant("2026-12-23T20:00:00Z")
        let hours = try OpeningHours(
            "mon-fri 08:00-18:00; 2026-12-24..2026-12-30 closed; 2026-12-31 10:00-12:00; 2027-01-01..2027-01-06 closed")
        #expect(hours.opens(from: now, in: berlin) == (try instant("2026-12-31T09:00:00Z")))
        #expect(
            hours.opens(from: try instant("2026-12-31T12:00:00Z"), in: berlin) == (try instant("2027-01-07T07:00:00Z")))
        #expect(try OpeningHours("mon-sun closed").opens(from: now, in: berlin) == nil)
        let once = try OpeningHours("mon-sun closed; 2031-06-01 10:00-14:00")
        #expect(once.opens(from: now, in: berlin) == (try instant("2031-06-01T08:00:00Z")))
        #expect(once.opens(from: try instant("2031-06-01T12:00:00Z"), in: berlin) == nil)
        // Every Monday of half a year is closed.
        let mondays = (0..<26).map { "\(BusinessDay(number: 20_261_228).advanced(by: 7 * $0)) closed" }
        let rarely = try OpeningHours((["mon 08:00-09:00"] + mondays).joined(separator: ";"))
        #expect(rarely.opens(from: now, in: berlin) == (try instant("2027-06-28T06:00:00Z")))
    }

    @Test("Hours that summer time skips come a week later")
    func skipped() throws {
        let hours = try OpeningHours("sun 02:15-02:45")
        let opens = hours.opens(from: try instant("2026-03-28T12:00:00Z"), in: berlin)
        #expect(opens == (try instant("2026-04-05T00:15:00Z")))
        // Hours that begin in it begin with what the clock shows next.
        let early = try OpeningHours("sun 02:30-10:00").opens(from: try instant("2026-03-28T12:00:00Z"), in: berlin)
        #expect(early == (try instant("2026-03-29T01:00:00Z")))
    }

    @Test("The clock that is set back shows hours of the day before once more")
    func repeated() throws {
        // 02:00–03:00 comes twice on 2026-10-25; at 02:45, the first time, the shop has closed at 02:30.
        let hours = try OpeningHours("sat 18:00-02:30; sun 02:50-10:00")
        let late = try instant("2026-10-25T00:45:00Z")
        #expect(!hours.isOpen(at: late, in: berlin))
        #expect(hours.opens(from: late, in: berlin) == (try instant("2026-10-25T00:50:00Z")))
        #expect(
            try OpeningHours("sat 18:00-02:30; sun 04:00-10:00").opens(from: late, in: berlin)
                == (try instant("2026-10-25T01:00:00Z")))
    }

    @Test("A day that a zone leaves out has no hours, and the one after has its own")
    func missingDay() throws {
        let apia = try #require(TimeZone(identifier: "Pacific/Apia"))
        // Friday, 2011-12-30, never was in Samoa.
        let hours = try OpeningHours("thu-sat 09:00-17:00")
        let thursday = try instant("2011-12-30T03:00:00Z")
        #expect(!hours.isOpen(at: thursday, in: apia))
        #expect(hours.opens(from: thursday, in: apia) == (try instant("2011-12-30T19:00:00Z")))
        #expect(
            try OpeningHours("fri 09:00-17:00").opens(from: thursday, in: apia) == (try instant("2012-01-05T19:00:00Z"))
        )
    }

    @Test("Hours that a program makes up are checked as typed ones are")
    func values() throws {
        #expect(throws: FieldError.openingHours(.notATime("1440"))) { try DayHours.Span(from: 1_440, to: 60) }
        #expect(throws: FieldError.openingHours(.notATime("1441"))) { try DayHours.Span(from: 0, to: 1_441) }
        #expect(throws: FieldError.openingHours(.sameTime("10:00"))) { try DayHours.Span(from: 600, to: 600) }
        let late = try DayHours.Span(from: 1_080, to: 120)
        #expect(late.start == 1_080 && late.end == 1_560)
        let whole = try DayHours([DayHours.Span(from: 0, to: 1_440)])
        #expect(whole == .allDay && OpeningHours.always.hours(on: BusinessDay(number: 20_261_128)) == whole)
        #expect(throws: FieldError.openingHours(.overlap("18:00-02:00", "23:00-24:00"))) {
            try DayHours([DayHours.Span(from: 1_380, to: 1_440), late])
        }
        #expect(
            Weekday(BusinessDay(number: 20_261_128)) == .saturday
                && Weekday(BusinessDay(number: 19_700_101)) == .thursday)
    }
}
