import Foundation
import Presentation
import Shop
import Testing

struct OwnAccountTests {
    @Test("A new name is the account's at once; orders keep the name they were placed under")
    func name() async throws {
        let shop = try await TestShop.open()
        let product = try await shop.product("Flat white")
        let order = try await shop.services.orders.place(shop.draft((product, 1)), by: shop.customer)
        let session = try await shop.services.accounts.rename(to: "  Ada King ", by: shop.customer)
        #expect(session.user.name == "Ada King")
        #expect(try await shop.services.accounts.refresh(shop.customer).user.name == "Ada King")
        #expect(try await shop.services.orders.order(order.id, by: session).customerName == "Ada Lovelace")
        let event = try #require(try await shop.lastEvent())
        #expect(event.change == .userName(from: "Ada Lovelace", to: "Ada King"))
        await #expect(throws: ShopError.invalid([.name: .empty])) {
            try await shop.services.accounts.rename(to: " ", by: session)
        }
    }

    @Test("A new email needs the password, must be free, and is what one signs in with from then on")
    func email() async throws {
        let shop = try await TestShop.open()
        let accounts = shop.services.accounts
        await #expect(throws: ShopError.invalid([.currentPassword: .wrongPassword])) {
            try await accounts.changeEmail(to: "ada@new.example", password: "not this one", by: shop.customer)
        }
        await #expect(throws: ShopError.invalid([.email: .taken])) {
            try await accounts.changeEmail(to: "GRACE@example.com", password: TestShop.password, by: shop.customer)
        }
        _ = try await accounts.changeEmail(to: "ada@new.example", password: TestShop.password, by: shop.customer)
        _ = try await accounts.signIn(email: "ada@new.example", password: TestShop.password)
        await #expect(throws: ShopError.signInFailed) {
            try await accounts.signIn(email: "ada@example.com", password: TestShop.password)
        }
        // One's own email in other letters is not taken.
        _ = try await accounts.changeEmail(to: "Ada@New.example", password: TestShop.password, by: shop.customer)
    }

    @Test("A new password ends all other sessions and keeps this one")
    func password() async throws {
        let shop = try await TestShop.open()
        let accounts = shop.services.accounts
        let other = try await accounts.signIn(email: "ada@example.com", password: TestShop.password).session
        await #expect(throws: ShopError.invalid([.password: .tooShort(8)])) {
            try await accounts.changePassword(from: TestShop.password, to: "short", by: shop.customer)
        }
        try await accounts.changePassword(from: TestShop.password, to: "battery staple", by: shop.customer)
        await #expect(throws: ShopError.sessionEnded) { try await shop.services.orders.own(by: other) }
        _ = try await shop.services.orders.own(by: shop.customer)
        await #expect(throws: ShopError.signInFailed) {
            try await accounts.signIn(email: "ada@example.com", password: TestShop.password)
        }
        _ = try await accounts.signIn(email: "ada@example.com", password: "battery staple")
        let kinds = try await shop.services.log.page(by: shop.admin).map(\.kind)
        #expect(kinds.last == .userPassword)
    }

    @Test("Guessing the present password is slowed down like signing in")
    func guessing() async throws {
        let shop = try await TestShop.open()
        for _ in 1...5 {
            await #expect(throws: ShopError.invalid([.currentPassword: .wrongPassword])) {
                try await shop.services.accounts.changePassword(
                    from: "not this one", to: "battery staple", by: shop.customer)
            }
        }
        await #expect(throws: ShopError.waitBeforeSignIn(seconds: 1)) {
            try await shop.services.accounts.changePassword(
                from: TestShop.password, to: "battery staple", by: shop.customer)
        }
    }

    @Test("Ending all other sessions says how many there were")
    func otherSessions() async throws {
        let shop = try await TestShop.open()
        let accounts = shop.services.accounts
        for _ in 1...2 { _ = try await accounts.signIn(email: "ada@example.com", password: TestShop.password) }
        #expect(try await accounts.endOtherSessions(by: shop.customer) == 2)
        #expect(try await accounts.endOtherSessions(by: shop.customer) == 0)
        _ = try await shop.services.orders.own(by: shop.customer)
        _ = try await shop.services.orders.board(by: shop.admin)
        let ended = try await shop.services.log.page(by: shop.admin).filter { $0.kind == .sessionsEnded }
        #expect(ended.map(\.change.columns.to) == ["2"])
    }
}
