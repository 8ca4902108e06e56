import Foundation
import Presentation
import Shop
import Terminal
import Testing

@testable import Screens

struct AdminFrames {
    @Test("The board", arguments: Size.allAndHuge)
    func board(size: Size) async throws {
        try await atBoard(size) { _, terminal in try terminal.expectFrame("board") }
    }

    @Test("The board in the kitchen, with a number on each card", arguments: Size.all)
    func kitchen(size: Size) async throws {
        try await atBoard(size, change: { $0.kitchenLanes = [.placed, .preparing] }) { _, terminal in
            try await terminal.press(Key("2"))
            try terminal.expectFrame("kitchen")
        }
    }

    @Test("The board with marks", arguments: Size.all)
    func marks(size: Size) async throws {
        try await atBoard(size) { _, terminal in
            try await terminal.press(.space, .space)
            try terminal.expectFrame("board-marks")
        }
    }

    @Test("The board searched", arguments: Size.all)
    func search(size: Size) async throws {
        try await atBoard(size) { _, terminal in
            try await terminal.press(Key("/"))
            try await terminal.type("flat")
            try terminal.expectFrame("board-search")
        }
    }

    @Test("The board with more orders than fit", arguments: Size.all)
    func full(size: Size) async throws {
        try await atBoard(size) { shop, terminal in
            for pieces in 1...14 { try await shop.place(("Espresso", pieces), ("Brownie", 1), by: "zoe") }
            try await terminal.settle()
            try await terminal.press(.end)
            try terminal.expectFrame("board-full")
        }
    }

    @Test("An order, whole", arguments: Size.all)
    func detail(size: Size) async throws {
        try await atBoard(size) { _, terminal in
            try await terminal.press(Key("3"), .enter)
            try terminal.expectFrame("order-detail")
        }
    }

    @Test("Cancelling asks for a reason", arguments: Size.all)
    func cancel(size: Size) async throws {
        try await atBoard(size) { _, terminal in
            try await terminal.press(Key("x"))
            try terminal.expectFrame("cancel-dialog")
        }
    }

    @Test("Cancelling what was begun asks for the goods, too", arguments: Size.all)
    func cancelBegun(size: Size) async throws {
        try await atBoard(size) { _, terminal in
            try await terminal.press(Key("2"), Key("x"), .enter, .space, .tab, .enter)
            try terminal.expectFrame("cancel-dialog-stock")
        }
    }

    @Test("Completing an unpaid order asks", arguments: Size.all)
    func unpaid(size: Size) async throws {
        try await atBoard(size) { _, terminal in
            try await terminal.press(Key("3"))
            if terminal.isPaid { try await terminal.press(.down) }
            try await terminal.press(Key(">"))
            try terminal.expectFrame("unpaid-dialog")
        }
    }

    @Test("A new product with what is wrong about it", arguments: Size.all)
    func product(size: Size) async throws {
        try await atBoard(size) { _, terminal in
            try await terminal.press(Key("c"), .tab)
            try await terminal.type("3.505")
            try await terminal.press(.tab, .control("u"), .enter, .enter, .enter)
            try await terminal.type("A new one")
            try await terminal.press(.enter)
            try terminal.expectFrame("product-form-errors")
        }
    }

    @Test("The help", arguments: Size.all)
    func help(size: Size) async throws {
        try await atBoard(size) { _, terminal in
            try await terminal.press(Key("?"))
            try terminal.expectFrame("help")
        }
    }

    @Test("The palette", arguments: Size.all)
    func palette(size: Size) async throws {
        try await atBoard(size) { _, terminal in
            try await terminal.press(.control("p"))
            try terminal.expectFrame("palette")
            try await terminal.type("can")
            try terminal.expectFrame("palette-found")
        }
    }

    @Test("Toasts: what was done, and what was not", arguments: Size.all)
    func toasts(size: Size) async throws {
        try await atBoard(size) { shop, terminal in
            let ticket = try #require(terminal.chosen)
            try await terminal.press(Key("p"))
            terminal.tap(.key(Key(">")))
            try await shop.step(ticket.description, to: .ready)
            try await terminal.settle()
            try terminal.expectFrame("toasts")
        }
    }

    @Test("The header when the picture is old, and when there is none", arguments: Size.all)
    func header(size: Size) async throws {
        try await atBoard(size) { _, terminal in
            terminal.tell(.unreachable(.busy))
            try await terminal.wait(6)
            try terminal.expectFrame("header-behind")
            terminal.tell(.unreachable(.replaced(place: "/shop.db")))
            try terminal.expectFrame("header-not-reachable")
        }
    }

    @Test("The header while the disk is full, on any screen, until there is room again", arguments: Size.all)
    func diskFull(size: Size) async throws {
        try await atBoard(size) { _, terminal in
            let live = terminal.lines()[0]
            terminal.tell(.unwritable(.noSpace(place: "/shop.db")))
            try terminal.expectFrame("header-disk-full")
            try await terminal.press(Key("P"))
            #expect(terminal.lines()[0].contains("✕ disk full"))
            terminal.tell(.live)
            #expect(terminal.lines()[0].contains("✕ disk full"), "that it can be read is no news about room")
            terminal.tell(.unreachable(.busy))
            try await terminal.wait(6)
            #expect(terminal.lines()[0].contains("✕ disk full"))
            #expect(size == .small || terminal.lines()[0].contains("8 s behind"))
            terminal.tell(.live)
            terminal.tell(.writable)
            try await terminal.press(Key("B"))
            #expect(terminal.lines()[0] == live)
        }
    }

    @Test("The board in ASCII")
    func ascii() async throws {
        try await ScreenShop.use { shop in
            let terminal = try await ShopTerminal(shop, glyphs: .ascii)
            try await terminal.signIn(1)
            try terminal.expectFrame("board-ascii")
        }
    }
}

extension ShopTerminal {
    /// The ticket of the order that is chosen on the board.
    var chosen: Ticket? { board?.lanes.chosen?.ticket }
    var isPaid: Bool { board?.lanes.chosen?.isPaid ?? false }
    var board: AdminDashboard? { open(AdminDashboard.self) }
}
