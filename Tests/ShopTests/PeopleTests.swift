import Foundation
import Presentation
import Shop
import Testing

struct PeopleTests {
    @Test("People are found by words of name and email, accents and case ignored, page by page")
    func search() async throws {
        let shop = try await TestShop.open()
        for name in ["Zoë Müller", "zoe Adams", "Bo"] {
            _ = try await shop.services.users.create(
                name: name, email: "\(UUID().uuidString.prefix(8))@mail.example", password: TestShop.password,
                role: .customer, by: shop.admin)
        }
        let users = shop.services.users
        #expect(try await users.list(search: "muller ZOE", by: shop.admin).map(\.name) == ["Zoë Müller"])
        #expect(try await users.list(search: "zoe mail.example", by: shop.admin).count == 2)
        #expect(try await users.list(search: "100% _", by: shop.admin).isEmpty)
        _ = try await users.list(search: String(repeating: "é ", count: 10_000), by: shop.admin)

        var names: [String] = []
        var last: User?
        repeat {
            let page = try await users.list(after: last, limit: 2, by: shop.admin)
            names += page.map(\.name)
            last = page.last
        } while last != nil
        #expect(names == ["Ada Lovelace", "Bo", "Grace Hopper", "zoe Adams", "Zoë Müller"])
        _ = try await shop.services.accounts.rename(to: "Álvaro", by: shop.customer)
        #expect(try await users.list(search: "alvaro ada@", by: shop.admin).count == 1)
        #expect(try await users.find("ADA@example.com", by: shop.admin).name == "Álvaro")
        await #expect(throws: ShopError.noSuchUser("nobody")) { try await users.find("nobody", by: shop.admin) }
    }

    @Test("An admin makes accounts of every role", arguments: Role.allCases)
    func create(role: Role) async throws {
        let shop = try await TestShop.open()
        let user = try await shop.services.users.create(
            name: "Lin", email: "lin@example.com", password: TestShop.password, role: role, by: shop.admin)
        #expect(user.role == role)
        let session = try await shop.services.accounts.signIn(email: "lin@example.com", password: TestShop.password)
        #expect(session.session.role == role)
        await #expect(throws: ShopError.invalid([.email: .taken])) {
            try await shop.services.users.create(
                name: "Lin", email: "LIN@example.com", password: TestShop.password, role: role, by: shop.admin)
        }
    }

    @Test("The last admin who can sign in can be neither demoted nor disabled")
    func lastAdmin() async throws {
        let shop = try await TestShop.open()
        let users = shop.services.users
        let grace = shop.admin.user.id
        await #expect(throws: ShopError.lastAdmin("Grace Hopper")) {
            try await users.setRole(.customer, of: grace, by: shop.admin)
        }
        await #expect(throws: ShopError.lastAdmin("Grace Hopper")) {
            try await users.setDisabled(true, grace, by: shop.admin)
        }
        // An admin who is disabled cannot run the shop, so does not count.
        let alan = try await shop.admin(named: "Alan")
        _ = try await users.setDisabled(true, alan.user.id, by: shop.admin)
        await #expect(throws: ShopError.lastAdmin("Grace Hopper")) {
            try await users.setRole(.kiosk, of: grace, by: shop.admin)
        }
        _ = try await users.setDisabled(false, alan.user.id, by: shop.admin)
        #expect(try await users.setRole(.customer, of: grace, by: shop.admin).role == .customer)
    }

    @Test("Two admins who demote each other at the same instant leave one")
    func bothAtOnce() async throws {
        let shop = try await TestShop.open()
        let alan = try await shop.admin(named: "Alan")
        let users = shop.services.users
        async let first: User? = try? users.setRole(.customer, of: alan.user.id, by: shop.admin)
        async let second: User? = try? users.setRole(.customer, of: shop.admin.user.id, by: alan)
        let outcomes = await [first, second]
        #expect(outcomes.count { $0 != nil } == 1)
    }

    @Test("A new role counts in open sessions at once; a counter's sessions are ended")
    func roleInSession() async throws {
        let shop = try await TestShop.open()
        let alan = try await shop.admin(named: "Alan")
        _ = try await shop.services.orders.board(by: alan)
        _ = try await shop.services.users.setRole(.customer, of: alan.user.id, by: shop.admin)
        await #expect(throws: ShopError.notAllowed(.viewAllOrders)) { try await shop.services.orders.board(by: alan) }
        #expect(try await shop.services.accounts.refresh(alan).role == .customer)
        let told = try #require(try await shop.lastEvent())
        #expect(told.change == .userRole(from: .admin, to: .customer) && told.subjectName == "Alan")

        let kiosk = try await shop.kiosk()
        _ = try await shop.services.users.setRole(.admin, of: kiosk.user.id, by: shop.admin)
        await #expect(throws: ShopError.sessionEnded) { try await shop.services.orders.board(by: kiosk) }
    }

    @Test("A disabled user is signed out everywhere for good, and can sign in again once enabled")
    func disabling() async throws {
        let shop = try await TestShop.open()
        let ada = shop.customer.user.id
        _ = try await shop.services.users.setDisabled(true, ada, by: shop.admin)
        _ = try await shop.services.users.setDisabled(false, ada, by: shop.admin)
        await #expect(throws: ShopError.sessionEnded) { try await shop.services.orders.own(by: shop.customer) }
        _ = try await shop.services.accounts.signIn(email: "ada@example.com", password: TestShop.password)
        #expect(try await shop.lastEvents(2).map(\.kind) == [.userDisabled, .userEnabled])
        await #expect(throws: ShopError.noSuchUser("99")) {
            try await shop.services.users.setDisabled(true, 99, by: shop.admin)
        }
    }
}
