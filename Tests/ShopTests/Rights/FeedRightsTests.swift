import Presentation
import Testing

@testable import Shop

/// What the live feed tells whom, and for how long.
struct FeedRightsTests {
    private struct Street {
        let shop: TestShop
        let alan: Session
        /// Everything that has happened, an order of Ada's at the end.
        let events: [ShopEvent]
        let order: Order

        static func open() async throws -> Street {
            let shop = try await TestShop.open()
            let alan = try await shop.admin(named: "Alan")
            let product = try await shop.product("Flat white")
            let order = try await shop.services.orders.place(shop.draft((product, 1)), by: shop.customer)
            let events = try await shop.store.read { try $0.events(after: 0, limit: 1_000) }
            return Street(shop: shop, alan: alan, events: events, order: order)
        }

        func told(_ session: Session?) async throws -> [ShopEvent] {
            try await shop.store.read { try shop.services.feed.visible(events, to: session, in: $0) }
        }

        /// Whether anything tells who somebody else is, or what they did.
        func tellsOfOthers(_ events: [ShopEvent], than user: User) -> Bool {
            events.contains { event in
                event.subject != .user(user.id) && !(event.actorName.isEmpty && event.subjectName.isEmpty)
            }
        }
    }

    @Test("An admin hears all, a customer what is theirs and that something was sold, others the latter alone")
    func roles() async throws {
        let street = try await Street.open()
        #expect(try await street.told(street.alan) == street.events)
        let own = try await street.told(street.shop.customer)
        #expect(own.contains { $0.subject == .order(street.order.id) && $0.actorName == "Ada Lovelace" })
        #expect(!own.contains { $0.subject == .user(street.alan.user.id) })
        let bo = try await street.shop.customer(named: "Bo")
        for session in [nil, bo, try await street.shop.kiosk()] {
            let told = try await street.told(session)
            #expect(told.contains { $0.kind == .orderPlaced && $0.subject == .shop })
            #expect(!street.tellsOfOthers(told, than: session?.user ?? bo.user))
        }
    }

    @Test("An admin who is demoted, disabled or signed out while watching hears nothing of others any more")
    func midSession() async throws {
        let street = try await Street.open()
        let users = street.shop.services.users
        _ = try await users.setRole(.customer, of: street.alan.user.id, by: street.shop.admin)
        #expect(try await !street.tellsOfOthers(street.told(street.alan), than: street.alan.user))
        _ = try await users.setRole(.admin, of: street.alan.user.id, by: street.shop.admin)
        #expect(try await street.told(street.alan) == street.events)

        _ = try await users.setDisabled(true, street.alan.user.id, by: street.shop.admin)
        let told = try await street.told(street.alan)
        #expect(!street.tellsOfOthers(told, than: street.alan.user))
        #expect(told.contains { $0.subject == .user(street.alan.user.id) }, "what was done to oneself is told")

        try await street.shop.services.accounts.signOut(street.shop.customer)
        #expect(try await !street.tellsOfOthers(street.told(street.shop.customer), than: street.shop.customer.user))
    }
}
