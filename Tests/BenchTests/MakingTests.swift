import Foundation
import GRDB
import Presentation
import SQLiteStore
import Shop
import Testing

@testable import igniflo_bench

@Suite("A made shop")
struct MakingTests {
    private static let now = Date(timeIntervalSince1970: 1_795_000_000)

    private static func make(_ orders: Int, seed: UInt64 = 1, _ body: (String) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "igniflo-bench-" + UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        var maker = ShopMaker(demo: try Seed.demo(), orders: orders)
        maker.seed = seed
        maker.now = now
        let path = folder.appending(path: "shop.db").path
        try await maker.make(at: path)
        try await body(path)
    }

    private static func numbers(_ path: String, _ sql: String) throws -> [Int64] {
        let queue = try DatabaseQueue(path: path)
        defer { try? queue.close() }
        return try queue.read { try Int64.fetchAll($0, sql: sql) }
    }

    @Test("holds everything that a shop must hold")
    func isHealthy() async throws {
        try await Self.make(2_000) { (path) async throws in
            let store = try await SQLiteStore.open(path)
            let health = await store.health(full: true)
            await store.close()
            #expect(health.problems.isEmpty)
            #expect(try Self.numbers(path, "SELECT count(*) FROM orders") == [2_000])
            #expect(
                try Self.numbers(
                    path,
                    """
                    SELECT id FROM (SELECT id, sum(delta) OVER (PARTITION BY product_id ORDER BY id) AS level
                        FROM stock_movements) WHERE level < 0
                    """
                ).isEmpty)
            #expect(
                try Self.numbers(
                    path,
                    """
                    SELECT number FROM (SELECT number, kind, from_value,
                            lag(to_value) OVER (PARTITION BY subject_id ORDER BY number) AS ended
                        FROM events WHERE subject = 'order' AND kind IN ('orderPlaced', 'orderStatus'))
                    WHERE kind = 'orderStatus' AND from_value IS NOT ended
                    """
                ).isEmpty)
            #expect(
                try Self.numbers(
                    path,
                    """
                    SELECT number FROM (SELECT number, at, lag(at) OVER (ORDER BY number) AS before FROM events
                        WHERE subject = 'order') WHERE at < before
                    """
                ).isEmpty)
        }
    }

    @Test("has every state in its past, and open orders today alone")
    func isBelievable() async throws {
        try await Self.make(2_000) { (path) async throws in
            #expect(try Self.numbers(path, "SELECT count(DISTINCT status) FROM orders") == [5])
            #expect(try Self.numbers(path, "SELECT count(DISTINCT payment) FROM orders") == [3])
            let open = "status IN ('placed', 'preparing', 'ready')"
            #expect(try Self.numbers(path, "SELECT count(*) FROM orders WHERE \(open)") == [24])
            #expect(
                try Self.numbers(
                    path,
                    "SELECT DISTINCT business_day = (SELECT max(business_day) FROM orders) FROM orders WHERE \(open)"
                ) == [1])
            #expect(
                try Self.numbers(
                    path,
                    "SELECT id FROM orders WHERE (ready_after IS NULL) <> (status IN ('placed', 'preparing'))"
                        + " AND status <> 'cancelled'"
                ).isEmpty)
        }
    }

    @Test("is found by ticket, customer and product, as its orders say")
    func isSearchable() async throws {
        try await Self.make(500) { (path) async throws in
            let store = try await SQLiteStore.open(path)
            let services = ShopServices(
                ShopEnvironment(store: store, now: { Self.now }, hasher: PasswordHasher(cost: DemoShop.passwordCost)))
            let admin = try await services.accounts.signIn(email: "grace@example.com", password: "igniflo-grace")
            let croissants = try await services.orders.count(OrderFilter(text: "croissant"), by: admin.session)
            let ada = try await services.orders.count(OrderFilter(text: "ada lovelace"), by: admin.session)
            await store.close()
            let names = "SELECT count(*) FROM orders WHERE customer_name = 'Ada Lovelace'"
            let items = "SELECT count(DISTINCT order_id) FROM order_items WHERE name LIKE '%croissant%'"
            #expect([Int64(croissants.count)] == (try Self.numbers(path, items)))
            #expect([Int64(ada.count)] == (try Self.numbers(path, names)))
            #expect(croissants.count > 0 && ada.count > 0)
        }
    }

    @Test("is the same for the same seed, and another for another")
    func isDeterministic() async throws {
        let sql = "SELECT total + 7 * created_at + length(request) FROM orders ORDER BY id"
        var shops: [[Int64]] = []
        for seed in [7, 7, 8] as [UInt64] {
            try await Self.make(300, seed: seed) { shops.append(try Self.numbers($0, sql)) }
        }
        #expect(shops[0] == shops[1])
        #expect(shops[0] != shops[2])
    }
}
