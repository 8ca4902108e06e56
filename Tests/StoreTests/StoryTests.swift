import Foundation
import Presentation
import Shop
import Testing

/// What the services rely on of any store, told once and asked of each engine.
@Suite(.serialized)
struct StoryTests {
    private struct Stop: Error {}

    private static func completed(_ order: Order) -> Order {
        var order = order
        order.status = .completed
        order.version += 1
        return order
    }

    @Test("Settings and the token's key come back as they were saved", arguments: Engine.all)
    func settings(engine: Engine) async throws {
        let open = try await engine.make()
        let store = try await open()
        #expect(try await store.read { try $0.settings() } == nil)
        #expect(try await store.read { try $0.tokenKey() } == nil)
        let key = (0..<32).map { UInt8($0) }
        try await store.write { transaction in
            try transaction.save(Sample.settings)
            try transaction.saveTokenKey(key)
        }
        #expect(try await open().read { try $0.settings() } == Sample.settings)
        #expect(try await open().read { try $0.tokenKey() } == key)
        await store.close()
    }

    @Test(
        "Users, sessions and failed sign-ins are kept; an email is one user's, whatever its case", arguments: Engine.all
    )
    func users(engine: Engine) async throws {
        let store = try await engine.make()()
        #expect(try await store.write { try $0.hasUsers() } == false)
        let ada = try await store.write { try $0.insert(Sample.user("Ada")) }
        await #expect(throws: ShopError.invalid([.email: .taken])) {
            try await store.write { _ = try $0.insert(Sample.user("ADA")) }
        }
        let record = SessionRecord(id: "session-1", userID: ada.id, createdAt: Sample.now, seenAt: Sample.now)
        try await store.write { transaction in
            try transaction.setDisabled(true, user: ada.id)
            try transaction.insert(record)
            try transaction.touchSession("session-1", at: Sample.now.addingTimeInterval(90))
            try transaction.saveSignInFailures(SignInFailures(count: 5, lastAt: Sample.now), for: "account:ada")
        }
        let found = try await store.read { try $0.user(emailKey: "ada@example.com") }
        #expect(found?.user.isDisabled == true && found?.user.name == "Ada" && found?.user.createdAt == Sample.now)
        #expect(found?.password == Sample.user("Ada").password)
        let seen = try await store.read { try $0.session("session-1") }
        #expect(seen?.userID == ada.id && seen?.seenAt == Sample.now.addingTimeInterval(90))
        #expect(try await store.read { try $0.signInFailures("account:ada") }?.count == 5)
        try await store.write { transaction in
            try transaction.deleteSession("session-1")
            try transaction.clearSignInFailures("account:ada")
        }
        #expect(try await store.read { try $0.session("session-1") } == nil)
        #expect(try await store.read { try $0.signInFailures("account:ada") } == nil)
        await store.close()
    }

    @Test("Stock moves only as far as the shelf goes, with a movement for each change", arguments: Engine.all)
    func stock(engine: Engine) async throws {
        let store = try await engine.make()()
        let tea = try await store.write { try $0.insert(ProductDraft(name: "Tea", price: 350, stock: 0)) }
        func move(_ delta: Int) async throws -> Bool {
            try await store.write {
                try $0.move(StockMovement(productID: tea, delta: delta, kind: .correction, at: Sample.now))
            }
        }
        #expect(try await move(3))
        #expect(try await !move(-4))
        #expect(try await move(-3))
        #expect(try await !move(1_000_001))
        #expect(try await store.read { try $0.product(tea) }?.stock == 0)
        await #expect(throws: ShopError.invalid([.productName: .taken])) {
            try await store.write { _ = try $0.insert(ProductDraft(name: "TEA", price: 1, stock: 0)) }
        }
        try await store.write { try $0.setArchived(true, product: tea) }
        #expect(try await store.read { try $0.products(includingArchived: false) }.isEmpty)
        #expect(try await store.read { try $0.products(includingArchived: true) }.map(\.id) == [tea])
        await store.close()
    }

    @Test(
        "An order comes back whole, by number, request and ticket, and changes only from the version named",
        arguments: Engine.all)
    func orders(engine: Engine) async throws {
        let store = try await engine.make()()
        let (ada, tea) = try await store.write { transaction in
            (
                try transaction.insert(Sample.user("Ada")).id,
                try transaction.insert(ProductDraft(name: "Tea", price: 350, stock: 0))
            )
        }
        let order = try await store.write { transaction in
            var order = Sample.order("request-1", by: ada, of: tea)
            order.id = try transaction.insert(order)
            return order
        }
        #expect(try await store.read { try $0.order(order.id) } == order)
        #expect(try await store.read { try $0.order(request: "request-1") } == order)
        #expect(try await store.read { try $0.order(ticket: order.ticket, of: nil) } == order)
        #expect(try await store.read { try $0.openOrders() } == [order])
        #expect(try await store.write { try $0.nextTicketNumber(.customer, on: BusinessDay(number: 20_261_118)) } == 2)
        #expect(try await store.write { try $0.nextTicketNumber(.kiosk, on: BusinessDay(number: 20_261_118)) } == 1)

        await #expect(throws: ShopError.self, "one order a request") {
            try await store.write { _ = try $0.insert(Sample.order("request-1", by: ada, of: tea, number: 2)) }
        }
        let done = Self.completed(order)
        #expect(try await store.write { try $0.update(done, expecting: 1) })
        #expect(try await !store.write { try $0.update(done, expecting: 1) }, "someone was faster")
        #expect(try await store.read { try $0.openOrders() }.isEmpty)
        #expect(try await store.read { try $0.completedOrders(since: Sample.now, limit: 5) } == [done])
        let totals = try await store.read { try $0.completedTotals(since: Sample.now) }
        #expect(totals.count == 1 && totals.sum == 700)
        let newest = try await store.read { transaction in
            try transaction.orders(matching: OrderQuery(), sortedBy: .newestFirst, after: nil, limit: 5)
        }
        #expect(newest == [done])
        let older = try await store.read { transaction in
            try transaction.orders(matching: OrderQuery(), sortedBy: .newestFirst, after: done, limit: 5)
        }
        #expect(older.isEmpty)
        await store.close()
    }

    @Test("A cart is there again for whoever opens the shop next", arguments: Engine.all)
    func carts(engine: Engine) async throws {
        let open = try await engine.make()
        let store = try await open()
        let ada = try await store.write { try $0.insert(Sample.user("Ada")).id }
        let cart = Cart(
            request: "request-1", lines: [OrderDraft.Line(productID: 4, quantity: 2, note: "hot", seenPrice: 350)],
            note: "for two")
        try await store.write { try $0.save(Cart(request: "request-0"), of: ada, at: Sample.now) }
        try await store.write { try $0.save(cart, of: ada, at: Sample.now) }
        await store.close()
        #expect(try await open().read { try $0.cart(of: ada) } == cart)
    }

    @Test("A transaction that fails leaves nothing, and the next one works", arguments: Engine.all)
    func rollback(engine: Engine) async throws {
        let store = try await engine.make()()
        await #expect(throws: Stop.self) {
            try await store.write { transaction in
                try transaction.save(Sample.settings)
                _ = try transaction.append(Sample.event("lost"))
                throw Stop()
            }
        }
        #expect(try await store.read { try $0.settings() } == nil)
        #expect(try await store.read { try $0.lastEventNumber() } == 0)
        try await store.append(["kept"])
        #expect(try await store.read { try $0.events(after: 0, limit: 9) }.map(\.change.columns.to) == ["kept"])
        await store.close()
    }

    @Test("A reader's picture does not move while it looks", arguments: Engine.all)
    func snapshot(engine: Engine) async throws {
        let open = try await engine.make()
        let (store, other) = (try await open(), try await open())
        try await store.append(["1"])
        let counts = try await store.read { transaction in
            let before = try transaction.lastEventNumber()
            let done = DispatchSemaphore(value: 0)
            Task {
                try await other.append(["2"])
                done.signal()
            }
            done.wait()
            return [before, try transaction.lastEventNumber()]
        }
        #expect(counts == [1, 1])
        #expect(try await store.read { try $0.lastEventNumber() } == 2)
        await store.close()
        await other.close()
    }

    @Test("Writers of several terminals take turns, and each finds the other's work", arguments: Engine.all)
    func turns(engine: Engine) async throws {
        let open = try await engine.make()
        let stores = [try await open(), try await open(), try await open()]
        let tea = try await stores[0].write { try $0.insert(ProductDraft(name: "Tea", price: 350, stock: 0)) }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for store in stores {
                group.addTask {
                    for _ in 0..<20 {
                        let movement = StockMovement(productID: tea, delta: 1, kind: .restock, at: Sample.now)
                        _ = try await store.write { try $0.move(movement) }
                    }
                }
            }
            try await group.waitForAll()
        }
        for store in stores {
            #expect(try await store.read { try $0.product(tea) }?.stock == 60)
            await store.close()
        }
    }
}
