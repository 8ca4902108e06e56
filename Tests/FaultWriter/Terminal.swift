import Foundation
import Glibc
import Presentation
import SQLiteStore
import Shop

/// The shop as one process has it open, with an admin signed in.
struct Terminal {
    let store: SQLiteStore
    let services: ShopServices
    let seed: UInt64

    /// - Throws: ``ShopError``. FAULT_NO_FLUSH in the environment leaves commits unflushed; FAULT_LIMIT is how many
    ///   seconds it waits for its turn.
    static func open(_ path: String, seed: UInt64) async throws -> Terminal {
        let flushes = ProcessInfo.processInfo.environment["FAULT_NO_FLUSH"] == nil
        let limit = ProcessInfo.processInfo.environment["FAULT_LIMIT"].flatMap(Int.init).map { Duration.seconds($0) }
        let store = try await SQLiteStore.open(
            path, create: true, writeLimit: limit ?? SQLiteStore.writeLimit, flushes: flushes, schema: .current)
        let cost = PasswordHash.Cost(rounds: 2, blockSize: 1, parallelism: 1)
        let environment = ShopEnvironment(store: store, hasher: PasswordHasher(cost: cost), terminal: "fault-\(seed)")
        return Terminal(store: store, services: ShopServices(environment), seed: seed)
    }

    private func signIn() async throws -> Session {
        try await Persistence.patiently {
            try await services.accounts.signIn(email: "grace@example.com", password: "correct horse").session
        }
    }

    // MARK: making

    /// Makes what is needed to place orders, in a shop that is not set up yet.
    func make() async throws {
        try await services.setUp.open(
            SetUpService.Request(
                name: "Corner Café", currency: "EUR", locale: "en_IE", timeZone: "Europe/Dublin",
                adminName: "Grace Hopper", adminEmail: "grace@example.com", password: "correct horse"))
        let session = try await signIn()
        for name in ["Tea", "Bun", "Soup"] {
            _ = try await services.products.create(ProductDraft(name: name, price: 350, stock: 900_000), by: session)
        }
        say("made")
    }

    // MARK: placing

    /// Places `count` orders, or goes on for ever with 0, or as FAULT_UNTIL says; every third is moved along the board. Says
    /// in the end how many milliseconds the slowest took.
    func place(_ count: Int) async throws {
        let session = try await signIn()
        let products = try await Persistence.patiently { try await services.products.list(by: session) }
        var random = SeededRandom(state: seed)
        say("ready")
        var number = 0
        var longest = Duration.zero
        while count == 0 || number < count, Persistence.end.map({ access($0, F_OK) != 0 }) ?? true {
            number += 1
            let lines = products.shuffled(using: &random).prefix(Int.random(in: 1...3, using: &random)).map {
                OrderDraft.Line(productID: $0.id, quantity: Int.random(in: 1...2, using: &random))
            }
            let draft = OrderDraft(request: UUID().uuidString, lines: Array(lines), walkIn: "Sam")
            let start = ContinuousClock.now
            let order = await place(draft, session)
            longest = max(longest, start.duration(to: .now))
            if let order, number.isMultiple(of: 3) { await move(order, session) }
        }
        say("longest \(longest / .milliseconds(1))")
    }

    private func place(_ draft: OrderDraft, _ session: Session) async -> Order? {
        say("trying \(draft.request)")
        do {
            let order = try await Persistence.patiently { try await services.orders.place(draft, by: session) }
            say("placed \(draft.request) \(order.id)")
            return order
        } catch {
            say("refused \(draft.request) \((error as? ShopError)?.text ?? String(describing: error))")
            return nil
        }
    }

    private func move(_ order: Order, _ session: Session) async {
        let to: OrderStatus = order.id.rawValue.isMultiple(of: 2) ? .preparing : .cancelled
        do {
            _ = try await services.orders.setStatus(
                order.id, StatusStep(to: to, expecting: order.version, reason: "moved"), by: session)
            say("moved \(order.id) \(to)")
        } catch {
            say("stayed \(order.id) \((error as? ShopError)?.text ?? String(describing: error))")
        }
    }

    // MARK: a full disk

    /// Places orders until the disk takes no more, reads, makes room, hears that there is, and places again.
    ///
    /// The disk is full where FAULT_BALLAST names a file whose removal makes room, and another terminal, which never
    /// writes, hears of both; else a limit of this process stands in.
    func fill() async throws {
        let session = try await signIn()
        let products = try await services.products.list(by: session)
        let ballast = ProcessInfo.processInfo.environment["FAULT_BALLAST"]
        let cursor = try await services.feed.position()
        let begin = try await services.feed.position(after: 0)
        var own = Optional(services.feed.changes(after: cursor, for: session).makeAsyncIterator())
        let reader = ballast == nil ? nil : try await Terminal.open(store.path, seed: seed)
        var readers = reader?.services.feed.changes(after: begin, for: nil).makeAsyncIterator()
        if ballast == nil { limitFiles(to: rlim_t(Self.size(of: store.path + "-wal") + 100_000)) }
        func draft() -> OrderDraft {
            OrderDraft(
                request: UUID().uuidString, lines: [OrderDraft.Line(productID: products[0].id, quantity: 1)],
                walkIn: "Sam")
        }
        while await place(draft(), session) != nil {}
        say("reads \(try await services.products.list(by: session).count)")
        say("health \(await services.health.check().problems)")
        await Self.hear(&own, as: "feed")
        await Self.hear(&readers, as: "reader")
        if let ballast { unlink(ballast) } else { limitFiles(to: rlim_t.max) }
        await Self.hear(&own, as: "feed")
        await Self.hear(&readers, as: "reader")
        await reader?.store.close()
        _ = await place(draft(), session)
    }

    /// Says what a feed says next of whether anything can be saved.
    private static func hear(_ feed: inout AsyncStream<FeedSignal>.Iterator?, as name: String) async {
        while let signal = await feed?.next() {
            switch signal {
            case .unwritable(let fault): return say("\(name) \(fault.standing)")
            case .writable: return say("\(name) writable")
            case .events, .live, .unreachable: continue
            }
        }
    }

    private static func size(of path: String) -> Int {
        (try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int) ?? 0
    }

    private func limitFiles(to bytes: rlim_t) {
        var limit = rlimit()
        getrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
        limit.rlim_cur = min(bytes, limit.rlim_max)
        setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
    }

    // MARK: looking

    /// Reads what anyone may see, and tries one write.
    func look() async throws {
        say("reads \(try await services.products.list().count)")
        for problem in await services.health.check().problems { say("problem \(problem)") }
        do {
            _ = try await services.accounts.signIn(email: "grace@example.com", password: "correct horse")
            say("wrote")
        } catch {
            say("refused \((error as? ShopError)?.text ?? String(describing: error))")
        }
    }

    /// Reads everything that there is, whatever state the file is in, and then places an order.
    func probe() async {
        await attempt("settings") { try await store.read { _ = try $0.settings() } }
        await attempt("products") { try await store.read { _ = try $0.products(includingArchived: true) } }
        await attempt("orders") {
            try await store.read {
                _ = try $0.orders(matching: OrderQuery(), sortedBy: .newestFirst, after: nil, limit: 1_000)
            }
        }
        await attempt("open") { try await store.read { _ = try $0.openOrders() } }
        await attempt("completed") {
            try await store.read { _ = try $0.completedOrders(since: .distantPast, limit: 99) }
        }
        await attempt("events") { try await store.read { _ = try $0.events(after: 0, limit: 10_000) } }
        await attempt("users") {
            for id in 1...5 {
                try await store.read { transaction in
                    _ = try transaction.user(ID<User>(id))
                    _ = try transaction.cart(of: ID<User>(id))
                    _ = try transaction.totals(of: ID<User>(id))
                }
            }
        }
        say("health \(await services.health.check(full: true).problems.count)")
        await attempt("place") {
            let session = try await signIn()
            guard let product = try await services.products.list(by: session).first else { return }
            let line = OrderDraft.Line(productID: product.id, quantity: 1)
            let draft = OrderDraft(request: UUID().uuidString, lines: [line], walkIn: "Sam")
            _ = try await services.orders.place(draft, by: session)
        }
    }

    private func attempt(_ what: String, _ work: () async throws -> Void) async {
        do {
            try await work()
            say("\(what) done")
        } catch {
            say("\(what) failed: \((error as? ShopError)?.text ?? String(describing: error))")
        }
    }
}

/// SplitMix64, by G. Steele, D. Lea and C. Flood.
struct SeededRandom: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

extension Terminal {
    /// Begins to read, and does not come to an end.
    func readForever() async throws {
        try await store.read { transaction in
            say("reading \(try transaction.lastEventNumber())")
            while true { pause() }
        }
    }
}
