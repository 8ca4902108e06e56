import Shop
import Terminal

@testable import Screens

/// What people do at a kiosk again and again.
extension ShopTerminal {
    var kiosk: KioskScreen? { open(KioskScreen.self) }

    /// The order whose number is shown.
    var shownOrder: Order? { if case .ticket(let order) = kiosk?.phase { order } else { nil } }

    var isAttracting: Bool { if case .attract = kiosk?.phase { true } else { false } }

    /// By digits: begins, chooses the tiles, goes on to order, and names someone.
    func choose(tiles: String, name: String = "") async throws {
        try await press(.enter)
        try await type(tiles + "0" + name)
    }

    /// Nothing of a customer is left.
    var isFresh: Bool {
        guard let kiosk else { return false }
        return isAttracting && kiosk.cart.lines.isEmpty && kiosk.name.text.isEmpty && kiosk.menu.category == 0
            && kiosk.menu.chosen == 0 && kiosk.sentence.isEmpty && kiosk.quote.lines.isEmpty
    }
}
