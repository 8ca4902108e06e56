import Terminal

@testable import Screens

/// Lets `body` work as Grace, an admin of the demo, at the board.
func atBoard(
    _ size: Size = .large, change: (inout OpenShop) -> Void = { _ in },
    _ body: (ScreenShop, ShopTerminal) async throws -> Void
) async throws {
    try await ScreenShop.use { shop in
        let terminal = try await ShopTerminal(shop, size: size, change: change)
        try await terminal.signIn(1)
        try await body(shop, terminal)
    }
}

extension ShopTerminal {
    /// Puts `text` in the place of what stands in the field.
    func retype(_ text: String) async throws {
        try await press(.end, .control("u"))
        try await type(text)
    }

    /// Finds in the list that is shown, and goes back to the list.
    func search(_ text: String) async throws {
        try await press(Key("/"))
        try await type(text)
        try await press(.enter)
    }

    /// Does what a dialog offers first; the focus is on its way back.
    func agree() async throws { try await press(.tab, .enter) }
}
