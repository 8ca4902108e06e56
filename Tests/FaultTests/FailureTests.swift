import Foundation
import GRDB
import Glibc
import SQLiteStore
import Soaking
import Testing

extension FaultTests {
    enum Failing: String, CaseIterable {
        case write, flush, open

        /// In the short form not each number is tried once they are many.
        func step(after number: Int) -> Int {
            Soak.isOn || number < 12 ? 1 : self == .write ? 9 : 3
        }
    }

    @Test(
        "Whichever write, flush or opening of a file fails, once: it is said, nothing is lost, and trying again works",
        arguments: Failing.allCases, [EIO, ENOSPC])
    func failingOnce(kind: Failing, error: Int32) async throws {
        try await failing(kind, "once", error) { writer, status in
            #expect(status == 0 && writer.placed.count == 4, "it said \(writer.lines)")
        }
    }

    @Test(
        "Whichever write, flush or opening of a file fails, and all after it: no order is said to be placed that is not",
        arguments: Failing.allCases)
    func failingOn(kind: Failing) async throws {
        try await failing(kind, "on", EIO) { _, status in #expect(status == 0 || status == 69) }
    }

    /// Lets the 1st, 2nd, 3rd … call fail, until a run passes untouched.
    private func failing(
        _ kind: Failing, _ span: String, _ error: Int32, _ check: (Writer, Int) -> Void
    ) async throws {
        var number = 1
        var runs = 0
        while true {
            let shop = try await FaultShop.make()
            let mark = shop.folder + "/mark"
            var settings = ["FAULT_FAIL": "\(kind):\(number):\(span):\(error)", "FAULT_MARK": mark]
            settings["FAULT_TRIES"] = "4"
            let writer = try Writer(
                ["place", shop.path, "\(number)", "4"], environment: try Shim.environment(shop.path, settings))
            let status = try await writer.end()
            check(writer, status)
            let broken = try Invariants.broken(shop.path, placed: writer.placed)
            #expect(broken.isEmpty, "after the failure of \(kind) \(number): \(broken)")
            let isTouched = FileManager.default.fileExists(atPath: mark)
            shop.remove()
            guard isTouched else { break }
            runs += 1
            number += kind.step(after: number)
        }
        #expect(runs > 3, "hardly anything was let fail")
    }

    @Test("A backup that cannot take the shop's place leaves the shop as it is: with its log, under its one name")
    func failingRestore() async throws {
        let shop = try await FaultShop.make(orders: 3)
        let backup = shop.folder + "/backup.db"
        let (store, _) = try await shop.open()
        try await store.backup(to: backup)
        await store.close()
        #expect(try await Writer(["place", shop.path, "1", "4"]).end() == 0)
        let names = try Set(FileManager.default.contentsOfDirectory(atPath: shop.folder))
        for _ in 0..<2 {
            let failing = try Shim.environment(shop.path, ["FAULT_FAIL": "rename:1:once:5"])
            let writer = try Writer(["restore", shop.path, backup], environment: failing)
            #expect(try await writer.end() == 69 && writer.said("ended").count == 1, "it said \(writer.lines)")
            // The log's index is made anew by whoever opens the shop.
            let left = try Set(FileManager.default.contentsOfDirectory(atPath: shop.folder))
            #expect(left.union(["shop.db-shm"]) == names)
            let orders = try await DatabaseQueue(path: shop.path).read {
                try Int.fetchOne($0, sql: "SELECT count(*) FROM orders")
            }
            #expect(orders == 7)
        }
        #expect(try Invariants.broken(shop.path).isEmpty)
        shop.remove()
    }
}
