import Foundation
import GRDB
import Glibc
import Presentation
import Shop
import Synchronization
import Testing

@testable import SQLiteStore

@Suite(.serialized, .timeLimit(.minutes(15)))
struct FeedTests {
    /// The texts of the first `count` events that the feed hands out.
    private func texts(_ feed: AsyncStream<FeedSignal>, _ count: Int) async -> [String] {
        var texts: [String] = []
        for await signal in feed {
            if case .events(let events) = signal { texts += events.map(\.change.columns.to) }
            if texts.count >= count { break }
        }
        return texts
    }

    @Test("What another terminal commits arrives, none missed, none twice, in order", arguments: Engine.all)
    func complete(engine: Engine) async throws {
        let open = try await engine.make()
        let (store, others) = (try await open(), [try await open(), try await open()])
        try await store.append(["before"])
        async let seen = texts(store.feed(after: 1), 120)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for (index, other) in others.enumerated() {
                group.addTask { try await other.append((0..<60).map { "\(index)-\($0)" }) }
            }
            try await group.waitForAll()
        }
        let arrived = try await seen
        let written = try await store.read { try $0.events(after: 1, limit: 500) }.map(\.change.columns.to)
        #expect(arrived == written)
        #expect(arrived.count == 120)
        for store in others + [store] { await store.close() }
    }

    @Test("A feed begins where it is asked to, and one's own commits are in it", arguments: Engine.all)
    func cursor(engine: Engine) async throws {
        let store = try await engine.make()()
        try await store.appendAtOnce((1...1_200).map(String.init))
        #expect(try await texts(store.feed(after: 1_100), 100) == (1_101...1_200).map(String.init))
        async let late = texts(store.feed(after: 1_200), 1)
        async let whole = texts(store.feed(after: 0), 1_201)
        try await store.append(["own"])
        #expect(try await late == ["own"])
        #expect(try await whole.count == 1_201)
        await store.close()
    }

    @Test("What is told of the rows is decided on the picture they were read in", arguments: Engine.all)
    func onePicture(engine: Engine) async throws {
        let open = try await engine.make()
        let (store, other) = (try await open(), try await open())
        let feed = try await store.feed(after: 0) { events, transaction in
            let last = try transaction.lastEventNumber()
            return events.map { event in
                var event = event
                event.reason = "\(last - (events.last?.number ?? 0)) later"
                return event
            }
        }
        async let writing: Void = other.append((1...100).map(String.init))
        var told = 0
        for await case .events(let events) in feed {
            #expect(events.allSatisfy { $0.reason == "0 later" })
            told += events.count
            if told == 100 { break }
        }
        try await writing
        for store in [store, other] { await store.close() }
    }

    @Test("Where it cannot be told yet, it is told later, and once", arguments: Engine.all)
    func filterFails(engine: Engine) async throws {
        let store = try await engine.make()()
        let failures = Mutex(2)
        try await store.append(["1", "2"])
        let feed = try await store.feed(after: 0) { events, _ in
            let fails = failures.withLock { left in
                left -= 1
                return left >= 0
            }
            if fails { throw ShopError.store(.busy) }
            return events.filter { $0.change.columns.to != "1" }
        }
        #expect(await texts(feed, 1) == ["2"])
        try await store.append(["3"])
        #expect(failures.withLock { $0 } < 0)
        await store.close()
    }

    @Test("A feed ends when its store is closed", arguments: Engine.all)
    func end(engine: Engine) async throws {
        let store = try await engine.make()()
        let start = try await store.read { try $0.feedPosition() }
        let feed = store.changes(after: start)
        await store.close()
        for await signal in feed { Issue.record("said \(signal) after the end") }
        for await signal in store.changes(after: start) { Issue.record("said \(signal) after the end") }
    }

    @Test("A shop that is moved away is unreachable, and live again when it is back")
    func unreachable() async throws {
        let folder = try Folder()
        let path = folder.path("shop.db")
        let store = try await SQLiteStore.open(path, create: true)
        var signals = store.changes(after: FeedPosition(after: 0)).makeAsyncIterator()
        try await store.append(["1"])
        _ = await signals.next()
        try FileManager.default.moveItem(atPath: path, toPath: folder.path("away.db"))
        #expect(await signals.next() == .unreachable(.replaced(place: path)))
        await #expect(throws: ShopError.store(.replaced(place: path))) { try await store.append(["2"]) }
        try FileManager.default.moveItem(atPath: folder.path("away.db"), toPath: path)
        #expect(await signals.next() == .live)
        try await store.append(["3"])
        guard case .events(let events) = await signals.next() else { throw ShopError.notSetUp }
        #expect(events.map(\.change.columns.to) == ["3"])
        await store.close()
    }

    @Test("Health says how far the terminal is behind, and how much of the log the file does not have")
    func behind() async throws {
        let folder = try Folder()
        let path = folder.path("shop.db")
        let store = try await SQLiteStore.open(path, create: true)
        #expect(await store.health(full: false).feed == nil, "nobody listens")
        try await store.append(["1", "2", "3"])
        let journal = try #require(await store.health(full: false).journal)
        #expect(journal.behind > 0 && journal.behind <= journal.bytes)

        var signals = store.changes(after: FeedPosition(after: 3)).makeAsyncIterator()
        #expect(await store.health(full: false).feed == HealthFact.FeedLag(events: 0, seconds: 0))
        try FileManager.default.moveItem(atPath: path, toPath: folder.path("away.db"))
        #expect(await signals.next() == .unreachable(.replaced(place: path)))
        var late = store.changes(after: FeedPosition(after: 1)).makeAsyncIterator()
        #expect(await store.health(full: false).feed?.events == 2)
        while await store.health(full: false).feed?.seconds == 0 { await Task.yield() }
        #expect(await late.next() == .unreachable(.replaced(place: path)))
        try FileManager.default.moveItem(atPath: folder.path("away.db"), toPath: path)
        guard case .events(let events) = await late.next() else { throw ShopError.notSetUp }
        #expect(events.map(\.change.columns.to) == ["2", "3"])
        #expect(await late.next() == .live)
        // The watcher tells that it reads again, and then takes note of it.
        while let lag = await store.health(full: false).feed, lag.events != 0 || lag.seconds != 0 { await Task.yield() }

        try DatabaseQueue(path: path).inDatabase { _ = try $0.checkpoint(.full) }
        #expect(await store.health(full: false).journal?.behind == 0)
        await store.close()
    }

    @Test("A feed that begins while the shop is away says so, and gives what there was before as soon as it is back")
    func begunWhileAway() async throws {
        let folder = try Folder()
        let path = folder.path("shop.db")
        let store = try await SQLiteStore.open(path, create: true)
        try await store.append(["before"])
        var first = store.changes(after: FeedPosition(after: 0)).makeAsyncIterator()
        _ = await first.next()
        try FileManager.default.moveItem(atPath: path, toPath: folder.path("away.db"))
        #expect(await first.next() == .unreachable(.replaced(place: path)))
        var late = store.changes(after: FeedPosition(after: 0)).makeAsyncIterator()
        #expect(await late.next() == .unreachable(.replaced(place: path)))
        try FileManager.default.moveItem(atPath: folder.path("away.db"), toPath: path)
        guard case .events(let events) = await late.next() else { throw ShopError.notSetUp }
        #expect(events.map(\.change.columns.to) == ["before"])
        #expect(await late.next() == .live)
        await store.close()
    }

    @Test("Whoever begins to listen while later rows are on their way gets the earlier ones first")
    func begunBetween() async throws {
        let path = try Folder().path("shop.db")
        let store = try await SQLiteStore.open(path, create: true)
        try await store.appendAtOnce((1...5).map(String.init))
        let events = try await store.read { try $0.events(after: 0, limit: 5) }
        for _ in 0..<50 {
            let feed = ChangeFeed(store.shop.files, lockFile: store.shop.lock.path)
            let stream = feed.subscribe(after: 0) { events, _ in events }
            for delivery in try await store.read({ try feed.deliver([events[4]], after: 4, in: $0) }) {
                delivery.complete()
            }
            #expect(await texts(stream, 5) == ["1", "2", "3", "4", "5"])
            feed.stop()
        }
        await store.close()
    }

    @Test("Whoever stops listening while it is told holds up neither itself nor anybody else", .timeLimit(.minutes(3)))
    func cancelledWhileTold() async throws {
        let store = try await SQLiteStore.open(try Folder().path("shop.db"), create: true)
        let feed = ChangeFeed(store.shop.files, lockFile: store.shop.lock.path)
        let isDone = Atomic(false)
        Thread {
            while !isDone.load(ordering: .relaxed) {
                feed.deliver(.live)
                sched_yield()
            }
        }.start()
        for round in 0..<800 {
            let listeners = (0..<6).map { _ in
                Task { for await _ in feed.subscribe(after: 0, through: { events, _ in events }) {} }
            }
            for _ in 0..<(round % 20) { await Task.yield() }
            for listener in listeners { listener.cancel() }
            for listener in listeners { await listener.value }
        }
        isDone.store(true, ordering: .relaxed)
        feed.stop()
        await store.close()
    }

    @Test("A listener that takes nothing costs no memory without end, is told of by health, and later misses nothing")
    func standsStill() async throws {
        let store = try await SQLiteStore.open(try Folder().path("shop.db"), create: true)
        var still = store.changes(after: FeedPosition(after: 0)).makeAsyncIterator()
        try await store.append(["0"])
        _ = await still.next()
        let count = FeedListener.capacity * 3
        for page in 0..<(count / 500) { try await store.appendAtOnce((1...500).map { "\(page * 500 + $0)" }) }
        // Another, which takes all, shows that the feed has been told of everything.
        #expect(await texts(store.changes(after: FeedPosition(after: 0)), count + 1).count == count + 1)
        let lag = try #require(await store.health(full: false).feed)
        #expect(lag.events >= count - FeedListener.capacity - 500)
        while await store.health(full: false).feed?.untakenSeconds == 0 { await Task.yield() }

        var seen: [String] = []
        while seen.count < count, case .events(let events)? = await still.next() {
            seen += events.map(\.change.columns.to)
        }
        #expect(seen == (1...count).map(String.init))
        #expect(await store.health(full: false).feed == HealthFact.FeedLag(events: 0, seconds: 0))
        await store.close()
    }
}
