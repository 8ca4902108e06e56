import Foundation
import GRDB
import Glibc
import Presentation
import SQLiteStore
import Shop
import Testing

@Suite(.serialized, .timeLimit(.minutes(15)))
struct BackupTests {
    private func shop(_ texts: [String]) async throws -> (folder: Folder, store: SQLiteStore) {
        let folder = try Folder()
        let store = try await SQLiteStore.open(folder.path("shop.db"), create: true)
        try await store.write { transaction in
            try transaction.save(Sample.settings)
            let ada = try transaction.insert(Sample.user("Ada"))
            try transaction.insert(
                SessionRecord(id: "session-1", userID: ada.id, createdAt: Sample.now, seenAt: Sample.now))
        }
        try await store.append(texts)
        return (folder, store)
    }

    private func texts(_ path: String) async throws -> [String] {
        let store = try await SQLiteStore.open(path)
        let texts = try await store.read { try $0.events(after: 0, limit: 9_000) }.map(\.change.columns.to)
        await store.close()
        return texts
    }

    @Test("A backup made while others write is a whole shop of one moment, in one file that only its owner may read")
    func whileInUse() async throws {
        let (folder, store) = try await shop(["1"])
        let other = try await SQLiteStore.open(folder.path("shop.db"))
        let writing = Task { for number in 0..<200 { try await other.append(["\(number)"]) } }
        var copies: [String] = []
        while copies.count < 3 {
            let copy = folder.path("copy-\(copies.count).db")
            try await store.backup(to: copy)
            copies.append(copy)
        }
        try await writing.value
        for copy in copies {
            let mode = try FileManager.default.attributesOfItem(atPath: copy)[.posixPermissions] as? Int
            #expect(mode == 0o600)
            #expect(!FileManager.default.fileExists(atPath: copy + "-wal"))
            let kept = try await texts(copy)
            #expect(kept.first == "1" && kept.dropFirst() == (0..<kept.count - 1).map(String.init)[...])
            let opened = try await SQLiteStore.open(copy)
            #expect(await opened.health(full: true).problems.isEmpty)
            await opened.close()
        }
        for store in [store, other] { await store.close() }
    }

    @Test("A backup never takes the place of a file that is there, and leaves nothing half done")
    func existing() async throws {
        let (folder, store) = try await shop([])
        for path in [folder.path("shop.db"), folder.path("precious.txt")] {
            if path.hasSuffix("txt") { try Data("precious".utf8).write(to: URL(fileURLWithPath: path)) }
            await #expect(throws: ShopError.store(.exists(place: path))) { try await store.backup(to: path) }
        }
        #expect(try String(contentsOfFile: folder.path("precious.txt"), encoding: .utf8) == "precious")
        await #expect(throws: ShopError.self) { try await store.backup(to: folder.path("no/folder/copy.db")) }
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.url.path)
        #expect(names.filter { $0.contains("draft") }.isEmpty)
        await store.close()
    }

    @Test("A damaged shop makes no backup that passes for one")
    func damaged() async throws {
        let (folder, store) = try await shop((0..<400).map { "\($0)" })
        await store.close()
        let path = folder.path("shop.db")
        try DatabaseQueue(path: path).inDatabase { db in
            try db.execute(sql: "UPDATE sqlite_sequence SET seq = 7")
            try db.execute(
                sql:
                    "INSERT INTO products (name, name_key, price, stock, low_stock, category, description) VALUES ('x', 'x', 1, 9, 0, '', '')"
            )
        }
        let again = try await SQLiteStore.open(path)
        await #expect(throws: ShopError.store(.damaged(place: path)), "there is stock that no movement brought") {
            try await again.backup(to: folder.path("copy.db"))
        }
        #expect(!FileManager.default.fileExists(atPath: folder.path("copy.db")))
        await again.close()
    }

    @Test("Restoring brings back the shop of the backup, keeps the old file, and ends the sessions of then")
    func restore() async throws {
        let (folder, store) = try await shop(["1", "2"])
        let (path, copy) = (folder.path("shop.db"), folder.path("copy.db"))
        let made = Sample.now.addingTimeInterval(60)
        try await store.backup(to: copy, at: made)
        try await store.append(["3"])
        var signals = try await store.feed(after: 3).makeAsyncIterator()
        let kept = try #require(try await SQLiteStore.restore(copy, to: path, at: Sample.now))

        #expect(try await texts(path) == ["1", "2", ""])
        #expect(try await texts(kept) == ["1", "2", "3"])
        #expect(await signals.next() == .unreachable(.replaced(place: path)))
        await #expect(throws: ShopError.store(.replaced(place: path))) { try await store.append(["4"]) }
        await store.close()

        let restored = try await SQLiteStore.open(path)
        #expect(try await restored.read { try $0.session("session-1") } == nil)
        let last = try await restored.read { try $0.events(after: 2, limit: 1) }.first
        #expect(last?.change == .shopRestored(from: "copy.db") && last?.at == Sample.now)
        #expect(try await restored.read { try $0.settings() } == Sample.settings)
        let known = await restored.health(full: false).lastBackup
        #expect(known == BackupRecord(at: made, path: copy), "there is the one it comes from")
        try await restored.append(["5"])
        await restored.close()
        #expect(try await texts(kept) == ["1", "2", "3"])
    }

    @Test("A backup that nobody wants any more leaves nothing behind, nor does one that was killed long ago")
    func abandoned() async throws {
        let (folder, store) = try await shop((0..<40).map { "\($0)" })
        let copy = folder.path("copy.db")
        for _ in 0..<10 {
            let task = Task { try await store.backup(to: copy) }
            task.cancel()
            await #expect(throws: CancellationError.self) { try await task.value }
        }
        func names() throws -> Set<String> {
            Set(try FileManager.default.contentsOfDirectory(atPath: folder.url.path))
        }
        let shops: Set = ["shop.db", "shop.db-wal", "shop.db-shm", "shop.db-gate"]
        #expect(try names() == shops)

        // No process has this number: Linux gives none beyond 4194304.
        let old = "yesterday.db.igniflo-draft-4999999"
        let kept: Set = [
            "fresh.db.igniflo-draft-4999998", "mine.db.igniflo-draft-\(getpid())", "yesterday.db.igniflo-draft-x",
            "yesterday.db",
        ]
        for name in kept.union([old, old + "-journal"]) {
            try Data("half".utf8).write(to: URL(fileURLWithPath: folder.path(name)))
            guard !name.hasPrefix("fresh") else { continue }
            try FileManager.default.setAttributes(
                [.modificationDate: Date(timeIntervalSinceNow: -7_200)], ofItemAtPath: folder.path(name))
        }
        try await store.backup(to: copy)
        #expect(try names() == shops.union(kept).union(["copy.db"]))
        await store.close()
    }

    @Test("Where the shop is gone or damaged a backup takes its place, and what there was is kept")
    func restoreOverDamage() async throws {
        let (folder, store) = try await shop(["1"])
        let (path, copy) = (folder.path("shop.db"), folder.path("copy.db"))
        try await store.backup(to: copy)
        await store.close()
        try FileManager.default.removeItem(atPath: path)
        try await SQLiteStore.restore(copy, to: path)
        #expect(try await texts(path) == ["1", ""])

        let noise = Data((0..<50_000).map { UInt8(truncatingIfNeeded: $0 &* 31) })
        try noise.write(to: URL(fileURLWithPath: path))
        let kept = try #require(try await SQLiteStore.restore(copy, to: path))
        #expect(try Data(contentsOf: URL(fileURLWithPath: kept)) == noise)
        #expect(try await texts(path) == ["1", ""])
        #expect(try await SQLiteStore.restore(copy, to: folder.path("elsewhere/shop.db")) == nil)
        #expect(try await texts(folder.path("elsewhere/shop.db")) == ["1", ""])
    }

    @Test("Restored twice in a second, and over a shop whose file is gone, what there was is kept each time")
    func keptEachTime() async throws {
        let (folder, store) = try await shop(["1"])
        let (path, copy) = (folder.path("shop.db"), folder.path("copy.db"))
        try await store.backup(to: copy)
        try await store.append(["2"])
        await store.close()
        let first = try #require(try await SQLiteStore.restore(copy, to: path, at: Sample.now))
        let second = try #require(try await SQLiteStore.restore(copy, to: path, at: Sample.now))
        #expect(first != second)
        #expect(try await texts(first) == ["1", "2"])
        #expect(try await texts(second) == ["1", ""])

        let again = try await SQLiteStore.open(path)
        try await again.append(["3"])
        await again.close()
        let log = try Data(contentsOf: URL(fileURLWithPath: path + "-wal"))
        try FileManager.default.removeItem(atPath: path)
        #expect(try await SQLiteStore.restore(copy, to: path, at: Sample.now) == nil)
        let kept = try FileManager.default.contentsOfDirectory(atPath: folder.url.path).filter { name in
            try name.hasSuffix("-wal") && Data(contentsOf: URL(fileURLWithPath: folder.path(name))) == log
        }
        #expect(kept.count == 1, "the log of the file that is gone")
        #expect(try await texts(path) == ["1", ""])
    }

    @Test("A file that a person gave a name like a draft's stays when the shop is opened")
    func namedByAPerson() async throws {
        let (folder, store) = try await shop(["1"])
        await store.close()
        try Data("mine".utf8).write(to: URL(fileURLWithPath: folder.path("shop.db-new")))
        #expect(try await texts(folder.path("shop.db")) == ["1"])
        #expect(try String(contentsOfFile: folder.path("shop.db-new"), encoding: .utf8) == "mine")
    }

    @Test("What is no backup, newer, or damaged is refused, and the shop stays as it is")
    func refused() async throws {
        let (folder, store) = try await shop(["1"])
        let (path, copy) = (folder.path("shop.db"), folder.path("copy.db"))
        try await store.backup(to: copy)
        func fault(_ backup: String) async -> StoreError? {
            guard
                case .store(let fault) = await #expect(
                    throws: ShopError.self,
                    performing: {
                        try await SQLiteStore.restore(backup, to: path)
                    })
            else { return nil }
            return fault
        }
        #expect(await fault(folder.path("none.db")) == .missing(place: folder.path("none.db")))
        try Data("not a shop".utf8).write(to: URL(fileURLWithPath: folder.path("text.db")))
        #expect(await fault(folder.path("text.db")) == .notADatabase(place: folder.path("text.db")))
        #expect(await fault(path) == .cannotOpen(place: path, why: .theShopItself))

        let bytes = try Data(contentsOf: URL(fileURLWithPath: copy))
        try bytes.prefix(bytes.count / 2).write(to: URL(fileURLWithPath: folder.path("cut.db")))
        #expect(await fault(folder.path("cut.db")) == .damaged(place: folder.path("cut.db")))
        try DatabaseQueue(path: copy).inDatabase { try $0.execute(sql: "PRAGMA user_version = 99") }
        guard case .newerSchema(copy, 99, _) = await fault(copy) else {
            Issue.record("a newer backup was not refused")
            return
        }
        try await store.append(["2"])
        await store.close()
        #expect(try await texts(path) == ["1", "2"])
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.url.path)
        #expect(names.filter { $0.contains("draft") || $0.contains("before-restore") }.isEmpty)
    }
}
