import Foundation
import GRDB
import Presentation
import SQLiteStore
import Shop
import Testing

@Suite(.serialized)
struct OpeningTests {
    /// The fault that opening meets.
    private func fault(_ path: String, create: Bool = false) async -> StoreError? {
        do {
            await (try SQLiteStore.open(path, create: create)).close()
            return nil
        } catch {
            guard case .store(let fault) = error as? ShopError else { return .other(detail: "\(error)") }
            return fault
        }
    }

    @Test("A new shop holds every setting that it relies on")
    func settings() async throws {
        let store = try await SQLiteStore.open(Folder().path("shop.db"), create: true)
        let health = await store.health(full: true)
        #expect(health.problems.isEmpty)
        #expect(health.settings.filter { !$0.isAsNeeded }.isEmpty)
        let values = Dictionary(uniqueKeysWithValues: health.settings.map { ($0.name, $0.value) })
        #expect(values["journal_mode"] == "wal")
        #expect(values["synchronous"] == "1")
        #expect(values["wal_autocheckpoint"] == "0")
        #expect(values["foreign_keys"] == "1")
        #expect(values["trusted_schema"] == "0")
        #expect(values["busy_timeout"] == "500")
        await store.close()
    }

    @Test("Nobody else may read a shop, unless its folder is a group's")
    func modes() async throws {
        let folder = try Folder()
        func modes(_ name: String) async throws -> Set<Int> {
            let store = try await SQLiteStore.open(folder.path(name + "/shop.db"), create: true)
            await store.close()
            return try Set(
                ["", "-wal", "-shm", "-gate"].map { suffix in
                    let path = folder.path(name + "/shop.db" + suffix)
                    return try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int ?? 0
                })
        }
        #expect(try await modes("own") == [0o600])
        let shared = folder.path("shared")
        try FileManager.default.createDirectory(atPath: shared, withIntermediateDirectories: true)
        chmod(shared, 0o2770)
        #expect(try await modes("shared") == [0o660])
    }

    @Test("A shop that is not there is not made by looking for it")
    func missing() async throws {
        let folder = try Folder()
        #expect(await fault(folder.path("shop.db")) == .missing(place: folder.path("shop.db")))
        #expect(await fault(folder.path("no/folder/shop.db")) == .missing(place: folder.path("no/folder/shop.db")))
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path).isEmpty)
        #expect(await fault(folder.path("made/folder/shop.db"), create: true) == nil)
    }

    @Test(
        "What is no shop is left as it is", arguments: ["", "short", String(repeating: "not a shop\n", count: 1_000)])
    func notADatabase(text: String) async throws {
        let path = try Folder().path("shop.db")
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        #expect(await fault(path, create: true) == .notADatabase(place: path))
        #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == Data(text.utf8))
    }

    @Test("A folder or a pipe is no shop")
    func notAFile() async throws {
        let folder = try Folder()
        #expect(await fault(folder.url.path) == .cannotOpen(place: folder.url.path, why: .notAFile))
        mkfifo(folder.path("pipe"), 0o600)
        #expect(await fault(folder.path("pipe")) == .cannotOpen(place: folder.path("pipe"), why: .notAFile))
    }

    @Test("Another program's database is left as it is")
    func foreign() async throws {
        let path = try Folder().path("shop.db")
        try DatabaseQueue(path: path).inDatabase { try $0.execute(sql: "CREATE TABLE songs (name TEXT)") }
        let before = try Data(contentsOf: URL(fileURLWithPath: path))
        #expect(await fault(path, create: true) == .foreign(place: path))
        #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == before)
    }

    @Test("A newer program's shop is refused, naming both versions, and left as it is")
    func newer() async throws {
        let path = try Folder().path("shop.db")
        #expect(await fault(path, create: true) == nil)
        try DatabaseQueue(path: path).inDatabase { try $0.execute(sql: "PRAGMA user_version = 99") }
        let fault = await fault(path)
        guard case .newerSchema(path, 99, let known) = fault else {
            Issue.record("opened with \(String(describing: fault))")
            return
        }
        #expect(ShopError.store(.newerSchema(place: path, found: 99, known: known)).text.contains("version 99"))
    }

    @Test("The log of a shop that is gone is not taken for a new one's")
    func orphanedLog() async throws {
        let folder = try Folder()
        let path = folder.path("shop.db")
        #expect(await fault(path, create: true) == nil)
        try FileManager.default.removeItem(atPath: path)
        let log = try Data(contentsOf: URL(fileURLWithPath: path + "-wal"))
        guard case .cannotOpen(path, _) = await fault(path, create: true) else {
            Issue.record("a shop was made over the log of another")
            return
        }
        #expect(!FileManager.default.fileExists(atPath: path))
        #expect(try Data(contentsOf: URL(fileURLWithPath: path + "-wal")) == log)
    }

    @Test("Terminals that come by different links share one writer's lock and one log")
    func links() async throws {
        let folder = try Folder()
        let store = try await SQLiteStore.open(folder.path("shop.db"), create: true)
        symlink(folder.path("shop.db"), folder.path("link.db"))
        symlink(folder.url.path, folder.url.path + "-link")
        let byFile = try await SQLiteStore.open(folder.path("link.db"))
        let byFolder = try await SQLiteStore.open(folder.url.path + "-link/shop.db", create: true)
        try await byFile.append(["1"])
        try await byFolder.append(["2"])
        #expect(try await store.read { try $0.lastEventNumber() } == 2)
        #expect(!FileManager.default.fileExists(atPath: folder.path("link.db-gate")))
        for store in [store, byFile, byFolder] { await store.close() }
    }

    @Test("Eight that open a new shop at once all find the same one")
    func together() async throws {
        let path = try Folder().path("new/shop.db")
        let stores = try await withThrowingTaskGroup(of: SQLiteStore.self) { group in
            for _ in 0..<8 {
                group.addTask { try await SQLiteStore.open(path, create: true, writeLimit: .seconds(60)) }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        for store in stores { try await store.append(["hello"]) }
        for store in stores {
            #expect(try await store.read { try $0.lastEventNumber() } == 8)
            await store.close()
        }
        let left = try FileManager.default.contentsOfDirectory(
            atPath: (path as NSString).deletingLastPathComponent)
        #expect(Set(left) == ["shop.db", "shop.db-wal", "shop.db-shm", "shop.db-gate"])
    }

    @Test("A shop that is closed while others read it is read or refused, and ends nobody's process")
    func closedUnderReaders() async throws {
        for _ in 0..<60 {
            let store = try await SQLiteStore.temporary()
            await withTaskGroup(of: Void.self) { group in
                for _ in 0..<12 {
                    group.addTask { for _ in 0..<6 { _ = try? await store.read { try $0.lastEventNumber() } } }
                }
                group.addTask { await store.close() }
            }
            await #expect(throws: ShopError.self) { try await store.read { try $0.lastEventNumber() } }
        }
    }
}
