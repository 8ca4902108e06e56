import Crypto
import Foundation
import GRDB
import NextSchema
import Presentation
import Shop
import Testing

@testable import SQLiteStore

@Suite(.serialized)
struct SchemaTests {
    /// Of versions that are released: SHA-256 of the steps, and of all tables, indexes and triggers of a new file. When a
    /// version is final its line is added here; a line never changes.
    private static let released: [(steps: String, schema: String)] = [
        (
            steps: "9f15e1275913db1c225169bba3cc11a7edd3a2b3f4f6697777e9e5842d4303be",
            schema: "4d70b485a397d27c7f82e20970bfb56e6b5b223db7b6fee9c05e64a01fd4738b"
        ),
        (
            steps: "9f7ac33de038d0a035e226940e1f9d72728125b7650abe9a66f1a3402953c0f4",
            schema: "7c1741c9467677002b2a73a44359a62a234771fb9edfcd351e6064b3ad7eab10"
        ),
    ]

    @Test("The steps of released versions are what they were, so that all files of a version are alike")
    func frozen() throws {
        for (index, digests) in Self.released.enumerated() {
            let version = index + 1
            #expect(Migrator.current.digest(version).hex == digests.steps, "the steps of version \(version)")
            let schema = try Migrator(Array(Migrator.current.migrations.prefix(version))).newSchema()
            let text = schema.objects.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)\n" }.joined()
            let digest = SHA256.hash(data: Data(text.utf8)).map { String(format: "%02x", $0) }.joined()
            #expect(digest == digests.schema, "the schema of version \(version)")
        }
    }

    @Test("The kept shops have the schema of their version to the letter", arguments: KeptShop.allCases)
    func kept(shop: KeptShop) throws {
        let queue = try DatabaseQueue(path: shop.copy())
        let found = try queue.read { try SchemaText($0) }
        let expected = try Migrator(Array(Migrator.current.migrations.prefix(shop.schema))).newSchema()
        #expect(found.differences(from: expected) == [])
    }

    // MARK: versions that are not final

    /// The fault that opening meets.
    private func fault(_ path: String, _ schema: Migrator) async -> StoreError? {
        do {
            await (try SQLiteStore.open(path, schema: schema)).close()
            return nil
        } catch {
            guard case .store(let fault) = error as? ShopError else { return .other(detail: "\(error)") }
            return fault
        }
    }

    private static let later = NextSchema.migrator(with: NextSchema.version(label: "changed since"))
    private static let next = NextSchema.migrator.version

    @Test("A shop made while a version was not final is left alone by programs with other steps of that version")
    func otherSteps() async throws {
        let path = try Folder().path("shop.db")
        await (try SQLiteStore.open(path, create: true, schema: NextSchema.migrator)).close()
        let refusal = StoreError.otherSteps(place: path, version: Self.next, copy: nil)
        #expect(await fault(path, Self.later) == refusal)
        // As a backup is: it has no log, and must not get one.
        let queue = try DatabaseQueue(path: path)
        try queue.inDatabase { try $0.execute(sql: "PRAGMA journal_mode = DELETE") }
        try queue.close()
        let before = try Data(contentsOf: URL(filePath: path))
        #expect(await fault(path, Self.later) == refusal)
        #expect(refusal.text.contains("restore a backup from before"))
        await #expect(throws: ShopError.store(refusal)) {
            try await SQLiteStore.restore(path, to: Folder().path("shop.db"), schema: Self.later)
        }
        #expect(try Data(contentsOf: URL(filePath: path)) == before)
        #expect(await fault(path, .current) == .newerSchema(place: path, found: Self.next, known: Schema.version))
        #expect(await fault(path, NextSchema.migrator) == nil)
    }

    @Test("So is a shop whose upgrade is in the log only, as when a terminal was killed that had just upgraded it")
    func inLog() async throws {
        let path = try KeptShop.schema2.copy()
        let queue = try DatabaseQueue(path: path, configuration: Connection.configuration())
        try await queue.writeWithoutTransaction { try NextSchema.migrator.migrate($0) }
        try queue.close()
        let header = try Data(contentsOf: URL(filePath: path)).prefix(64)
        #expect(Array(header.suffix(4)) == [0, 0, 0, 2], "the file itself does not know of it")
        #expect(await fault(path, Self.later) == .otherSteps(place: path, version: Self.next, copy: nil))
        #expect(await fault(path, .current) == .newerSchema(place: path, found: Self.next, known: Schema.version))
        #expect(await fault(path, NextSchema.migrator) == nil)
    }

    @Test("Who is refused so is told which copy there is of the shop as it was, and can restore it")
    func copyFromBefore() async throws {
        let path = try KeptShop.schema2.copy()
        let store = try await SQLiteStore.open(path, schema: NextSchema.migrator)
        let copy = try #require(store.upgrade?.path)
        await store.close()
        let refusal = StoreError.otherSteps(place: path, version: Self.next, copy: copy)
        #expect(await fault(path, Self.later) == refusal)
        #expect(refusal.text.contains("`igniflo restore \(copy)`"))
        try await SQLiteStore.restore(copy, to: path, schema: Self.later)
        #expect(await fault(path, Self.later) == nil)
    }

    @Test("A version on top of one that was not final is refused by programs that have the lower one otherwise")
    func lowerSteps() async throws {
        let path = try Folder().path("shop.db")
        let top = Migration([.sql("CREATE TABLE on_top (id INTEGER PRIMARY KEY) STRICT")])
        func stack(_ base: Migrator) -> Migrator { Migrator(base.migrations + [top]) }
        await (try SQLiteStore.open(path, create: true, schema: NextSchema.migrator)).close()
        #expect(await fault(path, stack(Self.later)) == .otherSteps(place: path, version: Self.next, copy: nil))
        #expect(await fault(path, stack(NextSchema.migrator)) == nil)
        #expect(await fault(path, stack(Self.later)) == .otherSteps(place: path, version: Self.next, copy: nil))
    }

    @Test("Each word of a step counts for its digest, and how large its batches are does not")
    func digests() {
        let backfill = Backfill(of: "orders", "UPDATE orders SET note = '' WHERE id BETWEEN ?1 AND ?2")
        let digests = Set(
            [
                [.sql("CREATE TABLE a (b)")], [.sql("CREATE TABLE a (c)")], [.sql("CREATE TABLE a"), .sql(" (b)")],
                [.loosen(CheckLoosening(of: "orders", from: "a", to: "bc"))],
                [.loosen(CheckLoosening(of: "orders", from: "ab", to: "c"))], [.backfill(backfill)],
                [.backfill(Backfill(of: "orders", "UPDATE orders SET note = 'a' WHERE id BETWEEN ?1 AND ?2"))],
            ].map { SchemaDigest(of: Migration($0)) })
        #expect(digests.count == 7)
        let small = Backfill(of: "orders", "UPDATE orders SET note = '' WHERE id BETWEEN ?1 AND ?2", rowsPerBatch: 3)
        #expect(SchemaDigest(of: Migration([.backfill(small)])) == SchemaDigest(of: Migration([.backfill(backfill)])))
    }
}
