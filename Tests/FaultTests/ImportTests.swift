import Foundation
import Presentation
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
        // Beside all other tests even a short turn of the import may be long.
        let (other, counter) = try await shop.open(writeLimit: Soak.isOn ? SQLiteStore.writeLimit : .seconds(120))
        let admin = try await importer.accounts.signIn(email: "grace@example.com", password: FaultShop.password).session
        let count = Soak.count(20_000, soak: 200_000)
        /// In each round every line has another price and stock.
        func file(_ round: Int) -> Data {
            let lines = (1...count).map { number in
                "Article \(number &* 7_919 % 1_000_003) number \(number),\(number % 900 + round),\(number % 40 + round)\n"
            }
            return Data(("name,price,stock\nTea,\(round),500\n" + lines.joined()).utf8)
        }
        let bun = try await counter.products.find("Bun")
        var placed: [String: Int64] = [:]
        for (round, created) in [(1, count), (2, 0)] {
            let file = file(round)
            let isOver = Atomic(false)
            let importing = Task {
                defer { isOver.store(true, ordering: .releasing) }
                return try await importer.products.importCSV(file, by: admin)
            }

            var (orders, longest) = (0, Duration.zero)
            while !isOver.load(ordering: .acquiring) {
                // All prices are of one file, the former or the new one.
                let products = try await counter.products.list(by: admin).filter { $0.name.hasPrefix("Article") }
                let prices = Set(products.map { $0.price - $0.lastNumber % 900 * 100 })
                #expect(
                    prices.count <= 1 && (products.isEmpty || products.count == count), "a part of the file was seen")
                let line = OrderDraft.Line(productID: bun.id, quantity: 1)
                let draft = OrderDraft(request: UUID().uuidString, lines: [line], walkIn: "Sam")
                let start = ContinuousClock.now
                placed[draft.request] = try await counter.orders.place(draft, by: admin).id.rawValue
                longest = max(longest, start.duration(to: .now))
                orders += 1
            }
            let done = try await importing.value
            Soak.say(
                "import of \(count) lines, \(created) new: \(orders) orders meanwhile, the longest waited \(longest)")
            #expect(orders > 0)
            #expect(done.createCount == created && done.changeCount == count + 1 - created)
        }
        #expect(try await counter.products.find("Tea").stock == 500)
        for store in [store, other] { await store.close() }
        #expect(try Invariants.broken(shop.path, placed: placed).isEmpty)
        shop.remove()
    }
}

extension Product {
    /// The number with which its name ends.
    fileprivate var lastNumber: Int64 { name.split(separator: " ").last.flatMap { Int64($0) } ?? 0 }
}
