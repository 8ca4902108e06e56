import Foundation
import Presentation
import SQLiteStore
import Shop
import Testing

struct RemovalTests {
    @Test("What takes the demo away leaves a shop that was put in its place meanwhile")
    func onlyWhatIsMeant() async throws {
        let folder = try Folder()
        let path = folder.path("shop.db")
        func make(isDemo: Bool) async throws {
            let store = try await SQLiteStore.open(path, create: true)
            var settings = Sample.settings
            settings.isDemo = isDemo
            try await store.write { [settings] in try $0.save(settings) }
            await store.close()
        }
        func names() throws -> Set<String> {
            Set(try FileManager.default.contentsOfDirectory(atPath: folder.url.path))
        }
        try await make(isDemo: false)
        let before = try names()
        #expect(try await !SQLiteStore.remove(path) { $0?.isDemo ?? true })
        #expect(try names() == before && before.isSuperset(of: ["shop.db", "shop.db-wal"]))
        let store = try await SQLiteStore.open(path)
        #expect(try await store.read { try $0.settings()?.isDemo } == false)
        await store.close()

        try await make(isDemo: true)
        #expect(try await SQLiteStore.remove(path) { $0?.isDemo ?? true })
        #expect(try names() == ["shop.db-gate"])
    }
}
