import Foundation
import GRDB
import Glibc
import NextSchema
import Presentation
import Shop
import Soaking
import Testing

@testable import SQLiteStore

extension FaultTests {
    /// What a file says, whichever of the two versions it has.
    private struct Picture: Equatable {
        var version: Int
        var schema: SchemaText
        /// What the older version has of each table, as one number.
        var sums: [String: Int64]

        private static let sums = [
            "SELECT sum(id * 31 + total * 7 + version + length(request) + length(note)) FROM orders",
            "SELECT sum(order_id * 31 + line + product_id * 7 + quantity + price) FROM order_items",
            "SELECT sum(stock * id + price) FROM products",
            "SELECT sum(id * delta + at % 1000) FROM stock_movements",
            "SELECT sum(number * length(kind) + length(to_value)) FROM events WHERE kind <> 'shopUpgraded'",
            "SELECT sum(length(lines)) FROM carts", "SELECT count(*) FROM users",
            "SELECT sum(length(block)) FROM order_search_data",
        ]

        init(_ db: Database) throws {
            version = try Schema.version(of: db)
            schema = try SchemaText(db)
            sums = try Self.sums.reduce(into: [:]) { $0[$1] = try Int64.fetchOne(db, sql: $1) }
        }
    }

    /// A shop of this program's schema with so many orders that its upgrade takes a while.
    private func crowdedShop(orders: Int = 3_000) async throws -> FaultShop {
        let shop = try await FaultShop.make(orders: 150)
        let queue = try DatabaseQueue(path: shop.path)
        try queue.inDatabase { db in
            try GrownShop.add(orders, to: db)
            _ = try db.checkpoint(.truncate)
        }
        try queue.close()
        return shop
    }

    @Test("An upgrade that is killed at any instant leaves the old shop or the new one, and the next one goes on")
    func upgradeKilled() async throws {
        let shop = try await crowdedShop()
        let before = try await DatabaseQueue(path: shop.path).read(Picture.init)
        var outcomes: [Int: Int] = [:]
        for round in 0..<Soak.count(21, soak: 600) {
            let copy = try shop.copy()
            // Mostly in the middle of what is changed, and now and then anywhere.
            let writer = try Writer(["upgrade", copy.path, "100"])
            let phase = ["copying", "checking", "changing", "changing", "changing", "verifying", "finishing"][round % 7]
            try await writer.wait(phase, phase == "changing" ? Int.random(in: 1...70) : 1)
            usleep(UInt32.random(in: 0...4_000))
            writer.signal(SIGKILL)
            _ = try await writer.end()

            try await expectOldOrNew(copy, before, &outcomes)
            try await finish(copy)
            copy.remove()
        }
        #expect(outcomes[before.version] ?? 0 > 0 && outcomes.count == 2, "\(outcomes)")
        shop.remove()
    }

    /// The next terminal brings up what is not, and leaves one copy of what was.
    private func finish(_ shop: FaultShop) async throws {
        let writer = try Writer(["upgrade", shop.path])
        #expect(try await writer.end() == 0)
        let (broken, records) = try await DatabaseQueue(path: shop.path).read { db in
            (
                try NextSchema.questions.reduce(into: [String]()) { $0 += try String.fetchAll(db, sql: $1) },
                try Int.fetchOne(db, sql: "SELECT count(*) FROM events WHERE kind = 'shopUpgraded'")
            )
        }
        #expect(broken == [] && records == 1)
        let left = try FileManager.default.contentsOfDirectory(atPath: shop.folder)
        #expect(left.filter { $0.contains(".igniflo-draft-") } == [])
        let copies = left.filter { $0.contains(".schema-") && !$0.hasSuffix("-journal") }
        #expect(!copies.isEmpty)
        for name in copies {
            let kept = try await DatabaseQueue(path: shop.folder + "/" + name).read { try Schema.version(of: $0) }
            #expect(kept == Schema.version)
        }
    }

    /// How a shop came out of an upgrade that met a fault: as the old one or as the new one.
    private func expectOldOrNew(_ shop: FaultShop, _ before: Picture, _ outcomes: inout [Int: Int]) async throws {
        let after = try await DatabaseQueue(path: shop.path).read(Picture.init)
        outcomes[after.version, default: 0] += 1
        #expect(after.sums == before.sums)
        let differences = try after.schema.differences(from: NextSchema.migrator.newSchema())
        #expect(after.version == before.version ? after == before : differences == [])
        #expect(try Invariants.broken(shop.path) == [])
    }

    @Test("A loss of power at any moment of an upgrade leaves the old shop or the new one, and the file whole")
    func upgradePowerLoss() async throws {
        let shop = try await crowdedShop(orders: 300)
        try shop.write(Data(), "-wal")
        let copy = try shop.copy()
        let before = try await DatabaseQueue(path: copy.path).read(Picture.init)
        let start = try FlightRecorder.Start(of: shop.folder)
        let log = NSTemporaryDirectory() + "igniflo-flight-" + UUID().uuidString
        defer { try? FileManager.default.removeItem(atPath: log) }
        let writer = try Writer(["upgrade", shop.path], environment: Shim.recording(shop, to: log))
        #expect(try await writer.end() == 0)
        let flight = try FlightRecorder(log: log, from: start)
        var outcomes: [Int: Int] = [:]
        for number in 0..<Soak.count(20, soak: 300) {
            let moment = number == 0 ? flight.count : Int.random(in: 1...flight.count)
            let rebuilt = try FaultShop()
            try flight.rebuild(
                at: moment, in: rebuilt.folder, unflushed: number.isMultiple(of: 2) ? .gone : .anything)
            try await expectOldOrNew(rebuilt, before, &outcomes)
            rebuilt.remove()
        }
        #expect(outcomes.count == 2, "\(outcomes)")
        for shop in [shop, copy] { shop.remove() }
    }

    @Test("An upgrade whose writes begin to fail leaves the old shop or the new one, and the next one goes on")
    func upgradeFails() async throws {
        let shop = try await crowdedShop(orders: 300)
        let before = try await DatabaseQueue(path: shop.path).read(Picture.init)
        var outcomes: [Int: Int] = [:]
        for round in 0..<Soak.count(12, soak: 200) {
            let copy = try shop.copy()
            let failure = "write:\(round < 4 ? round * 40 + 1 : Int.random(in: 1...400)):on:\(ENOSPC)"
            let writer = try Writer(
                ["upgrade", copy.path], environment: Shim.environment(copy.path, ["FAULT_FAIL": failure]))
            let code = try await writer.end()
            let words = writer.said("ended").first ?? ""
            #expect(code == 0 || code == 69 && words.contains("No space is left"), "\(code) \(words)")
            try await expectOldOrNew(copy, before, &outcomes)
            try await finish(copy)
            copy.remove()
        }
        #expect(outcomes[before.version] ?? 0 > 0, "\(outcomes)")
        shop.remove()
    }
}
