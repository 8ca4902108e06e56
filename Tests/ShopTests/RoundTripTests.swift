import Foundation
import Presentation
import SQLiteStore
import SeamRecorder
import Shop
import Testing

/// What is asked of the store is few questions, however large the answer: over a network each is a round trip.
struct RoundTripTests {
    /// For what has a hundred parts, and for what has one.
    private static let most = 12

    private struct LargeOrder {
        let store: RecordingStore
        let shop: TestShop
        let products: [Product]

        init() async throws {
            store = RecordingStore(try await SQLiteStore.temporary())
            shop = try await TestShop.open(on: store)
            var products: [Product] = []
            for number in 1...Order.lineCount.upperBound {
                products.append(try await shop.product("Product \(number)"))
            }
            self.products = products
            // A session is marked as seen now and then: that is among the questions.
            shop.clock.advance(by: 120)
        }

        /// One line for each product, the last one first.
        var draft: OrderDraft {
            let lines = products.reversed().map { OrderDraft.Line(productID: $0.id, quantity: 1, seenPrice: $0.price) }
            return OrderDraft(request: UUID().uuidString, lines: lines)
        }
    }

    @Test("An order of 100 lines asks the store a dozen times at most, and so does taking it back")
    func largeOrder() async throws {
        let large = try await LargeOrder()
        let draft = large.draft
        _ = large.store.takeCount()
        let order = try await large.shop.services.orders.place(draft, by: large.shop.customer)
        #expect(order.items.count == 100)
        #expect(large.store.takeCount() <= Self.most)

        #expect(try await large.shop.services.orders.place(draft, by: large.shop.customer) == order)
        #expect(large.store.takeCount() <= Self.most, "the same request again")

        let step = StatusStep(to: .cancelled, expecting: order.version, reason: "closing early")
        _ = try await large.shop.services.orders.setStatus(order.id, step, by: large.shop.admin)
        #expect(large.store.takeCount() <= Self.most)
        for product in large.products { #expect(try await large.shop.stock(of: product) == 20) }
    }

    @Test("Stock leaves the shelves in the order of product numbers, whatever the order of the lines")
    func lockOrder() async throws {
        let large = try await LargeOrder()
        let order = try await large.shop.services.orders.place(large.draft, by: large.shop.customer)
        let sold = try await large.store.read { transaction in
            try large.products.flatMap { try transaction.movements(of: $0.id, before: nil, limit: 9) }
        }.filter { $0.movement.orderID == order.id }
        #expect(sold.count == 100)
        #expect(sold.map(\.id) == sold.map(\.id).sorted(), "movements have been written as the products are numbered")
    }

    @Test("An order that falls short of many products is refused by one answer, and nothing is taken")
    func shortages() async throws {
        let large = try await LargeOrder()
        var draft = large.draft
        for index in draft.lines.indices where index.isMultiple(of: 2) { draft.lines[index].quantity = 21 }
        _ = large.store.takeCount()
        let error = await #expect(throws: ShopError.self) {
            try await large.shop.services.orders.place(draft, by: large.shop.customer)
        }
        #expect(large.store.takeCount() <= Self.most)
        guard case .shortage(let shortages) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(shortages.count == 50 && shortages.allSatisfy { $0.wanted == 21 && $0.left == 20 })
        for product in large.products { #expect(try await large.shop.stock(of: product) == 20) }
    }

    @Test("A board that catches up with many orders asks the store a dozen times at most")
    func board() async throws {
        let store = RecordingStore(try await SQLiteStore.temporary())
        let shop = try await TestShop.open(on: store)
        let tea = try await shop.product("Tea", stock: 500)
        let board = try await shop.services.orders.board(by: shop.admin)
        for _ in 0..<40 { _ = try await shop.services.orders.place(shop.draft((tea, 1)), by: shop.customer) }
        _ = store.takeCount()
        let caughtUp = try await shop.services.orders.board(since: board, by: shop.admin)
        #expect(caughtUp.open.count == 40)
        #expect(store.takeCount() <= Self.most)
    }

    @Test("What a customer may see of many events is asked at once")
    func feed() async throws {
        let store = RecordingStore(try await SQLiteStore.temporary())
        let shop = try await TestShop.open(on: store)
        let tea = try await shop.product("Tea", stock: 500)
        for _ in 0..<40 { _ = try await shop.services.orders.place(shop.draft((tea, 1)), by: shop.customer) }
        let other = try await shop.customer(named: "Bo")
        let start = try await shop.services.feed.position(after: 0)
        _ = store.takeCount()
        var seen = 0
        for await signal in shop.services.feed.changes(after: start, for: other) {
            if case .events(let events) = signal { seen += events.count }
            if seen >= 40 { break }
        }
        #expect(store.takeCount() <= Self.most)
    }
}
