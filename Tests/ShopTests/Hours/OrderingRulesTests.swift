import Foundation
import Shop
import Testing

struct OrderingRulesTests {
    private let berlin = TimeZone(identifier: "Europe/Berlin") ?? .gmt

    private func instant(_ text: String) throws -> Date { try Date(text, strategy: .iso8601) }

    /// Open 08:00–18:00 on weekdays, in Berlin.
    private func shop(_ slots: SlotRules? = SlotRules(), pause: OrderingPause = .none) throws -> OrderingRules {
        OrderingRules(hours: try OpeningHours("mon-fri 08:00-18:00"), slots: slots, pause: pause, timeZone: berlin)
    }

    private func labels(
        _ hours: String, _ zone: String, now: String, _ rules: SlotRules = SlotRules()
    ) throws -> [String] {
        let zone = try #require(TimeZone(identifier: zone))
        let shop = OrderingRules(hours: try OpeningHours(hours), slots: rules, timeZone: zone)
        return shop.openSlots(by: .customer, now: try instant(now), counts: [:]).map(\.label)
    }

    // MARK: slots

    @Test("Slots begin at whole quarters, lie within the hours, and none is sooner than the lead")
    func slots() throws {
        // Monday, 16:37 in Berlin.
        let slots = try labels("mon-fri 08:10-18:10", "Europe/Berlin", now: "2026-11-30T15:37:00Z", SlotRules(lead: 20))
        #expect(slots == ["17:00", "17:15", "17:30", "17:45"])
        let exact = try labels("mon-fri 08:00-18:00", "Europe/Berlin", now: "2026-11-30T16:00:00Z", SlotRules(lead: 30))
        #expect(exact == ["17:30", "17:45"])
        let past = try labels("mon-fri 08:00-18:00", "Europe/Berlin", now: "2026-11-30T16:00:01Z", SlotRules(lead: 30))
        #expect(past == ["17:45"])
        #expect(try labels("mon-fri 08:00-18:00", "Europe/Berlin", now: "2026-11-30T17:00:00Z").isEmpty)
        #expect(try labels("mon 08:05-08:19", "Europe/Berlin", now: "2026-11-30T00:00:00Z").isEmpty)
    }

    @Test("Today's hours past midnight are today's, and at night yesterday's are still on")
    func nights() throws {
        let hours = "fri-sat 22:00-02:00"
        let evening = try labels(hours, "Europe/Berlin", now: "2026-11-27T19:00:00Z", SlotRules(length: .thirty))
        #expect(evening == ["22:00", "22:30", "23:00", "23:30", "00:00", "00:30", "01:00", "01:30"])
        let night = try labels(hours, "Europe/Berlin", now: "2026-11-27T23:40:00Z", SlotRules(length: .thirty))
        #expect(night.prefix(3) == ["01:00", "01:30", "22:00"] && night.count == 10)
    }

    @Test("A lead of more than a day, and days ahead, reach as far as they say and no farther")
    func ahead() throws {
        // Friday, 12:00 in Berlin.
        let now = try instant("2026-11-27T11:00:00Z")
        var shop = try shop(SlotRules(daysAhead: 3, lead: 36 * 60))
        let slots = shop.openSlots(by: .customer, now: now, counts: [:])
        #expect(slots.count == 40 && Set(slots.map(\.day.description)) == ["2026-11-30"])
        let tuesday = try instant("2026-12-01T10:00:00Z")
        #expect(throws: OrderTimeRefusal.tooFarAhead(last: BusinessDay(number: 20_261_130))) {
            try shop.check(.slot(tuesday), by: .customer, now: now, counts: [:])
        }
        #expect(throws: OrderTimeRefusal.tooFarAhead(last: BusinessDay(number: 20_261_130))) {
            try shop.check(.slot(.distantFuture), by: .customer, now: now, counts: [:])
        }
        shop.slots = SlotRules(lead: 36 * 60)
        #expect(shop.openSlots(by: .customer, now: now, counts: [:]).isEmpty)
        shop = OrderingRules(slots: SlotRules(daysAhead: 1), timeZone: berlin)
        #expect(shop.openSlots(by: .customer, now: now, counts: [:]).count == 48 + 96)
    }

    @Test("An hour that summer time skips is no slot, and one that it repeats is two that are told apart")
    func summerTime() throws {
        let half = SlotRules(length: .thirty)
        #expect(
            try labels("sat 23:00-03:30", "Europe/Berlin", now: "2026-03-28T12:00:00Z", half)
                == ["23:00", "23:30", "00:00", "00:30", "01:00", "01:30", "03:00"])
        #expect(
            try labels("sat 23:30-03:30", "Europe/Berlin", now: "2026-10-24T12:00:00Z", half)
                == [
                    "23:30", "00:00", "00:30", "01:00", "01:30", "02:00 UTC+02:00", "02:30 UTC+02:00",
                    "02:00 UTC+01:00",
                    "02:30 UTC+01:00", "03:00",
                ])
        // Asked between the two or after the change, the second keeps its name.
        #expect(
            try labels("sat 23:30-03:30", "Europe/Berlin", now: "2026-10-25T00:45:00Z", half)
                == ["02:00 UTC+01:00", "02:30 UTC+01:00", "03:00"])
        #expect(
            try labels("sat 23:30-03:30", "Europe/Berlin", now: "2026-10-25T01:05:00Z", half)
                == ["02:30 UTC+01:00", "03:00"])
        #expect(
            try labels(
                "sun 00:00-03:00", "America/New_York", now: "2026-11-01T03:00:00Z",
                SlotRules(length: .sixty, daysAhead: 1))
                == ["00:00", "01:00 UTC-04:00", "01:00 UTC-05:00", "02:00"])
        // Lord Howe moves by half an hour: 02:00 to 02:30, and 02:00 back to 01:30.
        #expect(
            try labels("sun 01:00-03:00", "Australia/Lord_Howe", now: "2026-10-03T14:00:00Z", half) == [
                "01:00", "01:30", "02:30",
            ])
        #expect(
            try labels("sun 01:00-02:30", "Australia/Lord_Howe", now: "2026-04-04T13:30:00Z", half)
                == ["01:00", "01:30 UTC+11:00", "01:30 UTC+10:30", "02:00"])
    }

    @Test("In Kathmandu a quarter is a quarter of its own clock")
    func quarters() throws {
        let zone = try #require(TimeZone(identifier: "Asia/Kathmandu"))
        let shop = OrderingRules(
            hours: try OpeningHours("mon-sun 10:00-11:00"), slots: SlotRules(length: .thirty), timeZone: zone)
        let slots = shop.openSlots(by: .kiosk, now: try instant("2026-11-28T00:00:00Z"), counts: [:])
        #expect(slots.map(\.start) == (try ["04:15", "04:45"].map { try instant("2026-11-28T\($0):00Z") }))
    }

    @Test("A full slot is not offered, and is refused; orders of another length of slots count in it")
    func capacity() throws {
        let shop = try shop(SlotRules(length: .thirty, capacity: 3))
        let now = try instant("2026-11-30T15:37:00Z")
        let five = try instant("2026-11-30T16:00:00Z")
        let counts = [
            five: 1, five.addingTimeInterval(900): 2, five.addingTimeInterval(1_800): 2, five.addingTimeInterval(-1): 9,
        ]
        #expect(shop.openSlots(by: .customer, now: now, counts: counts).map(\.label) == ["17:30"])
        for channel in OrderingChannel.allCases {
            #expect(throws: OrderTimeRefusal.slotFull(capacity: 3)) {
                try shop.check(.slot(five), by: channel, now: now, counts: counts)
            }
        }
        try shop.check(.slot(five.addingTimeInterval(1_800)), by: .customer, now: now, counts: counts)
        #expect(shop.dueRange(for: .slot(five), now: now) == five..<five.addingTimeInterval(1_800))
        #expect(shop.dueRange(for: .asSoonAsPossible, now: now) == nil)
        let all = try #require(shop.dueRange(for: nil, now: now))
        let last = try #require(shop.openSlots(by: .customer, now: now, counts: [:]).last)
        #expect(all.contains(five) && all.contains(last.start.addingTimeInterval(1_799)))
        #expect(try self.shop().dueRange(for: nil, now: now) == nil, "nothing is counted without a capacity")
    }

    // MARK: now, and for a slot

    @Test("Outside the hours customers hear when it opens, and order for later; the till goes on")
    func closed() throws {
        let shop = try shop(SlotRules(daysAhead: 3))
        let saturday = try instant("2026-11-28T10:00:00Z")
        let monday = try instant("2026-11-30T07:00:00Z")
        for channel in [OrderingChannel.customer, .kiosk] {
            #expect(throws: OrderTimeRefusal.closed(opens: monday)) {
                try shop.check(.asSoonAsPossible, by: channel, now: saturday, counts: [:])
            }
            try shop.check(.slot(monday), by: channel, now: saturday, counts: [:])
            try shop.check(.asSoonAsPossible, by: channel, now: monday, counts: [:])
        }
        try shop.check(.asSoonAsPossible, by: .staff, now: saturday, counts: [:])
        #expect(throws: OrderTimeRefusal.closed(opens: nil)) {
            let never = OrderingRules(hours: try OpeningHours("mon-sun closed"), timeZone: berlin)
            try never.check(.asSoonAsPossible, by: .customer, now: saturday, counts: [:])
        }
    }

    @Test("Each reason against a slot is told")
    func refusals() throws {
        let shop = try shop(SlotRules(lead: 30))
        let now = try instant("2026-11-30T15:37:00Z")
        func refusal(
            _ time: String, by channel: OrderingChannel = .customer, of shop: OrderingRules
        ) throws -> OrderTimeRefusal? {
            let time = try instant("2026-11-30T\(time)Z")
            return #expect(throws: OrderTimeRefusal.self) {
                try shop.check(.slot(time), by: channel, now: now, counts: [:])
            }
        }
        #expect(try refusal("15:30:00", of: shop) == .slotPast)
        #expect(try refusal("15:30:00", by: .staff, of: shop) == .slotPast)
        #expect(try refusal("16:00:00", of: shop) == .tooSoon(earliest: now.addingTimeInterval(1_800)))
        try shop.check(.slot(try instant("2026-11-30T16:00:00Z")), by: .staff, now: now, counts: [:])
        #expect(try refusal("16:20:00", of: shop) == .notASlot(minutes: 15))
        #expect(try refusal("16:30:01", of: shop) == .notASlot(minutes: 15))
        #expect(try refusal("17:00:00", of: shop) == .outsideHours)
        #expect(try refusal("17:00:00", by: .staff, of: shop) == .outsideHours)
        #expect(try refusal("16:30:00", of: self.shop(nil)) == .noOrdersAhead)
        var ragged = shop
        ragged.hours = try OpeningHours("mon 08:00-17:40")
        #expect(try refusal("16:30:00", of: ragged) == .outsideHours, "it closes in the midst of it")
    }

    @Test("A pause stops customers and kiosks until it ends, and not the till")
    func pause() throws {
        let now = try instant("2026-11-30T11:00:00Z")
        let end = now.addingTimeInterval(1_800)
        let slot = OrderTime.slot(try instant("2026-11-30T15:00:00Z"))
        for (pause, told) in [(OrderingPause.minutes(30, from: now), end), (.untilFurtherNotice, nil)] {
            let shop = try shop(pause: pause)
            for time in [.asSoonAsPossible, slot] {
                for channel in [OrderingChannel.customer, .kiosk] {
                    #expect(throws: OrderTimeRefusal.paused(until: told)) {
                        try shop.check(time, by: channel, now: now, counts: [:])
                    }
                }
                try shop.check(time, by: .staff, now: now, counts: [:])
            }
            #expect(shop.openSlots(by: .customer, now: now, counts: [:]).isEmpty)
            #expect(shop.openSlots(by: .staff, now: now, counts: [:]).count == 24)
            if told != nil { try shop.check(.asSoonAsPossible, by: .customer, now: end, counts: [:]) }
        }
        #expect(OrderingPause.choices == [15, 30, 60])
    }

    @Test("A pause is kept as text, and read back as the same")
    func pauseText() throws {
        let now = Date(timeIntervalSince1970: 1_795_863_600.7)
        for pause in [.none, .untilFurtherNotice, OrderingPause.minutes(15, from: now)] {
            #expect(OrderingPause(pause.description) == pause)
        }
        #expect(OrderingPause.minutes(15, from: now).description == "2026-11-28T11:15:00Z")
        for text in ["soon", "2026-11-28", "2026-11-28T11:15:00+01:00", "2026-02-30T11:15:00Z", " "] {
            #expect(OrderingPause(text) == nil)
        }
    }

    @Test("Who is a customer, a kiosk or staff to a pause follows from the role")
    func roles() {
        #expect(Role.customer.orderingChannel == .customer && Role.kiosk.orderingChannel == .kiosk)
        #expect(Role.admin.orderingChannel == .staff)
    }

    @Test("Figures out of range are taken as the nearest that are allowed")
    func ranges() {
        let low = SlotRules(daysAhead: -1, lead: -5, capacity: 0)
        #expect(low.daysAhead == 0 && low.lead == 0 && low.capacity == 1)
        let high = SlotRules(daysAhead: 400, lead: .max, capacity: .max)
        #expect(high.daysAhead == 31 && high.lead == 10_080 && high.capacity == 999)
    }
}
