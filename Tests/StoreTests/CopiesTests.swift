import Foundation
import GRDB
import Presentation
import SQLiteStore
import Shop
import Testing

/// Which files are copies of a shop, and which of them is the newer one.
struct CopiesTests {
    private func shop() async throws -> (folder: Folder, store: SQLiteStore) {
        let folder = try Folder()
        let store = try await SQLiteStore.open(folder.path("shop.db"), create: true)
        try await store.write { transaction in
            try transaction.save(Sample.settings)
            try transaction.saveTokenKey((0..<32).map { _ in UInt8.random(in: 0...255) })
        }
        try await store.append(["1"])
        return (folder, store)
    }

    private func order(_ store: SQLiteStore, _ folder: Folder, _ names: [String]) async throws -> [String] {
        try await store.copies(among: names.shuffled().map { folder.path("\($0).db") })
            .map { String(URL(filePath: $0.path).lastPathComponent.dropLast(3)) }
    }

    @Test("The newest copy is the one with the most of the shop's log, whatever the clock said")
    func byEvents() async throws {
        let (folder, store) = try await shop()
        for (name, shift) in [("first", 0.0), ("ahead", 40 * 86_400), ("behind", -86_400), ("last", 60)] {
            try await store.backup(to: folder.path("\(name).db"), at: Sample.now.addingTimeInterval(shift))
            try await store.append([name])
        }
        let names = ["first", "ahead", "behind", "last", "none", "shop"]
        #expect(try await order(store, folder, names) == ["last", "behind", "ahead", "first"])
        await store.close()
    }

    @Test("Copies of a time that a restoring has left behind are older than all that came after it")
    func byRestorings() async throws {
        let (folder, store) = try await shop()
        try await store.backup(to: folder.path("base.db"), at: Sample.now)
        try await store.append(["2", "3", "4"])
        try await store.backup(to: folder.path("left.db"), at: Sample.now)
        try await store.append(["5"])
        try await store.backup(to: folder.path("behind.db"), at: Sample.now)
        await store.close()
        try await SQLiteStore.restore(folder.path("base.db"), to: folder.path("shop.db"), at: Sample.now)

        let restored = try await SQLiteStore.open(folder.path("shop.db"))
        try await restored.backup(to: folder.path("soon.db"), at: Sample.now)
        try await restored.append(["6"])
        try await restored.backup(to: folder.path("last.db"), at: Sample.now)
        let ordered = try await order(restored, folder, ["base", "left", "behind", "soon", "last"])
        #expect(ordered.first == "last" && ordered[1] == "soon" && ordered.last == "base")
        await restored.close()
    }

    @Test("A damaged shop names the newest real copy, and no other shop's")
    func namedForDamage() async throws {
        let (folder, store) = try await shop()
        let backups = folder.path("backups")
        try FileManager.default.createDirectory(atPath: backups, withIntermediateDirectories: true)
        try await store.backup(to: backups + "/shop-2027-01-09.db", at: Sample.now.addingTimeInterval(40 * 86_400))
        try await store.appendAtOnce((0..<900).map { "\($0)" })
        try await store.backup(to: backups + "/shop-2026-11-24.db", at: Sample.now)
        let (_, other) = try await self.shop()
        try await other.backup(to: backups + "/shop-2028-01-01.db", at: Sample.now)
        await other.close()
        try Data("a receipt".utf8).write(to: URL(fileURLWithPath: backups + "/shop-9999-01-01.db"))
        await store.close()

        let path = folder.path("shop.db")
        _ = try DatabaseQueue(path: path).inDatabase { try $0.checkpoint(.truncate) }
        var bytes = try Data(contentsOf: URL(fileURLWithPath: path))
        let event = Data("settingsChanged".utf8)
        for page in 1..<bytes.count / 4_096 {
            let place = page * 4_096..<(page + 1) * 4_096
            if bytes[place].range(of: event) != nil {
                bytes.replaceSubrange(place, with: Data(repeating: 0xA5, count: 4_096))
            }
        }
        try bytes.write(to: URL(fileURLWithPath: path))
        let damaged = try await SQLiteStore.open(path)
        await #expect(
            throws: ShopError.store(.damaged(place: path, lastBackup: backups + "/shop-2026-11-24.db"))
        ) { try await damaged.read { _ = try $0.events(after: 0, limit: 900) } }
        await damaged.close()
    }
}
