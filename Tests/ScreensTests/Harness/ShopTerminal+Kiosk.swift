import Presentation
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
        return isAttracting && kiosk.order.isEmpty && kiosk.order.name.text.isEmpty && kiosk.menu.category == 0
            && kiosk.menu.chosen == 0 && kiosk.sentence.isEmpty && kiosk.order.quote.lines.isEmpty
    }
}

/// Lets `body` stand at a kiosk of the demo.
func atKiosk(_ size: Size = .large, _ body: (ScreenShop, ShopTerminal) async throws -> Void) async throws {
    try await ScreenShop.use { shop in try await body(shop, try await ShopTerminal(kiosk: shop, size: size)) }
}

extension ScreenShop {
    /// The orders that kiosks have placed, of now.
    func kioskOrders() async throws -> [Order] {
        try await services.orders.board(by: try await session("alan")).open
            .filter { $0.ticket.channel == .kiosk && $0.createdAt >= StoppedClock.start }
    }
}
