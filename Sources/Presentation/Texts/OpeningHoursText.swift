import Shop

extension OpeningHoursError {
    /// A sentence that says what to do.
    var text: String {
        switch self {
        case .notADay(let typed):
            "\(Self.quoted(typed)) is no day. Please name days such as mon, mon-fri or 2026-12-24."
        case .notATime(let typed): "\(Self.quoted(typed)) is no time. Hours look like 8:00-18:00."
        case .noHours(let typed):
            "\(Self.quoted(typed)) has no hours. Please add some after a blank, such as 8:00-18:00, or closed."
        case .sameTime(let time): "Hours cannot begin and end at \(time). A whole day is 0:00-24:00."
        case .overlap(let first, let second): "\(first) and \(second) overlap."
        case .twice(let day): "\(day) is there twice. Please give all hours of a day together, parted by commas."
        case .reversed(let typed): "\(Self.quoted(typed)) ends before it begins."
        case .tooManyDates(let most): "At most \(most) days in one range, please."
        }
    }

    private static func quoted(_ typed: String) -> String {
        typed.count > 40 ? "“\(typed.prefix(40))…”" : "“\(typed)”"
    }
}
