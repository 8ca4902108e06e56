import Foundation
import Testing

@Suite(.serialized, .stories)
struct WatchStories {
    @Test("A watch sees an order placed, prepared, ready and paid while it happens, and ends at Ctrl-C")
    func liveFlow() async throws {
        let machine = try await Machine.withDemo()
        let ada = try await machine.signedIn("ada")
        let grace = try await machine.signedIn("grace")
        let since = try await lastEvent(grace)
        let watch = try grace.start(["orders", "watch", "--json", "--since", since])

        let order = try await ada.run("orders", "place", "--item", "Flat white=1", "--json").object()
        let ticket = try #require(order["ticket"] as? String)
        try await watch.waitFor("orderPlaced")
        for step in [["status", ticket, "preparing"], ["status", ticket, "ready"], ["pay", ticket]] {
            #expect(try await grace.start(["orders"] + step).outcome().code == 0)
        }
        try await watch.waitFor("orderPayment")
        watch.signal(SIGINT)
        let ended = try await watch.outcome()

        #expect(ended.code == 130 && ended.signal == nil)
        let events = try ended.objects()
        #expect(events.map { $0["to"] as? String } == ["placed", "preparing", "ready", "paid"])
        #expect(events.allSatisfy { $0["ticket"] as? String == ticket })
        #expect(events.allSatisfy { $0["order"] as? Int == order["id"] as? Int })
        #expect(events.map { $0["by"] as? String } == ["Ada Lovelace", "Grace Hopper", "Grace Hopper", "Grace Hopper"])
        let numbers = events.compactMap { $0["number"] as? Int }
        #expect(numbers.count == 4 && numbers == numbers.sorted() && Set(numbers).count == 4)
        #expect(Set(events[0].keys) == ["number", "at", "kind", "by", "from", "to", "reason", "order", "ticket"])
    }

    @Test("A watch that goes on after a number misses nothing and repeats nothing")
    func since() async throws {
        let machine = try await Machine.withDemo()
        let grace = try await machine.signedIn("grace")
        let all = try await grace.run("events", "--since", "0", "--limit", "10000", "--json").objects()
        let expected = all.filter { $0["order"] != nil }.compactMap { $0["number"] as? Int }

        func numbers(since: Int, until last: Int) async throws -> [Int] {
            let watch = try grace.start(["orders", "watch", "--json", "--since", String(since)])
            try await watch.waitFor("\"number\":\(last),")
            watch.signal(SIGTERM)
            let ended = try await watch.outcome()
            #expect(ended.code == 143)
            return try ended.objects().compactMap { $0["number"] as? Int }
        }
        let last = try #require(expected.last)
        #expect(try await numbers(since: 0, until: last) == expected)
        let middle = expected[expected.count / 2]
        #expect(try await numbers(since: middle, until: last) == expected.filter { $0 > middle })
    }

    @Test("While six terminals write, a watch that is killed and goes on after its last number sees every event once")
    func manyWriters() async throws {
        let machine = try await Machine.withDemo()
        let ada = try await machine.signedIn("ada")
        let grace = try await machine.signedIn("grace")
        let made = try await grace.run("products", "create", "--name", "Mint", "--price", "1", "--stock", "900")
        #expect(made.code == 0)
        let since = try await Int(lastEvent(grace)) ?? 0
        let writers = (1...6).map { _ in
            Task {
                try await ada.shell("for i in 1 2 3 4 5 6 7 8; do igniflo orders place --item Mint=1 || exit; done")
            }
        }

        var numbers: [Int] = []
        while numbers.count < 48 {
            let watch = try grace.start(["orders", "watch", "--json", "--since", String(numbers.last ?? since)])
            let more = min(7, 48 - numbers.count)
            try await watch.waitUntil("\(more) more events") { Self.wholeLines($0).count >= more }
            watch.signal(SIGKILL)
            var ended = try await watch.outcome()
            ended.output = Self.wholeLines(ended.output).joined(separator: "\n")
            numbers += try ended.objects().compactMap { $0["number"] as? Int }
        }
        for writer in writers {
            let outcome = try await writer.value
            #expect(outcome.code == 0, "\(outcome.unexpected)")
        }
        let log = try await grace.run("events", "--since", String(since), "--limit", "1000", "--json").objects()
        #expect(numbers == log.compactMap { $0["number"] as? Int })
        #expect(log.count == 48 && log.allSatisfy { $0["kind"] as? String == "orderPlaced" })
    }

    /// What a reader of a program that was killed may count on.
    private static func wholeLines(_ output: String) -> [Substring] {
        output.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
    }

    @Test("A customer's watch shows their own orders alone")
    func own() async throws {
        let machine = try await Machine.withDemo()
        let ada = try await machine.signedIn("ada")
        let lin = try await machine.signedIn("lin")
        let since = try await lastEvent(ada)
        let watch = try ada.start(["orders", "watch", "--json", "--since", since])
        #expect(try await lin.run("orders", "place", "--item", "Espresso=1").code == 0)
        #expect(try await ada.run("orders", "place", "--item", "Espresso=1").code == 0)
        try await watch.waitFor("orderPlaced")
        watch.signal(SIGINT)
        #expect(try await watch.outcome().objects().map { $0["by"] as? String } == ["Ada Lovelace"])
    }

    @Test("A watch ends when its person is signed out")
    func signedOut() async throws {
        let machine = try await Machine.withDemo()
        let grace = try await machine.signedIn("grace")
        let ada = try await machine.signedIn("ada")
        let since = try await lastEvent(grace)
        let watch = try grace.start(["orders", "watch", "--since", since])
        #expect(try await ada.run("orders", "place", "--item", "Espresso=1").code == 0)
        try await watch.waitFor("placed")
        #expect(try await grace.run("logout").code == 0)
        #expect(try await ada.run("orders", "place", "--item", "Espresso=1").code == 0)
        let ended = try await watch.outcome()
        #expect(ended.code == 1)
        #expect(ended.lines.count == 1)
        #expect(ended.complaint?.contains("You have been signed out.") == true)
    }

    @Test("Nobody reading any more is an end, not a crash")
    func closedPipe() async throws {
        let machine = try await Machine.withDemo()
        let grace = try await machine.signedIn("grace")
        let head = try await grace.shell("igniflo orders watch --since 0 | head -1")
        #expect(head.code == 0 && head.lines.count == 1 && head.errors.isEmpty)
        let closed = try await grace.shell("(igniflo events --json --since 0 --limit 10000; echo $? >&2) | true")
        #expect(closed.errors == "0\n")
        let full = try await grace.run("orders", "list")
        #expect(full.code == 0)
        let noSpace = try await grace.shell("igniflo orders list > /dev/full")
        #expect(noSpace.code == 69)
        #expect(noSpace.complaint?.hasPrefix("igniflo: The output cannot be written") == true)
    }

    private func lastEvent(_ person: Person) async throws -> String {
        try String(#require(await person.run("health", "--json").object()["lastEvent"] as? Int))
    }
}
