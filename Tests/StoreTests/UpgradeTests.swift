import Foundation
import GRDB
import Glibc
import Presentation
import Shop
import Testing

@testable import SQLiteStore

@Suite(.serialized, .timeLimit(.minutes(15)), .enabled(if: Schema.version > 1))
struct UpgradeTests {
    /// A shop of the first schema, as a program of then has left it.
    private func old() throws -> (folder: Folder, path: String) {
        let folder = try Folder()
        let kept = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "Kept/schema-1.sqlite")
        try FileManager.default.copyItem(at: kept, to: URL(fileURLWithPath: folder.path("shop.db")))
        chmod(folder.path("shop.db"), 0o600)
        return (folder, folder.path("shop.db"))
    }

    private func copies(_ folder: Folder) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.url.path).filter { $0.contains(".schema-") }
    }

    private func version(_ path: String) throws -> Int? {
        try DatabaseQueue(path: path).inDatabase { try Int.fetchOne($0, sql: "PRAGMA user_version") }
    }

    @Sendable private static func allOrders(_ transaction: any ReadTransaction) throws -> [Order] {
        try transaction.orders(matching: OrderQuery(), sortedBy: .newestFirst, after: nil, limit: 9_000)
    }

    /// What opening the shop was refused with.
    private func refusal(_ path: String) async -> StoreError? {
        let error = await #expect(throws: ShopError.self) { await (try SQLiteStore.open(path)).close() }
        guard case .store(let fault) = error else { return nil }
        return fault
    }

    @Test("An older shop is brought to this program's schema, and kept beside it as it was")
    func upgrade() async throws {
        let (folder, path) = try old()
        let before = try Data(contentsOf: URL(fileURLWithPath: path))
        let store = try await SQLiteStore.open(path)
        let upgrade = try #require(store.upgrade)
        #expect(upgrade.from == 1 && upgrade.to == Schema.version)
        #expect(upgrade.path.wholeMatch(of: /.*\/shop\.db\.schema-1-\d{8}T\d{6}Z/) != nil, "\(upgrade.path)")
        #expect(try copies(folder) == [(upgrade.path as NSString).lastPathComponent])
        let mode = try FileManager.default.attributesOfItem(atPath: upgrade.path)[.posixPermissions] as? Int
        #expect(mode == 0o600)

        let health = await store.health(full: true)
        #expect(health.problems.isEmpty && health.schemaVersion == Schema.version)
        #expect(health.lastUpgrade?.path == upgrade.path && health.lastUpgrade?.from == 1)
        let last = try await store.read { try $0.events(after: try $0.lastEventNumber() - 1, limit: 1).first }
        #expect(last?.change == .shopUpgraded(from: "schema 1", to: "schema \(Schema.version)"))
        #expect(last?.reason == "kept as \((upgrade.path as NSString).lastPathComponent)")
        let orders = try await store.read(Self.allOrders)
        #expect(!orders.isEmpty)
        await store.close()

        // What is kept is the whole file as it was.
        let old = try DatabaseQueue(path: upgrade.path)
        let (kept, count) = try old.inDatabase { db in
            try Migrator.current.migrate(db)
            let ids = try Self.allOrders(SQLiteTransaction(db)).map(\.id)
            return (ids, try Int.fetchOne(db, sql: "SELECT count(*) FROM events"))
        }
        #expect(kept == orders.map(\.id) && count == Int(last?.number ?? 0) - 1)
        #expect(before.count <= 1 << 20)

        let again = try await SQLiteStore.open(path)
        #expect(again.upgrade == nil)
        #expect(try copies(folder).count == 1)
        await again.close()
    }

    @Test("Eight terminals that open an older shop at once bring it up once")
    func together() async throws {
        let (folder, path) = try old()
        let stores = try await withThrowingTaskGroup(of: SQLiteStore.self) { group in
            for _ in 0..<8 { group.addTask { try await SQLiteStore.open(path, writeLimit: .seconds(60)) } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(stores.compactMap(\.upgrade).count == 1)
        #expect(try copies(folder).count == 1)
        for store in stores { await store.close() }
    }

    @Test("A damaged older shop is not brought up, and stays as it is")
    func damaged() async throws {
        let (folder, path) = try old()
        try DatabaseQueue(path: path).inDatabase { try $0.execute(sql: "UPDATE products SET stock = stock + 1") }
        let before = try Data(contentsOf: URL(fileURLWithPath: path))
        guard case .notUpgraded(path, 1, Schema.version, let why) = await refusal(path) else {
            Issue.record("it was brought up")
            return
        }
        #expect(why.text.contains("is damaged"))
        #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == before)
        #expect(try version(path) == 1)
        #expect(try copies(folder).isEmpty)
    }

    @Test("A backup of an older schema is restored into this program's, and stays as it is")
    func restored() async throws {
        let (folder, path) = try old()
        let before = try Data(contentsOf: URL(fileURLWithPath: path))
        try await SQLiteStore.restore(path, to: folder.path("new/shop.db"))
        let store = try await SQLiteStore.open(folder.path("new/shop.db"))
        #expect(store.upgrade == nil)
        #expect(await store.health(full: true).problems.isEmpty)
        await store.close()
        #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == before)
    }

    @Test("A terminal that is open while a newer program brings the shop up writes nothing more")
    func upgradedMeanwhile() async throws {
        let path = try Folder().path("shop.db")
        let store = try await SQLiteStore.open(path, create: true)
        try await store.append(["1"])
        try DatabaseQueue(path: path).inDatabase { try $0.execute(sql: "PRAGMA user_version = 99") }
        await #expect(throws: ShopError.store(.upgradedMeanwhile(place: path, found: 99, known: Schema.version))) {
            try await store.append(["2"])
        }
        #expect(try await store.read { try $0.lastEventNumber() } == 1)
        await store.close()
    }
}
