import Foundation
import SQLiteStore
import Shop
import Testing

/// What only a shop in a file can do, as the factory hands it over: for one that is open, and for one that is not.
struct FileMaintenanceTests {
    @Test(
        "A shop is backed up and its copies are found, open or not, and a backup takes its place",
        arguments: [true, false])
    func backups(isOpen: Bool) async throws {
        let folder = try Folder()
        let store = try await SQLiteStore.open(folder.path("shop.db"), create: true)
        try await store.write { transaction in
            try transaction.save(Sample.settings)
            try transaction.saveTokenKey(Array(repeating: 3, count: 32))
        }
        let files: any FileMaintenance = isOpen ? SQLiteFiles(of: store) : SQLiteFiles(at: folder.path("shop.db"))
        if !isOpen { await store.close() }
        #expect(files.isOwn)
        try await files.backup(to: folder.path("copy.db"), at: Sample.now)
        #expect(
            try await files.copies(among: [folder.path("copy.db"), folder.path("shop.db")]).map(\.at) == [Sample.now])
        if isOpen { await store.close() }
        let kept = try #require(
            try await SQLiteFiles(at: folder.path("shop.db")).restore(folder.path("copy.db"), at: Sample.now))
        #expect(FileManager.default.fileExists(atPath: kept))
        #expect(try await SQLiteFiles(at: folder.path("shop.db")).remove { $0 == Sample.settings })
        #expect(!FileManager.default.fileExists(atPath: folder.path("shop.db")))
    }

    @Test("The copies that upgrades have kept are found, the newest first, and nothing else")
    func upgradeCopies() async throws {
        let path = try KeptShop.schema1.copy()
        let store = try await SQLiteStore.open(path)
        let made = try #require(store.upgrade?.path)
        await store.close()
        let others = [".schema-1-20200101T000000Z", ".schema-1-20200101T000000Z-2", ".schema-x", ".schema-1-2020.txt"]
        for name in others { try Data().write(to: URL(filePath: path + name)) }
        #expect(
            try SQLiteFiles(at: path).upgradeCopies()
                == [made, path + ".schema-1-20200101T000000Z-2", path + ".schema-1-20200101T000000Z"])
    }
}
