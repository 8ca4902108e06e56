import Foundation
import GRDB
import Glibc
import NextSchema
import Presentation
import Shop
import Synchronization
import Testing

@testable import SQLiteStore

/// An upgrade takes long on a large shop: who waits is told, and who has the shop open hears of it.
@Suite(.serialized, .timeLimit(.minutes(15)))
struct LargeUpgradeTests {
    /// Lets an upgrade stand still where a test wants to look.
    private final class Pause: Sendable {
        private let reached = DispatchSemaphore(value: 0)
        private let goesOn = DispatchSemaphore(value: 0)
        private let phase: UpgradeProgress.Phase
        private let isOver = Mutex(false)

        init(at phase: UpgradeProgress.Phase) { self.phase = phase }

        @Sendable func hear(_ progress: UpgradeProgress) {
            let isFirst = isOver.withLock { isOver in
                guard progress.phase == phase, !isOver else { return false }
                isOver = true
                return true
            }
            guard isFirst else { return }
            reached.signal()
            _ = goesOn.wait(timeout: .now() + 120)
        }

        func wait() async {
            await withCheckedContinuation { continuation in
                DispatchQueue.global().async { [self] in
                    reached.wait()
                    continuation.resume()
                }
            }
        }

        func end() { goesOn.signal() }
    }

    private func fault(_ work: () async throws -> Void) async -> StoreError? {
        do {
            try await work()
            return nil
        } catch {
            guard case .store(let fault) = error as? ShopError else { return .other(detail: "\(error)") }
            return fault
        }
    }

    @Test(
        "While a shop is upgraded, others who open it or write are told so and wait; then both programs go their ways",
        arguments: [UpgradeProgress.Phase.copying, .changing, .verifying])
    func others(phase: UpgradeProgress.Phase) async throws {
        let path = try KeptShop.schema2.copy()
        let limit = Duration.milliseconds(100)
        let old = try await SQLiteStore.open(path, writeLimit: limit)
        var signals = old.changes(after: try await old.read { try $0.feedPosition() }).makeAsyncIterator()

        let pause = Pause(at: phase)
        let upgrading = Task { try await SQLiteStore.open(path, schema: NextSchema.migrator, progress: pause.hear) }
        await pause.wait()
        for schema in [Migrator.current, NextSchema.migrator] {
            let refusal = await fault { await (try SQLiteStore.open(path, writeLimit: limit, schema: schema)).close() }
            #expect(refusal == .upgrading(place: path))
        }
        #expect(await fault { try await old.append(["1"]) } == .upgrading(place: path))
        #expect(StoreError.upgrading(place: path).text.contains("being upgraded"))
        // What is there can be read meanwhile.
        #expect(try await old.read { try $0.order(1) } != nil)
        pause.end()
        let new = try await upgrading.value
        #expect(new.upgrade?.from == Schema.version && new.upgrade?.to == NextSchema.migrator.version)

        let next = NextSchema.migrator.version
        let notice = StoreError.upgradedMeanwhile(place: path, found: next, known: Schema.version)
        #expect(await fault { try await old.append(["2"]) } == notice)
        #expect(notice.text.contains("Please start the newer igniflo"))
        #expect(await signals.next() == .unreachable(notice))
        try await new.append(["3"])
        #expect(await new.health(full: true).problems == [])
        let texts = try await new.read { try $0.events(after: 0, limit: 9_000) }.suffix(2).map(\.change.columns.to)
        #expect(texts == ["schema \(next)", "3"])
        await new.close()
        await old.close()
    }

    @Test("Whoever waits for an upgrade hears of each step in its order, and how far it is")
    func progress() async throws {
        let path = try KeptShop.schema2.copy()
        let heard = Mutex<[UpgradeProgress]>([])
        let schema = NextSchema.migrator(with: NextSchema.version(rowsPerBatch: 10))
        let store = try await SQLiteStore.open(path, schema: schema) { progress in
            heard.withLock { $0.append(progress) }
        }
        await store.close()
        let told = heard.withLock { $0 }
        let phases = told.map(\.phase).reduce(into: [UpgradeProgress.Phase]()) { if $0.last != $1 { $0.append($1) } }
        #expect(phases == UpgradeProgress.Phase.allCases)
        for phase in [UpgradeProgress.Phase.copying, .changing] {
            let shares = told.filter { $0.phase == phase }.compactMap(\.share)
            #expect(shares.first == 0 && shares.last == 1 && shares == shares.sorted())
            #expect(phase == .copying || shares.count > 30)
        }
    }

    @Test("An upgrade that the disk has no room for does not begin, and says how much it needs and how much there is")
    func room() throws {
        let path = try KeptShop.schema2.copy()
        let size = try #require(FileMetadata(path: path)?.size)
        let queue = try DatabaseQueue(path: path, configuration: Connection.configuration())
        let before = try FileContents(path).tables
        var upgrade = Upgrade(path: path, schema: NextSchema.migrator, now: Date())
        upgrade.freeBytes = { _ in size * 2 }
        let error = #expect(throws: StoreError.self) {
            try queue.inDatabase { db in
                _ = try upgrade.run(db) { try UpgradeMark(at: path + "-gate", mode: 0o600) }
            }
        }
        guard case .notUpgraded(path, 2, _, let why) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        let words = try #require(
            why.text.wholeMatch(of: /The upgrade needs (\d+) KB on the disk of .*; (\d+) KB are free.*/))
        #expect(Int64(words.1) ?? 0 > size >> 9 && Int64(words.2) == size >> 9)
        #expect(try FileContents(path).tables == before)
        let folder = (path as NSString).deletingLastPathComponent
        #expect(try !FileManager.default.contentsOfDirectory(atPath: folder).contains { $0.contains(".schema-") })
        upgrade.freeBytes = { _ in size * 20 }
        let record = try queue.inDatabase { db in
            try upgrade.run(db) { try UpgradeMark(at: path + "-gate", mode: 0o600) }
        }
        #expect(record != nil)
    }

    @Test("What an upgrade that was killed has left is taken away by the next, which finds a name for its copy")
    func leftovers() async throws {
        let path = try KeptShop.schema2.copy()
        let now = Date()
        let stamp = now.formatted(
            Date.ISO8601FormatStyle(dateSeparator: .omitted, timeSeparator: .omitted, timeZone: .gmt))
        let taken = "\(path).schema-2-\(stamp)"
        let left = ["\(path).schema-2-20261125T014530Z.igniflo-draft-4711", "\(taken).igniflo-draft-1-journal"]
        let kept = [taken, "\(path).schema-1-20260125T014530Z", "\(path).igniflo-draft-4711"]
        for file in left + kept { try Data("what is there".utf8).write(to: URL(filePath: file)) }
        let queue = try DatabaseQueue(path: path, configuration: Connection.configuration())
        let upgrade = Upgrade(path: path, schema: NextSchema.migrator, now: now)
        let record = try queue.inDatabase { db in
            try upgrade.run(db) { try UpgradeMark(at: path + "-gate", mode: 0o600) }
        }
        #expect(record?.path == taken + "-2")
        for file in left { #expect(!FileManager.default.fileExists(atPath: file)) }
        for file in kept {
            #expect(try Data(contentsOf: URL(filePath: file)) == Data("what is there".utf8))
        }
    }

    @Test("A shop that must be opened quickly is not upgraded by the way")
    func quick() async throws {
        let path = try KeptShop.schema1.copy()
        let refusal = await fault { await (try SQLiteStore.open(path, upgrades: false)).close() }
        guard case .notUpgraded(path, 1, Schema.version, _) = refusal else {
            Issue.record("\(String(describing: refusal))")
            return
        }
        await (try SQLiteStore.open(path)).close()
        await (try SQLiteStore.open(path, upgrades: false)).close()
    }
}
