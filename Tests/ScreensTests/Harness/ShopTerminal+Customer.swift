import Terminal

@testable import Screens

/// What a customer does again and again.
extension ShopTerminal {
    /// Finds a product by a part of its name, and puts so many of it into the cart.
    func put(_ name: String, _ pieces: Int = 1) async throws {
        try await press(Key("/"))
        try await type(name)
        try await press(.enter)
        for _ in 1..<max(1, pieces) { try await press(Key("+")) }
        try await press(.escape)
    }

    /// A note for the product that was put in last.
    func note(_ text: String, on name: String) async throws {
        try await press(Key("/"))
        try await type(name)
        try await press(.tab, Key("n"))
        try await type(text)
        try await press(.enter, .escape)
    }

    func place() async throws { try await press(Key("o"), .enter) }
}
