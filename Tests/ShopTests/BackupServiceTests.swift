import Foundation
import SQLiteStore
import Shop
import Testing

struct BackupServiceTests {
    private let folder = BackupFolder(
        FileManager.default.temporaryDirectory.appending(path: "igniflo-backups-" + UUID().uuidString))

    @Test("A backup is in the log, with who made it, and health says when the last one was")
    func recorded() async throws {
        let shop = try await TestShop.open()
        #expect(await shop.services.health.check().store.lastBackup == nil)
        let file = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString + ".db")
        let record = try await shop.services.backups.backUp(to: file, by: shop.admin)
        #expect(record == BackupRecord(at: shop.clock.now, path: file.path))
        let report = await shop.services.health.check()
        #expect(report.isHealthy && report.store.lastBackup == record && report.store.lastEventAt == shop.clock.now)
        let last = try #require(try await shop.services.log.page(by: shop.admin).last)
        #expect(last.kind == .shopBackedUp && last.actorName == "Grace Hopper" && last.to == file.lastPathComponent)
        let settings = try await shop.services.setUp.settings()
        #expect(settings?.name == "Corner Café", "the settings are as they were")
        #expect(await shop.services.health.check(full: true).isHealthy)
    }

    @Test("An admin's terminal makes one backup a business day, and keeps so many days")
    func daily() async throws {
        let shop = try await TestShop.open()
        var admin = shop.admin
        for _ in 0..<5 {
            admin = try await shop.services.accounts.signIn(email: admin.user.email, password: TestShop.password)
                .session
            let made = try await shop.services.backups.backUpDaily(in: folder, kept: 3, by: admin)
            #expect(made != nil)
            #expect(try await shop.services.backups.backUpDaily(in: folder, kept: 3, by: admin) == nil)
            shop.clock.advance(by: 86_400)
        }
        try Data("kept".utf8).write(to: folder.url.appending(path: "notes.txt"))
        #expect(
            folder.files.map(\.lastPathComponent) == [
                "shop-2026-11-22.db", "shop-2026-11-21.db", "shop-2026-11-20.db",
            ])
        admin = try await shop.services.accounts.signIn(email: admin.user.email, password: TestShop.password).session
        _ = try await shop.services.backups.backUpDaily(in: folder, kept: 1, by: admin)
        #expect(folder.newest?.lastPathComponent == "shop-2026-11-23.db" && folder.files.count == 1)
        #expect(FileManager.default.fileExists(atPath: folder.url.appending(path: "notes.txt").path))
    }

    @Test("A backup whose path is too long to be opened, or remembered, is refused before anything is written")
    func longPath() async throws {
        let shop = try await TestShop.open()
        let backups = shop.services.backups
        var folder = folder.url
        func file(_ length: Int) -> URL {
            folder.appending(path: String(repeating: "x", count: length - folder.path.count - 1))
        }
        func refusal(_ file: URL) async -> String? {
            await #expect(throws: ShopError.self) { try await backups.backUp(to: file, by: shop.admin) }?.words
        }
        while folder.path.count < 400 { folder.append(path: String(repeating: "d", count: 80)) }
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let limit = "its whole path is longer than 480 bytes. Please check the path."
        #expect(await refusal(file(481))?.hasSuffix(limit) == true)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
        _ = try await backups.backUp(to: file(480), by: shop.admin)
        #expect(await shop.services.health.check().store.lastBackup?.path == file(480).path)

        while folder.path.count < 900 { folder.append(path: String(repeating: "d", count: 80)) }
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let words = await refusal(file(BackupRecord.longestPath + 1))
        #expect(words?.hasSuffix("is longer than 1000 characters; nothing was written.") == true)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
    }
}
