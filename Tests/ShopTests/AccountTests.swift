import Crypto
import Foundation
import JWTKit
import Presentation
import Shop
import Testing

struct AccountTests {
    @Test("Every wrong field of a registration is named at once, and nothing is written")
    func registration() async throws {
        let shop = try await TestShop.open()
        let expected = ShopError.invalid([.name: .empty, .email: .notAnEmail, .password: .tooShort(8)])
        await #expect(throws: expected) {
            try await shop.services.accounts.register(name: " ", email: "x", password: "1")
        }
        await #expect(throws: ShopError.invalid([.email: .taken])) {
            try await shop.services.accounts.register(
                name: "Ada 2", email: "ADA@example.com", password: TestShop.password)
        }
    }

    @Test("Unknown email, wrong password and a disabled account read the same")
    func failuresReadAlike() async throws {
        let shop = try await TestShop.open()
        let bo = try await shop.customer(named: "Bo")
        try await shop.store.write { try $0.setDisabled(true, user: bo.user.id) }
        for (email, password) in [
            ("nobody@example.com", TestShop.password), ("ada@example.com", "wrong password"),
            ("bo@example.com", TestShop.password), ("", ""),
            ("ada@example.com", String(repeating: "x", count: 100_000)),
        ] {
            shop.clock.advance(by: 600)
            await #expect(throws: ShopError.signInFailed) {
                try await shop.services.accounts.signIn(email: email, password: password)
            }
        }
    }

    @Test("Email is known without regard to case")
    func emailCase() async throws {
        let shop = try await TestShop.open()
        let session = try await shop.services.accounts.signIn(email: "Ada@Example.COM", password: TestShop.password)
        #expect(session.session.user.name == "Ada Lovelace")
    }

    @Test("After the fifth failure there is a wait that doubles, and the right password ends it")
    func throttling() async throws {
        let shop = try await TestShop.open()
        func fail() async -> ShopError? {
            await #expect(throws: ShopError.self) {
                try await shop.services.accounts.signIn(email: "ada@example.com", password: "wrong password")
            }
        }
        for _ in 1...5 { #expect(await fail() == .signInFailed) }
        #expect(await fail() == .waitBeforeSignIn(seconds: 1))
        shop.clock.advance(by: 1)
        #expect(await fail() == .signInFailed)
        #expect(await fail() == .waitBeforeSignIn(seconds: 2))
        await #expect(throws: ShopError.waitBeforeSignIn(seconds: 2)) {
            try await shop.services.accounts.signIn(email: "ada@example.com", password: TestShop.password)
        }
        shop.clock.advance(by: 2)
        _ = try await shop.services.accounts.signIn(email: "ada@example.com", password: TestShop.password)
        #expect(await fail() == .signInFailed)
    }

    @Test(
        "The wait never grows past five minutes, and past ten seconds for failures elsewhere",
        arguments: [(" at test", 300), ("", 10)])
    func longestWait(place: String, seconds: Int) async throws {
        let shop = try await TestShop.open()
        let now = shop.clock.now
        try await shop.store.write {
            try $0.saveSignInFailures(SignInFailures(count: 1_000, lastAt: now), for: "account:ada@example.com" + place)
        }
        await #expect(throws: ShopError.waitBeforeSignIn(seconds: seconds)) {
            try await shop.services.accounts.signIn(email: "ada@example.com", password: TestShop.password)
        }
    }

    @Test("A token stands for its session until that is signed out, everywhere")
    func tokens() async throws {
        let shop = try await TestShop.open()
        let signedIn = try await shop.services.accounts.signIn(email: "ada@example.com", password: TestShop.password)
        #expect(try await shop.services.accounts.resume(token: signedIn.token) == signedIn.session)
        try await shop.services.accounts.signOut(signedIn.session)
        await #expect(throws: ShopError.sessionEnded) {
            try await shop.services.accounts.resume(token: signedIn.token)
        }
        await #expect(throws: ShopError.sessionEnded) {
            try await shop.services.orders.own(by: signedIn.session)
        }
    }

    @Test("An idle session ends: 8 hours for a customer, 12 for an admin, never for a kiosk")
    func idling() async throws {
        let shop = try await TestShop.open()
        let kiosk = try await shop.kiosk()
        shop.clock.advance(by: 8 * 3_600 + 1)
        await #expect(throws: ShopError.sessionEnded) { try await shop.services.orders.own(by: shop.customer) }
        _ = try await shop.services.orders.board(by: shop.admin)
        shop.clock.advance(by: 4 * 3_600)
        await #expect(throws: ShopError.sessionEnded) { try await shop.services.orders.board(by: shop.admin) }
        shop.clock.advance(by: 300 * 86_400)
        _ = try await shop.services.products.list(by: kiosk)
    }

    @Test("Use keeps a session alive; a clock set far back does not")
    func use() async throws {
        let shop = try await TestShop.open()
        for _ in 1...3 {
            shop.clock.advance(by: 7 * 3_600)
            try await shop.services.accounts.touch(shop.customer)
        }
        _ = try await shop.services.orders.own(by: shop.customer)
        shop.clock.advance(by: -30 * 3_600)
        await #expect(throws: ShopError.sessionEnded) { try await shop.services.orders.own(by: shop.customer) }
    }

    private struct Claims: JWTPayload {
        var sub: String
        var role = "admin"
        var jti: String
        var iat: Date
        var exp: Date
        var aud = "igniflo"
        func verify(using algorithm: some JWTAlgorithm) {}
    }

    @Test("Forged, altered, expired and foreign tokens are refused")
    func forgeries() async throws {
        let shop = try await TestShop.open()
        let good = try await shop.services.accounts.signIn(email: "ada@example.com", password: TestShop.password)
        let key = try #require(try await shop.store.read { try $0.tokenKey() })
        let now = shop.clock.now
        func claims(aud: String = "igniflo", exp: Date? = nil) -> Claims {
            Claims(
                sub: String(good.session.user.id), jti: good.session.id, iat: now,
                exp: exp ?? now.addingTimeInterval(3_600), aud: aud)
        }
        func signed(_ claims: Claims, key: [UInt8]) async throws -> String {
            try await JWTKeyCollection().add(hmac: HMACKey(from: key), digestAlgorithm: .sha256).sign(claims)
        }
        let unsigned = await JWTKeyCollection().addUnsecuredNone()
        let parts = good.token.split(separator: ".").map(String.init)
        var altered = Array(parts[1])
        altered[10] = altered[10] == "A" ? "B" : "A"
        let forgeries = [
            "", "a.b.c", good.token + "x", parts[0] + "." + String(altered) + "." + parts[2],
            parts[0] + "." + parts[1] + ".",
            try await unsigned.sign(claims()),
            try await signed(claims(), key: Array(repeating: 7, count: 32)),
            Self.renamingAlgorithm(of: parts, to: "HS512", key: key),
            Self.renamingAlgorithm(of: parts, to: "none", key: key),
            try await signed(claims(aud: "elsewhere"), key: key),
            try await signed(claims(exp: now.addingTimeInterval(-1)), key: key),
        ]
        for token in forgeries {
            await #expect(throws: ShopError.sessionEnded, "\(token)") {
                try await shop.services.accounts.resume(token: token)
            }
        }
        // The same claims under the right key and algorithm are good: what was refused above was not refused for them.
        #expect(try await shop.services.accounts.resume(token: signed(claims(), key: key)).id == good.session.id)
        let renamed = Self.renamingAlgorithm(of: parts, to: "HS256", key: key)
        #expect(try await shop.services.accounts.resume(token: renamed).id == good.session.id)
    }

    /// The token with another algorithm in its header, under a signature that is right for it.
    private static func renamingAlgorithm(of parts: [String], to algorithm: String, key: [UInt8]) -> String {
        func encoded(_ bytes: some Sequence<UInt8>) -> String {
            Data(bytes).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing(
                "=", with: "")
        }
        let signed = encoded(Data(#"{"alg":"\#(algorithm)","typ":"JWT"}"#.utf8)) + "." + parts[1]
        let code = HMAC<SHA256>.authenticationCode(for: Data(signed.utf8), using: SymmetricKey(data: key))
        return signed + "." + encoded(code)
    }

    @Test("A password is stored by its scrypt hash, and hashed anew when the cost has changed")
    func hashing() async throws {
        let shop = try await TestShop.open()
        let stored = try #require(try await shop.store.read { try $0.user(emailKey: "ada@example.com") })
        #expect(stored.password.cost == TestShop.cheap)
        var environment = shop.services.environment
        environment.hasher = PasswordHasher(cost: PasswordHash.Cost(rounds: 4, blockSize: 1, parallelism: 1))
        _ = try await ShopServices(environment).accounts.signIn(email: "ada@example.com", password: TestShop.password)
        let renewed = try #require(try await shop.store.read { try $0.user(emailKey: "ada@example.com") })
        #expect(renewed.password.cost.rounds == 4)
        #expect(renewed.password.salt != stored.password.salt)
        _ = try await shop.services.accounts.signIn(email: "ada@example.com", password: TestShop.password)
    }

    @Test("The first admin is made once, by whoever sets the shop up")
    func setUpOnce() async throws {
        let shop = try await TestShop.open()
        await #expect(throws: ShopError.alreadySetUp) {
            try await shop.services.setUp.open(
                SetUpService.Request(
                    name: "Mine now", currency: "EUR", locale: "en_IE", timeZone: "UTC", adminName: "Mallory",
                    adminEmail: "mallory@example.com", password: "let me in please"))
        }
        await #expect(throws: ShopError.self) {
            try await shop.services.setUp.open(
                SetUpService.Request(
                    name: "", currency: "EURO", timeZone: "Nowhere", adminName: "", adminEmail: "", password: ""))
        }
    }
}
