import Foundation
import Presentation
import SQLiteStore
import Shop
import Synchronization
import Testing

/// A shop on a real store, with a clock that tests set and passwords that cost nothing.
final class TestShop: Sendable {
    static let cheap = PasswordHash.Cost(rounds: 2, blockSize: 1, parallelism: 1)
    static let password = "correct horse"

    let store: any Store
    let services: ShopServices
    let clock: TestClock
    let admin: Session
    let customer: Session

    private init(store: any Store, services: ShopServices, clock: TestClock, admin: Session, customer: Session) {
        self.store = store
        self.services = services
        self.clock = clock
        self.admin = admin
        self.customer = customer
    }

    /// - Parameters:
    ///   - files: which files people may name at its terminals.
    ///   - printers: what the machine's owner allows, as the config file lists it.
    ///   - known: where its data are kept; nil for a fresh place of its own.
    static func open(
        currency: String = "EUR", locale: String = "en_IE", files: FileAccess = .own,
        printers: String = "lp, lp -d counter, lp -d secret",
        on known: (any Store)? = nil
    ) async throws -> TestShop {
        let file = known == nil ? try await SQLiteStore.temporary() : nil
        guard let store = known ?? file else { throw ShopError.notSetUp }
        let clock = TestClock()
        let environment = ShopEnvironment(
            store: store, maintenance: file.map { SQLiteFiles(of: $0) }, now: { clock.now },
            hasher: PasswordHasher(cost: cheap), terminal: "test", files: files,
            printers: try PrinterRules(printers))
        let services = ShopServices(environment)
        try await services.setUp.open(
            SetUpService.Request(
                name: "Corner Café", currency: currency, locale: locale, timeZone: "Europe/Dublin",
                adminName: "Grace Hopper", adminEmail: "grace@example.com", password: password))
        let admin = try await services.accounts.signIn(email: "grace@example.com", password: password).session
        let customer = try await services.accounts.register(
            name: "Ada Lovelace", email: "ada@example.com", password: password
        ).session
        return TestShop(store: store, services: services, clock: clock, admin: admin, customer: customer)
    }

    /// Another customer, signed in.
    func customer(named name: String) async throws -> Session {
        try await services.accounts.register(
            name: name, email: "\(name.lowercased())@example.com", password: Self.password
        ).session
    }

    /// A counter terminal, signed in.
    func kiosk() async throws -> Session {
        let hash = try PasswordHasher(cost: Self.cheap).hash(Self.password)
        let now = clock.now
        let user = try await store.write { transaction in
            try transaction.insert(
                NewUser(
                    name: "Counter", email: "counter@example.com", role: .kiosk, password: hash, createdAt: now))
        }
        return try await services.accounts.signIn(email: user.email, password: Self.password).session
    }

    func product(_ name: String, price: Int64 = 350, stock: Int = 20) async throws -> Product {
        try await services.products.create(ProductDraft(name: name, price: price, stock: stock), by: admin)
    }

    /// A fresh draft of these lines, changed by `change`.
    func draft(
        _ lines: (Product, Int)..., request: String = UUID().uuidString, change: (inout OrderDraft) -> Void = { _ in }
    ) -> OrderDraft {
        var draft = OrderDraft(
            request: request,
            lines: lines.map { OrderDraft.Line(productID: $0.0.id, quantity: $0.1, seenPrice: $0.0.price) })
        change(&draft)
        return draft
    }

    func stock(of product: Product) async throws -> Int {
        try #require(try await services.products.list().first { $0.id == product.id }?.stock)
    }

    /// Moves an order on, whatever its version is now.
    func step(
        _ order: Order, to status: OrderStatus, reason: String = "", restocks: Bool = false, unpaid: Bool = true,
        by session: Session? = nil
    ) async throws -> Order {
        let now = try await services.orders.order(order.id, by: admin)
        return try await services.orders.setStatus(
            order.id,
            StatusStep(
                to: status, expecting: now.version, reason: reason, restocks: restocks, completesUnpaid: unpaid),
            by: session ?? admin)
    }
}

/// A clock that stands still until it is moved.
final class TestClock: Sendable {
    private let time = Mutex(Date(timeIntervalSince1970: 1_795_000_000))

    var now: Date { time.withLock { $0 } }

    func advance(by seconds: TimeInterval) {
        time.withLock { $0 = $0.addingTimeInterval(seconds) }
    }
}
