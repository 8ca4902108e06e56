import Foundation
import Presentation
import Shop
import Terminal
import Testing

@testable import Screens

struct StepTests {
    @Test("A key for a step that is not there says why")
    func unavailable() async throws {
        try await atBoard { shop, terminal in
            try await terminal.press(Key("<"))
            #expect(terminal.shows("nothing comes before placed"))
            try await terminal.press(Key("4"), Key(">"))
            #expect(terminal.shows("completed is the last step"))
            try await terminal.press(Key("x"))
            #expect(terminal.place == "Board" && terminal.shows("a completed order cannot be cancelled"))
            try await terminal.wait(3_600)
            try await terminal.press(Key("<"))
            #expect(terminal.shows("it was completed more than 10 minutes ago"))
        }
    }

    @Test("A paid order says that it is paid already")
    func paidTwice() async throws {
        try await atBoard { _, terminal in
            try await terminal.press(Key("p"))
            #expect(terminal.isPaid)
            try await terminal.press(Key("p"))
            #expect(terminal.shows("it is paid already"))
        }
    }

    @Test("A step goes back, and a recall brings a completed order to the ready ones")
    func recall() async throws {
        try await atBoard { shop, terminal in
            let order = try await shop.place(("Espresso", 1), by: "zoe")
            try await shop.step(order.ticket.description, to: .completed)
            try await terminal.settle()
            try await terminal.press(Key("4"))
            while terminal.chosen != order.ticket { try await terminal.press(.down) }
            try await terminal.press(Key("<"))
            #expect(try await shop.order(order.ticket.description).status == .ready)
            #expect(terminal.chosen == order.ticket && terminal.board?.lanes.lane == 2)
        }
    }

    @Test("Goods of an order that was begun go back into stock only when that is asked for", arguments: [true, false])
    func stock(goesBack: Bool) async throws {
        try await atBoard { shop, terminal in
            let order = try await shop.place(("Brownie", 3), by: "zoe")
            try await shop.step(order.ticket.description, to: .preparing)
            try await terminal.settle()
            let stock = try #require(await shop.product("Brownie").stock)
            try await terminal.press(Key("2"), .end)
            #expect(terminal.chosen == order.ticket)
            try await terminal.press(Key("x"))
            try await terminal.type("nobody came")
            try await terminal.press(.enter)
            if goesBack { try await terminal.press(.space) }
            try await terminal.press(.tab, .enter)
            #expect(try await shop.order(order.ticket.description).status == .cancelled)
            #expect(try await shop.product("Brownie").stock == stock + (goesBack ? 3 : 0))
        }
    }

    @Test("What does not fit a lane is counted at its edge, and comes into sight")
    func hidden() async throws {
        try await atBoard(.usual) { shop, terminal in
            for _ in 1...9 { try await shop.place(("Espresso", 1), by: "zoe") }
            try await terminal.settle()
            #expect(terminal.lanes(hidden: "↓") == 12 - terminal.cards)
            #expect(terminal.shows("1 ○ Placed 12 · \(12 - terminal.cards) hidden"))
            try await terminal.press(.end)
            #expect(terminal.shows("1 ○ Placed 12 · \(12 - terminal.cards) hidden"))
            #expect(terminal.lanes(hidden: "↓") == 0)
            #expect(terminal.lanes(hidden: "↑") == 12 - terminal.cards)
        }
    }

    @Test("The bell can be switched off")
    func silent() async throws {
        try await ScreenShop.use(change: { transaction in
            guard var settings = try transaction.settings() else { throw ShopError.notSetUp }
            settings.bell = false
            try transaction.save(settings)
        }) { shop in
            let terminal = try await ShopTerminal(shop)
            try await terminal.signIn(1)
            let order = try await shop.place(("Espresso", 1), by: "zoe")
            try await terminal.settle()
            #expect(terminal.shows("\(order.ticket)") && terminal.bells == 0)
            #expect(terminal.board?.lanes.changed.contains(order.id, now: shop.clock.now) == true)
        }
    }

    @Test("In the kitchen a digit chooses and Enter goes forward; only the lanes that hang there are shown")
    func kitchen() async throws {
        try await atBoard(change: { $0.kitchenLanes = [.placed, .preparing, .ready] }) { shop, terminal in
            #expect(terminal.shows("● Ready") && !terminal.shows("Completed"))
            let orders = try #require(terminal.board?.lanes.orders(in: 0))
            try await terminal.press(Key("2"), .enter)
            #expect(try await shop.order(orders[1].ticket.description).status == .preparing)
            try await terminal.press(.enter)
            #expect(try await shop.order(orders[1].ticket.description).status == .ready)
            try await terminal.press(Key("*"))
            #expect(try await shop.order(orders[1].ticket.description).status == .preparing)
            try await terminal.press(.enter, Key("p"), .enter)
            #expect(try await shop.order(orders[1].ticket.description).status == .completed)
            #expect(terminal.board?.lanes.contains(orders[1].id) == false)
        }
    }

    @Test("No key that another layout of the keyboard has where / or a digit stands moves an order")
    func layouts() async throws {
        for isKitchen in [false, true] {
            try await atBoard(change: { if isKitchen { $0.kitchenLanes = [.placed, .ready] } }) { shop, terminal in
                let order = try await shop.place(("Espresso", 1), by: "zoe")
                try await shop.step(order.ticket.description, to: .ready)
                try await terminal.settle()
                try await terminal.press(isKitchen ? .right : Key("3"), .home)
                for _ in 1...20 where terminal.chosen != order.ticket { try await terminal.press(.down) }
                for key in ".,-_;:&éюбЮБ" {
                    try await terminal.press(Key(key))
                    #expect(try await shop.order(order.ticket.description).status == .ready, "\(key)")
                    #expect(terminal.place == "Board", "\(key)")
                }
                #expect(terminal.shows("please switch the keyboard"))
                try await terminal.press(Key("<"))
                #expect(try await shop.order(order.ticket.description).status == .preparing)
            }
        }
    }

    @Test("More than nine orders are chosen by digits, nine at a time")
    func kitchenPages() async throws {
        try await atBoard(change: { $0.kitchenLanes = [.placed] }) { shop, terminal in
            for _ in 1...8 { try await shop.place(("Espresso", 1), by: "zoe") }
            try await terminal.settle()
            let orders = try #require(terminal.board?.lanes.orders(in: 0))
            #expect(orders.count == 11)
            try await terminal.press(Key("+"), Key("2"))
            #expect(terminal.chosen == orders[10].ticket)
            try await terminal.press(Key("+"), Key("2"))
            #expect(terminal.chosen == orders[1].ticket)
        }
    }

    @Test("An admin is told once that the day's backup could not be made, and why")
    func backupFails() async throws {
        try await ScreenShop.use { shop in
            let nowhere = BackupFolder(URL(filePath: "/proc/igniflo/backups"))
            let (sleeps, sleeping) = AsyncStream<Void>.makeStream()
            let schedule = BackupSchedule(shop.services.environment, in: nowhere) { duration in
                sleeping.yield()
                try await Task.sleep(for: duration)
            }
            schedule.start()
            for await _ in sleeps { break }
            let terminal = try await ShopTerminal(shop) { $0.backups = schedule }
            try await terminal.signIn(1)
            #expect(terminal.shows("/proc/igniflo/backups cannot be opened"))
            // A word of an error stays until a key takes it away.
            try await terminal.press(.down)
            try await terminal.wait(120)
            #expect(!terminal.shows("/proc/igniflo/backups cannot be opened"))
            await schedule.stop()
        }
    }
}

extension ShopTerminal {
    /// How many orders the edge of a lane says are hidden on that side.
    func lanes(hidden sign: String) -> Int {
        let edge = line(with: "more ")
        return edge.range(of: sign + " ").flatMap { Int(edge[$0.upperBound...].prefix { $0.isNumber }) } ?? 0
    }

    /// Cards that are shown in part or whole: each has its ticket.
    var cards: Int { screen.matches(of: /[CK]-\d{3}/).count }
}
