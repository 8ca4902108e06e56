import Foundation
import Presentation
import Shop
import Testing

/// Guessing many times at once.
struct SimultaneousGuessTests {
    /// Guesses Ada's password so many times at once.
    ///
    /// - Parameter accounts: where the guess of this number is made.
    private func guess(_ count: Int, at accounts: (Int) -> AccountService) async -> [ShopError?] {
        await withTaskGroup(of: ShopError?.self) { group in
            for number in 1...count {
                let accounts = accounts(number)
                group.addTask {
                    do {
                        _ = try await accounts.signIn(email: "ada@example.com", password: "guess \(number)")
                        return nil
                    } catch {
                        return error as? ShopError
                    }
                }
            }
            return await group.reduce(into: [ShopError?]()) { $0.append($1) }
        }
    }

    @Test("Guesses made all at once at many terminals get no further than guesses made one after the other")
    func atOnceElsewhere() async throws {
        let shop = try await TestShop.open()
        let crowd = Crowd(of: 40)
        let store = InterruptedStore(base: shop.store) { await crowd.arrive() }
        let failures = await guess(40) { shop.services(terminal: "terminal \($0)", store: store).accounts }
        #expect(failures.count { $0 == .signInFailed } == 5)
        #expect(failures.count { $0 == .waitBeforeSignIn(seconds: 1) } == 35)
    }

    @Test("Guesses made all at once get no further than guesses made one after the other")
    func atOnce() async throws {
        let shop = try await TestShop.open()
        let guesses = 40
        // All have asked whether they must wait before the first has failed.
        let crowd = Crowd(of: guesses)
        let accounts = shop.services(store: InterruptedStore(base: shop.store) { await crowd.arrive() }).accounts
        let failures = await guess(guesses) { _ in accounts }
        #expect(failures.count { $0 == .signInFailed } == 5)
        #expect(failures.count { $0 == .waitBeforeSignIn(seconds: 1) } == guesses - 5)
    }

    @Test("The right guess among many at once waits like the wrong ones, and nobody can tell it from them")
    func rightAmongMany() async throws {
        let shop = try await TestShop.open()
        let code = try await shop.services.users.startReset(of: shop.customer.user.id, by: shop.admin)
        func interrupted() -> ShopServices {
            shop.services(
                terminal: "another",
                store: InterruptedStore(base: shop.store) {
                    for _ in 1...5 {
                        _ = try? await shop.services.accounts.signIn(email: "ada@example.com", password: "wrong")
                    }
                })
        }
        let wait = ShopError.waitBeforeSignIn(seconds: 1)
        await #expect(throws: wait) {
            try await interrupted().accounts.signIn(email: "ada@example.com", password: TestShop.password)
        }
        shop.clock.advance(by: 3_601)
        await #expect(throws: wait) {
            try await interrupted().accounts.changePassword(
                from: TestShop.password, to: "battery staple", by: shop.customer)
        }
        shop.clock.advance(by: 3_601)
        let fresh = try await shop.services.users.startReset(of: shop.customer.user.id, by: shop.admin)
        #expect(code != fresh)
        await #expect(throws: wait) {
            try await interrupted().users.redeemReset(
                email: "ada@example.com", code: fresh.text, password: "battery staple")
        }
        shop.clock.advance(by: 1)
        try await shop.services.users.redeemReset(
            email: "ada@example.com", code: fresh.text, password: "battery staple")
    }
}

/// A store in which others are busy before each write.
private struct InterruptedStore: Store {
    let base: any Store
    let before: @Sendable () async -> Void

    func read<Value: Sendable>(
        _ body: @escaping @Sendable (any ReadTransaction) throws -> Value
    ) async throws -> Value { try await base.read(body) }

    func write<Value: Sendable>(
        _ body: @escaping @Sendable (any WriteTransaction) throws -> Value
    ) async throws -> Value {
        await before()
        return try await base.write(body)
    }

    func changes(after position: FeedPosition, through filter: @escaping FeedFilter) -> AsyncStream<FeedSignal> {
        base.changes(after: position, through: filter)
    }
    func health(full: Bool) async -> StoreHealth { await base.health(full: full) }
    func close() async { await base.close() }
}

/// Lets nobody go on before all are there.
private actor Crowd {
    private var missing: Int
    private var waiting: [CheckedContinuation<Void, Never>] = []

    init(of count: Int) { missing = count }

    func arrive() async {
        missing -= 1
        guard missing > 0 else {
            for one in waiting { one.resume() }
            waiting = []
            return
        }
        await withCheckedContinuation { waiting.append($0) }
    }
}
