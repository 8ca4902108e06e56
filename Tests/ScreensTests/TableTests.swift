import Foundation
import Presentation
import Shop
import Terminal
import Testing

@testable import Screens

struct TableTests {
    private func table(
        _ size: Size = .large, orders: Int = 0, _ body: (ScreenShop, ShopTerminal) async throws -> Void
    ) async throws {
        try await atBoard(size) { shop, terminal in
            for _ in 0..<orders { try await shop.place(("Still water", 1), by: "ada") }
            try await terminal.settle()
            try await terminal.press(Key("T"))
            try await body(shop, terminal)
        }
    }

    /// All orders that a filter leaves, read through the service.
    private func all(_ shop: ScreenShop, _ filter: OrderFilter = OrderFilter()) async throws -> [ID<Order>] {
        try await shop.services.orders.table(filter, limit: 10_000, by: try await shop.session("alan")).map(\.id)
    }

    @Test(
        "Scrolling down through all orders, then up again, meets each once, in order", arguments: [Key.down, .pageDown])
    func scrolling(key: Key) async throws {
        try await table { shop, terminal in
            try await shop.addHistory(700)
            try await terminal.press(Key("B"), Key("T"))
            let wanted = try await all(shop)
            let back: Key = key == .down ? .up : .pageUp
            #expect(wanted.count > 900)
            #expect(try await terminal.walk(key) == (key == .down ? wanted : terminal.every(wanted, like: key)))
            #expect(terminal.table?.window.isAtEnd == true)
            #expect(try await terminal.walk(back).last == wanted.first)
        }
    }

    @Test("End is the oldest order and Home the newest, and from the end one scrolls up without a gap")
    func ends() async throws {
        try await table { shop, terminal in
            try await shop.addHistory(700)
            try await terminal.press(Key("B"), Key("T"), .end)
            let wanted = try await all(shop)
            #expect(terminal.table?.window.selected?.id == wanted.last)
            #expect(try await terminal.walk(.up) == wanted.reversed())
            try await terminal.press(.end, .home)
            #expect(terminal.table?.window.selected?.id == wanted.first)
        }
    }

    @Test("What is read stays in its place while other orders come in")
    func reading() async throws {
        try await table(orders: 0) { shop, terminal in
            for _ in 1...90 { terminal.tap(.key(.down)) }
            try await terminal.settle()
            let chosen = try #require(terminal.table?.window.selected)
            let row = terminal.row(of: chosen.ticket.description)
            try await shop.place(("Espresso", 1), by: "zoe")
            try await shop.step("C-010", to: .ready)
            try await terminal.settle()
            #expect(terminal.table?.window.selected?.id == chosen.id)
            #expect(terminal.row(of: chosen.ticket.description) == row)
            #expect(terminal.shows("Orders 245"))
        }
    }

    @Test("At the start a new order comes in by itself")
    func arrival() async throws {
        try await table { shop, terminal in
            let order = try await shop.place(("Espresso", 1), by: "zoe")
            try await terminal.settle()
            #expect(terminal.line(with: "\(order.ticket)").contains("Zoë O'Brien"))
        }
    }

    @Test("A click on a heading sorts by it, and a second one the other way round")
    func sortByClick() async throws {
        try await table { shop, terminal in
            try await terminal.click("Total")
            let totals = terminal.table?.window.rows?.map(\.total) ?? []
            #expect(!totals.isEmpty && totals == totals.sorted(by: >))
            try await terminal.click("Total")
            let turned = terminal.table?.window.rows?.map(\.total) ?? []
            #expect(!turned.isEmpty && turned == turned.sorted())
        }
    }

    @Test(
        "Each field of the filter leaves the orders that it names, says so, and Esc shows all again",
        arguments: [
            (0, "Ready"), (1, "refunded"), (2, "lin"), (3, "Brownie"), (4, "2026-11-10"), (5, "2026-11-10"),
            (6, "k-003"),
        ])
    func eachFilter(field: Int, text: String) async throws {
        try await table { shop, terminal in
            let every = try await all(shop)
            let day = BusinessDay(text)
            var filter = OrderFilter(
                status: OrderStatus(rawValue: text.lowercased()), payment: PaymentState(rawValue: text),
                customer: field == 2 ? text : "", firstDay: field == 4 ? day : nil, lastDay: field == 5 ? day : nil,
                ticket: Ticket(text))
            if field == 3 { filter.productID = try await shop.product(text).id }
            let wanted = try await all(shop, filter)
            try await terminal.press(Key("f"))
            for _ in 0..<field { try await terminal.press(.tab) }
            try await terminal.type(text)
            // Backwards from the field, the buttons come after the first one.
            for _ in 0..<(field + 3) { try await terminal.press(.backTab) }
            try await terminal.press(.enter)
            let found = try await terminal.walk(.down)
            #expect(found == wanted && (1..<every.count).contains(found.count))
            #expect(terminal.shows("Orders \(wanted.count)") && !terminal.shows("all of all time"))
            try await terminal.press(.escape)
            #expect(terminal.shows("Orders \(every.count)") && terminal.shows("all of all time"))
        }
    }

    @Test("The sorting key goes through time, total, status and customer, and the reversing one turns each around")
    func sortByKey() async throws {
        try await table { shop, terminal in
            let admin = try await shop.session("alan")
            for column in [OrderSorting.Column.total, .status, .customer, .number] {
                try await terminal.press(Key("s"))
                for isTurned in [false, true] {
                    let isAscending = (column == .customer) != isTurned
                    let wanted = try await shop.services.orders.table(
                        OrderFilter(), sortedBy: OrderSorting(column, isAscending: isAscending), limit: 100, by: admin)
                    #expect(terminal.table?.window.rows?.map(\.id) == wanted.map(\.id))
                    try await terminal.press(Key("r"))
                }
            }
        }
    }

    @Test("Columns are left out by key, and stay out while the program runs")
    func columns() async throws {
        try await table { _, terminal in
            try await terminal.press(Key("c"), .down, .space, .escape)
            #expect(!terminal.shows("Customer") && !terminal.shows("Ada Lovelace  ") && terminal.shows("Payment"))
            try await terminal.press(Key("P"), Key("B"), Key("T"))
            #expect(!terminal.shows("Customer"))
            try await terminal.press(Key("Q"), Key(.function(1)), Key("T"))
            #expect(!terminal.shows("Customer"))
            try await terminal.press(Key("c"), .down, .space, .escape)
            #expect(terminal.shows("Customer"))
        }
    }

    @Test("What is exported is what the filter and the search leave, in the order that is shown")
    func export() async throws {
        try await table { shop, terminal in
            try await terminal.press(Key("f"))
            try await terminal.type("completed")
            try await terminal.press(.backTab, .backTab, .backTab, .enter)
            try await terminal.search("flat")
            try await terminal.press(Key("s"), Key("e"))
            let shown = try #require(terminal.table?.window.rows)
            #expect(terminal.shows("completed, like “flat”") && (2..<100).contains(shown.count))
            let file = DemoFile.freshFolder().path + ".csv"
            defer { try? FileManager.default.removeItem(atPath: file) }
            try await terminal.retype(file)
            try await terminal.press(.enter)
            #expect(terminal.shows("The orders are in"))
            let lines = try String(contentsOfFile: file, encoding: .utf8).split(separator: "\r\n").dropFirst()
            #expect(lines.map { $0.prefix { $0 != "," } } == shown.map { "\($0.id)" })
            #expect(shown.map(\.total) == shown.map(\.total).sorted(by: >))
        }
    }

    @Test("A file that is there already is left alone")
    func exportOverFile() async throws {
        try await table { _, terminal in
            let file = DemoFile.freshFolder().path + ".csv"
            try Data("mine".utf8).write(to: URL(filePath: file))
            defer { try? FileManager.default.removeItem(atPath: file) }
            try await terminal.press(Key("e"))
            try await terminal.retype(file)
            try await terminal.press(.enter)
            #expect(terminal.shows("it is there already"))
            #expect(try String(contentsOfFile: file, encoding: .utf8) == "mine")
        }
    }
}

extension ShopTerminal {
    var table: TableScreen? { open(TableScreen.self) }

    /// Presses a key until it moves nothing any more.
    ///
    /// - Returns: the orders that were chosen on the way, the first one included.
    func walk(_ key: Key) async throws -> [ID<Order>] {
        var met: [ID<Order>] = []
        while let id = table?.window.selected?.id, id != met.last {
            met.append(id)
            try await press(key)
        }
        return met
    }

    /// The orders that a page key meets.
    func every(_ orders: [ID<Order>], like key: Key) -> [ID<Order>] {
        guard let table else { return [] }
        let step =
            table.page(Context(now: .distantPast, size: Size(width: stage.size.width, height: stage.size.height - 2)))
            - 1
        var met = stride(from: 0, to: orders.count, by: step).map { orders[$0] }
        if let last = orders.last, met.last != last { met.append(last) }
        return met
    }

    /// The line of the screen that begins with `text` in the list.
    func row(of text: String) -> Int? { lines().firstIndex { $0.hasPrefix("│ \(text) ") } }
}

extension ScreenShop {
    /// More orders from earlier days, as the demo has them.
    func addHistory(_ count: Int) async throws {
        let ada = try await session("ada")
        let water = try await product("Still water")
        let alan = try await session("alan")
        _ = try await services.products.restock(water.id, by: count, reason: "", by: alan)
        for _ in 0..<count {
            let draft = OrderDraft(
                request: UUID().uuidString, lines: [OrderDraft.Line(productID: water.id, quantity: 1)], walkIn: nil)
            _ = try await services.orders.place(draft, by: ada)
        }
    }
}
