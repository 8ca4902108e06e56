import Foundation
import Glibc
import Shop
import Synchronization
import Testing

@testable import SQLiteStore

/// A terminal that waits for the writer's lock, which a leader of another process holds.
@Suite(.timeLimit(.minutes(15)), .ownThreads)
struct LockedOutTests {
    /// A leader of another process: it has the lock file open for itself.
    private struct Leader {
        let file: LockFile
        let queue: GroupCommitQueue<SharedSlots>

        init(_ path: String) throws {
            file = try LockFile(path: path, mode: 0o600)
            queue = try #require(GroupCommitQueue(file))
            #expect(flock(file.descriptor, LOCK_EX | LOCK_NB) == 0)
        }

        func release() { flock(file.descriptor, LOCK_UN) }
    }

    private final class Flag: Sendable {
        let isSet = Atomic(false)
    }

    /// A terminal's write, of which another process may do the work.
    private struct Write {
        private let over = Flag()
        let task: Task<String, any Error>

        init(_ lock: WriterLock, _ bytes: [UInt8], by seconds: Int) {
            let submission = Submission(encode: { bytes }, decode: { String(decoding: $0, as: UTF8.self) })
            task = Task { [over] in
                defer { over.isSet.store(true, ordering: .releasing) }
                return try await lock.hold(by: .now.advanced(by: .seconds(seconds)), submission: submission) { _ in
                    "placed by itself"
                }
            }
        }

        var isOver: Bool { over.isSet.load(ordering: .acquiring) }

        /// - Returns: nil when it ended without being found in the queue.
        func taken(by leader: Leader) async -> QueuedPlacement<SharedSlots>? {
            while !isOver {
                if let placement = leader.queue.takeAll().first { return placement }
                await Task.yield()
            }
            return nil
        }
    }

    private let path: String

    init() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "igniflo-test-" + UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        path = folder.appending(path: "shop.db").path
    }

    @Test("After a leader died with a terminal's order, and the terminal has written, a leader places its next order")
    func leaderDied() async throws {
        var lock = WriterLock(database: path)
        let dying = try Leader(lock.path)
        var isTaken = false
        while !isTaken {
            // On a slow machine the time may be over before it is queued; then the terminal blocks on the lock.
            lock = WriterLock(database: path)
            let lost = Write(lock, [1], by: 4)
            isTaken = await lost.taken(by: dying) != nil
            await #expect(throws: StoreError.self) { try await lost.task.value }
        }
        dying.release()
        #expect(try await lock.hold(by: .now.advanced(by: .seconds(600))) { _ in true })
        let leader = try Leader(lock.path)
        let next = Write(lock, [2], by: 120)
        let placement = try #require(await next.taken(by: leader))
        #expect(placement.bytes == [2])
        placement.commit(Array("placed".utf8))
        placement.answer()
        leader.release()
        #expect(try await next.task.value == "placed")
    }

    @Test("An order that waits when the lock file is replaced is queued in the new one")
    func replaced() async throws {
        let lock = WriterLock(database: path)
        let old = try Leader(lock.path)
        let write = Write(lock, [1], by: 120)
        let slots = old.queue.memory
        while !write.isOver, !(0..<slots.slots).contains(where: { slots.word(of: $0).state == .wanted }) {
            await Task.yield()
        }
        #expect(unlink(lock.path) == 0)
        let leader = try Leader(lock.path)
        old.release()
        let placement = try #require(await write.taken(by: leader))
        #expect(old.queue.takeAll().isEmpty)
        placement.commit(Array("placed".utf8))
        placement.answer()
        leader.release()
        #expect(try await write.task.value == "placed")
    }
}
