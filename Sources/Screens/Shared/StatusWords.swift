import Foundation
import Shop
import Terminal

/// A status is always glyph, word and colour.
extension OrderStatus {
    func glyph(_ glyphs: Glyphs) -> String {
        switch self {
        case .placed: glyphs.circle
        case .preparing: glyphs.halfDisc
        case .ready: glyphs.disc
        case .completed: glyphs.check
        case .cancelled: glyphs.cross
        }
    }

    func label(_ glyphs: Glyphs) -> String { glyph(glyphs) + " " + title }

    var style: Style {
        switch self {
        case .placed: .stateWaiting
        case .preparing: .stateActive
        case .ready: .stateReady
        case .completed: .stateDone
        case .cancelled: .stateStopped
        }
    }
}

extension PaymentState {
    var style: Style {
        switch self {
        case .unpaid: .warning
        case .paid: .success
        case .refunded: .dim
        }
    }
}

extension ShopSettings {
    /// Minutes since `date`, never negative, whatever a clock was set to.
    static func minutes(since date: Date, now: Date) -> Int { max(0, Int(now.timeIntervalSince(date) / 60)) }

    /// How long an open order has waited turns amber, then red.
    func ageStyle(of order: Order, now: Date) -> Style {
        guard order.status.isOpen else { return .dim }
        let minutes = Self.minutes(since: order.createdAt, now: now)
        return minutes >= redMinutes ? .error : minutes >= amberMinutes ? .warning : .normal
    }

    /// `10:42` today, `yesterday`, else the day: `2026-11-21`.
    func moment(_ date: Date, now: Date) -> String {
        let day = BusinessDay(date, in: timeZone)
        if day == BusinessDay(now, in: timeZone) { return CivilTime(date, in: timeZone).clock }
        return day == BusinessDay(now.addingTimeInterval(-86_400), in: timeZone) ? "yesterday" : day.description
    }

    func clock(_ date: Date) -> String { CivilTime(date, in: timeZone).clock }
}

/// `3 min`, `2 h 5 min`
func age(since date: Date, now: Date) -> String {
    let minutes = ShopSettings.minutes(since: date, now: now)
    if minutes < 60 { return "\(minutes) min" }
    return minutes < 1_440 ? "\(minutes / 60) h \(minutes % 60) min" : "\(minutes / 1_440) d"
}

extension Order {
    /// Who it is for, as a screen shows it: a walk-in is named as one.
    var customerLabel: String {
        guard customer == nil else { return customerName }
        return customerName.isEmpty ? "walk-in" : "walk-in: " + customerName
    }

    var pieces: Int { items.reduce(0) { $0 + $1.quantity } }

    /// `2 × Flat white   1 × Cookie (warm)`
    func itemsLine(_ glyphs: Glyphs) -> String {
        items.map { item in
            "\(item.quantity) \(glyphs.times) \(item.name)" + (item.note.isEmpty ? "" : " (\(item.note))")
        }.joined(separator: "   ")
    }
}
