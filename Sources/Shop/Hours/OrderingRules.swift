public import Foundation

/// Where an order comes from, as far as it matters when it may be placed.
public enum OrderingChannel: CaseIterable, Hashable, Sendable {
    case customer, kiosk, staff

    /// Whether hours, pause and lead hold. The till goes on without them: staff know what they can make in time.
    var isHeldBack: Bool { self != .staff }
}

extension Role {
    public var orderingChannel: OrderingChannel {
        switch self {
        case .customer: .customer
        case .kiosk: .kiosk
        case .admin: .staff
        }
    }
}

/// When an order is wanted.
public enum OrderTime: Hashable, Sendable {
    case asSoonAsPossible
    /// At the start of a ``TimeSlot``.
    case slot(Date)
}

/// Why an order may not be placed now, or not for that time.
public enum OrderTimeRefusal: Error, Hashable, Sendable {
    /// With when it opens next; nil when it never does.
    case closed(opens: Date?)
    /// With when the pause ends; nil for until further notice.
    case paused(until: Date?)
    /// The shop takes no orders ahead.
    case noOrdersAhead
    case slotPast
    /// With the instant before which no slot may begin.
    case tooSoon(earliest: Date)
    /// With the last day that has slots.
    case tooFarAhead(last: BusinessDay)
    /// The slot, or a part of it, is not within the opening hours.
    case outsideHours
    /// No slot begins at that time. With their length in minutes.
    case notASlot(minutes: Int)
    /// With how many orders it takes.
    case slotFull(capacity: Int)
}

/// When a shop takes orders: its opening hours, its slots and its pause. Each question hands in the present time.
public struct OrderingRules: Hashable, Sendable {
    public var hours: OpeningHours
    /// Nil for a shop that takes no orders ahead.
    public var slots: SlotRules?
    public var pause: OrderingPause
    /// The shop's.
    public var timeZone: TimeZone

    public init(
        hours: OpeningHours = .always, slots: SlotRules? = nil, pause: OrderingPause = .none, timeZone: TimeZone
    ) {
        self.hours = hours
        self.slots = slots
        self.pause = pause
        self.timeZone = timeZone
    }

    /// Whether an order may be placed now, for this time. Ask inside the transaction that places or changes it.
    ///
    /// While the shop is closed, customers and kiosks can only order for a slot. While it is paused, they cannot order at all.
    /// Staff can always order for now, and for every slot that has not begun and is not full; the lead does not bind them.
    ///
    /// - Parameter counts: how many orders are due at each instant. Only those within ``dueRange(for:now:)`` matter. Leave
    ///   out cancelled orders, and the order that is being changed.
    /// - Throws: the first rule that stands against it.
    public func check(
        _ time: OrderTime, by channel: OrderingChannel, now: Date, counts: [Date: Int]
    ) throws(OrderTimeRefusal) {
        if channel.isHeldBack, pause.isActive(at: now) {
            guard case .until(let end) = pause else { throw .paused(until: nil) }
            throw .paused(until: end)
        }
        switch time {
        case .asSoonAsPossible:
            guard !channel.isHeldBack || hours.isOpen(at: now, in: timeZone) else {
                throw .closed(opens: hours.opens(from: now, in: timeZone))
            }
        case .slot(let start):
            guard let slots else { throw .noOrdersAhead }
            try check(start, of: slots, by: channel, now: now)
            guard let capacity = slots.capacity else { return }
            let due = slots.dueRange(of: start)
            guard counts.lazy.filter({ due.contains($0.key) }).map(\.value).reduce(0, +) < capacity else {
                throw .slotFull(capacity: capacity)
            }
        }
    }

    /// The slots that can be chosen now: exactly those that ``check(_:by:now:counts:)`` allows. They are the slots of today
    /// and of the days ahead, and at night those of the hours that began yesterday.
    ///
    /// - Parameter counts: as in the check, for the whole ``dueRange(for:now:)`` of no particular time.
    /// - Returns: the earliest first.
    public func openSlots(by channel: OrderingChannel, now: Date, counts: [Date: Int]) -> [TimeSlot] {
        guard let slots, !channel.isHeldBack || !pause.isActive(at: now) else { return [] }
        let offered = offered(slots, by: channel, now: now)
        guard let capacity = slots.capacity else { return offered }
        var dues = counts.sorted { $0.key < $1.key }[...]
        return offered.filter { slot in
            let due = slots.dueRange(of: slot.start)
            dues = dues.drop { $0.key < due.lowerBound }
            return dues.prefix { $0.key < due.upperBound }.map(\.value).reduce(0, +) < capacity
        }
    }

    /// Where the orders are due that have to be counted for ``check(_:by:now:counts:)`` or ``openSlots(by:now:counts:)``.
    ///
    /// - Parameter time: the time to check; nil for all slots.
    /// - Returns: nil when no orders have to be counted.
    public func dueRange(for time: OrderTime?, now: Date) -> Range<Date>? {
        guard let slots, slots.capacity != nil else { return nil }
        return switch time {
        case .asSoonAsPossible: nil
        case .slot(let start): slots.dueRange(of: start)
        // The hours of the last day end on the day after it, which may have 25 hours as well.
        case nil: now..<now.addingTimeInterval(TimeInterval((slots.daysAhead + 3) * WallClock.day))
        }
    }

    // MARK: slots, whoever has taken them

    private func check(
        _ start: Date, of slots: SlotRules, by channel: OrderingChannel, now: Date
    ) throws(OrderTimeRefusal) {
        guard start >= now else { throw .slotPast }
        let earliest = earliest(of: slots, by: channel, now: now)
        guard start >= earliest else { throw .tooSoon(earliest: earliest) }
        let last = lastDay(of: slots, now: now)
        let tooFar = OrderTimeRefusal.tooFarAhead(last: BusinessDay(daysSince1970: last))
        guard start.timeIntervalSince(now) < TimeInterval((slots.daysAhead + 3) * WallClock.day) else { throw tooFar }
        let local = WallClock(zone: timeZone).local(start)
        guard let day = hours.dayNumber(at: local.floorDivided(by: 60)) else { throw .outsideHours }
        guard day <= last else { throw tooFar }
        guard start.timeIntervalSince1970.rounded() == start.timeIntervalSince1970, local % slots.seconds == 0 else {
            throw .notASlot(minutes: slots.length.rawValue)
        }
        guard hours.isOpen(through: local / 60..<local / 60 + slots.length.rawValue) else { throw .outsideHours }
    }

    private func offered(_ slots: SlotRules, by channel: OrderingChannel, now: Date) -> [TimeSlot] {
        let clock = WallClock(zone: timeZone)
        let earliest = Int(self.earliest(of: slots, by: channel, now: now).timeIntervalSince1970.rounded(.up))
        let last = lastDay(of: slots, now: now)
        // The hours of the last day end within two days, as the clock shows it; no zone is a day away from Greenwich.
        let end = (last + 3) * WallClock.day
        guard earliest < end else { return [] }
        // It begins a day earlier: the clock may just have been set back.
        let stretches = clock.stretches(of: earliest - WallClock.day..<end)
        let repeated = zip(stretches, stretches.dropFirst()).compactMap { before, after in
            after.local.lowerBound < before.local.upperBound
                ? after.local.lowerBound..<before.local.upperBound : nil
        }
        return stretches.flatMap { stretch -> [TimeSlot] in
            let lower = max(stretch.local.lowerBound, earliest + stretch.offset)
            let first = (lower + slots.seconds - 1).floorDivided(by: slots.seconds) * slots.seconds
            return stride(from: first, to: stretch.local.upperBound, by: slots.seconds).compactMap { start in
                guard let day = hours.dayNumber(at: start / 60), day <= last,
                    hours.isOpen(through: start / 60..<start / 60 + slots.length.rawValue)
                else { return nil }
                let instant = Date(timeIntervalSince1970: TimeInterval(start - stretch.offset))
                return TimeSlot(
                    start: instant, day: BusinessDay(daysSince1970: day), time: CivilTime(instant, in: timeZone),
                    offset: stretch.offset, isRepeated: repeated.contains { $0.contains(start) })
            }
        }
    }

    private func earliest(of slots: SlotRules, by channel: OrderingChannel, now: Date) -> Date {
        channel.isHeldBack ? now.addingTimeInterval(TimeInterval(slots.lead * 60)) : now
    }

    /// In days since 1970.
    private func lastDay(of slots: SlotRules, now: Date) -> Int {
        WallClock(zone: timeZone).local(now).floorDivided(by: WallClock.day) + slots.daysAhead
    }
}
