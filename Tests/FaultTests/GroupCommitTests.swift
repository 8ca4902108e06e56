import Foundation
import Glibc
import Presentation
import SQLiteStore
import Shop
import Synchronization
import TestSupport
import Testing

/// Orders of terminals that wait for each other are placed together: what each of them must be told nevertheless.
extension FaultTests {
    /// Terminals of one shop, each as if it were a process of its own, with an admin signed in.
    private struct Crowd {
        let shop: FaultShop
        var terminals: [(store: SQLiteStore, services: ShopServices, session: Session)] = []
        private let lockFile: Int32

        init(_ count: Int, writeLimit: Duration = .seconds(120)) async throws {
            shop = try await FaultShop.make()
            for _ in 0..<count {
                let (store, services) = try await shop.open(writeLimit: writeLimit)
                let session = try await services.accounts.signIn(
                    email: "grace@example.com", password: FaultShop.password
                ).session
                terminals.append((store, services, session))
            }
            lockFile = Glibc.open(shop.path + "-gate", O_RDWR | O_CLOEXEC)
        }

        func lock() { while flock(lockFile, LOCK_EX) != 0 { continue } }
        func unlock() { flock(lockFile, LOCK_UN) }

        /// The slots in a state, which is in the words at the file's beginning: 1 is wanted, 2 is taken.
        func slots(_ state: UInt32) -> [Int] {
            var words = [UInt32](repeating: 0, count: 64)
            return pread(lockFile, &words, 256, 0) == 256 ? words.indices.filter { words[$0] & 7 == state } : []
        }

        var queued: Int { slots(1).count }

        func waitForQueued(_ count: Int) async throws {
            try await Patience.until("\(count) queued placements", every: .milliseconds(2)) { queued == count }
        }

        func draft(_ product: String, _ quantity: Int = 1, note: String = "") async throws -> OrderDraft {
            let id = try await terminals[0].services.products.find(product).id
            let line = OrderDraft.Line(productID: id, quantity: quantity, note: note, seenPrice: 350)
            return OrderDraft(request: UUID().uuidString, lines: [line], note: note, walkIn: "Sam")
        }

        /// Each terminal places its draft while another holds the lock; then it is released.
        func place(
            _ drafts: [OrderDraft], meanwhile: () async throws -> Void = {}
        ) async throws -> [Result<Order, any Error>] {
            lock()
            let waiting = zip(terminals, drafts).map { terminal, draft in
                Task { try await terminal.services.orders.place(draft, by: terminal.session) }
            }
            try await waitForQueued(drafts.count { $0.lines.count < 50 })
            try await meanwhile()
            unlock()
            var results: [Result<Order, any Error>] = []
            for task in waiting { results.append(await task.result) }
            return results
        }

        func stored() async throws -> Set<String> {
            let orders = try await terminals[0].services.orders.table(by: terminals[0].session)
            return Set(orders.map(\.request))
        }

        func end() async throws {
            for terminal in terminals { await terminal.store.close() }
            close(lockFile)
            #expect(try Invariants.broken(shop.path).isEmpty)
            shop.remove()
        }

        /// Commits in the write-ahead log: the frames that say how large the database is then (SQLite, "WAL-mode file
        /// format").
        func commits() throws -> Int {
            let log = try shop.bytes("-wal")
            let salt = log.subdata(in: 16..<24)
            return stride(from: 32, to: log.count - 4_119, by: 4_120).count { start in
                log[start + 8..<start + 16] == salt && log[start + 4..<start + 8].contains { $0 != 0 }
            }
        }
    }

    @Test("Orders of terminals that wait are placed in fewer commits than there are orders, and each hears of its own")
    func together() async throws {
        let crowd = try await Crowd(6)
        var drafts: [OrderDraft] = []
        for number in 1...6 {
            drafts.append(
                try await crowd.draft(number.isMultiple(of: 2) ? "Tea" : "Bun", number, note: "no. \(number)"))
        }
        let before = try crowd.commits()
        let orders = try await crowd.place(drafts).map { try $0.get() }
        #expect(try crowd.commits() - before < orders.count)
        #expect(Set(orders.map(\.ticket)).count == 6)
        for (order, draft) in zip(orders, drafts) {
            #expect(order.request == draft.request && order.note == draft.note && order.customerName == "Sam")
            let stored = try await crowd.terminals[0].services.orders.order(order.id, by: crowd.terminals[0].session)
            #expect(stored.items == order.items && stored.total == order.total && stored.ticket == order.ticket)
            #expect(stored.items.map(\.quantity) == draft.lines.map(\.quantity))
        }
        try await crowd.end()
    }

    @Test("Who is refused among those who wait hears why, and the others get their orders")
    func refusedAmongOthers() async throws {
        let crowd = try await Crowd(4)
        let ended = crowd.terminals[3]
        try await ended.services.accounts.signOut(ended.session)
        let drafts = [
            try await crowd.draft("Truffle", 12), try await crowd.draft("Truffle", 12),
            try await crowd.draft("Truffle", 12), try await crowd.draft("Tea"),
        ]
        let results = try await crowd.place(drafts)
        #expect(throws: ShopError.sessionEnded) { try results[3].get() }
        let shortages = results[..<3].compactMap { result -> [ShopError.Shortage]? in
            if case .failure(ShopError.shortage(let shortages)) = result { shortages } else { nil }
        }
        #expect(shortages.map { $0.map(\.left) } == [[6]])
        #expect(results.count { (try? $0.get()) != nil } == 2)
        #expect(try await crowd.stored().count == 2)
        try await crowd.end()
    }

    @Test("An order too long for the queue is placed by its own terminal")
    func tooLong() async throws {
        let crowd = try await Crowd(2)
        var long = try await crowd.draft("Tea", note: String(repeating: "ü", count: 200))
        long.lines = Array(repeating: long.lines[0], count: 100)
        let orders = try await crowd.place([try await crowd.draft("Bun"), long]).map { try $0.get() }
        #expect(orders[1].items.count == 100)
        try await crowd.end()
    }

    @Test("What was given up as busy is not placed later by another")
    func givenUpIsNotPlaced() async throws {
        let crowd = try await Crowd(2, writeLimit: .seconds(6))
        crowd.lock()
        let draft = try await crowd.draft("Tea")
        let first = crowd.terminals[0]
        let isGivenUp = Atomic(false)
        let waiting = Task {
            defer { isGivenUp.store(true, ordering: .releasing) }
            return try await first.services.orders.place(draft, by: first.session)
        }
        try await Patience.until("a queued placement", every: .milliseconds(2)) {
            crowd.queued == 1 || isGivenUp.load(ordering: .acquiring)
        }
        await #expect(throws: ShopError.store(.busy)) { try await waiting.value }
        crowd.unlock()
        let other = crowd.terminals[1]
        let placed = try await other.services.orders.place(try await crowd.draft("Bun"), by: other.session)
        #expect(try await crowd.stored() == [placed.request])
        // The same cart, once more.
        #expect(try await first.services.orders.place(draft, by: first.session).request == draft.request)
        try await crowd.end()
    }

    @Test(
        "Another places the order of a terminal that stands still, and none for one that is dead",
        arguments: [
            SIGSTOP, SIGKILL,
        ])
    func waiterEnds(by signal: Int32) async throws {
        let crowd = try await Crowd(1)
        let writer = try Writer(["place", crowd.shop.path, "1", "0"], environment: ["FAULT_LIMIT": "120"])
        try await writer.wait("placed", 3)
        var isWaiting = false
        while !isWaiting {
            crowd.lock()
            // Every third of its orders is moved along the board then, and only orders are queued.
            try await writer.until("a writer that waits") {
                isWaiting = crowd.queued == 1
                let isMoving = writer.lines.last?.hasPrefix("placed") == true && writer.placed.count.isMultiple(of: 3)
                return isWaiting || isMoving
            }
            if !isWaiting { crowd.unlock() }
        }
        writer.signal(signal)
        if signal == SIGKILL {
            try await writer.end()
        } else {
            try await writer.until("a writer that stands still") { writer.isStopped }
        }
        let wanted = try #require(writer.said("trying").last)
        #expect(try await !crowd.stored().contains(wanted))
        crowd.unlock()
        let own = crowd.terminals[0]
        _ = try await own.services.orders.place(try await crowd.draft("Tea"), by: own.session)
        #expect(try await crowd.stored().contains(wanted) == (signal == SIGSTOP))
        if signal == SIGSTOP {
            writer.signal(SIGCONT)
            try await writer.until("the answer") { writer.placed[wanted] != nil }
            writer.signal(SIGKILL)
            try await writer.end()
        }
        #expect(try Invariants.broken(crowd.shop.path, placed: writer.placed).isEmpty)
        try await crowd.end()
    }

    @Test(
        "While a leader stands still with another's order its owner hears that it may be saved, and later finds it once"
    )
    func takenByOneThatStandsStill() async throws {
        let crowd = try await Crowd(1, writeLimit: .seconds(6))
        let owner = crowd.terminals[0]
        let draft = try await crowd.draft("Tea")
        // The owner's slot is the only one before the writer comes.
        var own: [Int] = []
        _ = try await crowd.place([try await crowd.draft("Tea")]) { own = crowd.slots(1) }
        let writer = try Writer(["place", crowd.shop.path, "1", "0"])
        try await writer.wait("placed", 3)
        // The instant at which the writer has taken it is met by trying: until then orders are simply placed.
        var caught: OrderDraft?
        while caught == nil {
            let next = try await crowd.draft("Bun")
            let placing = Task { try await owner.services.orders.place(next, by: owner.session) }
            let isDone = Atomic(false)
            let watching = Task {
                _ = try? await placing.value
                isDone.store(true, ordering: .releasing)
            }
            while !isDone.load(ordering: .acquiring) {
                guard crowd.slots(2) == own else {
                    await Task.yield()
                    continue
                }
                writer.signal(SIGSTOP)
                try await writer.until("a writer that stands still") { writer.isStopped }
                if crowd.slots(2) == own { caught = next } else { writer.signal(SIGCONT) }
                break
            }
            if caught != nil {
                // Tried again, it is still not said to be undone.
                for attempt in [nil, next, draft] {
                    do {
                        if let attempt {
                            _ = try await owner.services.orders.place(attempt, by: owner.session)
                        } else {
                            _ = try await placing.value
                        }
                        Issue.record("placed while another holds the lock")
                    } catch ShopError.store(.unconfirmed) {
                        continue
                    }
                }
            }
            await watching.value
        }
        let wanted = try #require(caught)
        // It goes on too late for its owner: the order is not placed behind the owner's back.
        writer.signal(SIGCONT)
        try await writer.wait("placed", writer.said("placed").count + 3)
        writer.signal(SIGKILL)
        try await writer.end()
        let order = try await owner.services.orders.place(wanted, by: owner.session)
        #expect(order.request == wanted.request)
        #expect(try Invariants.broken(crowd.shop.path, placed: writer.placed).isEmpty)
        try await crowd.end()
    }
}
