import Foundation
import GRDB
import Presentation
import SQLiteStore
import Shop
import Soaking
import Testing

/// What a loss of power leaves of what is done to whole files: a backup, a restoring, an upgrade, a session.
extension FaultTests {
    /// What writers do, one after the other, in the folder of a shop.
    private func record(_ shop: FaultShop, _ calls: [[String]]) async throws -> FlightRecorder {
        let start = try FlightRecorder.Start(of: shop.folder)
        let log = NSTemporaryDirectory() + "igniflo-flight-" + UUID().uuidString
        defer { try? FileManager.default.removeItem(atPath: log) }
        for call in calls {
            let writer = try Writer(call, environment: try Shim.recording(shop, to: log))
            #expect(try await writer.end() == 0, "\(call) said \(writer.lines)")
        }
        return try FlightRecorder(log: log, from: start)
    }

    /// Calls `check` with the folder as it is after a loss of power: at each moment at which a name was made or a flush has
    /// ended, with each choice of names that were not flushed, and with anything that was not.
    private func powerCuts(_ flight: FlightRecorder, _ check: (String, Int) async throws -> Void) async throws {
        for moment in Set(flight.namings + flight.flushes + [flight.count]) {
            let choices = flight.keptNamings(at: moment).map { FlightRecorder.Unflushed.namings($0) }
            for unflushed in choices + [.anything] {
                let shop = try FaultShop()
                try flight.rebuild(at: moment, in: shop.folder, unflushed: unflushed)
                try await check(shop.folder, moment)
                shop.remove()
            }
        }
    }

    /// The orders of a file, which must be whole, and whether it was restored.
    private func orders(in path: String) throws -> (numbers: Set<Int64>, isRestored: Bool) {
        #expect(try Invariants.broken(path).isEmpty, "\(path) is not whole")
        return try Invariants.look(path).read { db in
            let restored = "SELECT count(*) FROM events WHERE kind = 'shopRestored'"
            return (
                Set(try Int64.fetchAll(db, sql: "SELECT id FROM orders")), try Int.fetchOne(db, sql: restored) == 1
            )
        }
    }

    /// - Parameter newcomer: a customer who was not there before; nil for the admin.
    private func place(_ count: Int, _ shop: FaultShop, as newcomer: String? = nil) async throws {
        let (store, services) = try await shop.open()
        let accounts = services.accounts
        let (email, password) = ("\(newcomer ?? "grace")@example.com", FaultShop.password)
        if let newcomer { _ = try await accounts.register(name: newcomer, email: email, password: password) }
        let session = try await accounts.signIn(email: email, password: password).session
        let tea = try await services.products.find("Tea")
        for _ in 0..<count {
            let line = OrderDraft.Line(productID: tea.id, quantity: 1)
            let draft = OrderDraft(request: UUID().uuidString, lines: [line])
            _ = try await services.orders.place(draft, by: session)
        }
        await store.close()
    }

    @Test(
        "A loss of power while a backup is made or put in the shop's place leaves the old shop or the backup, whole",
        arguments: [false, true])
    func restoring(withReader: Bool) async throws {
        let shop = try await FaultShop.make(orders: 3)
        let (early, late) = (shop.folder + "/early.db", shop.folder + "/late.db")
        let (store, _) = try await shop.open()
        try await store.backup(to: early)
        await store.close()
        var configuration = Configuration()
        configuration.allowsUnsafeTransactions = true
        let reader = try DatabaseQueue(path: shop.path, configuration: configuration)
        try await place(3, shop, as: "Bob")
        // The log begins anew: over the backup, what is written from here on would not make a shop.
        _ = try reader.inDatabase { try $0.checkpoint(.truncate) }
        // Somebody who reads and does not end keeps the log from being carried over into the file.
        if withReader { try reader.inDatabase { try $0.execute(sql: "BEGIN; SELECT count(*) FROM orders") } }
        try await place(3, shop)
        let flight = try await record(
            shop, [["backup", shop.path, late], ["restore", shop.path, early], ["place", shop.path, "1", "2"]])
        try await powerCuts(flight) { try check($0, flight, at: $1) }
        try reader.close()
        shop.remove()
    }

    private func check(_ folder: String, _ flight: FlightRecorder, at moment: Int) throws {
        let all = Set(1...9 as ClosedRange<Int64>)
        let names = try FileManager.default.contentsOfDirectory(atPath: folder)
        let isBackedUp = !flight.said("backed up", before: moment).isEmpty
        if isBackedUp || names.contains("late.db"), flight.said("restored", before: moment).isEmpty {
            #expect(try orders(in: folder + "/late.db").numbers == all, "the backup is not whole, at \(moment)")
        }
        let now = try names.contains("shop.db") ? orders(in: folder + "/shop.db") : nil
        guard let now, !now.isRestored else {
            if let now {
                let placed = flight.placed(before: moment).values
                #expect(
                    now.numbers.isSuperset(of: placed) && now.numbers.isSuperset(of: [1, 2, 3]), "lost at \(moment)")
            }
            let kept = try #require(
                names.first { $0.hasPrefix("shop.db.before-restore-") && !$0.hasSuffix("-wal") },
                "the old shop is not kept, at \(moment): \(names)")
            return #expect(
                try orders(in: folder + "/" + kept).numbers == all, "what is kept is not whole, at \(moment)")
        }
        #expect(now.numbers == all, "the old shop is not whole, at \(moment): \(names)")
        #expect(flight.said("restored", before: moment).isEmpty, "the old shop is back, at \(moment)")
    }

    @Test(
        "A loss of power while an older shop is brought up leaves it as it was, or brought up with its copy beside it")
    func upgrading() async throws {
        let shop = try FaultShop()
        let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        try shop.write(Data(contentsOf: tests.appending(path: "StoreTests/Kept/schema-1.sqlite")))
        func count(_ path: String) throws -> (version: Int?, orders: Int?) {
            return try Invariants.look(path).read { db in
                #expect(try String.fetchOne(db, sql: "PRAGMA integrity_check") == "ok", "\(path) is damaged")
                return (
                    try Int.fetchOne(db, sql: "PRAGMA user_version"),
                    try Int.fetchOne(db, sql: "SELECT count(*) FROM orders")
                )
            }
        }
        let before = try count(shop.path)
        let flight = try await record(shop, [["open", shop.path]])
        try await powerCuts(flight) { folder, moment in
            let now = try count(folder + "/shop.db")
            #expect(now.orders == before.orders, "orders are lost, at \(moment)")
            guard now.version != before.version else {
                return #expect(flight.said("open", before: moment).isEmpty, "it is as it was again, at \(moment)")
            }
            let names = try FileManager.default.contentsOfDirectory(atPath: folder)
            let copy = names.first { $0.hasPrefix("shop.db.schema-1-") && !$0.contains("draft") }
            #expect(try count(folder + "/" + #require(copy, "there is no copy, at \(moment): \(names)")) == before)
        }
        shop.remove()
    }

    @Test("A loss of power while a session or a config is kept leaves what was kept before, or now, and never a part")
    func keeping() async throws {
        let shop = try FaultShop(place: "state/sessions/one")
        let texts = (1...6).map { number in String(repeating: "\(number)", count: 700 * number) }
        let flight = try await record(shop, [["keep", shop.path] + texts])
        try await powerCuts(flight) { folder, moment in
            let kept = flight.said("kept", before: moment).count
            let now = try? String(contentsOfFile: folder + "/state/sessions/one", encoding: .utf8)
            let index = now.map { texts.firstIndex(of: $0) ?? -1 }
            #expect(
                index.map { $0 + 1 >= kept && $0 >= 0 } ?? (kept == 0),
                "\(kept) were kept at \(moment): \(now?.prefix(9) ?? "none")")
        }
        shop.remove()
    }
}
