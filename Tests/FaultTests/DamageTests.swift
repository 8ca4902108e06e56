import Foundation
import Presentation
import SQLiteStore
import Shop
import Soaking
import Testing

extension FaultTests {
    /// One way to damage a shop's files.
    private enum Damage: CaseIterable {
        case bytes, page, random, cut, logBytes, logCut, everything

        func befall(_ shop: FaultShop, using random: inout some RandomNumberGenerator) throws {
            var file = try shop.bytes()
            var log = try shop.bytes("-wal")
            func scatter(_ data: inout Data, _ count: Int, after start: Int = 0) {
                guard data.count > start else { return }
                for _ in 0..<count {
                    data[Int.random(in: start..<data.count, using: &random)] = .random(in: 0...255, using: &random)
                }
            }
            switch self {
            case .bytes: scatter(&file, Int.random(in: 1...40, using: &random), after: 100)
            case .page:
                let page = Int.random(in: 1..<max(2, file.count / 4_096), using: &random)
                file.replaceSubrange(page * 4_096..<min(file.count, page * 4_096 + 4_096), with: Data(count: 4_096))
            case .random:
                let page = Int.random(in: 0..<max(1, file.count / 4_096), using: &random)
                for offset in page * 4_096..<min(file.count, page * 4_096 + 4_096) where offset >= 100 {
                    file[offset] = .random(in: 0...255, using: &random)
                }
            case .cut: file = file.prefix(Int.random(in: 0..<file.count, using: &random))
            case .logBytes: scatter(&log, 60)
            case .logCut: log = log.prefix(log.isEmpty ? 0 : Int.random(in: 0..<log.count, using: &random))
            case .everything:
                scatter(&file, 200)
                scatter(&log, 200)
            }
            try shop.write(file)
            try shop.write(log, "-wal")
        }
    }

    /// A shop with its orders in the database, and one with some of them in the log.
    private func samples() async throws -> [FaultShop] {
        let inLog = try await FaultShop.make(orders: 60)
        let inFile = try inLog.copy()
        // The engine, left to itself, carries the log over when the last connection closes.
        #expect(try Invariants.broken(inFile.path).isEmpty)
        try inFile.write(Data(), "-wal")
        let both = try inFile.copy()
        let writer = try Writer(["place", both.path, "7", "20"])
        #expect(try await writer.end() == 0)
        return [inLog, inFile, both]
    }

    @Test("A damaged shop never crashes the program, and what is refused is left as it is")
    func mutations() async throws {
        let samples = try await samples()
        var random = SystemRandomNumberGenerator()
        var refusals = 0
        for number in 0..<Soak.count(105, soak: 2_000) {
            let shop = try samples[number % samples.count].copy()
            let damage = Damage.allCases[number / samples.count % Damage.allCases.count]
            try damage.befall(shop, using: &random)
            let before = [try shop.bytes(), try shop.bytes("-wal")]
            let writer = try Writer(["probe", shop.path])
            let status = try await writer.end()
            #expect(status == 0 || status == 69, "\(damage) ended it with \(status); the file is kept at \(shop.path)")
            let after = [try shop.bytes(), try shop.bytes("-wal")]
            let isRefused = status == 69 || writer.lines.contains { $0.contains("is damaged") }
            if isRefused {
                refusals += 1
                // A log whose end is cut is begun anew by the next writer, as after a loss of power; the file is not.
                #expect(after[0] == before[0], "\(damage): the file was written to; it said \(writer.lines)")
            }
            if status == 0 || status == 69 { shop.remove() }
        }
        #expect(refusals > 10, "hardly any damage was noticed")
        for sample in samples { sample.remove() }
    }

    @Test("Damage that is met once ends all writing")
    func damageEndsWriting() async throws {
        let source = try await FaultShop.make(orders: 40)
        let backups = BackupFolder(of: source.path)
        try FileManager.default.createDirectory(at: backups.url, withIntermediateDirectories: true)
        let backup = backups.url.appending(path: "shop-2026-11-24.db").path
        let (whole, _) = try await source.open()
        try await whole.backup(to: backup)
        await whole.close()
        #expect(try Invariants.broken(source.path).isEmpty)
        var file = try source.bytes()
        // The pages that hold orders, which name the walk-in; the schema and the accounts stay readable.
        let walkIn = Data("Sam".utf8)
        for page in 1..<file.count / 4_096 {
            let place = page * 4_096..<(page + 1) * 4_096
            guard file[place].range(of: walkIn) != nil else { continue }
            file.replaceSubrange(place, with: Data(repeating: 0xA5, count: 4_096))
        }
        try source.write(file)
        let (store, services) = try await source.open()
        let health = await services.health.check(full: true)
        #expect(!health.isHealthy)
        await #expect(throws: ShopError.self) {
            try await store.read {
                _ = try $0.orders(matching: OrderQuery(), sortedBy: .newestFirst, after: nil, limit: 99)
            }
        }
        let error = await #expect(throws: ShopError.self) {
            try await store.write { _ = try $0.hasUsers() }
        }
        #expect(error == .store(.damaged(place: source.path, lastBackup: backup)), "the last backup is named")
        await store.close()
        source.remove()
    }
}
