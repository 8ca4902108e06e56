import Foundation
import SQLiteStore
import Soaking
import Testing

extension FaultTests {
    /// Four writers at once, under the shim.
    private func record(orders: Int, environment: [String: String] = [:]) async throws -> FlightRecorder {
        let shop = try await FaultShop.make()
        let start = try shop.copy()
        let log = shop.folder + "/flight"
        let shim = try Shim.environment(shop.path, environment.merging(["FAULT_LOG": log]) { $1 })
        let writers = try (0..<4).map { try Writer(["place", shop.path, "\($0)", "\(orders)"], environment: shim) }
        for writer in writers { #expect(try await writer.end() == 0) }
        #expect(try Invariants.broken(shop.path).isEmpty)
        defer {
            shop.remove()
            start.remove()
        }
        return try FlightRecorder(log: log, from: start)
    }

    /// What is lost, or not whole, when the power goes at each of many moments.
    private func losses(_ flight: FlightRecorder, moments: Int) async throws -> [String] {
        var random = SystemRandomNumberGenerator()
        var losses: [String] = []
        for number in 0..<moments {
            let moment = Int.random(in: 1...flight.count, using: &random)
            let shop = try FaultShop()
            // Nothing unflushed survives; and, as disks do, some of it does, in no order.
            try flight.rebuild(at: moment, in: shop) { number.isMultiple(of: 2) ? false : Bool.random() }
            let (store, _) = try await shop.open()
            await store.close()
            losses += try Invariants.broken(shop.path, placed: flight.placed(before: moment))
            shop.remove()
        }
        return losses
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
}
