import Foundation
import Presentation
import SQLiteStore
import Shop
import Soaking
import Testing

extension FaultTests {
    /// A shop from its first folder on, then four writers at once, under the shim.
    private func record(orders: Int, environment: [String: String] = [:]) async throws -> FlightRecorder {
        let shop = try FaultShop(place: Self.place)
        let start = try FlightRecorder.Start(of: shop.folder)
        let log = NSTemporaryDirectory() + "igniflo-flight-" + UUID().uuidString
        defer {
            shop.remove()
            try? FileManager.default.removeItem(atPath: log)
        }
        let shim = try Shim.recording(shop, to: log, environment)
        #expect(try await Writer(["make", shop.path], environment: shim).end() == 0)
        let writers = try (0..<4).map { try Writer(["place", shop.path, "\($0)", "\(orders)"], environment: shim) }
        for writer in writers { #expect(try await writer.end() == 0) }
        #expect(try Invariants.broken(shop.path).isEmpty)
        return try FlightRecorder(log: log, from: start)
    }

    private static let place = "market/corner/shop.db"

    /// What is lost, or not whole, when the power goes at each of many moments: any, and those at which a name was made.
    private func losses(_ flight: FlightRecorder, moments: Int) async throws -> [String] {
        let namings = flight.namings.shuffled().prefix(moments / 3)
        let others = (namings.count..<moments).map { _ in Int.random(in: 1...flight.count) }
        var losses: [String] = []
        for (number, moment) in (namings + others).enumerated() {
            let shop = try FaultShop(place: Self.place)
            try flight.rebuild(
                at: moment, in: shop.folder, unflushed: number.isMultiple(of: 2) ? .gone : .anything)
            losses += await self.losses(flight, at: moment, of: shop).map { "\($0) (at \(moment) of \(flight.count))" }
            shop.remove()
        }
        return losses
    }

    private func losses(_ flight: FlightRecorder, at moment: Int, of shop: FaultShop) async -> [String] {
        do {
            // Before anyone was told that there is a shop there may be one, or none.
            let isTold = !flight.said("made", before: moment).isEmpty
            guard isTold || FileManager.default.fileExists(atPath: shop.path) else { return [] }
            let store = try await SQLiteStore.open(shop.path)
            let isSetUp = try await store.read { try $0.settings() != nil }
            await store.close()
            guard isSetUp || !isTold else { return ["lost: the shop that was said to be made"] }
            return try Invariants.broken(shop.path, placed: flight.placed(before: moment))
        } catch {
            return ["lost: the shop: \(error)"]
        }
    }

    @Test("A loss of power at any moment loses no order that was said to be placed, and leaves the file whole")
    func powerLoss() async throws {
        let flight = try await record(orders: Soak.count(150, soak: 600))
        #expect(flight.placed(before: flight.count).count > 300)
        #expect(flight.logRestarts > 0, "the run was too short to checkpoint and begin the log anew")
        let losses = try await losses(flight, moments: Soak.count(30, soak: 300))
        #expect(losses.isEmpty)
    }

    @Test("The same without the flush before the answer does lose orders: the test above can fail")
    func powerLossUnflushed() async throws {
        let flight = try await record(orders: 60, environment: ["FAULT_NO_FLUSH": "1"])
        let losses = try await losses(flight, moments: 20)
        #expect(losses.contains { $0.hasPrefix("lost: ") })
        #expect(losses.filter { !$0.hasPrefix("lost: ") }.isEmpty, "the file is whole all the same")
    }

    @Test("What a process that was killed has made and not flushed is flushed by the next one that opens the shop")
    func powerLossAfterKill() async throws {
        let shop = try FaultShop()
        let start = try FlightRecorder.Start(of: shop.folder)
        let log = NSTemporaryDirectory() + "igniflo-flight-" + UUID().uuidString
        // As though it had been killed before each flush of a folder.
        let killed = try Shim.recording(shop, to: log, ["FAULT_NAMES": "lost"])
        #expect(try await Writer(["open", shop.path], environment: killed).end() == 0)
        #expect(try await Writer(["make", shop.path], environment: Shim.recording(shop, to: log)).end() == 0)
        let flight = try FlightRecorder(log: log, from: start)
        shop.remove()
        let rebuilt = try FaultShop()
        try flight.rebuild(at: flight.count, in: rebuilt.folder, unflushed: .gone)
        #expect(await losses(flight, at: flight.count, of: rebuilt).isEmpty)
        rebuilt.remove()
    }

    @Test("The same without the flushes of folders does lose shops, and logs: the test above can fail")
    func powerLossOfNames() async throws {
        let flight = try await record(orders: 20, environment: ["FAULT_NAMES": "lost"])
        let losses = try await losses(flight, moments: 12)
        #expect(losses.contains { $0.hasPrefix("lost: the shop") })
    }
}
