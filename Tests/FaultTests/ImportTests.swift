import Foundation
import SQLiteStore
import Shop
import Soaking
import Synchronization
import Testing

extension FaultTests {
    @Test("While a large file of products is imported orders are placed, and nobody sees a part of it")
    func importing() async throws {
        let shop = try await FaultShop.make()
        let (store, importer) = try await shop.open()
        let (other, counter) = try await shop.open()
        let admin = try await importer.accounts.signIn(email: "grace@example.com", password: FaultShop.password).session
        let count = Soak.count(20_000, soak: 200_000)
        let lines = (1...count).map { "Article \($0 &* 7_919 % 1_000_003) number \($0),\($0 % 900 + 1),\($0 % 40)\n" }
        let file = Data(("name,price,stock\nTea,4,500\n" + lines.joined()).utf8)
        let isOver = Atomic(false)
        let importing = Task {
            defer { isOver.store(true, ordering: .releasing) }
            return try await importer.products.importCSV(file, by: admin)
        }

        let bun = try await counter.products.find("Bun")
        var placed: [String: Int64] = [:]
        var longest = Duration.zero
        while !isOver.load(ordering: .acquiring) {
            let seen = try await counter.products.list(by: admin).count
            #expect(seen == 5 || seen == 5 + count, "a part of the file was seen")
            let line = OrderDraft.Line(product: bun.id, quantity: 1)
            let draft = OrderDraft(request: UUID().uuidString, lines: [line], walkIn: "Sam")
            let start = ContinuousClock.now
            placed[draft.request] = try await counter.orders.place(draft, by: admin).id
            longest = max(longest, start.duration(to: .now))
        }
        let done = try await importing.value
        Soak.say("import of \(count) lines: \(placed.count) orders meanwhile, the longest waited \(longest)")
        #expect(!placed.isEmpty)
        #expect(done.createCount == count && done.changeCount == 1)
        #expect(try await counter.products.find("Tea").stock == 500)
        for store in [store, other] { await store.close() }
        #expect(try Invariants.broken(shop.path, placed: placed).isEmpty)
        shop.remove()
    }
}
