import Foundation
import Presentation
import SQLiteStore
import Shop
import Synchronization

/// A shop that is open for a measurement, and an admin who is signed in.
struct BenchShop: Sendable {
    let store: StampedStore
    let services: ShopServices
    let session: Session

    static func open(_ path: String) async throws -> BenchShop {
        let store = StampedStore(try await SQLiteStore.open(path))
        let services = ShopServices(
            ShopEnvironment(
                store: store, hasher: PasswordHasher(cost: DemoShop.passwordCost),
                terminal: "bench \(ProcessInfo.processInfo.processIdentifier)"))
        guard let admin = try Seed.demo().accounts().first(where: { $0.role == .admin && !$0.isDisabled }) else {
            throw MakingProblem.nobody
        }
        let signedIn = try await services.accounts.signIn(email: admin.email, password: admin.password)
        return BenchShop(store: store, services: services, session: signedIn.session)
    }

    /// Products that there are enough of.
    func wanted() async throws -> [Product] {
        let products = try await services.products.list(by: session).filter { $0.stock ?? 0 > 10_000 && !$0.isArchived }
        guard products.count >= 3 else { throw BenchProblem(words: "The shop has too little in stock.") }
        return products
    }

    /// Places an order of three items.
    @discardableResult
    func place(_ products: [Product], _ number: Int) async throws -> Order {
        let lines = (0..<3).map { OrderDraft.Line(productID: products[(number + $0) % products.count].id, quantity: 1) }
        let draft = OrderDraft(
            request: services.environment.makeIdentifier(), lines: lines, walkIn: "Sam")
        return try await services.orders.place(draft, by: session)
    }

    func step(_ order: Order, to status: OrderStatus) async throws -> Order {
        let step = StatusStep(to: status, expecting: order.version, completesUnpaid: true)
        return try await services.orders.setStatus(order.id, step, by: session)
    }

    /// An open order that is being prepared, or ready.
    func orderUnderWay() async throws -> Order {
        let open = try await services.orders.board(by: session).open
        if let order = open.last(where: { $0.status != .placed }) { return order }
        guard let order = open.last else { throw BenchProblem(words: "The shop has no open order.") }
        return try await step(order, to: .preparing)
    }

    /// Fills the shelves, so that a measurement does not sell out.
    static func stockUp(_ path: String) throws {
        let engine = try Engine(path)
        let move = try engine.prepare(SQL.moveStock)
        let note = try engine.prepare(SQL.insertMovement)
        try engine.execute("BEGIN IMMEDIATE")
        for text in try engine.texts("SELECT id FROM products WHERE stock < 500000") {
            guard let id = Int64(text) else { continue }
            let (product, pieces) = (EngineValue.integer(id), EngineValue.integer(500_000))
            try move.run(pieces, product, pieces, pieces)
            try note.run(
                product, pieces, .text(StockMovement.Kind.correction.rawValue), .null, .null, .text("measurement"),
                .integer(Int64(Date().timeIntervalSince1970 * 1_000)))
        }
        try engine.execute("COMMIT")
    }
}

/// The store, with a note of when the last transaction was about to be committed.
final class StampedStore: Store {
    private let store: SQLiteStore
    private let stamp = Atomic<Nanoseconds>(0)

    init(_ store: SQLiteStore) { self.store = store }

    var lastCommit: Nanoseconds { stamp.load(ordering: .acquiring) }

    func read<Value: Sendable>(
        _ body: @escaping @Sendable (any ReadTransaction) throws -> Value
    ) async throws -> Value { try await store.read(body) }

    func write<Value: Sendable>(
        _ body: @escaping @Sendable (any WriteTransaction) throws -> Value
    ) async throws -> Value {
        try await store.write { [self] transaction in
            let value = try body(transaction)
            stamp.store(Clock.now, ordering: .releasing)
            return value
        }
    }

    func place(_ placement: OrderPlacement) async throws -> Order { try await store.place(placement) }

    func changes(after position: FeedPosition, through filter: @escaping FeedFilter) -> AsyncStream<FeedSignal> {
        store.changes(after: position, through: filter)
    }
    func health(full: Bool) async -> StoreHealth { await store.health(full: full) }
    func close() async { await store.close() }
}
