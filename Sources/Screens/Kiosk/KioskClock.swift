import Foundation
import Presentation
import Shop

/// When somebody was last at the kiosk, and since when a ticket is shown.
struct KioskClock: Sendable {
    private static let leastTicketTime: TimeInterval = 1.5
    /// A key that is held down comes again sooner.
    private static let liftTime: TimeInterval = 0.7

    private let times: KioskTimes
    /// In seconds.
    private var idle: TimeInterval
    private var countdown: TimeInterval
    private var ticket: TimeInterval
    private var touched = Date.distantPast
    private var ticketSince = Date.distantPast
    private var lastDone = Date.distantPast
    /// Nobody has touched the ticket for a moment. It is the passing of time that says so, and not two keys that are far
    /// apart: on a busy machine the keys of a finger that rests come late, and together.
    private var isLifted = false

    init(_ times: KioskTimes, _ settings: ShopSettings) {
        self.times = times
        idle = times.idle ?? Double(settings.kioskIdleSeconds)
        countdown = times.countdown ?? Double(settings.kioskCountdownSeconds)
        ticket = times.ticket ?? Double(settings.ticketSeconds)
    }

    mutating func take(_ settings: ShopSettings) {
        let fresh = KioskClock(times, settings)
        (idle, countdown, ticket) = (fresh.idle, fresh.countdown, fresh.ticket)
    }

    mutating func touch(_ now: Date) { touched = now }

    mutating func showTicket(_ now: Date) {
        ticketSince = now
        lastDone = now
        isLifted = false
    }

    /// Whether a key means to put the ticket away: a finger that still rests on the key must not wipe the number away.
    mutating func isDone(_ now: Date) -> Bool {
        defer {
            lastDone = now
            isLifted = false
        }
        return isLifted && now.timeIntervalSince(ticketSince) >= Self.leastTicketTime
    }

    /// Time has passed, and no key came. A clock that was set back must not keep somebody's cart on the counter.
    mutating func clamp(_ now: Date) {
        touched = min(touched, now)
        isLifted = isLifted || abs(now.timeIntervalSince(lastDone)) >= Self.liftTime
    }

    /// Seconds for the answer, once it is time to ask whether someone is still there.
    func secondsLeft(_ now: Date) -> Int? {
        let passed = now.timeIntervalSince(touched)
        guard passed >= idle else { return nil }
        return max(0, Int((idle + countdown - passed).rounded(.up)))
    }

    func isOver(_ now: Date) -> Bool { now.timeIntervalSince(touched) >= idle + countdown }

    /// Not a finger that rests on a key, nor a clock that was set back, keeps the number there for the next customer.
    func isTicketOver(_ now: Date) -> Bool { abs(now.timeIntervalSince(ticketSince)) >= ticket }

    /// When the ticket goes, or a key may put it away.
    func nextOfTicket(after now: Date) -> Date {
        soon(now, isLifted ? ticketSince.addingTimeInterval(ticket) : lastDone.addingTimeInterval(Self.liftTime))
    }

    func endOfPatience(after now: Date) -> Date { soon(now, touched.addingTimeInterval(idle)) }

    private func soon(_ now: Date, _ time: Date) -> Date { max(now.addingTimeInterval(0.05), time) }
}
