import Foundation
import Presentation
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
    /// How long an open order has waited turns amber, then red.
    func ageStyle(of order: Order, now: Date) -> Style {
        guard order.status.isOpen else { return .dim }
        let minutes = Self.minutes(since: order.createdAt, now: now)
        return minutes >= redMinutes ? .error : minutes >= amberMinutes ? .warning : .normal
    }
}
