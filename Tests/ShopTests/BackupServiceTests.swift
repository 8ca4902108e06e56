import Foundation
import Local
import Logging
import Presentation
import SQLiteStore
import Shop
import Synchronization
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
        #expect(report.isHealthy && report.store.lastBackup == record && report.store.lastEvent?.at == shop.clock.now)
        let last = try #require(try await shop.services.log.page(by: shop.admin).last)
        #expect(last.change == .shopBackedUp(to: file.lastPathComponent) && last.actorName == "Grace Hopper")
        let settings = try await shop.services.setUp.settings()
        #expect(settings?.name == "Corner Café", "the settings are as they were")
        #expect(await shop.services.health.check(full: true).isHealthy)
    }

    /// What a terminal does when it opens the shop.
    private func open(_ shop: TestShop, kept: Int = 3) async throws -> String? {
        try await shop.services.backups.backUpDaily(in: folder, kept: kept)
            .map { URL(filePath: $0.path).lastPathComponent }
    }

    private var names: Set<String> {
        Set((try? FileManager.default.contentsOfDirectory(atPath: folder.url.path)) ?? [])
    }

    @Test("A terminal makes one backup a business day, and keeps so many days")
    func daily() async throws {
        let shop = try await TestShop.open()
        for _ in 0..<5 {
            #expect(try await open(shop) != nil)
            #expect(try await open(shop) == nil)
            shop.clock.advance(by: 86_400)
        }
        try Data("kept".utf8).write(to: folder.url.appending(path: "notes.txt"))
        #expect(
            names == ["shop-2026-11-22.db", "shop-2026-11-21.db", "shop-2026-11-20.db", "notes.txt"])
        #expect(try await open(shop, kept: 1) == "shop-2026-11-23.db")
        #expect(names == ["shop-2026-11-23.db", "notes.txt"])
    }

    @Test("After a clock that was ahead today's backup is made, stays, and the newest ones with it")
    func clockAhead() async throws {
        let shop = try await TestShop.open()
        let day: TimeInterval = 86_400
        #expect(try await open(shop) == "shop-2026-11-18.db")
        shop.clock.advance(by: 40 * day)
        var ahead: [String?] = []
        for _ in 0..<3 {
            ahead.append(try await open(shop))
            shop.clock.advance(by: day)
        }
        #expect(ahead == ["shop-2026-12-28.db", "shop-2026-12-29.db", "shop-2026-12-30.db"])
        shop.clock.advance(by: -42 * day)

        #expect(try await open(shop) == "shop-2026-11-19.db")
        #expect(names == ["shop-2026-11-19.db", "shop-2026-12-30.db", "shop-2026-12-29.db"], "by when they were made")
        #expect(try await open(shop) == nil)
        let store = await shop.services.health.check().store
        #expect(store.lastBackup?.path == folder.url.appending(path: "shop-2026-11-19.db").path)
        #expect(store.lastBackupState == .there)
        shop.clock.advance(by: day)
        #expect(try await open(shop) == "shop-2026-11-20.db")
        shop.clock.advance(by: day)
        #expect(try await open(shop) == "shop-2026-11-21.db")
        #expect(names == ["shop-2026-11-19.db", "shop-2026-11-20.db", "shop-2026-11-21.db"])
    }

    @Test("When the day comes that a clock had been ahead to, it has a backup of its own, beside the one of then")
    func dayOfThen() async throws {
        let shop = try await TestShop.open()
        shop.clock.advance(by: 3 * 86_400)
        #expect(try await open(shop, kept: 5) == "shop-2026-11-21.db")
        shop.clock.advance(by: -3 * 86_400)
        var made: [String?] = []
        for _ in 0..<4 {
            made.append(try await open(shop, kept: 5))
            shop.clock.advance(by: 86_400)
        }
        #expect(made == ["shop-2026-11-18.db", "shop-2026-11-19.db", "shop-2026-11-20.db", "shop-2026-11-21-2.db"])
        #expect(names == Set(made.compactMap(\.self)).union(["shop-2026-11-21.db"]))
    }

    @Test(
        "What others wrote into the folder under a backup's name is neither counted nor removed, nor taken for today's")
    func foreign() async throws {
        let shop = try await TestShop.open()
        let other = try await TestShop.open()
        try FileManager.default.createDirectory(at: folder.url, withIntermediateDirectories: true)
        func place(_ name: String) -> URL { folder.url.appending(path: name) }
        for name in ["shop-9999-01-01.db", "shop-9999-01-02.db", "shop-2026-11-18.db", "shop-10000-01-01.db"] {
            try Data("1 Espresso 2.80\n".utf8).write(to: place(name))
        }
        try FileManager.default.createSymbolicLink(
            at: place("shop-2026-11-18-2.db"), withDestinationURL: place("nowhere"))
        _ = try await other.services.backups.backUp(to: place("shop-9999-01-03.db"), by: other.admin)
        let whole = try Data(contentsOf: place("shop-9999-01-03.db"))
        _ = try await shop.services.backups.backUp(to: place("whole.db"), by: shop.admin)
        let own = try Data(contentsOf: place("whole.db"))
        try own.dropLast(4_096).write(to: place("shop-9999-01-04.db"))
        // Somebody has opened it as a shop, and may have written to it.
        try own.write(to: place("shop-9999-01-05.db"))
        let opened = try await SQLiteStore.open(place("shop-9999-01-05.db").path)
        await opened.close()
        let theirs = names.subtracting(["whole.db"])

        var made: [String] = []
        for _ in 0..<4 {
            made += [try await open(shop, kept: 2)].compactMap(\.self)
            shop.clock.advance(by: 86_400)
        }
        #expect(
            made == ["shop-2026-11-18-3.db", "shop-2026-11-19.db", "shop-2026-11-20.db", "shop-2026-11-21.db"])
        #expect(names == theirs.union(["whole.db"]).union(made.suffix(2)))
        #expect(try Data(contentsOf: place("shop-9999-01-03.db")) == whole)
        #expect(try Data(contentsOf: place("shop-2026-11-18.db")) == Data("1 Espresso 2.80\n".utf8))

        other.clock.advance(by: 3 * 86_400)
        #expect(try await open(other, kept: 1) == "shop-2026-11-21-2.db", "two shops may share a folder")
        #expect(!names.contains("shop-9999-01-03.db") && names.isSuperset(of: made.suffix(2)))
    }

    @Test("A backup that is not there any more, or is something else by now, is told by health, with its path")
    func gone() async throws {
        let shop = try await TestShop.open()
        let file = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString + ".db")
        _ = try await shop.services.backups.backUp(to: file, by: shop.admin)
        var report = await shop.services.health.check()
        #expect(report.warnings.isEmpty && report.store.lastBackupState == .there)
        try FileManager.default.removeItem(at: file)
        report = await shop.services.health.check()
        #expect(report.store.lastBackupState == .missing && report.isHealthy, "the shop takes orders all the same")
        #expect(report.warnings.count == 1 && report.warnings.first?.contains("not at \(file.path) any more") == true)
        try Data("a list".utf8).write(to: file)
        report = await shop.services.health.check()
        #expect(report.store.lastBackupState == .other && report.warnings.first?.contains(file.path) == true)
    }

    @Test("The log of operations tells which backups were removed")
    func removalsAreTold() async throws {
        let shop = try await TestShop.open()
        let lines = LogLines()
        var environment = shop.services.environment
        environment.logger = Logger(label: "test") { _ in OperationLog.handler(folder: nil) { lines.add($0) } }
        for _ in 0..<3 {
            _ = try await ShopServices(environment).backups.backUpDaily(in: folder, kept: 1)
            shop.clock.advance(by: 86_400)
        }
        let removals = lines.all.filter { $0.contains("what=pruneBackups") }
        #expect(removals.count == 2 && removals.allSatisfy { $0.contains("outcome=removed") })
        #expect(removals.first?.contains(folder.url.appending(path: "shop-2026-11-18.db").path) == true)
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
            await #expect(throws: ShopError.self) { try await backups.backUp(to: file, by: shop.admin) }?.text
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

/// What was logged.
private final class LogLines: Sendable {
    private let lines = Mutex<[String]>([])

    var all: [String] { lines.withLock { $0 } }

    func add(_ line: String) { lines.withLock { $0.append(line) } }
}
