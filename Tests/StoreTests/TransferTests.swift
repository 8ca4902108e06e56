import Foundation
import Presentation
import Shop
import Testing

@testable import SQLiteStore

/// A whole shop read and written through the seam.
@Suite(.serialized)
struct TransferTests {
    /// A shop that holds something of every kind of row.
    private func whole() async throws -> SQLiteStore { try await SQLiteStore.open(try KeptShop.schema2.copy()) }

    private func empty() async throws -> any Store { try await Engine.sqlite.make()() }

    @Test(
        "A shop with something of every kind of row comes over whole, and goes on as the old one would",
        arguments: Engine.all)
    func copied(engine: Engine) async throws {
        let (source, target) = (try await whole(), try await engine.make()())
        let transfer = ShopTransfer(from: source, to: target)
        #expect(try await transfer.differences().map(\.kind) == ShopPage.Kind.allCases, "nothing is there yet")
        try await transfer.copy()
        #expect(try await transfer.differences() == [])
        for kind in ShopPage.Kind.allCases {
            let page = try await target.read { try $0.page(of: kind, after: nil, limit: 1) }
            #expect(page.count == 1, "the kept shop has none of \(kind)")
        }
        let health = await target.health(full: true)
        #expect(health.problems == [], "sums, search and indexes are as the orders are")

        let range = DayRange(from: BusinessDay(number: 20_200_101), to: BusinessDay(number: 20_991_231))
        for store in [source, target] as [any Store] { try await store.append(["next"]) }
        #expect(try await transfer.differences() == [])
        let (old, new) = (try await figures(source, range), try await figures(target, range))
        #expect(old == new)
        for store in [source, target] as [any Store] { await store.close() }
    }

    private func figures(_ store: any Store, _ range: DayRange) async throws -> [String] {
        try await store.read { transaction in
            [
                "\(try transaction.lastEventNumber())", "\(try transaction.openOrders())",
                "\(try transaction.productSales(of: range).sorted { $0.productID < $1.productID })",
                "\(try transaction.readyTimes(of: range).sorted())",
                "\(try transaction.orderCount(matching: OrderQuery()))",
                "\(try transaction.users(searching: [], after: nil, limit: 1_000))",
            ]
        }
    }

    @Test("Two shops that are not the same differ in the kind of row that is another")
    func differences() async throws {
        let (source, target) = (try await whole(), try await empty())
        let transfer = ShopTransfer(from: source, to: target)
        try await transfer.copy()
        try await target.append(["more"])
        #expect(try await transfer.differences().map(\.kind) == [.events])
        try await source.write { try $0.setArchived(true, product: 1) }
        try await target.write { try $0.setArchived(false, product: 1) }
        #expect(try await transfer.differences().map(\.kind) == [.products, .events])
        for store in [source, target] as [any Store] { await store.close() }
    }

    @Test("A shop is copied into an empty place only, and one that was not copied whole is not set up")
    func emptyOnly() async throws {
        let (source, target) = (try await whole(), try await empty())
        let users = try await source.read { try $0.page(of: .users, after: nil, limit: 500) }
        try await target.write { try $0.insert(users) }
        #expect(try await target.read { try $0.settings() } == nil)
        await #expect(throws: ShopError.alreadySetUp) { try await ShopTransfer(from: source, to: target).copy() }
        for store in [source, target] as [any Store] { await store.close() }
    }

    @Test("Pages follow one another without a gap, each row once", arguments: ShopPage.Kind.allCases)
    func pages(kind: ShopPage.Kind) async throws {
        let source = try await whole()
        let whole = try await source.read { try $0.page(of: kind, after: nil, limit: 100_000) }
        var (key, count): (ShopPage.Key?, Int) = (nil, 0)
        while true {
            let page = try await source.read { [key] in try $0.page(of: kind, after: key, limit: 7) }
            count += page.count
            guard page.count == 7, let last = page.lastKey else { break }
            key = last
        }
        #expect(count == whole.count)
        await source.close()
    }
}
