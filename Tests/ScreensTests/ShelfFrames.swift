import Foundation
import Terminal
import Testing

struct ShelfFrames {
    private func products(_ size: Size, _ body: (ShopTerminal) async throws -> Void) async throws {
        try await atBoard(size) { _, terminal in
            try await terminal.press(Key("P"))
            try await body(terminal)
        }
    }

    @Test("The catalogue, what is sold out and low first", arguments: Size.all)
    func list(size: Size) async throws {
        try await products(size) { try $0.expectFrame("products") }
    }

    @Test("A product that is off the menu", arguments: Size.all)
    func archived(size: Size) async throws {
        try await products(size) { terminal in
            try await terminal.search("brownie")
            try await terminal.press(Key("a"), .escape, .end)
            try terminal.expectFrame("products-archived")
        }
    }

    @Test("A product that is changed to what cannot be", arguments: Size.all)
    func edit(size: Size) async throws {
        try await products(size) { terminal in
            try await terminal.search("brownie")
            try await terminal.press(.enter)
            try await terminal.retype("espresso")
            try await terminal.press(.backTab, .backTab, .enter)
            try terminal.expectFrame("product-edit-taken")
        }
    }

    @Test("More pieces taken away than there are", arguments: Size.all)
    func restock(size: Size) async throws {
        try await products(size) { terminal in
            try await terminal.search("brownie")
            try await terminal.press(Key("+"))
            try await terminal.type("-5000")
            try await terminal.press(.enter)
            try await terminal.type("dropped")
            try await terminal.press(.enter)
            try terminal.expectFrame("restock-refused")
        }
    }

    @Test("What a file would do, and what is wrong with one", arguments: Size.all)
    func importFile(size: Size) async throws {
        try await products(size) { terminal in
            try await terminal.importFile(
                """
                name,price,stock,colour
                Espresso,2.60,200,black
                Brownie,,,
                Rye bread,4.80,12,brown
                """
            ) { try terminal.expectFrame("import-problems", hiding: $0) }
            try await terminal.importFile(
                """
                name,price,stock,colour
                Espresso,2.60,200,black
                Rye bread,4.80,12,brown
                """
            ) { try terminal.expectFrame("import", hiding: $0) }
        }
    }
}

extension ShopTerminal {
    /// Opens the look at what a file of products would do, from the products.
    ///
    /// - Parameter body: gets what of the file's path is another each time; goes back to the products afterwards.
    func importFile(_ text: String, _ body: (String) async throws -> Void) async throws {
        let name = String(UUID().uuidString.prefix(5))
        let path = "/tmp/\(name).csv"
        try Data(text.utf8).write(to: URL(filePath: path))
        defer { try? FileManager.default.removeItem(atPath: path) }
        try await press(Key("i"))
        try await retype(path)
        try await press(.enter)
        try await body(name)
        if place == "Import products" { try await press(.escape) }
    }
}
