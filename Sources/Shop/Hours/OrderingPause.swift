public import Foundation

/// Staff stops new orders of customers and kiosks for a while; the till goes on.
public enum OrderingPause: Hashable, Sendable {
    case none
    /// Until this instant, which is no longer within.
    case until(Date)
    case untilFurtherNotice

    /// The minutes that are offered.
    public static let choices = [15, 30, 60]

    public static func minutes(_ minutes: Int, from now: Date) -> OrderingPause {
        .until(Date(timeIntervalSince1970: (now.timeIntervalSince1970 + TimeInterval(minutes * 60)).rounded(.down)))
    }

    public func isActive(at now: Date) -> Bool {
        switch self {
        case .none: false
        case .until(let end): now < end
        case .untilFurtherNotice: true
        }
    }
}

/// As a setting keeps it: empty, `until further notice`, or the end in ISO 8601, UTC, such as `2026-11-28T18:30:00Z`.
extension OrderingPause: CustomStringConvertible {
    public var description: String {
        switch self {
        case .none: ""
        case .until(let end): ISO8601.string(end)
        case .untilFurtherNotice: Self.furtherNotice
        }
    }

    /// - Returns: nil when it is none of these.
    public init?(_ text: String) {
        switch text {
        case "": self = .none
        case Self.furtherNotice: self = .untilFurtherNotice
        default:
            guard let end = try? Date(text, strategy: .iso8601), ISO8601.string(end) == text else { return nil }
            self = .until(end)
        }
    }

    private static let furtherNotice = "until further notice"
}
