public import Foundation

/// How long a kiosk waits, in seconds (`screens.md`, "Kiosk"); the shop's settings may say otherwise.
public struct KioskTimes: Hashable, Sendable {
    /// Without a touch, until it asks whether someone is still there.
    public var idle: TimeInterval
    /// For the answer.
    public var countdown: TimeInterval
    /// That the ticket is shown.
    public var ticket: TimeInterval

    public init(idle: TimeInterval = 60, countdown: TimeInterval = 10, ticket: TimeInterval = 15) {
        self.idle = idle
        self.countdown = countdown
        self.ticket = ticket
    }
}
