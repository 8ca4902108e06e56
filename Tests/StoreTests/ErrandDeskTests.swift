import Foundation
import Testing

@testable import SQLiteStore

/// Two processes at one desk: each has the lock file open for itself.
struct ErrandDeskTests {
    private let path: String
    private let waiting: ErrandDesk
    private let inside: ErrandDesk

    init() throws {
        path = try Folder().path("shop.db-gate")
        waiting = try #require(ErrandDesk(GateFile(path: path, mode: 0o600)))
        inside = try #require(ErrandDesk(GateFile(path: path, mode: 0o600)))
    }

    @Test("What is wanted is done once, and its answer is there when it is flushed and not before")
    func answered() throws {
        let wish = try #require(waiting.leave([1, 2, 3], for: 60))
        #expect(waiting.errands().isEmpty)
        let errand = try #require(inside.errands().first)
        #expect(errand.bytes == [1, 2, 3])
        errand.commit([4, 5])
        #expect(wish.answer == nil && inside.errands().isEmpty)
        errand.answer()
        #expect(wish.answer == [4, 5])
        let next = try #require(waiting.leave([6], for: 60))
        #expect(wish.answer == nil && next.answer == nil)
        #expect(inside.errands().map(\.bytes) == [[6]])
    }

    @Test("What is taken back, or is not wanted any more, is not done")
    func withdrawn() throws {
        let wish = try #require(waiting.leave([1], for: 60))
        #expect(wish.withdraw() && inside.errands().isEmpty)
        #expect(waiting.leave([1], for: 0) == nil)
        _ = try #require(waiting.leave([2], for: 0.000_001))
        while inside.errands().first != nil { continue }
        #expect(inside.errands().isEmpty)
    }

    @Test("What somebody has in hand or has done cannot be taken back; what was declined can")
    func inHand() throws {
        var wish = try #require(waiting.leave([1], for: 60))
        var errand = try #require(inside.errands().first)
        #expect(!wish.withdraw())
        // Nothing is left where an answer is about to be written.
        #expect(waiting.leave([2], for: 60) == nil)
        errand.commit([3])
        #expect(!wish.withdraw())
        errand.answer()
        #expect(!wish.withdraw())
        wish = try #require(waiting.leave([4], for: 60))
        errand = try #require(inside.errands().first)
        errand.decline()
        #expect(wish.withdraw() && wish.answer == nil)
    }

    @Test("What one had in hand who died inside may be committed: nobody else does it, and it is not said to be undone")
    func servantDied() throws {
        let wish = try #require(waiting.leave([1], for: 60))
        let lost = try #require(inside.errands().first)
        let next = try #require(ErrandDesk(GateFile(path: path, mode: 0o600)))
        #expect(next.errands().isEmpty && next.errands().isEmpty)
        #expect(!wish.withdraw() && wish.answer == nil)
        // Its owner has gone on since.
        wish.end()
        lost.answer()
        #expect(wish.answer == nil)
        let again = try #require(waiting.leave([3], for: 60))
        lost.commit([2])
        lost.answer()
        #expect(again.answer == nil && next.errands().map(\.bytes) == [[3]])
    }

    @Test("What was done is wiped from the file, and all of it when the shop goes away")
    func wiped() throws {
        func holds(_ bytes: [UInt8]) throws -> Bool {
            try Data(contentsOf: URL(fileURLWithPath: path)).range(of: Data(bytes)) != nil
        }
        let (secret, other) = (Array("what Ada ordered".utf8), Array("what Grace ordered".utf8))
        let wish = try #require(waiting.leave(secret, for: 60))
        _ = try #require(inside.leave(other, for: 60))
        #expect(try holds(secret) && holds(other))
        wish.end()
        #expect(try !holds(secret) && holds(other))
        waiting.erase()
        #expect(try !holds(other))
    }

    @Test("A desk that another version of the program has laid out is left alone")
    func otherLayout() throws {
        let path = try Folder().path("shop.db-gate")
        var file = Data(count: 4_096)
        file[4_092] = 1
        try file.write(to: URL(fileURLWithPath: path))
        #expect(ErrandDesk(try GateFile(path: path, mode: 0o600)) == nil)
    }

    @Test("Nothing is done for an owner that has gone, and its slot is another's")
    func ownerDied() throws {
        var gone = ErrandDesk(try GateFile(path: path, mode: 0o600))
        _ = try #require(gone?.leave([1], for: 60))
        gone = nil
        #expect(inside.errands().isEmpty)
        let desks = try (0..<62).map { _ in try #require(ErrandDesk(GateFile(path: path, mode: 0o600))) }
        for desk in desks { #expect(desk.leave([2], for: 60) != nil) }
        let beyond = try #require(ErrandDesk(GateFile(path: path, mode: 0o600)))
        #expect(beyond.leave([3], for: 60) == nil)
        #expect(beyond.errands().count == 62)
    }

    @Test("What is longer than a slot is not left, and an answer that is longer is its owner's to find")
    func tooLong() throws {
        #expect(waiting.leave(Array(repeating: 1, count: 9_000), for: 60) == nil)
        let wish = try #require(waiting.leave(Array(repeating: 1, count: 8_000), for: 60))
        let errand = try #require(inside.errands().first)
        #expect(errand.bytes.count == 8_000)
        errand.commit(Array(repeating: 1, count: 9_000))
        #expect(!wish.withdraw())
        errand.answer()
        #expect(wish.answer == [] && !wish.withdraw())
    }
}

extension ErrandDesk {
    fileprivate func leave(_ bytes: [UInt8], for seconds: Double) -> Wish? {
        let wish = write(bytes, for: seconds)
        wish?.offer()
        return wish
    }
}
