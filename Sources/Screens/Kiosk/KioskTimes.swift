public import Foundation

/// How long a kiosk waits, in seconds, where it was started with other times than the shop's
/// settings say.
public struct KioskTimes: Hashable, Sendable {
    /// Without a touch, until it asks whether someone is still there.
    public var idle: TimeInterval?
    /// For the answer.
    public var countdown: TimeInterval?
    /// That the ticket is shown.
    public var ticket: TimeInterval?

    public init(idle: TimeInterval? = nil, countdown: TimeInterval? = nil, ticket: TimeInterval? = nil) {
        self.idle = idle
        self.countdown = countdown
        self.ticket = ticket
    }
}
