import Foundation
import Presentation
import Shop
import Testing

struct OrderTableTests {
    private struct Filled {
        var shop: TestShop
        var orders: [Order]
        var products: [Product]
        var bo: Session
    }

    /// Some filed and some fresh, unless `count` is small.
    private func filled(_ count: Int = 200) async throws -> Filled {
        let shop = try await TestShop.open()
        var products: [Product] = []
        for name in ["Café au lait", "Flat white", "Flat white, oat", "抹茶ラテ", "Cookie 42"] {
            products.append(try await shop.product(name, price: Int64(100 + 50 * products.count)))
        }
        let bo = try await shop.customer(named: "Bo")
        let orders = try await shop.fill(with: count, products: products, customers: [shop.customer, bo])
        return Filled(shop: shop, orders: orders, products: products, bo: bo)
    }

    private func allPages(
        _ filter: OrderFilter, _ sorting: OrderSorting, limit: Int, in shop: TestShop
    ) async throws -> [ID<Order>] {
        var ids: [ID<Order>] = []
        var last: Order?
        while true {
            let page = try await shop.services.orders.table(
                filter, sortedBy: sorting, after: last, limit: limit, by: shop.admin)
            ids += page.map(\.id)
            last = page.last
            if page.count < limit { return ids }
        }
    }

    private func isBefore(_ a: Order, _ b: Order, _ sorting: OrderSorting) -> Bool {
        let (left, right) = sorting.isAscending ? (a, b) : (b, a)
        func place(_ order: Order) -> Int { OrderStatus.allCases.firstIndex(of: order.status) ?? 0 }
        return switch sorting.column {
        case .number: left.id < right.id
        case .total: (left.total, left.id) < (right.total, right.id)
        case .status: (place(left), left.id) < (place(right), right.id)
        case .customer: (left.customerName.lowercased(), left.id) < (right.customerName.lowercased(), right.id)
        }
    }

    @Test(
        "Each filter, alone and with others, under each sorting, page by page, shows what it should and nothing twice",
        arguments: OrderSorting.Column.allCases, [true, false])
    func everyFilter(column: OrderSorting.Column, isAscending: Bool) async throws {
        let filled = try await filled()
        let sorting = OrderSorting(column, isAscending: isAscending)
        let flat = filled.products[1].id
        let days = (filled.orders[30].businessDay, filled.orders[80].businessDay)
        let ticket = filled.orders[50].ticket
        func has(_ order: Order, _ name: String) -> Bool { order.items.contains { $0.name.contains(name) } }
        let cases: [(filter: OrderFilter, fits: (Order) -> Bool)] = [
            (OrderFilter(), { _ in true }),
            (OrderFilter(status: .ready), { $0.status == .ready }),
            (OrderFilter(payment: .refunded), { $0.payment == .refunded }),
            (OrderFilter(customer: "ada"), { $0.customerName.hasPrefix("Ada") }),
            (OrderFilter(productID: flat), { $0.items.contains { $0.productID == flat } }),
            (OrderFilter(firstDay: days.0, lastDay: days.1), { days.0 <= $0.businessDay && $0.businessDay <= days.1 }),
            (OrderFilter(firstDay: days.1), { days.1 <= $0.businessDay }),
            (OrderFilter(ticket: ticket), { $0.ticket == ticket }),
            (OrderFilter(text: "CAFE lait"), { has($0, "Café au lait") }),
            (OrderFilter(text: "white fl oat"), { has($0, "Flat white") && has($0, "oat") }),
            (OrderFilter(text: "zoe"), { $0.customerName == "Zoë" }),
            (OrderFilter(text: "ラテ"), { has($0, "抹茶ラテ") }),
            (OrderFilter(text: ticket.description), { $0.ticket == ticket }),
            (
                OrderFilter(status: .completed, payment: .paid, text: "flat"),
                { $0.status == .completed && $0.payment == .paid && has($0, "Flat white") }
            ),
            (
                OrderFilter(status: .placed, customer: "bo", productID: flat, firstDay: days.0, text: "flat"),
                {
                    $0.status == .placed && $0.customerName.lowercased() == "bo" && days.0 <= $0.businessDay
                        && $0.items.contains { $0.productID == flat }
                }
            ),
            (
                OrderFilter(status: .cancelled, payment: .refunded),
                { $0.status == .cancelled && $0.payment == .refunded }
            ),
            (OrderFilter(status: .cancelled, payment: .paid), { _ in false }),
            (OrderFilter(status: .completed, payment: .refunded), { _ in false }),
            (OrderFilter(firstDay: BusinessDay(number: 20_990_101)), { _ in false }),
            (OrderFilter(text: "nothing like it"), { _ in false }),
        ]
        for (filter, fits) in cases {
            let expected = filled.orders.filter(fits).sorted { isBefore($0, $1, sorting) }.map(\.id)
            let found = try await allPages(filter, sorting, limit: 7, in: filled.shop)
            #expect(found == expected, "\(filter)")
            let count = try await filled.shop.services.orders.count(filter, by: filled.shop.admin)
            #expect(count == OrderCount(count: expected.count, isExact: true), "\(filter)")
        }
    }

    @Test(
        "Whatever is typed into the search is a search, not a language",
        arguments: [
            "\"", "a\" OR \"b", "*", "NOT", "ticket:", "{", "- - -", "C-", "' OR 1=1", "\u{0}", "☕️",
            "99999999999999999999",
        ])
    func anyText(text: String) async throws {
        let filled = try await filled(10)
        _ = try await filled.shop.services.orders.table(OrderFilter(customer: text, text: text), by: filled.shop.admin)
        _ = try await filled.shop.services.orders.count(OrderFilter(text: text), by: filled.shop.admin)
    }

    @Test("A search of ten thousand characters is answered like any other")
    func longText() async throws {
        let filled = try await filled(10)
        let text = String(repeating: "flat ", count: 2_000)
        let found = try await filled.shop.services.orders.table(OrderFilter(text: text), by: filled.shop.admin)
        #expect(found.count == filled.orders.count { $0.items.contains { $0.name.hasPrefix("Flat") } })
    }

    @Test("A ticket's number is found with and without its zeros")
    func ticketNumbers() async throws {
        let filled = try await filled(10)
        for text in ["k-1", "K001", "k-001"] {
            let found = try await filled.shop.services.orders.table(OrderFilter(text: text), by: filled.shop.admin)
            #expect(!found.isEmpty && found.allSatisfy { $0.ticket == Ticket(channel: .kiosk, number: 1) }, "\(text)")
        }
        let found = try await filled.shop.services.orders.table(OrderFilter(text: "001"), by: filled.shop.admin)
        #expect(Set(found.map(\.ticket.number)) == [1])
    }

    @Test("An order that is placed is found at once, and under its new status once it has one")
    func live() async throws {
        let filled = try await filled(10)
        let shop = filled.shop
        let order = try await shop.services.orders.place(shop.draft((filled.products[3], 1)), by: shop.customer)
        let filter = OrderFilter(status: .ready, text: "抹茶 ada")
        #expect(!(try await shop.services.orders.table(filter, by: shop.admin).map(\.id)).contains(order.id))
        _ = try await shop.step(order, to: .ready)
        #expect(try await shop.services.orders.table(filter, by: shop.admin).first?.id == order.id)
    }

    @Test(
        "A customer finds their own orders only, the open ones first, page by page, and how many and how much they are",
        arguments: [1, 2, 7, 100])
    func own(limit: Int) async throws {
        let filled = try await filled()
        let shop = filled.shop
        let mine = filled.orders.filter { $0.customerID == shop.customer.user.id }
        func own(_ filter: OrderFilter) async throws -> [ID<Order>] {
            var found: [Order] = []
            while true {
                let page = try await shop.services.orders.own(
                    filter, after: found.last, limit: limit, by: shop.customer)
                found += page
                if page.count < limit { return found.map(\.id) }
            }
        }
        func expected(_ fits: (Order) -> Bool = { _ in true }) -> [ID<Order>] {
            let newestFirst = mine.reversed().filter(fits)
            return (newestFirst.filter(\.status.isOpen) + newestFirst.filter { !$0.status.isOpen }).map(\.id)
        }
        func holdsFlat(_ order: Order) -> Bool { order.items.contains { $0.name.hasPrefix("Flat") } }
        #expect(try await own(OrderFilter()) == expected())
        #expect(try await own(OrderFilter(status: .cancelled)) == expected { $0.status == .cancelled })
        #expect(try await own(OrderFilter(status: .placed)) == expected { $0.status == .placed })
        #expect(try await own(OrderFilter(text: "flat")) == expected(holdsFlat))
        #expect(
            try await own(OrderFilter(status: .ready, text: "flat"))
                == expected { $0.status == .ready && holdsFlat($0) })
        #expect(try await own(OrderFilter(text: "bo")) == [])

        let totals = try await shop.services.orders.ownTotals(by: shop.customer)
        #expect(totals.count == mine.count)
        #expect(totals.sum == mine.filter { $0.status != .cancelled }.reduce(0) { $0 + $1.total })
        #expect(totals.parts[.ready]?.count ?? 0 == mine.count { $0.status == .ready })
    }

    @Test("The export holds what the filter shows, a line an order, and no formula of a customer's")
    func export() async throws {
        let filled = try await filled(1_030)
        let shop = filled.shop
        var draft = shop.draft((filled.products[1], 2), change: { $0.note = "@home; \"quick\"" })
        draft.walkIn = "=cmd()"
        let order = try await shop.services.orders.place(draft, by: shop.admin)
        var pieces: [String] = []
        for try await piece in shop.services.orders.exportCSV(by: shop.admin) { pieces.append(piece) }
        let table = try CSVTable(pieces.joined())
        #expect(pieces.count == 4 && table.rows.count == 1_031)
        let row = try #require(table.rows.first)
        #expect(row["id"] == String(order.id) && row["ticket"] == order.ticket.description)
        #expect(row["customer"] == "'=cmd()" && row["note"] == "'@home; \"quick\"")
        #expect(row["total"] == "3.00" && row["currency"] == "EUR" && row["items"] == "2 × Flat white")
        #expect(row["createdAt"] == "2026-11-18T11:06:40Z")
        let ids = table.rows.compactMap { ID<Order>($0["id"]) }
        #expect(ids == ids.sorted(by: >))

        let export = shop.services.orders.exportCSV(by: shop.customer)
        await #expect(throws: ShopError.notAllowed(.viewAllOrders)) { for try await _ in export {} }
    }
}
