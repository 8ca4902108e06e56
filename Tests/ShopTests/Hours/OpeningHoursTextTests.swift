import Foundation
import Presentation
import Shop
import Testing

struct OpeningHoursTextTests {
    @Test(
        "Hours are printed as they were typed",
        arguments: [
            "always", "mon-sun closed", "mon-sun 00:00-24:00", "mon-fri 08:00-18:00",
            "mon-fri 08:00-18:00; sat 09:00-13:00,14:00-02:00; 2026-12-24 closed",
            "mon,wed-fri 08:00-12:00,12:00-18:00; tue 08:00-12:00; 2026-08-01..2026-08-14 closed",
            "always; 2026-12-24 closed; 2026-12-31 10:00-14:00", "mon-sun closed; 2026-12-31 20:00-04:00",
            "fri-sat 18:00-02:00; 2026-12-31..2027-01-01 18:00-05:00; 2027-01-03 18:00-05:00",
        ])
    func same(text: String) throws {
        let hours = try OpeningHours(text)
        #expect(hours.description == text)
        #expect(try OpeningHours(hours.description) == hours)
    }

    @Test(
        "Hours are understood as people type them",
        arguments: [
            ("", "always"), ("  Always ; ", "always"), ("Mon-Fri 8-18", "mon-fri 08:00-18:00"),
            ("monday – friday: 8:00 – 18:00; saturday 9.30-13", "mon-fri 08:00-18:00; sat 09:30-13:00"),
            ("mo, we 8:00-9:00 , 7:00-8:00", "mon,wed 07:00-08:00,08:00-09:00"),
            ("fri-mon 18:00-0:00", "mon,fri-sun 18:00-24:00"),
            ("tue 8-9 10-11; wed closed;", "tue 08:00-09:00,10:00-11:00"),
            ("mon closed", "mon-sun closed"), ("2026-12-24 closed", "always; 2026-12-24 closed"),
            ("thu 8-9; 2026-12-25 closed; 2026-12-24 closed", "thu 08:00-09:00; 2026-12-24..2026-12-25 closed"),
            ("always; 2026-12-24 - 2026-12-26 closed", "always; 2026-12-24..2026-12-26 closed"),
            ("sun,2026-12-24 9-12", "sun 09:00-12:00; 2026-12-24 09:00-12:00"),
        ])
    func lenient(typed: String, printed: String) throws {
        #expect(try OpeningHours(typed).description == printed)
    }

    @Test(
        "What cannot be hours is refused by name",
        arguments: [
            ("mun 8:00-18:00", .notADay("mun")), ("m 8-9", .notADay("m")), ("mon-fri-sun 8-9", .notADay("mon-fri-sun")),
            ("mon, 8-9", .notADay("8-9")), ("closed", .notADay("closed")),
            ("2026-02-30 closed", .notADay("2026-02-30")),
            ("2026-12-24.. closed", .notADay("2026-12-24..closed")), ("24.12.2026 closed", .notADay("24.12.2026")),
            ("mon", .noHours("mon")), ("mon-fri; sat 8-9", .noHours("mon-fri")),
            ("mon 8:00", .notATime("8:00")), ("mon 8:00-25:00", .notATime("25:00")),
            ("mon 8:60-9:00", .notATime("8:60")),
            ("mon 24:00-2:00", .notATime("24:00")), ("mon 24:01-2:00", .notATime("24:01")),
            ("mon 8:5-9", .notATime("8:5")),
            ("mon 8-9-10", .notATime("8-9-10")), ("mon 8-9,", .notATime("")), ("mon -8-9", .notADay("mon-8-9")),
            ("mon ８-9", .notATime("８")), ("mon 8-9,closed", .notATime("closed")), ("mon 1:2:3-9", .notATime("1:2:3")),
            ("mon 99999999999999999999-9", .notATime("99999999999999999999")),
            ("mon 8-8", .sameTime("08:00")), ("mon 0:00-0:00", .sameTime("00:00")),
            ("mon 9-14,13-18", .overlap("09:00-14:00", "13:00-18:00")),
            ("mon 0-24,22-2", .overlap("00:00-24:00", "22:00-02:00")),
            ("mon-wed 8-9; tue 9-10", .twice("tue")), ("fri-mon 8-9; mon closed", .twice("mon")),
            ("always; mon 8-9", .twice("mon")), ("mon 8-9; always", .twice("always")),
            ("2026-12-24..2026-12-26 closed; 2026-12-25 8-9", .twice("2026-12-25")),
            ("2026-12-26..2026-12-24 closed", .reversed("2026-12-26..2026-12-24")),
            ("2026-01-01..2027-01-02 closed", .tooManyDates(366)),
        ] as [(String, OpeningHoursError)])
    func refused(typed: String, error: OpeningHoursError) {
        #expect(throws: FieldError.openingHours(error)) { try OpeningHours(typed) }
    }

    @Test("Text that is too long, or would be once it is printed, and hidden signs are refused")
    func bounds() {
        #expect(throws: FieldError.tooLong(2_000)) { try OpeningHours(String(repeating: "mon 8-9;", count: 300)) }
        let dates = (1...28).flatMap { day in
            ["01", "03", "05"].map { "2026-\($0)-\(day < 10 ? "0" : "")\(day) \(day % 2)-9" }
        }
        #expect(dates.joined(separator: ";").count < 2_000)
        #expect(throws: FieldError.tooLong(2_000)) { try OpeningHours(dates.joined(separator: ";")) }
        #expect(throws: FieldError.controlCharacters) { try OpeningHours("mon 8-9\ntue 8-9") }
    }

    @Test("Whatever hours a shop has, their text is read back as the same")
    func roundTrip() throws {
        var random = SplitMix(seed: 11)
        for _ in 0..<500 {
            let hours = RandomHours.make(around: BusinessDay(number: 20_261_224), using: &random)
            let text = hours.description
            #expect(try OpeningHours(text) == hours, "\(text)")
            #expect(try OpeningHours(text).description == text)
        }
        // More dates than one range may have.
        let year = Dictionary(
            uniqueKeysWithValues: (0..<1_000).map {
                (BusinessDay(number: 20_260_101).advanced(by: $0), DayHours.closed)
            })
        let closed = OpeningHours(week: nil, exceptions: year)
        #expect(closed.description.split(separator: ";").count == 4)
        #expect(try OpeningHours(closed.description) == closed)
    }

    @Test("A form tells what is wrong with the hours, and what to type instead")
    func sentences() {
        #expect(
            FieldError.openingHours(.notADay("mun")).text
                == "“mun” is no day. Please name days such as mon, mon-fri or 2026-12-24.")
        #expect(
            FieldError.openingHours(.overlap("09:00-14:00", "13:00-18:00")).text
                == "09:00-14:00 and 13:00-18:00 overlap.")
        let long = FieldError.openingHours(.notATime(String(repeating: "8", count: 500))).text
        #expect(long == "“\(String(repeating: "8", count: 40))…” is no time. Hours look like 8:00-18:00.")
    }
}
