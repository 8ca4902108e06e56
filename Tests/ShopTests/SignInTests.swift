import Foundation
import Presentation
import SQLiteStore
import Shop
import Synchronization
import Testing

/// Guessing at the door: what it costs, what it says, and how it is slowed down.
struct SignInTests {
    /// Counts what hashing is asked for, and lets a test do something while it lasts.
    private final class Derivations: Sendable {
        private let costs = Mutex<[PasswordHash.Cost]>([])

        var hasher: PasswordHasher {
            PasswordHasher(
                cost: TestShop.cheap,
                derive: { password, salt, cost in
                    self.costs.withLock { $0.append(cost) }
                    return try PasswordHasher.scrypt(password, salt: salt, cost: cost)
                })
        }

        func take() -> [PasswordHash.Cost] {
            costs.withLock { costs in
                defer { costs = [] }
                return costs
            }
        }
    }

    @Test("Whoever cannot sign in costs the shop the same work: one hash, whether the email is known or not")
    func sameWork() async throws {
        let shop = try await TestShop.open()
        let gone = try await shop.customer(named: "Gone")
        _ = try await shop.services.users.setDisabled(true, gone.user.id, by: shop.admin)
        let derivations = Derivations()
        let accounts = shop.services(hasher: derivations.hasher).accounts
        for (email, password) in [
            ("nobody@example.com", TestShop.password), ("ada@example.com", "wrong password"),
            ("gone@example.com", TestShop.password), ("gone@example.com", "wrong password"), ("", ""),
            ("ada@example.com", ""), ("not an email", "x"), (String(repeating: "é", count: 100_000), "x"),
            ("ada@example.com", String(repeating: "x", count: 1_000_000)),
            ("nobody@example.com", String(repeating: "x", count: 1_000_000)),
        ] {
            shop.clock.advance(by: 3_601)
            await #expect(throws: ShopError.signInFailed) {
                try await accounts.signIn(email: email, password: password)
            }
            #expect(derivations.take() == [TestShop.cheap], "\(email.prefix(30))")
        }
        _ = try await accounts.signIn(email: "ada@example.com", password: TestShop.password)
        #expect(derivations.take() == [TestShop.cheap])
    }

    @Test("A code that does not count costs the same work, whatever is wrong with it")
    func sameWorkForCodes() async throws {
        let shop = try await TestShop.open()
        let gone = try await shop.customer(named: "Gone")
        let goneCode = try await shop.services.users.startReset(of: gone.user.id, by: shop.admin)
        _ = try await shop.services.users.setDisabled(true, gone.user.id, by: shop.admin)
        let old = try await shop.services.users.startReset(of: shop.customer.user.id, by: shop.admin)
        let derivations = Derivations()
        let users = shop.services(hasher: derivations.hasher).users
        for (email, code) in [
            ("nobody@example.com", old.text), ("ada@example.com", "00000-00000"), ("grace@example.com", old.text),
            ("gone@example.com", goneCode.text), ("ada@example.com", old.text), ("", ""),
        ] {
            shop.clock.advance(by: 3_601)
            await #expect(throws: ShopError.resetFailed) {
                try await users.redeemReset(email: email, code: code, password: "battery staple")
            }
            #expect(derivations.take() == [TestShop.cheap], "\(email), \(code)")
        }
    }

    @Test("While the wait lasts nothing is looked at: no work is done for whoever only hammers")
    func noWorkWhileWaiting() async throws {
        let shop = try await TestShop.open()
        let derivations = Derivations()
        let accounts = shop.services(hasher: derivations.hasher).accounts
        for _ in 1...5 { _ = try? await accounts.signIn(email: "ada@example.com", password: "wrong password") }
        #expect(derivations.take().count == 5)
        for password in ["wrong password", TestShop.password] {
            await #expect(throws: ShopError.waitBeforeSignIn(seconds: 1)) {
                try await accounts.signIn(email: "ada@example.com", password: password)
            }
        }
        #expect(derivations.take().isEmpty)
    }

    @Test("From the fifth failure on the wait is 1 s, and doubles up to 5 minutes; it never locks anyone out")
    func doubling() async throws {
        let shop = try await TestShop.open()
        func failure() async -> ShopError? {
            await #expect(throws: ShopError.self) {
                try await shop.services.accounts.signIn(email: "ada@example.com", password: "wrong password")
            }
        }
        for _ in 1...5 { #expect(await failure() == .signInFailed) }
        for seconds in [1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300] {
            #expect(await failure() == .waitBeforeSignIn(seconds: seconds))
            shop.clock.advance(by: TimeInterval(seconds))
            #expect(await failure() == .signInFailed)
        }
        shop.clock.advance(by: 300)
        _ = try await shop.services.accounts.signIn(email: "ada@example.com", password: TestShop.password)
        #expect(await failure() == .signInFailed, "whoever came in begins anew")
    }

    @Test("An account is slowed down at every terminal, known or not, and a terminal for every account")
    func accountsAndTerminals() async throws {
        let shop = try await TestShop.open()
        for email in ["ada@example.com", "nobody@example.com"] {
            for number in 1...5 {
                await #expect(throws: ShopError.signInFailed) {
                    try await shop.services(terminal: "tty\(email)\(number)").accounts
                        .signIn(email: email.uppercased(), password: "wrong password")
                }
            }
            await #expect(throws: ShopError.waitBeforeSignIn(seconds: 1)) {
                try await shop.services(terminal: "another").accounts
                    .signIn(email: email, password: TestShop.password)
            }
        }
        for number in 1...5 {
            await #expect(throws: ShopError.signInFailed) {
                try await shop.services.accounts.signIn(email: "\(number)@example.com", password: "x")
            }
        }
        await #expect(throws: ShopError.waitBeforeSignIn(seconds: 1)) {
            try await shop.services.accounts.signIn(email: "grace@example.com", password: TestShop.password)
        }
        _ = try await shop.services(terminal: "another").accounts
            .signIn(email: "grace@example.com", password: TestShop.password)
    }

    @Test(
        "What others guess of an account elsewhere keeps its owner waiting 10 seconds at most, while they go on and on")
    func others() async throws {
        let shop = try await TestShop.open()
        func accounts(_ terminal: String) -> AccountService { shop.services(terminal: terminal).accounts }
        /// Someone at a terminal where nobody has failed yet.
        func guess(_ number: Int) async -> ShopError? {
            await #expect(throws: ShopError.self) {
                try await accounts("guesser \(number)").signIn(email: "grace@example.com", password: "wrong \(number)")
            }
        }
        for number in 0..<40 {
            guard case .waitBeforeSignIn(let seconds) = await guess(number) else { continue }
            #expect(seconds <= 10)
            shop.clock.advance(by: TimeInterval(seconds))
            #expect(await guess(number) == .signInFailed)
        }
        let office = accounts("office")
        await #expect(throws: ShopError.waitBeforeSignIn(seconds: 10)) {
            try await office.signIn(email: "grace@example.com", password: TestShop.password)
        }
        // They guess whenever they may, and are always a little faster.
        for second in 1...10 {
            shop.clock.advance(by: 1)
            _ = await guess(100 + second)
        }
        _ = try await office.signIn(email: "grace@example.com", password: TestShop.password)

        // Who has had the turn has no other at once.
        _ = await guess(200)
        let seconds = try #require(await wait(office, "grace@example.com"))
        #expect((1...10).contains(seconds))
        shop.clock.advance(by: TimeInterval(seconds))
        _ = await guess(201)
        await #expect(throws: ShopError.signInFailed) {
            try await office.signIn(email: "grace@example.com", password: "mistyped")
        }
        #expect(await wait(office, "grace@example.com") != nil)
    }

    /// For how long the right password is refused; nil when it is not.
    private func wait(_ accounts: AccountService, _ email: String) async -> Int? {
        do {
            _ = try await accounts.signIn(email: email, password: TestShop.password)
            return nil
        } catch ShopError.waitBeforeSignIn(let seconds) {
            return seconds
        } catch {
            return -1
        }
    }

    @Test(
        "One terminal that guesses at many accounts waits like one that guesses at one, also when it signs in between")
    func oneTerminal() async throws {
        let shop = try await TestShop.open()
        let accounts = shop.services.accounts
        var number = 0
        func guess() async -> ShopError? {
            number += 1
            return await #expect(throws: ShopError.self) {
                try await accounts.signIn(email: "\(number)@example.com", password: "123456789")
            }
        }
        for _ in 1...4 { #expect(await guess() == .signInFailed) }
        _ = try await accounts.signIn(email: "ada@example.com", password: TestShop.password)
        #expect(await guess() == .signInFailed)
        for seconds in [1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300] {
            #expect(await wait(accounts, "ada@example.com") == seconds)
            shop.clock.advance(by: TimeInterval(seconds))
            _ = try await accounts.signIn(email: "ada@example.com", password: TestShop.password)
            #expect(await guess() == .signInFailed)
        }
        #expect(await wait(shop.services(terminal: "another").accounts, "grace@example.com") == nil)
    }

    @Test(
        "A clock that was ahead keeps nobody waiting once it is right again",
        arguments: [1_800, 3_456_000] as [TimeInterval])
    func clockAhead(by ahead: TimeInterval) async throws {
        let shop = try await TestShop.open()
        let accounts = shop.services.accounts
        shop.clock.advance(by: ahead)
        for _ in 1...5 { _ = try? await accounts.signIn(email: "ada@example.com", password: "wrong password") }
        #expect(await wait(accounts, "ada@example.com") == 1)
        shop.clock.advance(by: -ahead)
        #expect(await wait(accounts, "ada@example.com") == nil)
    }

    @Test("Names of terminals and emails of any length are counted, and what is an hour old is kept no longer")
    func kept() async throws {
        let shop = try await TestShop.open()
        let email = String(repeating: "é", count: 300) + "@example.com"
        let accounts = shop.services(terminal: String(repeating: "tty", count: 300)).accounts
        for _ in 1...5 {
            await #expect(throws: ShopError.signInFailed) { try await accounts.signIn(email: email, password: "x") }
        }
        await #expect(throws: ShopError.waitBeforeSignIn(seconds: 1)) {
            try await accounts.signIn(email: email, password: "x")
        }
        let account = "account:nobody@example.com"
        _ = try? await accounts.signIn(email: "nobody@example.com", password: "x")
        shop.clock.advance(by: 1)
        _ = try? await accounts.signIn(email: "nobody@example.com", password: "x")
        #expect(try await shop.store.read { try $0.signInFailures(account) }?.count == 1)
        shop.clock.advance(by: 3_601)
        _ = try? await shop.services.accounts.signIn(email: "ada@example.com", password: "wrong password")
        #expect(try await shop.store.read { try $0.signInFailures(account) } == nil)
    }

    @Test("Sign-in, codes and one's present password are counted together")
    func countedTogether() async throws {
        let shop = try await TestShop.open()
        let accounts = shop.services.accounts
        let code = try await shop.services.users.startReset(of: shop.customer.user.id, by: shop.admin)
        _ = try? await accounts.signIn(email: "ada@example.com", password: "wrong password")
        _ = try? await accounts.changePassword(from: "wrong password", to: "battery staple", by: shop.customer)
        _ = try? await accounts.changeEmail(to: "a@example.com", password: "wrong password", by: shop.customer)
        for _ in 1...2 {
            _ = try? await shop.services.users.redeemReset(
                email: "ada@example.com", code: "00000-00000", password: "battery staple")
        }
        let wait = ShopError.waitBeforeSignIn(seconds: 1)
        await #expect(throws: wait) {
            try await accounts.signIn(email: "ada@example.com", password: TestShop.password)
        }
        await #expect(throws: wait) {
            try await accounts.changePassword(from: TestShop.password, to: "battery staple", by: shop.customer)
        }
        await #expect(throws: wait) {
            try await shop.services.users.redeemReset(
                email: "ada@example.com", code: code.text, password: "battery staple")
        }
    }

    @Test("What ended stays ended: using a session that has idled out does not bring it back")
    func noRevival() async throws {
        let shop = try await TestShop.open()
        shop.clock.advance(by: 8 * 3_600 + 1)
        await #expect(throws: ShopError.sessionEnded) { try await shop.services.accounts.touch(shop.customer) }
        await #expect(throws: ShopError.sessionEnded) { try await shop.services.orders.own(by: shop.customer) }
    }
}
