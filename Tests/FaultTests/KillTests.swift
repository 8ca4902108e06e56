import Foundation
import Glibc
import Presentation
import SQLiteStore
import Shop
import Soaking
import Testing

extension FaultTests {
    @Test("Writers that are killed at any instant lose nothing that they said was placed")
    func kills() async throws {
        // A fresh shop now and then keeps the checks of the long form short.
        for _ in 0..<Soak.count(1, soak: 50) { try await kills(rounds: Soak.count(12, soak: 50)) }
    }

    private func kills(rounds: Int) async throws {
        let shop = try await FaultShop.make()
        var placed: [String: Int64] = [:]
        var unanswered: Set<String> = []
        for round in 0..<rounds {
            let writers = try (0..<4).map { try Writer(["place", shop.path, "\(round * 4 + $0)", "0"]) }
            for writer in writers {
                try await writer.wait("placed", Int.random(in: 1...8))
                usleep(UInt32.random(in: 0...3_000))
                writer.signal(SIGKILL)
            }
            for writer in writers {
                #expect(try await writer.end() == -Int(SIGKILL))
                placed.merge(writer.placed) { first, _ in first }
                unanswered.formUnion(Set(writer.said("trying")).subtracting(writer.placed.keys))
            }
            let broken = try Invariants.broken(shop.path, placed: placed)
            try #require(broken.isEmpty, "after round \(round): \(broken)")
        }
        #expect(placed.count > 40)
        try await findUnanswered(unanswered.subtracting(placed.keys), in: shop)
        shop.remove()
    }

    /// What was committed without an answer is found by its request; asking again never makes a second order.
    private func findUnanswered(_ requests: Set<String>, in shop: FaultShop) async throws {
        let (store, services) = try await shop.open()
        let admin = try await services.accounts.signIn(email: "grace@example.com", password: FaultShop.password).session
        for request in requests {
            guard let kept = try await store.read({ try $0.order(request: request) }) else { continue }
            let lines = kept.items.map { OrderDraft.Line(productID: $0.productID, quantity: $0.quantity) }
            let draft = OrderDraft(request: request, lines: lines, walkIn: "Sam")
            #expect(try await services.orders.place(draft, by: admin).id == kept.id)
        }
        await store.close()
        #expect(try Invariants.broken(shop.path).isEmpty)
    }

    @Test("Eight processes that make a new shop at once, some killed on the way, leave one that works")
    func makingKilled() async throws {
        for _ in 0..<Soak.count(4, soak: 200) {
            let shop = try FaultShop()
            let writers = try (0..<8).map { _ in try Writer(["open", shop.path]) }
            for writer in writers.prefix(3) {
                usleep(UInt32.random(in: 0...20_000))
                writer.signal(SIGKILL)
            }
            for writer in writers.dropFirst(3) {
                #expect(try await writer.end() == 0)
                #expect(writer.lines == ["open"])
            }
            for writer in writers.prefix(3) { try await writer.end() }
            let left = try FileManager.default.contentsOfDirectory(atPath: shop.folder)
            #expect(Set(left) == ["shop.db", "shop.db-wal", "shop.db-shm", "shop.db-gate"])
            #expect(try Invariants.broken(shop.path).isEmpty)
            shop.remove()
        }
    }

    @Test("Many processes at once: each gets its turn, and what runs out is sold as often as it was there")
    func crowd() async throws {
        let shop = try await FaultShop.make()
        let count = Soak.count(8, soak: 32)
        let writers = try (0..<count).map {
            try Writer(["place", shop.path, "\($0)", "\(Soak.count(40, soak: 2_000))"])
        }
        var placed: [String: Int64] = [:]
        for writer in writers {
            #expect(try await writer.end() == 0)
            #expect(!writer.placed.isEmpty)
            let refusals = writer.said("refused").filter { !$0.contains("Not enough is left. Truffle") }
            #expect(refusals.isEmpty)
            placed.merge(writer.placed) { first, _ in first }
        }
        #expect(try Invariants.broken(shop.path, placed: placed).isEmpty)
        shop.remove()
    }
}
