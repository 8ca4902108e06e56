import Foundation
import Presentation
import Shop
import Terminal
import Testing

@testable import Screens

/// What people change about their own account.
struct AccountTests {
    /// Ada at her account.
    private func ada(
        _ size: Size = .large, _ body: (ScreenShop, ShopTerminal) async throws -> Void
    ) async throws {
        try await ShopTerminal.ada(size) { shop, terminal in
            try await terminal.press(Key("A"))
            try await body(shop, terminal)
        }
    }

    private func signsIn(_ shop: ScreenShop, _ email: String, _ password: String) async -> Bool {
        (try? await shop.services.accounts.signIn(email: email, password: password)) != nil
    }

    @Test("Everything that is wrong is marked at once, and nothing of it is saved", arguments: Size.all)
    func everyProblem(size: Size) async throws {
        try await ada(size) { shop, terminal in
            try await terminal.press(.control("u"), .tab, .control("u"))
            try await terminal.type("ada at home")
            try await terminal.press(.tab)
            try await terminal.type("short")
            try await terminal.press(.enter, .enter)
            try terminal.expectFrame("account-errors")
        }
    }

    @Test("A name that is wrong keeps the email from being changed, too")
    func allOrNothing() async throws {
        try await ada { shop, terminal in
            try await terminal.press(.control("u"), .tab, .control("u"))
            try await terminal.type("ada@lovelace.example")
            try await terminal.press(.tab, .tab)
            try await terminal.type("igniflo-ada")
            try await terminal.press(.enter)
            #expect(terminal.shows("Please look at the marked fields."))
            #expect(await signsIn(shop, "ada@example.com", "igniflo-ada"))
        }
    }

    @Test("A new name needs no password, and stands in the header at once")
    func rename() async throws {
        try await ada { _, terminal in
            try await terminal.press(.control("u"))
            try await terminal.type("Countess Lovelace")
            try await terminal.press(.tab, .tab, .tab, .enter)
            #expect(terminal.shows("Saved.") && terminal.shows("Countess Lovelace · customer"))
        }
    }

    @Test("Another email and password need the present one; the other terminals are signed out")
    func emailAndPassword() async throws {
        try await ada { shop, terminal in
            let other = try await ShopTerminal(shop)
            try await other.signIn(3)
            try await terminal.press(.tab, .control("u"))
            try await terminal.type("ada@lovelace.example")
            try await terminal.press(.tab)
            try await terminal.type("analytical engine")
            try await terminal.press(.tab, .enter)
            #expect(!terminal.shows("Saved."))
            try await terminal.type("not her password")
            try await terminal.press(.enter)
            #expect(terminal.shows("Please look at the marked fields.") && !terminal.shows("Saved."))
            #expect(await signsIn(shop, "ada@example.com", "igniflo-ada"))
            try await terminal.press(.control("u"))
            try await terminal.type("igniflo-ada")
            try await terminal.press(.enter)
            #expect(terminal.shows("Saved."))
            #expect(await signsIn(shop, "ada@lovelace.example", "analytical engine"))
            #expect(await !signsIn(shop, "ada@example.com", "igniflo-ada"))
            try await other.press(Key("O"))
            #expect(other.place == "Sign in")
        }
    }

    @Test("All other sessions are ended by one button; the own one and its orders stay")
    func otherSessions() async throws {
        try await ada { shop, terminal in
            let other = try await ShopTerminal(shop)
            try await other.signIn(3)
            try await terminal.press(.backTab, .backTab, .enter)
            #expect(terminal.shows("sessions were ended.") || terminal.shows("session was ended."))
            try await other.press(Key("O"))
            #expect(other.place == "Sign in")
            try await terminal.press(.escape, Key("O"))
            #expect(terminal.place == "My orders")
        }
    }
}
