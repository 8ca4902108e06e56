import Foundation
import Presentation
import SQLiteStore
import Shop
import Synchronization

/// A clock that stands still until it is moved.
final class StoppedClock: Sendable {
    /// A Tuesday in November, 10:42 in Dublin.
    static let start = Date(timeIntervalSince1970: 1_795_516_920)

    private let time = Mutex(start)

    var now: Date { time.withLock { $0 } }

    func advance(by seconds: TimeInterval) { time.withLock { $0 = $0.addingTimeInterval(seconds) } }
}

/// The demo shop's file as of the clock's start, made once and copied for each test.
enum DemoFile {
    static let demo = Result {
        try DemoShop(
            folder: URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
                .deletingLastPathComponent().deletingLastPathComponent().appending(path: "seed"))
    }

    private static let folder = freshFolder()

    private static let made = Task {
        let path = folder.appending(path: "shop.db").path
        let store = try await SQLiteStore.open(path, create: true)
        try await demo.get().load(into: ShopEnvironment(store: store, now: { StoppedClock.start }))
        await store.close()
        atexit { try? FileManager.default.removeItem(at: DemoFile.folder) }
        return path
    }

    static func freshFolder() -> URL {
        FileManager.default.temporaryDirectory.appending(path: "igniflo-screens-" + UUID().uuidString)
    }

    /// - Returns: the folder of a copy, which holds `shop.db`.
    static func copy() async throws -> URL {
        let original = try await made.value
        let folder = freshFolder()
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        for suffix in ["", "-wal"] where FileManager.default.fileExists(atPath: original + suffix) {
            try FileManager.default.copyItem(
                atPath: original + suffix, toPath: folder.appending(path: "shop.db").path + suffix)
        }
        return folder
    }
}
