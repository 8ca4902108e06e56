import Presentation
import Shop
import Terminal
import Testing

@testable import Screens

struct DisplayTests {
    @Test("The display rings once when a ticket becomes ready, marks it for ten seconds, and drops it when it is taken")
    func ready() async throws {
        try await ScreenShop.use { shop in
            let terminal = try await ShopTerminal(display: shop, size: .small)
            let order = try await shop.place(("Flat white", 1), by: "ada")
            let ticket = order.ticket.description
            try await shop.step(ticket, to: .preparing)
            try await terminal.settle()
            #expect(terminal.bells == 0 && terminal.shows(ticket) && !terminal.shows("Ada"))
            try await shop.step(ticket, to: .ready)
            try await terminal.settle()
            #expect(terminal.bells == 1 && !terminal.shows(ticket), "its number is drawn large")
            #expect(isMarked(terminal))
            try await terminal.wait(11)
            #expect(terminal.bells == 1 && !isMarked(terminal))
            let before = terminal.lines()
            try await shop.step(ticket, to: .completed)
            try await terminal.settle()
            #expect(terminal.bells == 1 && terminal.lines() != before)
        }
    }

    @Test("A ticket that nobody takes leaves the display by itself after ten minutes")
    func forgotten() async throws {
        try await ScreenShop.use { shop in
            for order in try await shop.services.orders.board(by: try await shop.session("alan")).open {
                try await shop.step(order.ticket.description, to: .completed)
            }
            let terminal = try await ShopTerminal(display: shop)
            let empty = terminal.lines()
            let order = try await shop.place(("Flat white", 1), by: "ada")
            try await shop.step(order.ticket.description, to: .ready)
            try await terminal.settle()
            #expect(terminal.lines().dropFirst() != empty.dropFirst())
            try await terminal.wait(599)
            #expect(terminal.lines().dropFirst() != empty.dropFirst())
            try await terminal.wait(3)
            #expect(terminal.lines().dropFirst() == empty.dropFirst())
        }
    }

    private func isMarked(_ terminal: ShopTerminal) -> Bool {
        let frame = terminal.frame()
        return (0..<frame.size.height).contains { row in frame.styles(row: row).contains { $0.style == .changed } }
    }

    @Test("No key changes anything on the display but the way out")
    func readOnly() async throws {
        try await ScreenShop.use { shop in
            let terminal = try await ShopTerminal(display: shop)
            let before = terminal.lines()
            let number = try await shop.store.read { try $0.lastEventNumber() }
            for key in "123>xpuo" { try await terminal.press(Key(key)) }
            try await terminal.press(.enter, .space, .escape, .tab, .down)
            try await terminal.paste("completed")
            #expect(terminal.lines() == before && terminal.exitCode == nil)
            #expect(try await shop.store.read { try $0.lastEventNumber() } == number)
            try await terminal.press(Key("q"))
            #expect(terminal.exitCode == 0)
        }
    }
}
