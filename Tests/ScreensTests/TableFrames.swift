import Terminal
import Testing

struct TableFrames {
    private func table(_ size: Size, _ body: (ShopTerminal) async throws -> Void) async throws {
        try await atBoard(size) { _, terminal in
            try await terminal.press(Key("T"))
            try await body(terminal)
        }
    }

    @Test("All orders of all time", arguments: Size.allAndHuge)
    func all(size: Size) async throws {
        try await table(size) { try $0.expectFrame("table") }
    }

    @Test("The orders sorted by their total", arguments: Size.all)
    func sorted(size: Size) async throws {
        try await table(size) { terminal in
            try await terminal.press(Key("s"), .end)
            try terminal.expectFrame("table-sorted")
        }
    }

    @Test("The orders that a search finds, and that none does", arguments: Size.all)
    func searched(size: Size) async throws {
        try await table(size) { terminal in
            try await terminal.press(Key("/"))
            try await terminal.type("lin brownie")
            try terminal.expectFrame("table-search")
            try await terminal.type("x")
            try await terminal.press(.enter)
            try terminal.expectFrame("table-nothing")
        }
    }

    @Test("The orders that a filter leaves", arguments: Size.all)
    func filtered(size: Size) async throws {
        try await table(size) { terminal in
            try await terminal.press(Key("f"))
            try await terminal.type("cancelled")
            try await terminal.press(.backTab, .backTab, .backTab, .enter)
            try terminal.expectFrame("table-filter")
        }
    }

    @Test("The columns of the table to choose from, and the table without two of them", arguments: Size.all)
    func columns(size: Size) async throws {
        try await table(size) { terminal in
            try await terminal.press(Key("c"), .down, .space, .down, .down, .space)
            try terminal.expectFrame("table-columns")
            try await terminal.press(.escape)
            try terminal.expectFrame("table-columns-chosen")
        }
    }

    @Test("A filter with what is wrong about it", arguments: Size.all)
    func filterErrors(size: Size) async throws {
        try await table(size) { terminal in
            try await terminal.press(Key("f"))
            try await terminal.type("lost")
            try await terminal.press(.tab, .tab, .tab, .tab)
            try await terminal.type("yesterday")
            try await terminal.press(.tab, .tab)
            try await terminal.type("42")
            try await terminal.press(.enter)
            try terminal.expectFrame("table-filter-errors")
        }
    }
}
