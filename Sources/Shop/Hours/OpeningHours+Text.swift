/// What is wrong with opening hours. Each case but the last holds what was typed.
public enum OpeningHoursError: Hashable, Sendable {
    /// Neither a weekday nor a date.
    case notADay(String)
    case notATime(String)
    /// A day without hours, and without `closed`.
    case noHours(String)
    /// Hours that begin and end at the same time.
    case sameTime(String)
    /// Two spans of one day that have time in common.
    case overlap(String, String)
    /// A day that has had its hours before.
    case twice(String)
    /// Dates of which the last is before the first.
    case reversed(String)
    /// So many dates, at most, from the first to the last.
    case tooManyDates(Int)
}

/// The text of opening hours, as a setting keeps it and as people type it:
///
/// `mon-fri 08:00-18:00; sat 09:00-13:00,14:00-02:00; 2026-12-24 closed; 2027-08-02..2027-08-15 closed`
///
/// A weekday that is not named is closed; where none is named, or the text begins with `always`, each one is open from
/// midnight to midnight. An end that is not later than the start is on the next day.
extension OpeningHours: CustomStringConvertible {
    /// In Unicode scalars.
    public static let textLength = 0...2_000
    /// The most dates from the first to the last of `2027-08-02..2027-08-15`: a year.
    public static let mostDates = 366

    /// - Parameter text: empty for a shop that never closes. Capitals, blanks around `-` and `,`, days written out, hours
    ///   without minutes and dashes instead of hyphens are understood as well.
    /// - Throws: ``FieldError/openingHours(_:)``, `tooLong` or `controlCharacters`.
    public init(_ text: String) throws(FieldError) {
        let checked = try TextRule.checked(text, length: Self.textLength)
        var reader = HoursReader()
        for part in HoursReader.simplified(checked).split(separator: ";") { try reader.read(part) }
        self.init(week: reader.week, exceptions: reader.exceptions)
        // What is kept is read again, so it may not be longer than what may be typed.
        guard description.utf8.count <= Self.textLength.upperBound else { throw .tooLong(Self.textLength.upperBound) }
    }

    /// The text of these hours: always the same for the same hours, and read back as them.
    public var description: String { (weekText + exceptionTexts).joined(separator: "; ") }

    private var weekText: [String] {
        guard let week else { return ["always"] }
        guard !week.allSatisfy(\.isClosed) else { return ["mon-sun closed"] }
        return Weekday.allCases.compactMap { weekday in
            let hours = week[weekday.rawValue]
            // The first day that has these hours names all that have them.
            guard !hours.isClosed, week.firstIndex(of: hours) == weekday.rawValue else { return nil }
            let alike = Weekday.allCases.filter { week[$0.rawValue] == hours }.map(\.rawValue)
            let names = runs(alike, mostDates: alike.count).map { run in
                let ends = [run.lowerBound, run.upperBound].map { Weekday.allCases[$0].shortName }
                return run.count == 1 ? ends[0] : ends.joined(separator: "-")
            }
            return "\(names.joined(separator: ",")) \(hours)"
        }
    }

    private var exceptionTexts: [String] {
        let days = exceptions.keys.sorted()
        let changes = days.indices.filter { $0 == 0 || exceptions[days[$0]] != exceptions[days[$0 - 1]] }
        return zip(changes, changes.dropFirst() + [days.count]).flatMap { first, end in
            let hours = exceptions[days[first]] ?? .closed
            return runs(days[first..<end].map(\.daysSince1970), mostDates: Self.mostDates).map { run in
                let ends = [run.lowerBound, run.upperBound].map { BusinessDay(daysSince1970: $0).description }
                return "\(run.count == 1 ? ends[0] : ends.joined(separator: "..")) \(hours)"
            }
        }
    }

    /// Numbers that follow each other, as ranges.
    private func runs(_ numbers: [Int], mostDates: Int) -> [ClosedRange<Int>] {
        numbers.reduce(into: []) { runs, number in
            if let last = runs.last, last.upperBound + 1 == number, last.count < mostDates {
                runs[runs.count - 1] = last.lowerBound...number
            } else {
                runs.append(number...number)
            }
        }
    }
}

extension DayHours: CustomStringConvertible {
    /// `09:00-13:00,14:00-02:00`, or `closed`.
    public var description: String { isClosed ? "closed" : spans.map(\.description).joined(separator: ",") }
}

extension DayHours.Span: CustomStringConvertible {
    /// `18:00-02:00`
    public var description: String {
        "\(Self.clock(start))-\(Self.clock(end > DayHours.minutes ? end - DayHours.minutes : end))"
    }

    /// `09:05`, and `24:00` for the end of a day.
    static func clock(_ minute: Int) -> String {
        [minute / 60, minute % 60].map { $0 < 10 ? "0\($0)" : String($0) }.joined(separator: ":")
    }
}

extension Weekday {
    /// `mon`
    public var shortName: String { String(name.prefix(3)) }

    /// `monday`
    var name: String { String(describing: self) }
}

/// Reads the parts of a text one after the other.
private struct HoursReader {
    private(set) var week: [Weekday: DayHours]?
    private(set) var exceptions: [BusinessDay: DayHours] = [:]
    private var isAlways = false

    /// In one spelling: small letters, hyphens, and no blanks but those between days and hours.
    static func simplified(_ text: String) -> String {
        var simple = text.lowercased().replacing("–", with: "-").replacing("—", with: "-")
        simple = simple.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        for sign in ["-", ",", ";", ".."] {
            simple = simple.replacing(" \(sign)", with: sign).replacing("\(sign) ", with: sign)
        }
        return simple
    }

    mutating func read(_ part: Substring) throws(FieldError) {
        let words = part.split(separator: " ")
        guard let days = words.first else { return }
        if words.count == 1, days == "always" {
            guard week == nil else { throw .openingHours(.twice(String(days))) }
            return isAlways = true
        }
        let names = (days.last == ":" ? days.dropLast() : days).split(separator: ",", omittingEmptySubsequences: false)
        var named: [Days] = []
        for name in names { named.append(try Days(name)) }
        guard words.count > 1 else { throw .openingHours(.noHours(String(days))) }
        let hours = try Self.hours(words.dropFirst().joined(separator: ","))
        for days in named { try set(days, to: hours) }
    }

    private mutating func set(_ days: Days, to hours: DayHours) throws(FieldError) {
        switch days {
        case .weekdays(let weekdays):
            for weekday in weekdays {
                guard !isAlways, week?[weekday] == nil else { throw .openingHours(.twice(weekday.shortName)) }
                week = (week ?? [:]).merging([weekday: hours]) { $1 }
            }
        case .dates(let dates):
            for day in dates {
                let day = BusinessDay(daysSince1970: day)
                guard exceptions.updateValue(hours, forKey: day) == nil else {
                    throw .openingHours(.twice(day.description))
                }
            }
        }
    }

    private static func hours(_ text: String) throws(FieldError) -> DayHours {
        if text == "closed" { return .closed }
        var spans: [DayHours.Span] = []
        for span in text.split(separator: ",", omittingEmptySubsequences: false) {
            let times = span.split(separator: "-", omittingEmptySubsequences: false)
            guard times.count == 2 else { throw .openingHours(.notATime(String(span))) }
            let (start, end) = (try minute(times[0]), try minute(times[1]))
            guard start < DayHours.minutes else { throw .openingHours(.notATime(String(times[0]))) }
            spans.append(try DayHours.Span(from: start, to: end))
        }
        return try DayHours(spans)
    }

    /// `8`, `8:05`, `08.05`, up to `24:00`.
    private static func minute(_ text: Substring) throws(FieldError) -> Int {
        let parts = text.split(separator: text.contains(":") ? ":" : ".", omittingEmptySubsequences: false)
        let numbers = parts.compactMap { part in part.allSatisfy { ("0"..."9").contains($0) } ? Int(part) : nil }
        guard numbers.count == parts.count, parts.count <= 2, parts[0].utf8.count <= 2,
            parts.dropFirst().allSatisfy({ $0.utf8.count == 2 })
        else { throw .openingHours(.notATime(String(text))) }
        let minute = numbers[0] * 60 + (numbers.count == 2 ? numbers[1] : 0)
        guard numbers.dropFirst().allSatisfy({ $0 < 60 }), minute <= DayHours.minutes else {
            throw .openingHours(.notATime(String(text)))
        }
        return minute
    }
}

/// Days that get the same hours.
private enum Days {
    case weekdays([Weekday])
    /// Since 1970.
    case dates(ClosedRange<Int>)

    /// Reads `mon`, `fri-mon`, `2026-12-24` or `2026-12-24..2026-12-26`.
    init(_ text: Substring) throws(FieldError) {
        if text.first?.isNumber ?? false {
            self = .dates(try Self.dates(text))
            return
        }
        var ends: [Weekday] = []
        for name in text.split(separator: "-", omittingEmptySubsequences: false) {
            guard let day = Self.weekday(name) else { throw .openingHours(.notADay(String(text))) }
            ends.append(day)
        }
        guard let first = ends.first, let last = ends.last, ends.count <= 2 else {
            throw .openingHours(.notADay(String(text)))
        }
        let count = (last.rawValue - first.rawValue + 7) % 7
        self = .weekdays((0...count).map { Weekday.allCases[(first.rawValue + $0) % 7] })
    }

    private static func weekday(_ name: Substring) -> Weekday? {
        name.count < 2 ? nil : Weekday.allCases.first { $0.name.hasPrefix(name) }
    }

    private static func dates(_ text: Substring) throws(FieldError) -> ClosedRange<Int> {
        // Also with a dash between the dates, which is a hyphen by now.
        let isDashed = text.utf8.count == 21 && text.dropFirst(10).first == "-"
        let ends =
            isDashed
            ? [text.prefix(10), text.suffix(10)] : text.split(separator: "..", omittingEmptySubsequences: false)
        let days = ends.compactMap { BusinessDay(String($0))?.daysSince1970 }
        guard let first = days.first, let last = days.last, days.count == ends.count, days.count <= 2 else {
            throw .openingHours(.notADay(String(text)))
        }
        guard first <= last else { throw .openingHours(.reversed(String(text))) }
        let most = OpeningHours.mostDates
        guard last - first < most else { throw .openingHours(.tooManyDates(most)) }
        return first...last
    }
}
