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
        #expect(try await shop.services.backups.last(by: shop.admin) == nil)
        #expect(await shop.services.health.check().store.lastBackup == nil)
        let file = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString + ".db")
        let record = try await shop.services.backups.backUp(to: file, by: shop.admin)
        #expect(record == BackupRecord(at: shop.clock.now, path: file.path))
        #expect(try await shop.services.backups.last(by: shop.admin) == record)
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
}
