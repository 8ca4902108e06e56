import Foundation
import Presentation
import Shop
import Testing

struct InsightsTests {
    @Test("The day's figures follow each order through its life, undo and refund included")
    func life() async throws {
        let shop = try await TestShop.open()
        let coffee = try await shop.product("Flat white", price: 350)
        let cookie = try await shop.product("Cookie", price: 200)
        func today() async throws -> Insights { try await shop.services.insights.last(1, by: shop.admin) }
        #expect(try await today().total == Insights.Sales())
        #expect(try await today().total.averageOrder == nil)
        #expect(try await today().ready == nil)

        let first = try await shop.services.orders.place(shop.draft((coffee, 2), (cookie, 1)), by: shop.customer)
        let second = try await shop.services.orders.place(shop.draft((coffee, 1)), by: shop.customer)
        #expect(try await today().total == Insights.Sales(orders: 2))

        _ = try await shop.services.orders.markPaid(first.id, expecting: 1, by: shop.admin)
        #expect(try await today().total == Insights.Sales(orders: 2, sales: 1, revenue: 900))
        _ = try await shop.services.orders.undo(first.id, expecting: 2, by: shop.admin)
        #expect(try await today().total == Insights.Sales(orders: 2))
        #expect(try await today().bestSellers.isEmpty)

        // Paid and then completed is one sale.
        _ = try await shop.services.orders.markPaid(first.id, expecting: 3, by: shop.admin)
        _ = try await shop.step(first, to: .completed)
        _ = try await shop.step(second, to: .completed)
        var figures = try await today()
        #expect(figures.total == Insights.Sales(orders: 2, sales: 2, revenue: 1_250))
        #expect(figures.total.averageOrder == 625)
        #expect(figures.bestSellers.map(\.name) == ["Flat white", "Cookie"])
        #expect(figures.bestSellers.map(\.pieces) == [3, 1] && figures.bestSellers.map(\.revenue) == [1_050, 200])

        // Taken back, paid for, and cancelled after all: the money goes back.
        _ = try await shop.step(second, to: .ready)
        let ready = try await shop.services.orders.order(second.id, by: shop.admin)
        _ = try await shop.services.orders.markPaid(second.id, expecting: ready.version, by: shop.admin)
        _ = try await shop.step(second, to: .cancelled, reason: "cold")
        figures = try await today()
        #expect(figures.total == Insights.Sales(orders: 2, cancelled: 1, sales: 1, revenue: 900))
        #expect(figures.total.cancelledShare == 0.5)
        #expect(figures.bestSellers.map(\.pieces) == [2, 1])
    }

    @Test("Time to ready is each order's own, from placed until it stood ready")
    func readyTimes() async throws {
        let shop = try await TestShop.open()
        let coffee = try await shop.product("Flat white")
        for seconds in 1...10 {
            let order = try await shop.services.orders.place(shop.draft((coffee, 1)), by: shop.customer)
            shop.clock.advance(by: TimeInterval(seconds))
            _ = try await shop.step(order, to: .ready)
        }
        var ready = try #require(try await shop.services.insights.last(1, by: shop.admin).ready)
        #expect(ready.count == 10 && ready.median == 5 && ready.p90 == 9)

        // Called too early, and recalled: the second time counts. Completed at once: it never was ready.
        let order = try await shop.services.orders.place(shop.draft((coffee, 1)), by: shop.customer)
        _ = try await shop.step(order, to: .ready)
        _ = try await shop.step(order, to: .preparing)
        ready = try #require(try await shop.services.insights.last(1, by: shop.admin).ready)
        #expect(ready.count == 10)
        shop.clock.advance(by: 100)
        _ = try await shop.step(order, to: .ready)
        _ = try await shop.step(order, to: .completed)
        let quick = try await shop.services.orders.place(shop.draft((coffee, 1)), by: shop.customer)
        _ = try await shop.step(quick, to: .completed)
        ready = try #require(try await shop.services.insights.last(1, by: shop.admin).ready)
        #expect(ready.count == 11 && ready.median == 6 && ready.p90 == 10)
    }

    @Test("Days and hours are the shop's, days without an order included")
    func daysAndHours() async throws {
        let shop = try await TestShop.open()
        let coffee = try await shop.product("Flat white")
        // 2026-11-18, 11:06 in Dublin.
        _ = try await shop.services.orders.place(shop.draft((coffee, 1)), by: shop.customer)
        shop.clock.advance(by: 2 * 86_400 + 3_600)
        let admin = try await shop.freshAdmin()
        var draft = shop.draft((coffee, 2))
        draft.walkIn = "Sam"
        let order = try await shop.services.orders.place(draft, by: admin)
        _ = try await shop.services.orders.markPaid(order.id, expecting: 1, by: admin)

        let week = try await shop.services.insights.last(7, by: admin)
        #expect(week.byDay.map(\.day.description).first == "2026-11-14" && week.byDay.count == 7)
        #expect(week.byDay.map(\.sales.orders) == [0, 0, 0, 0, 1, 0, 1])
        #expect(week.byHour.count == 24 && week.byHour[11].orders == 1 && week.byHour[12].revenue == 700)
        let range = DayRange(from: BusinessDay(number: 20_261_119), to: BusinessDay(number: 20_261_101))
        #expect(try await shop.services.insights.figures(of: range, by: admin).total.orders == 1)

        let csv = try CSVTable(
            try await shop.services.insights.exportCSV(of: week.range, by: admin))
        #expect(csv.rows.map { $0["kind"] }.filter { $0 == "day" }.count == 7)
        #expect(csv.rows.first?["orders"] == "2" && csv.rows.first?["revenue"] == "7.00")
        #expect(csv.rows.last?["key"] == "Flat white" && csv.rows.last?["pieces"] == "2")
    }

    @Test("The kept sums are what counting all orders gives", arguments: [1, 2, 3] as [UInt64])
    func sums(seed: UInt64) async throws {
        let shop = try await TestShop.open()
        var products: [Product] = []
        for name in ["Flat white", "Cookie", "Tea"] { products.append(try await shop.product(name)) }
        let orders = try await shop.fill(with: 200, products: products, customers: [shop.customer], seed: seed)
        let figures = try await shop.services.insights.last(30, by: shop.admin)
        let sold = orders.filter { $0.status == .completed || $0.payment == .paid }
        #expect(
            figures.total
                == Insights.Sales(
                    orders: 200, cancelled: orders.count { $0.status == .cancelled }, sales: sold.count,
                    revenue: sold.reduce(0) { $0 + $1.total }))
        for product in products {
            let pieces = sold.flatMap(\.items).filter { $0.productID == product.id }.reduce(0) { $0 + $1.quantity }
            #expect(figures.bestSellers.first { $0.productID == product.id }?.pieces == pieces)
        }
    }

    @Test(
        "A day is read from its text, and only days of the calendar are",
        arguments: [
            ("2026-11-23", 20_261_123), ("2024-02-29", 20_240_229), ("2026-02-29", nil), ("2026-13-01", nil),
            ("26-11-23", nil), ("2026-11-2x", nil), ("", nil),
        ])
    func dayText(text: String, number: Int?) {
        #expect(BusinessDay(text)?.number == number)
    }

    @Test("Days follow one another over months, leap years and centuries")
    func following() {
        var day = BusinessDay(number: 19_991_230)
        let start = Date(timeIntervalSince1970: 946_512_000)
        for index in 1...1_000 {
            day = day.advanced(by: 1)
            #expect(day == BusinessDay(start.addingTimeInterval(TimeInterval(index) * 86_400), in: .gmt))
        }
        #expect(day.advanced(by: -1_000).number == 19_991_230)
    }
}
