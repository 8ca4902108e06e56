import Foundation

/// Where it is about noon now. A shop there sees no midnight while tests run: no ticket begins anew at 1, and nothing that
/// is today's becomes yesterday's between two questions.
public enum Midday {
    /// Hours ahead of UTC.
    private static let offset: Int = {
        let seconds = Int(Date().timeIntervalSince1970)
        return 12 - seconds / 3_600 % 24
    }()

    /// The identifier of the time zone. (In the names of these zones what is ahead of UTC has a minus.)
    public static let zone = offset == 0 ? "Etc/GMT" : "Etc/GMT\(offset > 0 ? "-" : "+")\(abs(offset))"

    /// The day there, as `2026-11-24`.
    ///
    /// - Parameter time: as the program prints times in JSON.
    public static func day(of time: String) throws -> String {
        let date = try Date(time, strategy: .iso8601)
        return String(date.addingTimeInterval(Double(offset) * 3_600).formatted(.iso8601).prefix(10))
    }
}
