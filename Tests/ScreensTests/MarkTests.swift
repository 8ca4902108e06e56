import Presentation
import Shop
import Terminal
import Testing

@testable import Screens

/// Orders that are marked on the board, and what hides some of them.
struct MarkTests {
    @Test(
        "What a search hides keeps its mark: no step touches it, and the screen says so",
        arguments: [Size.large, .small])
    func hidden(size: Size) async throws {
        try await atBoard(size) { shop, terminal in
            let orders = try #require(terminal.board?.lanes.orders(in: 0)).map(\.ticket.description)
            try await terminal.press(.space, .space)
            #expect(terminal.line(with: "? help").contains("unmark 2") || size == .small)
            try await terminal.search(orders[0])
            #expect(terminal.shows("1 of 2 marked is hidden") && !terminal.shows(orders[1]))
            #expect(terminal.shows("; no step touches it") == (size == .large))
            try await terminal.press(Key(">"))
            #expect(try await shop.order(orders[0]).status == .preparing)
            #expect(try await shop.order(orders[1]).status == .placed)
            #expect(terminal.board?.lanes.hiddenMarks == 1 && terminal.shows("1 of 1 marked is hidden"))
            // Esc shows everything again, and leaves the mark.
            try await terminal.press(.escape)
            #expect(!terminal.shows("marked is hidden") && terminal.shows(orders[1]) == (size == .large))
            #expect(terminal.board?.lanes.marked.count == 1)
            try await terminal.press(Key(">"))
            #expect(try await shop.order(orders[1]).status == .preparing)
            #expect(terminal.board?.lanes.marked.isEmpty == true)
        }
    }

    @Test("Where every marked order is hidden, a step is for the one that is chosen and in sight")
    func allHidden() async throws {
        try await atBoard { shop, terminal in
            let orders = try #require(terminal.board?.lanes.orders(in: 0)).map(\.ticket.description)
            try await terminal.press(.space, .space)
            try await terminal.search(orders[2])
            #expect(terminal.shows("2 of 2 marked are hidden; no step touches them"))
            #expect(terminal.chosen?.description == orders[2])
            try await terminal.press(Key(">"))
            #expect(try await shop.order(orders[2]).status == .preparing)
            for ticket in orders.prefix(2) { #expect(try await shop.order(ticket).status == .placed) }
            #expect(terminal.board?.lanes.marked.count == 2)
        }
    }

    @Test("Orders that several searches find are marked one after another, and take a step together")
    func gathered() async throws {
        try await atBoard { shop, terminal in
            let orders = try #require(terminal.board?.lanes.orders(in: 0)).map(\.ticket.description)
            for ticket in [orders[0], orders[2]] {
                try await terminal.search(ticket)
                try await terminal.press(.space, .escape)
            }
            #expect(terminal.line(with: "? help").contains("unmark 2"))
            try await terminal.press(Key(">"))
            #expect(terminal.shows("2 orders are preparing."))
            #expect(try await shop.order(orders[1]).status == .placed)
            try await terminal.press(.space, .escape)
            #expect(terminal.board?.lanes.marked.isEmpty == true)
        }
    }

    @Test("A mark goes with an order that leaves the board, and the count of marked ones tells the truth")
    func gone() async throws {
        try await atBoard { shop, terminal in
            let orders = try #require(terminal.board?.lanes.orders(in: 0)).map(\.ticket.description)
            try await terminal.press(.space, .space)
            try await terminal.search(orders[2])
            try await shop.step(orders[0], to: .cancelled, reason: "a mistake")
            try await terminal.settle()
            #expect(terminal.shows("1 of 1 marked is hidden; no step touches it"))
            try await terminal.press(.escape)
            #expect(terminal.line(with: "? help").contains("unmark 1"))
        }
    }

    @Test("A step on another order, in its detail, leaves the marks where they are")
    func elsewhere() async throws {
        try await atBoard { shop, terminal in
            try await terminal.press(.space, .space)
            let marked = try #require(terminal.board?.lanes.marked)
            let ticket = try #require(terminal.chosen).description
            try await terminal.press(.enter, Key(">"), .escape)
            #expect(try await shop.order(ticket).status == .preparing)
            #expect(marked.count == 2 && terminal.board?.lanes.marked == marked)
        }
    }

    @Test("Text that is pasted in the kitchen hides no order")
    func pasted() async throws {
        try await atBoard(change: { $0.kitchenLanes = [.placed, .preparing] }) { _, terminal in
            let before = terminal.screen
            try await terminal.paste("nobody ordered this")
            #expect(terminal.screen == before)
        }
    }
}
