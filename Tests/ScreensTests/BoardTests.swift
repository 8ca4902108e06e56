import Foundation
import Presentation
import Shop
import Terminal
import Testing

@testable import Screens

struct BoardTests {
    @Test("A new order is on the board by itself, with a bell, marked for two seconds")
    func arrival() async throws {
        try await atBoard { shop, terminal in
            let placed = try await shop.place(("Espresso", 2), by: "zoe")
            try await terminal.settle()
            #expect(terminal.shows("\(placed.ticket)") && terminal.bells == 1)
            #expect(terminal.board?.lanes.changed.contains(placed.id, now: shop.clock.now) == true)
            let wake = try #require(terminal.stage.nextWake(after: shop.clock.now))
            #expect(wake <= shop.clock.now.addingTimeInterval(2))
            try await terminal.wait(2)
            #expect(terminal.board?.lanes.changed.contains(placed.id, now: shop.clock.now) == false)
        }
    }

    @Test("The chosen order stays chosen while others come, go and move")
    func chosenStays() async throws {
        try await atBoard { shop, terminal in
            try await terminal.press(.down)
            let chosen = try #require(terminal.chosen)
            let first = try #require(terminal.board?.lanes.orders(in: 0).first)
            try await shop.place(("Espresso", 2), by: "zoe")
            try await shop.step(first.ticket.description, to: .preparing)
            try await terminal.settle()
            #expect(terminal.chosen == chosen)
            try await shop.step(chosen.description, to: .ready)
            try await terminal.settle()
            #expect(terminal.chosen == chosen && terminal.board?.lanes.lane == 2)
        }
    }

    @Test("Who was slower is told who did what")
    func conflict() async throws {
        try await atBoard { shop, terminal in
            let ticket = try #require(terminal.chosen)
            terminal.tap(.key(Key(">")))
            try await shop.step(ticket.description, to: .ready, by: "alan")
            try await terminal.settle()
            #expect(terminal.shows("Alan Turing was faster: \(ticket) is ready now. Nothing"))
            #expect(try await shop.order(ticket.description).status == .ready)
            try await terminal.wait(30)
            #expect(terminal.shows("Alan Turing was faster"))
            try await terminal.press(.down)
            #expect(!terminal.shows("Alan Turing was faster"))
        }
    }

    @Test("The last step is taken back within ten seconds, and not later")
    func undo() async throws {
        try await atBoard { shop, terminal in
            let ticket = try #require(terminal.chosen).description
            try await terminal.press(Key(">"))
            #expect(try await shop.order(ticket).status == .preparing)
            try await terminal.wait(9)
            try await terminal.press(Key("u"))
            #expect(try await shop.order(ticket).status == .placed)
            try await terminal.press(Key(">"))
            try await terminal.wait(10)
            try await terminal.press(Key("u"))
            #expect(terminal.shows("there is nothing to undo from the last 10 seconds"))
            #expect(try await shop.order(ticket).status == .preparing)
        }
    }

    @Test("The footer loses the key for undo when its time is over")
    func undoInFooter() async throws {
        try await atBoard { shop, terminal in
            try await terminal.press(Key(">"))
            #expect(terminal.line(with: "? help").contains("u undo"))
            let wake = try #require(terminal.stage.nextWake(after: shop.clock.now))
            #expect(wake <= shop.clock.now.addingTimeInterval(10))
            try await terminal.wait(10)
            #expect(!terminal.line(with: "? help").contains("u undo"))
        }
    }

    @Test("A key pressed twice is one step")
    func twice() async throws {
        try await atBoard { shop, terminal in
            let ticket = try #require(terminal.chosen).description
            for _ in 1...5 { terminal.tap(.key(Key(">"))) }
            try await terminal.settle()
            #expect(try await shop.order(ticket).status == .preparing)
        }
    }

    @Test("Marked orders move together; what cannot be done is said for each")
    func marks() async throws {
        try await atBoard { shop, terminal in
            let orders = try #require(terminal.board?.lanes.orders(in: 0))
            try await terminal.press(.space, .space)
            terminal.tap(.key(Key(">")))
            try await shop.step(orders[1].ticket.description, to: .ready)
            try await terminal.settle()
            #expect(try await shop.order(orders[0].ticket.description).status == .preparing)
            #expect(terminal.shows("\(orders[0].ticket) is preparing."))
            #expect(terminal.shows("was faster: \(orders[1].ticket)"))
        }
    }

    @Test("Of several marked orders, each that cannot take the step says why; the others take it")
    func marksAtTheEnd() async throws {
        try await atBoard { shop, terminal in
            let placed = try #require(terminal.board?.lanes.orders(in: 0).first)
            let completed = try #require(terminal.board?.lanes.orders(in: 3).first)
            try await terminal.press(.space, Key("4"), .home, .space)
            #expect(terminal.line(with: "? help").contains("unmark 2"))
            try await terminal.press(Key(">"))
            #expect(try await shop.order(placed.ticket.description).status == .preparing)
            #expect(terminal.shows("\(placed.ticket) is preparing."))
            #expect(terminal.shows("\(completed.ticket): completed is the last step."))
            try await terminal.press(Key("u"))
            #expect(try await shop.order(placed.ticket.description).status == .placed)
        }
    }

    @Test("Marked orders that are paid already are named when the others are marked as paid")
    func marksPaid() async throws {
        try await atBoard { shop, terminal in
            let orders = try #require(terminal.board?.lanes.orders(in: 0))
            try await terminal.press(Key("p"), .space, .space, Key("p"))
            #expect(terminal.shows("\(orders[0].ticket): it is paid already."))
            #expect(terminal.shows("\(orders[1].ticket) is paid."))
        }
    }

    @Test("Marked orders keep their marks while they and others move")
    func marksSurvive() async throws {
        try await atBoard { shop, terminal in
            let orders = try #require(terminal.board?.lanes.orders(in: 0))
            try await terminal.press(.space, .space)
            let marked = Set(orders.prefix(2).map(\.id))
            #expect(terminal.board?.lanes.marked == marked)
            try await shop.step(orders[0].ticket.description, to: .ready)
            try await shop.step(orders[2].ticket.description, to: .preparing)
            try await shop.place(("Espresso", 1), by: "zoe")
            try await terminal.settle()
            #expect(terminal.board?.lanes.marked == marked)
        }
    }

    @Test("An admin who is none any more loses the board at once")
    func demoted() async throws {
        try await atBoard { shop, terminal in
            let alan = try await shop.session("alan")
            let grace = try await shop.services.users.find("grace@example.com", by: alan)
            _ = try await shop.services.users.setRole(.customer, of: grace.id, by: alan)
            try await terminal.settle()
            #expect(terminal.place == "Sign in")
            #expect(!terminal.shows("Placed") && terminal.shows("You are no admin of this shop any more."))
        }
    }

    @Test("Cancelling an order needs a reason, and its dialog does nothing by Enter alone")
    func cancel() async throws {
        try await atBoard { shop, terminal in
            let ticket = try #require(terminal.chosen).description
            try await terminal.press(Key("x"), .enter, .enter)
            #expect(terminal.shows("Please fill this in."))
            #expect(try await shop.order(ticket).status == .placed)
            try await terminal.type("the oven gave up")
            try await terminal.press(.enter, .enter)
            #expect(try await shop.order(ticket).status == .cancelled)
            #expect(terminal.place == "Board" && terminal.shows("\(ticket) is cancelled."))
        }
    }

    @Test("The question about an unpaid order comes back to the board, whatever was opened meanwhile")
    func unpaidQuestion() async throws {
        try await atBoard { shop, terminal in
            try await terminal.press(Key("3"))
            if terminal.isPaid { try await terminal.press(.down) }
            let ticket = try #require(terminal.chosen).description
            terminal.tap(.key(Key(">")))
            terminal.tap(.key(Key("c")))
            try await terminal.settle()
            try await terminal.press(.tab, .enter)
            let order = try await shop.order(ticket)
            #expect(order.status == .completed && order.isPaid)
        }
    }
}
