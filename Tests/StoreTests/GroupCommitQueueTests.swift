import Foundation
import Testing

@testable import SQLiteStore

/// Two processes that share one queue: each has the lock file open for itself.
struct GroupCommitQueueTests {
    private let path: String
    private let follower: GroupCommitQueue<SharedSlots>
    private let leader: GroupCommitQueue<SharedSlots>

    init() throws {
        path = try Folder().path("shop.db-gate")
        follower = try #require(GroupCommitQueue(LockFile(path: path, mode: 0o600)))
        leader = try #require(GroupCommitQueue(LockFile(path: path, mode: 0o600)))
    }

    @Test("What is wanted is placed once, and its answer is there when it is flushed and not before")
    func answered() throws {
        let placement = try #require(follower.submit([1, 2, 3], for: 60))
        #expect(follower.takeAll().isEmpty)
        let queued = try #require(leader.takeAll().first)
        #expect(queued.bytes == [1, 2, 3])
        queued.commit([4, 5])
        #expect(placement.answer == nil && leader.takeAll().isEmpty)
        queued.answer()
        #expect(placement.answer == [4, 5])
        let next = try #require(follower.submit([6], for: 60))
        #expect(placement.answer == nil && next.answer == nil)
        #expect(leader.takeAll().map(\.bytes) == [[6]])
    }

    @Test("What is withdrawn, or has timed out, is not placed")
    func withdrawn() throws {
        let placement = try #require(follower.submit([1], for: 60))
        #expect(placement.withdraw() && leader.takeAll().isEmpty)
        #expect(follower.submit([1], for: 0) == nil)
        _ = try #require(follower.submit([2], for: 0.000_001))
        while leader.takeAll().first != nil { continue }
        #expect(leader.takeAll().isEmpty)
    }

    @Test("What a leader has taken or committed cannot be withdrawn; what was declined can")
    func taken() throws {
        var placement = try #require(follower.submit([1], for: 60))
        var queued = try #require(leader.takeAll().first)
        #expect(!placement.withdraw())
        // Nothing is queued where an answer is about to be written.
        #expect(follower.submit([2], for: 60) == nil)
        queued.commit([3])
        #expect(!placement.withdraw())
        queued.answer()
        #expect(!placement.withdraw())
        placement = try #require(follower.submit([4], for: 60))
        queued = try #require(leader.takeAll().first)
        queued.decline()
        #expect(placement.withdraw() && placement.answer == nil)
    }

    @Test("What a dead leader had taken is placed by no other, and its owner is not told that nothing was saved")
    func leaderDied() throws {
        let placement = try #require(follower.submit([1], for: 60))
        let lost = try #require(leader.takeAll().first)
        let next = try #require(GroupCommitQueue(LockFile(path: path, mode: 0o600)))
        #expect(next.takeAll().isEmpty && next.takeAll().isEmpty)
        #expect(!placement.withdraw() && placement.answer == nil)
        // Its owner has gone on since.
        follower.reclaim()
        lost.answer()
        #expect(placement.answer == nil)
        let again = try #require(follower.submit([3], for: 60))
        lost.commit([2])
        lost.answer()
        #expect(again.answer == nil && next.takeAll().map(\.bytes) == [[3]])
    }

    @Test("A terminal whose order a dead leader had taken queues its next one as soon as it has held the lock")
    func leaderDiedOwnerLeads() throws {
        _ = try #require(follower.submit([1], for: 60))
        _ = try #require(leader.takeAll().first)
        #expect(follower.submit([2], for: 60) == nil)
        follower.reclaim()
        let next = try #require(follower.submit([3], for: 60))
        #expect(leader.takeAll().map(\.bytes) == [[3]] && next.answer == nil)
    }

    private func holds(_ text: String) throws -> Bool {
        try Data(contentsOf: URL(fileURLWithPath: path)).range(of: Data(text.utf8)) != nil
    }

    @Test("What was placed, given up or declined is wiped from the file, and everything when the shop is removed")
    func wiped() throws {
        let (secret, other) = ("what Ada ordered", "what Grace ordered")
        var placement = try #require(follower.submit(Array(secret.utf8), for: 60))
        _ = try #require(leader.submit(Array(other.utf8), for: 60))
        #expect(try holds(secret) && holds(other))
        #expect(placement.withdraw())
        #expect(try !holds(secret) && holds(other))
        _ = try #require(follower.submit(Array(secret.utf8), for: 60))
        leader.takeAll().first?.decline()
        #expect(try !holds(secret) && holds(other))
        placement = try #require(follower.submit(Array(secret.utf8), for: 60))
        let queued = try #require(leader.takeAll().first)
        queued.commit(Array("Ada's order".utf8))
        queued.answer()
        #expect(try holds("Ada's order"))
        placement.end()
        #expect(try !holds("Ada's order"))
        follower.erase()
        #expect(try !holds(other))
    }

    @Test("What a terminal had queued that died is wiped when another takes its slot, or the shop is removed")
    func wipedOfTheDead() throws {
        for (isOffered, isRemoved) in [(false, false), (false, true), (true, false), (true, true)] {
            var gone = GroupCommitQueue(try LockFile(path: path, mode: 0o600))
            var placement = gone?.write(Array("a dead terminal's".utf8), for: 60)
            #expect(placement != nil)
            if isOffered { placement?.offer() }
            (gone, placement) = (nil, nil)
            #expect(try holds("a dead terminal's"))
            if isRemoved {
                leader.erase()
            } else {
                _ = try #require(GroupCommitQueue(LockFile(path: path, mode: 0o600)))
            }
            #expect(try !holds("a dead terminal's"))
        }
    }

    @Test("The queue of a program with another layout is not used")
    func otherLayout() throws {
        let path = try Folder().path("shop.db-gate")
        var file = Data(count: 4_096)
        file[4_092] = 1
        try file.write(to: URL(fileURLWithPath: path))
        #expect(GroupCommitQueue(try LockFile(path: path, mode: 0o600)) == nil)
    }

    @Test("Nothing is placed for a process that has ended, and its slot is free for another")
    func ownerDied() throws {
        var gone = GroupCommitQueue(try LockFile(path: path, mode: 0o600))
        _ = try #require(gone?.submit([1], for: 60))
        gone = nil
        #expect(leader.takeAll().isEmpty)
        let queues = try (0..<62).map { _ in try #require(GroupCommitQueue(LockFile(path: path, mode: 0o600))) }
        for queue in queues { #expect(queue.submit([2], for: 60) != nil) }
        let beyond = try #require(GroupCommitQueue(LockFile(path: path, mode: 0o600)))
        #expect(beyond.submit([3], for: 60) == nil)
        #expect(beyond.takeAll().count == 62)
    }

    @Test("What is longer than a slot is not queued, and an answer that is longer is found by its owner")
    func tooLong() throws {
        #expect(follower.submit(Array(repeating: 1, count: 9_000), for: 60) == nil)
        let placement = try #require(follower.submit(Array(repeating: 1, count: 8_000), for: 60))
        let queued = try #require(leader.takeAll().first)
        #expect(queued.bytes.count == 8_000)
        queued.commit(Array(repeating: 1, count: 9_000))
        #expect(!placement.withdraw())
        queued.answer()
        #expect(placement.answer == [] && !placement.withdraw())
    }
}

extension GroupCommitQueue {
    fileprivate func submit(_ bytes: [UInt8], for seconds: Double) -> WaitingPlacement<Memory>? {
        let placement = write(bytes, for: seconds)
        placement?.offer()
        return placement
    }
}
