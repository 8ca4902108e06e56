import Foundation
import Presentation
import Shop
import Terminal
import Testing

@testable import Screens

struct PeopleTests {
    /// Grace at the people of a shop that has 150 more of them than the demo.
    private func people(
        _ size: Size = .large, _ body: (ScreenShop, ShopTerminal) async throws -> Void
    ) async throws {
        let password = try PasswordHasher(cost: DemoShop.passwordCost).hash("igniflo")
        let change: @Sendable (any WriteTransaction) throws -> Void = { transaction in
            for number in 100..<250 {
                _ = try transaction.insert(
                    NewUser(
                        name: "Guest \(number)", email: "guest\(number)@example.com", role: .customer,
                        password: password, createdAt: StoppedClock.start))
            }
        }
        try await ScreenShop.use(change: change) { shop in
            let terminal = try await ShopTerminal(shop, size: size)
            try await terminal.signIn(1)
            try await terminal.press(Key("U"))
            try await body(shop, terminal)
        }
    }

    private func chosen(_ terminal: ShopTerminal) -> User? { terminal.open(PeopleScreen.self)?.people.selected }

    /// The line of the screen on which somebody stands.
    private func row(of name: String, _ terminal: ShopTerminal) -> Int? {
        terminal.lines().firstIndex { $0.contains(name) }
    }

    @Test("Whoever reads far down the people stays there, at the same line, when others come and change")
    func stays() async throws {
        try await people { shop, terminal in
            let admin = try await shop.session("alan")
            for _ in 1...130 { try await terminal.press(.down) }
            try await terminal.press(.up, .up)
            let before = try #require(chosen(terminal))
            let place = try #require(row(of: before.name, terminal))
            _ = try await shop.services.users.create(
                name: "Aaron", email: "aaron@example.com", password: "a good password", role: .customer, by: admin)
            try await terminal.settle()
            #expect(chosen(terminal)?.id == before.id && row(of: before.name, terminal) == place)
            _ = try await shop.services.users.setDisabled(true, before.id, by: admin)
            try await terminal.settle()
            #expect(chosen(terminal)?.id == before.id && row(of: before.name, terminal) == place)
            #expect(terminal.line(with: before.email).contains("disabled"))
            let all = try #require(terminal.open(PeopleScreen.self)?.people.rows?.map(\.id))
            #expect(Set(all).count == all.count)
            try await terminal.press(.end, .end)
            #expect(terminal.open(PeopleScreen.self)?.people.total == (try await shop.total(by: admin)))
        }
    }

    @Test("Where the chosen one has gone to where nobody has read yet, their neighbour is chosen and not the first")
    func leaves() async throws {
        try await people { shop, terminal in
            try await terminal.search("guest")
            try await terminal.press(.down, .down, .down, .down, .down)
            let before = try #require(chosen(terminal))
            #expect(before.name == "Guest 105")
            let session = try await shop.services.accounts.signIn(email: before.email, password: "igniflo").session
            _ = try await shop.services.accounts.rename(to: "Somebody", by: session)
            try await shop.services.accounts.signOut(session)
            try await terminal.settle()
            #expect(chosen(terminal)?.name == "Guest 106" && !terminal.shows("Somebody"))
        }
    }

    @Test("Another search begins at its first row")
    func anotherSearch() async throws {
        try await people { _, terminal in
            try await terminal.press(.end, .end)
            try await terminal.search("guest 11")
            #expect(chosen(terminal)?.name == "Guest 110")
        }
    }
}

extension ScreenShop {
    fileprivate func total(by session: Session) async throws -> Int {
        try await services.users.list(limit: 10_000, by: session).count
    }
}
