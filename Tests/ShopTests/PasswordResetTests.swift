import Foundation
import Presentation
import Shop
import Testing

struct PasswordResetTests {
    private static let new = "battery staple"

    private func redeem(_ code: String, email: String = "ada@example.com", in shop: TestShop) async throws {
        try await shop.services.users.redeemReset(email: email, code: code, password: Self.new)
    }

    @Test("A code sets a new password once, however it is typed, and ends all sessions")
    func once() async throws {
        let shop = try await TestShop.open()
        let code = try await shop.services.users.startReset(of: shop.customer.user.id, by: shop.admin)
        _ = try await shop.services.orders.own(by: shop.customer)
        await #expect(throws: ShopError.invalid([.password: .tooShort(8)])) {
            try await shop.services.users.redeemReset(email: "ada@example.com", code: code.text, password: "short")
        }
        try await redeem(" " + code.text.lowercased().replacing("-", with: " - "), in: shop)
        await #expect(throws: ShopError.sessionEnded) { try await shop.services.orders.own(by: shop.customer) }
        await #expect(throws: ShopError.signInFailed) {
            try await shop.services.accounts.signIn(email: "ada@example.com", password: TestShop.password)
        }
        _ = try await shop.services.accounts.signIn(email: "ada@example.com", password: Self.new)
        await #expect(throws: ShopError.resetFailed) { try await redeem(code.text, in: shop) }
        let told = try await shop.lastEvents(2)
        #expect(told.map(\.kind) == [.userResetStarted, .userPassword])
        #expect(told.map(\.actorName) == ["Grace Hopper", "Ada Lovelace"])
    }

    @Test("A code expires after 30 minutes, and a newer one takes its place")
    func expiry() async throws {
        let shop = try await TestShop.open()
        let users = shop.services.users
        let first = try await users.startReset(of: shop.customer.user.id, by: shop.admin)
        let second = try await users.startReset(of: shop.customer.user.id, by: shop.admin)
        #expect(first.text != second.text)
        await #expect(throws: ShopError.resetFailed) { try await redeem(first.text, in: shop) }
        #expect(second.expiresAt == shop.clock.now.addingTimeInterval(1_800))
        shop.clock.advance(by: 1_801)
        await #expect(throws: ShopError.resetFailed) { try await redeem(second.text, in: shop) }
        shop.clock.advance(by: -2 * 1_801)
        await #expect(throws: ShopError.resetFailed) { try await redeem(second.text, in: shop) }
        shop.clock.advance(by: 1_801)
        try await redeem(second.text, in: shop)
    }

    @Test("The shop keeps no code that could be read back")
    func hashed() async throws {
        let shop = try await TestShop.open()
        let code = try await shop.services.users.startReset(of: shop.customer.user.id, by: shop.admin)
        let stored = try #require(try await shop.store.read { try $0.reset(of: shop.customer.user.id) })
        #expect(try PasswordHasher(cost: TestShop.cheap).matches(code.text.replacing("-", with: ""), stored.code))
        #expect(stored.code.digest != Array(code.text.utf8))
    }

    @Test("Unknown email, wrong code, no code and a disabled user read the same, and guessing is slowed down")
    func guessing() async throws {
        let shop = try await TestShop.open()
        let code = try await shop.services.users.startReset(of: shop.customer.user.id, by: shop.admin)
        for (email, typed) in [
            ("nobody@example.com", code.text), ("ada@example.com", "00000-00000"), ("grace@example.com", code.text),
            ("ada@example.com", String(repeating: "x", count: 100_000)),
        ] {
            await #expect(throws: ShopError.resetFailed) { try await redeem(typed, email: email, in: shop) }
        }
        await #expect(throws: ShopError.resetFailed) { try await redeem("", in: shop) }
        await #expect(throws: ShopError.waitBeforeSignIn(seconds: 1)) { try await redeem(code.text, in: shop) }
        shop.clock.advance(by: 1)
        _ = try await shop.services.users.setDisabled(true, shop.customer.user.id, by: shop.admin)
        await #expect(throws: ShopError.resetFailed) { try await redeem(code.text, in: shop) }
    }
}
