import Foundation
import Shop
import Synchronization
import TestSupport
import Testing

@testable import Screens

struct NewDayTests {
    @Test("When a business day begins, open screens read anew what is sold: what was off for the day is on again")
    func told() async throws {
        try await ScreenShop.use { shop in
            let end = BusinessDay.span(of: shop.clock.now, in: shop.settings.timeZone).upperBound
            shop.clock.advance(by: end.timeIntervalSince(shop.clock.now) - 0.1)
            let told = Mutex(false)
            let feed = LiveFeed { news in
                if case .live = news { told.withLock { $0 = true } }
            }
            await feed.follow(shop.services, as: nil)
            try await Patience.until("a new day is told") {
                shop.clock.advance(by: 86_400)
                return told.withLock { $0 }
            }
            feed.stop()
        }
    }
}
