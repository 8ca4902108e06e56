import Presentation
import Shop
import Terminal
import Testing

struct OfficeFrames {
    // MARK: people

    @Test("People, and the question what they shall be", arguments: Size.all)
    func people(size: Size) async throws {
        try await atBoard(size) { _, terminal in
            try await terminal.press(Key("U"))
            try terminal.expectFrame("people")
            try await terminal.press(.enter)
            try terminal.expectFrame("people-role")
        }
    }

    @Test("The last admin stays one", arguments: Size.all)
    func lastAdmin(size: Size) async throws {
        try await atBoard(size) { shop, terminal in
            let grace = try await shop.session("grace")
            let alan = try await shop.services.users.find("alan@example.com", by: grace)
            _ = try await shop.services.users.setDisabled(true, alan.id, by: grace)
            try await terminal.press(Key("U"))
            try await terminal.search("grace")
            try await terminal.press(.enter)
            try await terminal.agree()
            try terminal.expectFrame("people-last-admin")
        }
    }

    @Test("A one-time code for a new password", arguments: Size.all)
    func code(size: Size) async throws {
        try await atBoard(size) { _, terminal in
            try await terminal.press(Key("U"), Key("p"))
            try await terminal.agree()
            let code = try #require(terminal.screen.firstMatch(of: /\w{5}-\w{5}/)).output
            try terminal.expectFrame("people-code", hiding: String(code))
        }
    }

    @Test("A new account", arguments: Size.all)
    func newUser(size: Size) async throws {
        try await atBoard(size) { _, terminal in
            try await terminal.press(Key("U"), Key("c"))
            try await terminal.type("Lin")
            try await terminal.press(.enter)
            try await terminal.type("lin@example.com")
            try await terminal.press(.enter)
            try await terminal.type("12345678")
            try await terminal.press(.enter, .enter)
            try terminal.expectFrame("new-account")
        }
    }

    // MARK: what happened

    @Test("Insights of today, a week, a month, and of days without an order", arguments: Size.allAndHuge)
    func insights(size: Size) async throws {
        try await atBoard(size) { _, terminal in
            try await terminal.press(Key("I"))
            try terminal.expectFrame("insights-7")
            try await terminal.press(Key("1"))
            try terminal.expectFrame("insights-today")
            try await terminal.press(Key("3"), .tab, .left)
            try terminal.expectFrame("insights-30")
            try await terminal.press(Key("f"))
            try await terminal.retype("2020-01-01 2020-01-07")
            try await terminal.press(.enter)
            try terminal.expectFrame("insights-empty")
        }
    }

    @Test("The log, and the part of it about products", arguments: Size.all)
    func log(size: Size) async throws {
        try await atBoard(size) { _, terminal in
            try await terminal.press(Key("L"))
            try terminal.expectFrame("log")
            try await terminal.press(Key("f"), Key("f"), Key("/"))
            try await terminal.type("brow")
            try terminal.expectFrame("log-filter")
        }
    }

    // MARK: the shop and oneself

    @Test("The settings, one of them changed, and one that is refused", arguments: Size.all)
    func settings(size: Size) async throws {
        try await atBoard(size) { _, terminal in
            try await terminal.press(Key("S"))
            try terminal.expectFrame("settings")
            try await terminal.press(.enter)
            try terminal.expectFrame("settings-edit")
            try await terminal.press(.escape)
            try await terminal.press(.down, .down, .enter)
            try await terminal.retype("soon")
            try await terminal.press(.enter)
            try terminal.expectFrame("settings-refused")
        }
    }

    @Test("One's own account", arguments: Size.all)
    func account(size: Size) async throws {
        try await atBoard(size) { _, terminal in
            try await terminal.press(Key("A"))
            try terminal.expectFrame("account")
        }
    }

    @Test("A receipt", arguments: Size.all)
    func receipt(size: Size) async throws {
        try await atBoard(size) { _, terminal in
            try await terminal.press(Key("3"), .enter, Key("r"))
            try terminal.expectFrame("receipt")
        }
    }
}
