import Foundation
import GRDB
import Presentation
import SQLiteStore
import Shop
import Testing

@Suite(.serialized)
struct FilingTests {
    private struct Filled {
        var path: String
        var store: SQLiteStore
        var services: ShopServices
        var session: Session
        var product: Product
    }

    private func filled(_ count: Int) async throws -> Filled {
        let path = try Folder().path("shop.db")
        let store = try await SQLiteStore.open(path, create: true)
        let cost = PasswordHash.Cost(rounds: 2, blockSize: 1, parallelism: 1)
        let services = ShopServices(
            ShopEnvironment(store: store, now: { Sample.now }, hasher: PasswordHasher(cost: cost)))
        try await services.setUp.open(
            SetUpService.Request(
                name: "Corner Café", currency: "EUR", locale: "en_IE", timeZone: "Europe/Dublin",
                adminName: "Grace Hopper", adminEmail: "grace@example.com", password: "correct horse"))
        let session = try await services.accounts.signIn(email: "grace@example.com", password: "correct horse").session
        let product = try await services.products.create(
            ProductDraft(name: "Flat white", price: 350, stock: 1_000), by: session)
        let filled = Filled(path: path, store: store, services: services, session: session, product: product)
        for number in 0..<count { try await place(number, in: filled) }
        return filled
    }

    private func place(_ number: Int, in shop: Filled) async throws {
        let line = OrderDraft.Line(productID: shop.product.id, quantity: 1 + number % 3)
        let draft = OrderDraft(request: "request-\(number)", lines: [line], walkIn: ["Sam", "Zoë", ""][number % 3])
        _ = try await shop.services.orders.place(draft, by: shop.session)
    }

    @Test("Whatever number of orders is fresh, tables, searches and sums have each of them once")
    func everyNumber() async throws {
        let shop = try await filled(120)
        for count in 121...260 {
            try await place(count - 1, in: shop)
            guard (count < 132) || (count > 250) else { continue }
            let expected = (1...count).reversed().map { ID<Order>($0) }
            let orders = shop.services.orders
            for filter in [
                OrderFilter(), OrderFilter(text: "flat"), OrderFilter(productID: shop.product.id),
                OrderFilter(payment: .unpaid), OrderFilter(status: .placed),
            ] {
                let found = try await orders.table(filter, limit: 1_000, by: shop.session).map(\.id)
                #expect(found == expected, "\(filter) of \(count)")
                #expect(try await orders.count(filter, by: shop.session) == OrderCount(count: count, isExact: true))
            }
            let zoes = try await orders.table(OrderFilter(customer: "zoe"), limit: 1_000, by: shop.session).map(\.id)
            #expect(zoes == expected.filter { $0.rawValue % 3 == 2 })
            let dearest = try await orders.table(sortedBy: OrderSorting(.total), limit: 1_000, by: shop.session)
            #expect(dearest.map(\.id) == expected.sorted { ($0.rawValue - 1) % 3 > ($1.rawValue - 1) % 3 })
            #expect(try await orders.find("K-1", by: shop.session).id == 1)
            #expect(try await orders.find("K-\(count)", by: shop.session).id == ID<Order>(count))
            #expect(try await shop.services.insights.last(1, by: shop.session).total.orders == count)
        }
        #expect(await shop.store.health(full: true).problems == [])
        await shop.store.close()
    }

    @Test("A sale counts once, whether it is made before the order is filed or after, and taken back likewise")
    func sales() async throws {
        let shop = try await filled(3)
        func mark(_ id: ID<Order>) async throws {
            let order = try await shop.services.orders.order(id, by: shop.session)
            _ = try await shop.services.orders.markPaid(id, expecting: order.version, by: shop.session)
        }
        func total() async throws -> Insights.Sales {
            try await shop.services.insights.last(1, by: shop.session).total
        }
        try await mark(1)
        #expect(try await total() == Insights.Sales(orders: 3, sales: 1, revenue: 350))
        for number in 3..<130 { try await place(number, in: shop) }
        #expect(try await total() == Insights.Sales(orders: 130, sales: 1, revenue: 350))
        try await mark(2)
        try await mark(130)
        #expect(try await total() == Insights.Sales(orders: 130, sales: 3, revenue: 350 + 700 + 350))
        for id in [2, 130] as [ID<Order>] {
            let order = try await shop.services.orders.order(id, by: shop.session)
            _ = try await shop.services.orders.undo(id, expecting: order.version, by: shop.session)
        }
        #expect(try await total() == Insights.Sales(orders: 130, sales: 1, revenue: 350))
        #expect(await shop.store.health(full: true).problems == [])
        await shop.store.close()
    }

    @Test(
        "Health names what the indexes do not have as the orders do",
        arguments: [
            ("UPDATE orders SET is_filed = 0 WHERE id = 7", "Order 7: the index flag is wrong"),
            ("UPDATE order_filing SET last_order = 127", "Order 128: the index flag is wrong"),
            ("DELETE FROM order_products WHERE order_id = 7", "Order 7: the index has other products"),
            ("INSERT INTO order_products VALUES (1, 129)", "Order 129: the index has other products"),
            (
                "INSERT INTO order_search (rowid, ticket, owner, customer, products) VALUES (9, 'k009', '', 'x', '')",
                "Order 9: the search does not know it as it is"
            ),
            ("UPDATE sales_slots SET revenue = revenue + 1, sales = 1", "The sums of sales_slots are not those"),
            ("UPDATE order_days SET orders = 127", "The sums of order_days are not those"),
            ("INSERT INTO product_sales SELECT business_day, 1, 1, 350 FROM order_days", "The sums of product_sales"),
        ])
    func health(change: String, words: String) async throws {
        let shop = try await filled(130)
        await shop.store.close()
        let queue = try DatabaseQueue(path: shop.path)
        try await queue.write { try $0.execute(sql: change) }
        try queue.close()
        let store = try await SQLiteStore.open(shop.path)
        let problems = await store.health(full: true).problems
        #expect(problems.contains { $0.contains(words) }, "\(problems)")
        await store.close()
    }
}
