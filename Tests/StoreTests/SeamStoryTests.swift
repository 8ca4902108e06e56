import Foundation
import Presentation
import Shop
import Testing

/// The rest of what the services ask of a store: each question and each change has a story, here or beside it.
@Suite(.serialized)
struct SeamStoryTests {
    private static let day = BusinessDay(number: 20_261_118)

    @Test("Accounts are changed and found again, and an email stays one user's", arguments: Engine.all)
    func accounts(engine: Engine) async throws {
        let store = try await engine.make()()
        let (ada, bo) = try await store.write { transaction in
            (try transaction.insert(Sample.user("Ada", role: .admin)), try transaction.insert(Sample.user("Bo")))
        }
        #expect(try await store.read { try !$0.hasEnabledAdmin(otherThan: ada.id) })
        let hash = PasswordHash(
            cost: PasswordHash.Cost(rounds: 4, blockSize: 1, parallelism: 1), salt: Array(repeating: 1, count: 16),
            digest: Array(repeating: 2, count: 32))
        try await store.write { transaction in
            try transaction.setName("Zoë", of: bo.id)
            try transaction.setEmail("zoe@example.com", of: bo.id)
            try transaction.setPassword(hash, of: bo.id)
            try transaction.setRole(.admin, of: bo.id)
        }
        #expect(try await store.read { try $0.hasEnabledAdmin(otherThan: ada.id) })
        let found = try #require(try await store.read { try $0.user(emailKey: "zoe@example.com") })
        #expect(found.user.name == "Zoë" && found.user.role == .admin && found.password == hash)
        await #expect(throws: ShopError.invalid([.email: .taken])) {
            try await store.write { try $0.setEmail("ADA@example.com", of: bo.id) }
        }
        #expect(try await store.read { try $0.user(bo.id) } == found.user)
        let search = { (words: [String], last: User?) in
            try await store.read { try $0.users(searching: words, after: last, limit: 9) }.map(\.name)
        }
        #expect(try await search([], nil) == ["Ada", "Zoë"])
        #expect(try await search(["zo"], nil) == ["Zoë"])
        #expect(try await search([], ada) == ["Zoë"])
        await store.close()
    }

    @Test("Resets, sessions and failed sign-ins end when they are told to", arguments: Engine.all)
    func ends(engine: Engine) async throws {
        let store = try await engine.make()()
        let ada = try await store.write { try $0.insert(Sample.user("Ada")).id }
        let reset = PasswordReset(userID: ada, code: Sample.user("Ada").password, createdAt: Sample.now)
        try await store.write { transaction in
            try transaction.save(reset)
            for number in 1...3 {
                try transaction.insert(
                    SessionRecord(id: "session-\(number)", userID: ada, createdAt: Sample.now, seenAt: Sample.now))
                let at = Sample.now.addingTimeInterval(TimeInterval(number))
                try transaction.saveSignInFailures(SignInFailures(count: number, lastAt: at), for: "account:\(number)")
            }
        }
        #expect(try await store.read { try $0.reset(of: ada) } == reset)
        let (deleted, times) = try await store.write { transaction in
            try transaction.deleteReset(of: ada)
            let times = Sample.now.addingTimeInterval(2)...Sample.now.addingTimeInterval(9)
            try transaction.forgetSignInFailures(outside: times)
            return (try transaction.deleteSessions(of: ada, except: "session-2"), times)
        }
        #expect(deleted == 2 && times.contains(Sample.now.addingTimeInterval(3)))
        let left = try await store.read { transaction in
            (
                try transaction.reset(of: ada), try transaction.session("session-1"),
                try transaction.session("session-2"), try transaction.signInFailures("account:1"),
                try transaction.signInFailures("account:2")
            )
        }
        #expect(left.0 == nil && left.1 == nil && left.2 != nil && left.3 == nil && left.4?.count == 2)
        await store.close()
    }

    @Test("A product is changed, and whoever knew the catalogue hears which ones were touched", arguments: Engine.all)
    func catalogue(engine: Engine) async throws {
        let store = try await engine.make()()
        let ada = try await store.write { try $0.insert(Sample.user("Ada", role: .admin)).id }
        let ids = try await store.write { transaction in
            try ["Tea", "Bun", "Cake"].map { try transaction.insert(ProductDraft(name: $0, price: 350, stock: 0)) }
        }
        #expect(try await store.read { try $0.products([ids[2], ids[0], ids[2], 999]) }.map(\.id) == [ids[0], ids[2]])
        let mark = try await store.read { try $0.catalogueMark() }
        #expect(try await store.read { try $0.products(touchedAfter: mark) }.isEmpty)
        var tea = try #require(try await store.read { try $0.product(ids[0]) })
        (tea.name, tea.price) = ("Green tea", 420)
        let changed = tea
        try await store.write { transaction in
            try transaction.update(changed)
            try transaction.append([
                NewEvent(
                    at: Sample.now, actorID: ada, subject: .product(ids[0]), change: .productFields(from: "", to: "a")),
                NewEvent(
                    at: Sample.now, actorID: ada, subject: .product(ids[0]), change: .productFields(from: "", to: "b")),
            ])
            _ = try transaction.move(StockMovement(productID: ids[1], delta: 4, kind: .restock, at: Sample.now))
        }
        let touched = try await store.read { try $0.products(touchedAfter: mark) }
        #expect(Set(touched.map(\.id)) == [ids[0], ids[1]] && touched.contains(changed))
        #expect(try await store.read { try $0.events(after: 0, limit: 9) }.map(\.change.columns.to) == ["a", "b"])
        await #expect(throws: ShopError.invalid([.productName: .taken])) {
            try await store.write { transaction in
                var taken = changed
                taken.name = "BUN"
                try transaction.update(taken)
            }
        }
        await store.close()
    }

    @Test("A product is not counted, off sale, and known by a code that no other has", arguments: Engine.all)
    func sale(engine: Engine) async throws {
        let store = try await engine.make()()
        let (tea, bun) = try await store.write { transaction in
            (
                try transaction.insert(ProductDraft(name: "Tea", price: 0, stock: nil, code: "00a1")),
                try transaction.insert(ProductDraft(name: "Bun", price: 350, stock: 0))
            )
        }
        #expect(try await store.read { try $0.product(tea) }?.stock == nil)
        // What is not counted has no movement.
        let refused = try await store.write { transaction in
            try transaction.move([StockMovement(productID: tea, delta: 4, kind: .restock, at: Sample.now)])
        }
        #expect(refused.map(\.productID) == [tea])
        for off in [Product.Off.through(BusinessDay(number: 20_261_118)), .untilFurtherNotice, nil] {
            try await store.write { try $0.setOff(off, product: bun) }
            #expect(try await store.read { try $0.product(bun) }?.off == off)
        }
        try await store.write { try $0.setCounted(true, product: tea) }
        #expect(try await store.read { try $0.product(tea) }?.stock == 0)
        try await store.write { try $0.setCounted(false, product: tea) }
        #expect(try await store.read { try $0.product(tea) }?.stock == nil)
        await #expect(throws: ShopError.invalid([.productCode: .taken])) {
            try await store.write { transaction in
                guard var taken = try transaction.product(bun) else { return }
                taken.code = "00A1"
                try transaction.update(taken)
            }
        }
        await store.close()
    }

    @Test("A file of products arrives and changes with its stock, and the log tells it", arguments: Engine.all)
    func file(engine: Engine) async throws {
        let store = try await engine.make()()
        let ada = try await store.write { try $0.insert(Sample.user("Ada", role: .admin)).id }
        let arrivals = [("Tea", 5, false), ("Bun", 0, true)].map { name, stock, isArchived in
            ProductArrival(
                draft: ProductDraft(name: name, price: 350, stock: stock), nameKey: TextRule.key(name),
                isArchived: isArchived)
        }
        try await store.write { try $0.insert(arrivals, by: ada, at: Sample.now) }
        await #expect(throws: ShopError.invalid([.productName: .taken])) {
            try await store.write { try $0.insert(arrivals, by: ada, at: Sample.now) }
        }
        let products = try await store.read { try $0.products(includingArchived: true) }
        let tea = try #require(products.first { $0.name == "Tea" })
        #expect(tea.stock == 5 && products.contains { $0.name == "Bun" && $0.isArchived })
        var more = tea
        more.stock = 8
        let change = ProductChange(old: tea, new: more, told: [])
        try await store.write { try $0.apply([change], by: ada, at: Sample.now) }
        let entries = try await store.read { try $0.movements(of: tea.id, before: nil, limit: 9) }
        #expect(entries.map(\.movement.delta) == [3, 5] && entries.allSatisfy { $0.movement.kind == .import })
        #expect(
            try await store.read { try $0.movements(of: tea.id, before: entries[0].id, limit: 9) }.map(\.id)
                == [entries[1].id])
        let kinds = try await store.read { try $0.events(after: 0, limit: 9) }.map(\.kind)
        #expect(kinds == [.productCreated, .productCreated, .productArchived])
        await store.close()
    }

    @Test(
        "Stock of many products moves together or not at all, and the answer names what is short", arguments: Engine.all
    )
    func stockOfMany(engine: Engine) async throws {
        let store = try await engine.make()()
        let ids = try await store.write { transaction in
            try ["Tea", "Bun", "Cake"].map { try transaction.insert(ProductDraft(name: $0, price: 350, stock: 0)) }
        }
        func move(_ deltas: [(Int, Int)]) async throws -> [StockShortage] {
            try await store.write { transaction in
                try transaction.move(
                    deltas.map { StockMovement(productID: ids[$0], delta: $1, kind: .correction, at: Sample.now) })
            }
        }
        func stocks() async throws -> [Int] { try await store.read { try $0.products(ids) }.compactMap(\.stock) }
        #expect(try await move([(2, 3), (0, 5), (1, 1)]).isEmpty)
        #expect(try await stocks() == [5, 1, 3])
        let short = try await move([(2, -4), (0, -5), (1, -2)])
        #expect(short == [StockShortage(productID: ids[1], stock: 1), StockShortage(productID: ids[2], stock: 3)])
        #expect(try await stocks() == [5, 1, 3])
        #expect(try await move([(0, -3), (0, -3)]) == [StockShortage(productID: ids[0], stock: 5)])
        #expect(try await move([(0, 1), (2, 1_000_000)]) == [StockShortage(productID: ids[2], stock: 3)])
        #expect(try await move([]).isEmpty)
        #expect(try await stocks() == [5, 1, 3])
        await store.close()
    }

    @Test("An order takes its stock and is told with it, or leaves nothing", arguments: Engine.all)
    func orderWithStock(engine: Engine) async throws {
        let store = try await engine.make()()
        let (ada, tea) = try await store.write { transaction in
            (
                try transaction.insert(Sample.user("Ada")).id,
                try transaction.insert(ProductDraft(name: "Tea", price: 350, stock: 0))
            )
        }
        _ = try await store.write {
            try $0.move(StockMovement(productID: tea, delta: 3, kind: .restock, at: Sample.now))
        }
        func place(_ number: Int) async throws -> OrderInsertion {
            try await store.write { transaction in
                try transaction.insert(
                    NewOrder(
                        Sample.order("request-\(number)", by: ada, of: tea, number: number),
                        taking: [StockMovement(productID: tea, delta: -2, kind: .sale, actorID: ada, at: Sample.now)],
                        event: NewEvent(
                            at: Sample.now, actorID: ada, subject: .order(0), subjectName: "C-001",
                            change: .orderPlaced)))
            }
        }
        guard case .inserted(let id) = try await place(1) else {
            Issue.record("it was not inserted")
            return
        }
        #expect(try await place(2) == .short([StockShortage(productID: tea, stock: 1)]))
        #expect(try await store.read { try $0.orders([id, 999, id]) }.map(\.request) == ["request-1"])
        #expect(try await store.read { try $0.order(request: "request-2") } == nil)
        let told = try await store.read { try $0.events(ofOrder: id) }
        #expect(told.map(\.kind) == [.orderPlaced] && told.first?.actorName == "Ada")
        #expect(try await store.read { try $0.lastEventNumber() } == told.first?.number)
        #expect(try await store.read { try $0.events(before: .max, limit: 1) } == told)
        let entries = try await store.read { try $0.movements(of: tea, before: nil, limit: 9) }
        #expect(entries.map(\.movement.delta) == [-2, 3] && entries[0].movement.orderID == id)
        #expect(entries[0].ticket == Ticket(channel: .customer, number: 1))
        #expect(try await store.read { try $0.piecesOrdered(by: ada, inLast: 5) } == [tea: 2])
        await store.close()
    }

    @Test("The board, the display, the tables and the figures see each order as it is", arguments: Engine.all)
    func figures(engine: Engine) async throws {
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
        func step(_ status: OrderStatus, _ version: Int) async throws {
            var changed = order
            (changed.status, changed.version) = (status, version + 1)
            changed.statusAt = Sample.now.addingTimeInterval(TimeInterval(60 * version))
            let step = changed
            #expect(try await store.write { try $0.update(step, expecting: version) })
        }
        try await step(.ready, 1)
        let pickups = try await store.read { try $0.pickups() }
        #expect(pickups.map(\.ticket) == [order.ticket] && pickups.first?.status == .ready)
        try await step(.completed, 2)
        #expect(try await store.read { try $0.pickups() }.isEmpty)
        let range = DayRange(from: Self.day, to: Self.day)
        let sums = try await store.read { transaction in
            (
                try transaction.salesSlots(of: range), try transaction.productSales(of: range),
                try transaction.readyTimes(of: range), try transaction.totals(of: ada),
                try transaction.orderCount(matching: OrderQuery())
            )
        }
        #expect(sums.0.map(\.sales.revenue) == [700] && sums.1.map(\.pieces) == [2] && sums.2 == [60_000])
        #expect(sums.3.parts[.completed]?.sum == 700 && sums.4.count == 1 && sums.4.isExact)
        await store.close()
    }

    @Test("What was backed up and upgraded is remembered", arguments: Engine.all)
    func records(engine: Engine) async throws {
        let store = try await engine.make()()
        #expect(try await store.read { try $0.lastBackup() } == nil)
        #expect(try await store.read { try $0.lastUpgrade() } == nil)
        let record = BackupRecord(at: Sample.now, path: "/media/usb/shop.db")
        try await store.write { try $0.save(record) }
        #expect(try await store.read { try $0.lastBackup() } == record)
        await store.close()
    }

    @Test("A feed goes on where a position was taken, also one of an event's number", arguments: Engine.all)
    func positions(engine: Engine) async throws {
        let store = try await engine.make()()
        try await store.append(["1", "2"])
        let (now, first) = try await store.read { (try $0.feedPosition(), try $0.feedPosition(after: 1)) }
        #expect(now != first)
        #expect(try JSONDecoder().decode(FeedPosition.self, from: JSONEncoder().encode(now)) == now)
        try await store.append(["3"])
        #expect(try await store.read { try $0.events(after: now, limit: 9) }.map(\.change.columns.to) == ["3"])
        #expect(try await store.read { try $0.events(after: first, limit: 1) }.map(\.change.columns.to) == ["2"])
        for await case .events(let events) in store.changes(after: now) {
            #expect(events.map(\.change.columns.to) == ["3"])
            break
        }
        await store.close()
    }

    @Test("A placement is placed as its terminal wants it, and a store says that it is well", arguments: Engine.all)
    func placement(engine: Engine) async throws {
        let store = try await engine.make()()
        let (user, tea) = try await store.write { transaction in
            try transaction.save(Sample.settings)
            let user = try transaction.insert(Sample.user("Ada"))
            try transaction.insert(
                SessionRecord(id: "session-1", userID: user.id, createdAt: Sample.now, seenAt: Sample.now))
            let tea = try transaction.insert(ProductDraft(name: "Tea", price: 350, stock: 0))
            _ = try transaction.move(StockMovement(productID: tea, delta: 3, kind: .restock, at: Sample.now))
            return (user.id, tea)
        }
        let draft = OrderDraft(
            request: "request-1", lines: [OrderDraft.Line(productID: tea, quantity: 2, seenPrice: 350)])
        let placement = OrderPlacement(
            draft: draft, operation: .placeOrder, session: "session-1", userID: user, at: Sample.now)
        let order = try await store.place(placement)
        #expect(order.total == 700)
        #expect(try await store.place(placement) == order, "the same request again")
        #expect(try await store.read { try $0.product(tea) }?.stock == 1)
        for full in [false, true] {
            let health = await store.health(full: full)
            #expect(health.isHealthy, "\(health.problems)")
            #expect(!health.engine.isEmpty && !health.place.isEmpty)
        }
        await store.close()
    }
}
