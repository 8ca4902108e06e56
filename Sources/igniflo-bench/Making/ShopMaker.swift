import Foundation
import Presentation
import SQLiteStore
import Shop
import Synchronization

/// Makes a shop of any size with a believable past: the demo's products and people, and more customers. The same seed
/// at the same time gives the same shop.
struct ShopMaker {
    /// Open orders that a shop has at any time of the day, when it has so many.
    static let openOrders = 24
    /// Orders between two commits.
    private static let batch = 20_000
    private static let names = (
        first: [
            "Anna", "Brian", "Chidi", "Dara", "Elif", "Fionn", "Gráinne", "Hugo", "Ines", "Jonas", "Kaori", "Liam",
            "Mara", "Niamh", "Oscar", "Petra", "Quinn", "Rosa", "Seán", "Tara", "Una", "Viktor", "Wei", "Yara",
        ],
        last: [
            "Byrne", "Costa", "Daly", "Eriksen", "Fischer", "García", "Haddad", "Ito", "Janssen", "Kowalski", "Lynch",
            "Murphy", "Novak", "O'Neill", "Petrov", "Quigley", "Rossi", "Smith", "Tanaka", "Ueda", "Walsh", "Zhang",
        ]
    )

    let demo: DemoShop
    let orders: Int
    var open = openOrders
    var seed: UInt64 = 1
    var now = Date()
    var progress: (Int) -> Void = { _ in }

    /// Makes the shop at `path`, whole or not at all.
    ///
    /// - Throws: ``ShopError``, ``EngineError``, or `DemoShop.Problem`. Nothing is written over.
    func make(at path: String) async throws {
        guard !FileManager.default.fileExists(atPath: path) else { throw MakingProblem.exists(path) }
        let draft = path + "-making-\(ProcessInfo.processInfo.processIdentifier)"
        func removeDraft() {
            for suffix in ["", "-wal", "-shm", "-gate", "-journal"] {
                try? FileManager.default.removeItem(atPath: draft + suffix)
            }
        }
        removeDraft()
        defer { removeDraft() }
        var random = SeededRandom(seed: seed)
        let cast = try await openShop(at: draft, &random)
        try fill(draft, cast, random)
        try FileManager.default.moveItem(atPath: draft, toPath: path)
    }

    private struct Cast {
        var customers: [User]
        var products: [Product]
        var adminID: ID<User>
        var zone: TimeZone
        var calendar: ShopCalendar
    }

    // MARK: before the first order

    private func openShop(at path: String, _ random: inout SeededRandom) async throws -> Cast {
        let store = try await SQLiteStore.open(path, create: true)
        do {
            let cast = try await fillShop(store, &random)
            await store.close()
            return cast
        } catch {
            await store.close()
            throw error
        }
    }

    private func fillShop(_ store: SQLiteStore, _ random: inout SeededRandom) async throws -> Cast {
        let zone = try demo.settings().timeZone
        let calendar = ShopCalendar(orders: orders, open: open, now: now, zone: zone, random: &random)
        let start = (calendar.days.first?.start ?? now).addingTimeInterval(-43_200)
        let bytes = SeededBytes(random.next())
        let environment = ShopEnvironment(store: store, now: { start }, randomBytes: bytes.take)
        try await demo.open(in: environment, at: start)
        let accounts = try demo.accounts()
        let hash = try PasswordHasher(cost: DemoShop.passwordCost, randomBytes: bytes.take).hash("igniflo-guest")
        let guests = (0..<min(20_000, orders / 50)).map { number in
            let first = Self.names.first.randomElement(using: &random) ?? ""
            let last = Self.names.last.randomElement(using: &random) ?? ""
            return NewUser(
                name: "\(first) \(last)", email: "guest\(number + 1)@example.com", role: .customer, password: hash,
                createdAt: start)
        }
        return try await store.write { transaction in
            var customers: [User] = []
            var admin: ID<User>?
            for account in accounts where !account.isDisabled {
                guard let known = try transaction.user(emailKey: TextRule.key(account.email)) else { continue }
                if account.role == .customer { customers.append(known.user) }
                if account.role == .admin { admin = admin ?? known.user.id }
            }
            for guest in guests {
                let user = try transaction.insert(guest)
                try transaction.append(
                    NewEvent(
                        at: start, actorID: user.id, subject: .user(user.id), subjectName: user.name,
                        change: .userRegistered(.customer)))
                customers.append(user)
            }
            guard let admin, !customers.isEmpty else { throw MakingProblem.nobody }
            return Cast(
                customers: customers, products: try transaction.products(includingArchived: false), adminID: admin,
                zone: zone, calendar: calendar)
        }
    }

    // MARK: the orders

    private func fill(_ path: String, _ cast: Cast, _ random: SeededRandom) throws {
        var random = random
        let engine = try Engine(path)
        // Nobody else has the file yet, and a crash leaves nothing that would be missed.
        try engine.execute(
            "PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF; PRAGMA cache_size = -400000; PRAGMA temp_store = 2"
        )
        let indexes = try takeIndexes(engine)
        // The newest orders are fresh, as placing them would have left them.
        let lastIndexed = Int64(orders) / SQL.indexingBatch * SQL.indexingBatch
        // What was never on the shelf is sold to nobody.
        var habits = ShopHabits(
            sold: cast.products.map { $0.stock.map { $0 > 0 } ?? false }, customers: cast.customers.count,
            random: SeededRandom(seed: random.next()))
        let writer = try ShopWriter(
            engine, customers: cast.customers, products: cast.products, admin: cast.adminID, lastIndexed: lastIndexed)
        var done = 0
        var committed = 0
        try engine.execute("BEGIN IMMEDIATE")
        for (index, day) in cast.calendar.days.enumerated() {
            let isToday = index == cast.calendar.days.count - 1
            let made = made(day, isToday ? cast.calendar.open : 0, &habits)
            try writer.write(made, of: BusinessDay(day.start, in: cast.zone), random: &random)
            done += made.count
            guard done - committed >= Self.batch else { continue }
            try engine.execute("COMMIT; BEGIN IMMEDIATE")
            committed = done
            progress(done)
        }
        try writer.finish()
        try file(engine, upTo: lastIndexed)
        try engine.execute("COMMIT")
        for index in indexes { try engine.execute(index) }
        // Filled batch by batch, the search would have kept its parts merged; filled at once, it owes that work.
        try engine.execute("INSERT INTO order_search (order_search) VALUES ('optimize')")
        try engine.execute("PRAGMA journal_mode = WAL")
        progress(done)
    }

    /// What indexing each batch would have come to.
    private func file(_ engine: Engine, upTo last: Int64) throws {
        try engine.execute(
            """
            UPDATE orders SET is_filed = 0 WHERE id > \(last);
            UPDATE order_filing SET last_order = \(last);
            INSERT INTO order_products SELECT DISTINCT product_id, order_id FROM order_items WHERE order_id <= \(last)
            ORDER BY product_id, order_id;
            """)
        for sum in SQL.sums { try engine.execute("INSERT INTO \(sum.table) \(sum.orders)") }
    }

    /// Takes the indexes of the large tables away; they are faster made once than kept with each row.
    ///
    /// - Returns: what makes them again.
    private func takeIndexes(_ engine: Engine) throws -> [String] {
        let tables = "('orders', 'order_items', 'stock_movements', 'events')"
        let condition = "FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL AND tbl_name IN \(tables)"
        let indexes = try engine.texts("SELECT sql \(condition)")
        for name in try engine.texts("SELECT name \(condition)") { try engine.execute("DROP INDEX \(name)") }
        return indexes
    }

    /// A day's orders, oldest first; the last `open` of them are not closed yet.
    private func made(_ day: ShopCalendar.Day, _ open: Int, _ habits: inout ShopHabits) -> [MadeOrder] {
        let start = Int64(day.start.timeIntervalSince1970 * 1_000)
        let end = Int64(now.timeIntervalSince1970 * 1_000)
        let latest = Double(end - start) / 1_000 - ShopHabits.patience
        var orders: [MadeOrder] = []
        while orders.count < day.orders - open {
            let arrival = habits.arrival()
            guard arrival < latest else { continue }
            orders.append(habits.order(at: start + Int64(arrival * 1_000)))
        }
        orders.sort { $0.createdAt < $1.createdAt }
        for index in orders.indices { habits.close(&orders[index]) }
        let age = min(ShopHabits.patience - 300, Double(end - start) / 1_000)
        for number in 0..<open {
            let share = (Double(number) + 0.5) / Double(open)
            var order = habits.order(at: end - Int64(age * (1 - share) * 1_000))
            habits.leaveOpen(&order, now: end)
            orders.append(order)
        }
        return orders
    }
}

enum MakingProblem: Error {
    case exists(String)
    case nobody

    var words: String {
        switch self {
        case .exists(let path): "\(path) is there already. Please name another file."
        case .nobody: "people.csv needs an admin and a customer."
        }
    }
}

/// Bytes that are the same for the same seed.
private final class SeededBytes: Sendable {
    private let random: Mutex<SeededRandom>

    init(_ seed: UInt64) { random = Mutex(SeededRandom(seed: seed)) }

    @Sendable func take(_ count: Int) -> [UInt8] {
        random.withLock { random in (0..<count).map { _ in UInt8(truncatingIfNeeded: random.next()) } }
    }
}
