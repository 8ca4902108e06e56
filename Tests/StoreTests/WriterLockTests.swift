import Foundation
import Glibc
import Presentation
import SQLiteStore
import Shop
import Synchronization
import Testing

@Suite(.serialized, .timeLimit(.minutes(15)))
struct WriterLockTests {
    @Test("Whoever waits behind a long write of the same terminal is told in time that the shop is busy")
    func behindOwn() async throws {
        let path = try Folder().path("shop.db")
        let store = try await SQLiteStore.open(path, create: true, writeLimit: .milliseconds(300))
        let (begun, isOver) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
        let wasEnded = Atomic(false)
        let long = Task {
            try await store.write { transaction in
                begun.signal()
                // The end comes when the others were told; the limit is for a test that fails.
                wasEnded.store(isOver.wait(timeout: .now() + 600) == .success, ordering: .releasing)
                _ = try transaction.append(Sample.event("long"))
            }
        }
        await withCheckedContinuation { continuation in
            DispatchQueue.global().async {
                begun.wait()
                continuation.resume()
            }
        }
        await withTaskGroup(of: Void.self) { group in
            for number in 1...3 {
                group.addTask {
                    await #expect(throws: ShopError.store(.busy)) { try await store.append(["\(number)"]) }
                }
            }
        }
        isOver.signal()
        try await long.value
        let wasToldInTime = wasEnded.load(ordering: .acquiring)
        #expect(wasToldInTime)
        try await store.append(["after"])
        #expect(
            try await store.read { try $0.events(after: 0, limit: 9) }.map(\.change.columns.to) == ["long", "after"])
        await store.close()
    }

    @Test("Who was told that the shop is busy has left nothing behind that is written later")
    func givenUp() async throws {
        let path = try Folder().path("shop.db")
        let store = try await SQLiteStore.open(path, create: true, writeLimit: .milliseconds(100))
        let held = open(path + "-gate", O_RDWR | O_CLOEXEC)
        #expect(flock(held, LOCK_EX | LOCK_NB) == 0)
        for text in ["1", "2"] {
            await #expect(throws: ShopError.store(.busy)) { try await store.append([text]) }
        }
        close(held)
        while (try? await store.append(["3"])) == nil { continue }
        #expect(try await store.read { try $0.events(after: 0, limit: 9) }.map(\.change.columns.to) == ["3"])
        await store.close()
    }

    @Test("A terminal closes the shop while another holds the lock")
    func closing() async throws {
        let path = try Folder().path("shop.db")
        let store = try await SQLiteStore.open(path, create: true, writeLimit: .milliseconds(100))
        let held = open(path + "-gate", O_RDWR | O_CLOEXEC)
        #expect(flock(held, LOCK_EX | LOCK_NB) == 0)
        await #expect(throws: ShopError.store(.busy)) { try await store.append(["1"]) }
        await store.close()
        close(held)
        let again = try await SQLiteStore.open(path)
        #expect(try await again.read { try $0.lastEventNumber() } == 0)
        await again.close()
    }
}
