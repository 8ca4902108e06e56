import Foundation

/// What people do on the screens again and again.
extension TmuxTerminal {
    /// Opens the screens and signs in with the key that the demo has for someone: `F1` Grace, `F3` Ada.
    func signIn(_ key: String, until text: String) async throws {
        try await enter("clear; igniflo; echo ended $?")
        try await waitFor("This is a demo.")
        try await press(key)
        try await waitFor(text)
    }

    /// Finds a product by a part of its name, and puts it into the cart.
    func put(_ name: String, until text: String) async throws {
        try await type("/")
        try await waitFor("Enter put in  Tab to the list")
        try await type(name)
        try await press("Enter")
        try await waitFor(text)
    }

    /// Signs Ada in, who has two orders open, and goes with a cappuccino in her cart to where it is placed.
    func reviewCappuccino() async throws {
        try await signIn("F3", until: "My orders 2 open")
        try await put("cappuccino", until: "Your order 1")
        try await type("o")
        try await waitFor("Place order ]")
    }

    /// What comes right after `text` on the screen, up to a blank.
    func word(after text: String) async throws -> String {
        var word = ""
        try await waitUntil("a word after “\(text)” on the screen") {
            let rest = try await screen().components(separatedBy: text).dropFirst().first ?? ""
            word = String(rest.prefix { !$0.isWhitespace })
            return !word.isEmpty
        }
        return word
    }
}
