import Foundation
import GRDB
import Presentation
import Shop
import Testing

@testable import SQLiteStore

struct KeptShopTests {
    private struct Row: Equatable {
        var id: ID<Order>
        var status: OrderStatus
        var payment: PaymentState
        var name: String
        var total: Int64
        var products: Set<ID<Product>>

        init(_ order: Order) {
            (id, status, payment) = (order.id, order.status, order.payment)
            (name, total) = (order.customerName, order.total)
            products = Set(order.items.map(\.productID))
        }

        init(_ row: GRDB.Row) throws {
            id = ID(row["id"] as Int64)
            (name, total) = (row["customer_name"], row["total"])
            status = try #require(OrderStatus(rawValue: row["status"]))
            payment = try #require(PaymentState(rawValue: row["payment"]))
            let list: String = row["products"]
            products = Set(list.split(separator: ",").compactMap { ID<Product>($0) })
        }
    }

    /// Newest first, as the file has them.
    private static func rows(_ path: String) throws -> [Row] {
        let queue = try DatabaseQueue(path: path)
        defer { try? queue.close() }
        return try queue.read { db in
            try GRDB.Row.fetchAll(
                db,
                sql: """
                    SELECT *, (SELECT group_concat(product_id) FROM order_items WHERE order_id = orders.id) AS products
                    FROM orders ORDER BY id DESC
                    """
            ).map(Row.init)
        }
    }

    private static func signedIn(_ store: SQLiteStore) async throws -> (services: ShopServices, session: Session) {
        let services = ShopServices(
            ShopEnvironment(store: store, hasher: PasswordHasher(cost: DemoShop.passwordCost)))
        let session = try await services.accounts.signIn(email: "grace@example.com", password: "igniflo-grace").session
        return (services, session)
    }

    @Test(
        "A shop of each schema opens with every order where it was: in tables, searches and sums",
        arguments: KeptShop.allCases)
    func opens(kept: KeptShop) async throws {
        let path = try kept.copy()
        let before = try Self.rows(path)
        let store = try await SQLiteStore.open(path)
        #expect(await store.health(full: true).problems == [])
        let (services, session) = try await Self.signedIn(store)
        #expect(Set(before.map(\.status)) == Set(OrderStatus.allCases))

        func found(_ filter: OrderFilter, _ sorting: OrderSorting = .newestFirst) async throws -> [Row] {
            try await services.orders.table(filter, sortedBy: sorting, limit: 1_000, by: session).map(Row.init)
        }
        #expect(try await found(OrderFilter()) == before)
        for status in OrderStatus.allCases {
            #expect(try await found(OrderFilter(status: status)) == before.filter { $0.status == status })
        }
        for payment in PaymentState.allCases {
            #expect(try await found(OrderFilter(payment: payment)) == before.filter { $0.payment == payment })
        }
        let names = Set(before.map(\.name)).filter { !$0.isEmpty }
        #expect(!names.isEmpty)
        for name in names {
            let orders = before.filter { $0.name == name }
            #expect(try await found(OrderFilter(text: name)).filter { $0.name == name } == orders, "\(name)")
            let found = try await found(OrderFilter(customer: name.lowercased()))
            #expect(found.filter { $0.name == name } == orders, "\(name)")
        }
        for product in before.reduce(into: Set<ID<Product>>(), { $0.formUnion($1.products) }) {
            #expect(try await found(OrderFilter(productID: product)) == before.filter { $0.products.contains(product) })
        }
        #expect(
            try await found(OrderFilter(), OrderSorting(.total, isAscending: true))
                == before.sorted { ($0.total, $0.id) < ($1.total, $1.id) })

        let range = DayRange(from: BusinessDay(number: 19_700_101), to: BusinessDay(number: 99_991_231))
        let sold = before.filter { $0.status == .completed || $0.payment == .paid }
        let total = try await services.insights.figures(of: range, by: session).total
        #expect(total.orders == before.count && total.sales == sold.count)
        #expect(total.revenue == sold.reduce(0) { $0 + $1.total })
        #expect(total.cancelled == before.count { $0.status == .cancelled })
        await store.close()
    }

    @Test(
        "A shop of each schema reads as it was: orders to the cent, the log, stock, people, carts, and what waits",
        arguments: KeptShop.allCases)
    func reads(kept: KeptShop) async throws {
        let path = try kept.copy()
        let before = try FileContents(path)
        let isUpgraded = kept.schema < Schema.version
        let queue = try DatabaseQueue(path: path)
        let old = try await queue.read { db in try KeptShopReading.all.map { try $0.old(db) } }
        try queue.close()
        let store = try await SQLiteStore.open(path)
        for (reading, old) in zip(KeptShopReading.all, old) {
            var new = try await store.read { try reading.read($0, old.keys) }
            if reading.name == "events", isUpgraded { new.removeLast() }
            #expect(new == old.lines, "\(reading.name)")
            #expect(!new.isEmpty || kept == .schema1, "\(reading.name)")
        }
        await store.close()
        // No row and no value of a table is another: there is what the upgrade tells of itself, and nothing else.
        let after = try FileContents(path, columns: before.columns)
        for (table, rows) in after.tables where table != "settings" {
            let old = try #require(before.tables[table])
            let told = table == "events" && isUpgraded ? 1 : 0
            #expect(Array(rows.prefix(old.count)) == old && rows.count == old.count + told, "\(table)")
        }
        let told = ["lastUpgrade", "lastUpgradePath"]
        func settings(_ contents: FileContents) -> [GRDB.Row] {
            contents.tables["settings", default: []].filter { !isUpgraded || !told.contains($0["key"]) }
        }
        #expect(settings(after) == settings(before))
    }

    @Test(
        "A shop of each schema goes on: what is placed next is numbered, found and counted",
        arguments: KeptShop.allCases)
    func goesOn(kept: KeptShop) async throws {
        let path = try kept.copy()
        let before = try Self.rows(path)
        let store = try await SQLiteStore.open(path)
        let (services, session) = try await Self.signedIn(store)
        let product = try #require(try await services.products.list(by: session).first { $0.stock ?? 0 > 0 })
        _ = try await services.products.restock(product.id, by: 200, by: session)
        var placed: [Order] = []
        for number in 0..<100 {
            let draft = OrderDraft(
                request: "request-\(number)", lines: [OrderDraft.Line(productID: product.id, quantity: 1)],
                walkIn: "Zebulon")
            placed.append(try await services.orders.place(draft, by: session))
        }
        let last = before[0].id.rawValue
        #expect(placed.map(\.id.rawValue) == Array((last + 1)...(last + 100)))
        let found = try await services.orders.table(OrderFilter(text: "zebu"), limit: 1_000, by: session)
        #expect(found.map(\.id) == placed.map(\.id).reversed())
        let open = try #require(before.first { $0.status == .placed })
        let order = try await services.orders.order(open.id, by: session)
        let step = StatusStep(to: .completed, expecting: order.version, completesUnpaid: true)
        _ = try await services.orders.setStatus(order.id, step, by: session)
        #expect(await store.health(full: true).problems == [])
        await store.close()
    }
}
