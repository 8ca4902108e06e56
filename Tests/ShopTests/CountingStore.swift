import Foundation
import Shop
import Synchronization

/// A store that counts what transactions ask of it: over a network each question is a round trip.
final class CountingStore: Store {
    private let base: any Store
    private let counter = RoundTripCounter()

    init(_ base: any Store) { self.base = base }

    /// What was asked since the last time.
    func takeCount() -> Int { counter.take() }

    func read<Value: Sendable>(
        _ body: @escaping @Sendable (any ReadTransaction) throws -> Value
    ) async throws -> Value {
        try await base.read { [counter] in try body(CountingReader(base: $0, counter: counter)) }
    }

    func write<Value: Sendable>(
        _ body: @escaping @Sendable (any WriteTransaction) throws -> Value
    ) async throws -> Value {
        try await base.write { [counter] in try body(CountingWriter(base: $0, counter: counter)) }
    }

    func changes(after position: FeedPosition, through filter: @escaping FeedFilter) -> AsyncStream<FeedSignal> {
        base.changes(after: position) { [counter] events, transaction in
            try filter(events, CountingReader(base: transaction, counter: counter))
        }
    }

    func health(full: Bool) async -> StoreHealth { await base.health(full: full) }
    func backup(to path: String, at now: Date) async throws { try await base.backup(to: path, at: now) }
    func copies(among paths: [String]) async throws -> [BackupRecord] { try await base.copies(among: paths) }
    func close() async { await base.close() }
}

final class RoundTripCounter: Sendable {
    private let count = Mutex(0)

    func add() { count.withLock { $0 += 1 } }

    func take() -> Int {
        count.withLock { count in
            defer { count = 0 }
            return count
        }
    }
}

private protocol Counting {
    var counter: RoundTripCounter { get }
}

extension Counting {
    fileprivate func counted<Value>(_ ask: () throws -> Value) rethrows -> Value {
        counter.add()
        return try ask()
    }
}

private protocol CountingReading: Counting, ReadTransaction {
    var reader: any ReadTransaction { get }
}

extension CountingReading {
    func settings() throws -> ShopSettings? { try counted { try reader.settings() } }
    func tokenKey() throws -> [UInt8]? { try counted { try reader.tokenKey() } }
    func lastBackup() throws -> BackupRecord? { try counted { try reader.lastBackup() } }
    func lastUpgrade() throws -> UpgradeRecord? { try counted { try reader.lastUpgrade() } }
    func user(_ id: ID<User>) throws -> User? { try counted { try reader.user(id) } }
    func user(emailKey key: String) throws -> (user: User, password: PasswordHash)? { try counted { try reader.user(emailKey: key) } }
    func users(searching words: [String], after last: User?, limit: Int) throws -> [User] { try counted { try reader.users(searching: words, after: last, limit: limit) } }
    func hasEnabledAdmin(otherThan user: ID<User>) throws -> Bool { try counted { try reader.hasEnabledAdmin(otherThan: user) } }
    func reset(of user: ID<User>) throws -> PasswordReset? { try counted { try reader.reset(of: user) } }
    func session(_ id: String) throws -> SessionRecord? { try counted { try reader.session(id) } }
    func signInFailures(_ key: String) throws -> SignInFailures? { try counted { try reader.signInFailures(key) } }
    func product(_ id: ID<Product>) throws -> Product? { try counted { try reader.product(id) } }
    func products(_ ids: [ID<Product>]) throws -> [Product] { try counted { try reader.products(ids) } }
    func products(includingArchived: Bool) throws -> [Product] { try counted { try reader.products(includingArchived: includingArchived) } }
    func catalogueMark() throws -> CatalogueMark { try counted { try reader.catalogueMark() } }
    func products(touchedAfter mark: CatalogueMark) throws -> [Product] { try counted { try reader.products(touchedAfter: mark) } }
    func movements(of product: ID<Product>, before: Int64?, limit: Int) throws -> [StockEntry] { try counted { try reader.movements(of: product, before: before, limit: limit) } }
    func piecesOrdered(by customer: ID<User>, inLast count: Int) throws -> [ID<Product>: Int] { try counted { try reader.piecesOrdered(by: customer, inLast: count) } }
    func order(_ id: ID<Order>) throws -> Order? { try counted { try reader.order(id) } }
    func orders(_ ids: [ID<Order>]) throws -> [Order] { try counted { try reader.orders(ids) } }
    func order(request: String) throws -> Order? { try counted { try reader.order(request: request) } }
    func order(ticket: Ticket, of customer: ID<User>?) throws -> Order? { try counted { try reader.order(ticket: ticket, of: customer) } }
    func openOrders() throws -> [Order] { try counted { try reader.openOrders() } }
    func pickups() throws -> [PickupList.Pickup] { try counted { try reader.pickups() } }
    func completedOrders(since start: Date, limit: Int) throws -> [Order] { try counted { try reader.completedOrders(since: start, limit: limit) } }
    func completedTotals(since start: Date) throws -> (count: Int, sum: Int64) { try counted { try reader.completedTotals(since: start) } }
    func orders(matching query: OrderQuery, sortedBy sorting: OrderSorting, after last: Order?, limit: Int) throws -> [Order] { try counted { try reader.orders(matching: query, sortedBy: sorting, after: last, limit: limit) } }
    func orderCount(matching query: OrderQuery) throws -> OrderCount { try counted { try reader.orderCount(matching: query) } }
    func totals(of customer: ID<User>) throws -> OrderTotals { try counted { try reader.totals(of: customer) } }
    func salesSlots(of range: DayRange) throws -> [SalesSlot] { try counted { try reader.salesSlots(of: range) } }
    func productSales(of range: DayRange) throws -> [Insights.ProductSales] { try counted { try reader.productSales(of: range) } }
    func readyTimes(of range: DayRange) throws -> [Int64] { try counted { try reader.readyTimes(of: range) } }
    func cart(of user: ID<User>) throws -> Cart? { try counted { try reader.cart(of: user) } }
    func feedPosition() throws -> FeedPosition { try counted { try reader.feedPosition() } }
    func feedPosition(after number: EventNumber) throws -> FeedPosition { try counted { try reader.feedPosition(after: number) } }
    func events(after position: FeedPosition, limit: Int) throws -> [ShopEvent] { try counted { try reader.events(after: position, limit: limit) } }
    func lastEventNumber() throws -> EventNumber { try counted { try reader.lastEventNumber() } }
    func events(after number: EventNumber, limit: Int) throws -> [ShopEvent] { try counted { try reader.events(after: number, limit: limit) } }
    func events(before number: EventNumber, limit: Int) throws -> [ShopEvent] { try counted { try reader.events(before: number, limit: limit) } }
    func events(ofOrder id: ID<Order>) throws -> [ShopEvent] { try counted { try reader.events(ofOrder: id) } }
}

private struct CountingReader: CountingReading {
    let base: any ReadTransaction
    let counter: RoundTripCounter
    var reader: any ReadTransaction { base }
}

private struct CountingWriter: CountingReading, WriteTransaction {
    let base: any WriteTransaction
    let counter: RoundTripCounter
    var reader: any ReadTransaction { base }

    func save(_ settings: ShopSettings) throws { try counted { try base.save(settings) } }
    func saveTokenKey(_ key: [UInt8]) throws { try counted { try base.saveTokenKey(key) } }
    func save(_ backup: BackupRecord) throws { try counted { try base.save(backup) } }
    func hasUsers() throws -> Bool { try counted { try base.hasUsers() } }
    func insert(_ user: NewUser) throws -> User { try counted { try base.insert(user) } }
    func setName(_ name: String, of user: ID<User>) throws { try counted { try base.setName(name, of: user) } }
    func setEmail(_ email: String, of user: ID<User>) throws { try counted { try base.setEmail(email, of: user) } }
    func setPassword(_ password: PasswordHash, of user: ID<User>) throws { try counted { try base.setPassword(password, of: user) } }
    func setDisabled(_ isDisabled: Bool, user: ID<User>) throws { try counted { try base.setDisabled(isDisabled, user: user) } }
    func setRole(_ role: Role, of user: ID<User>) throws { try counted { try base.setRole(role, of: user) } }
    func save(_ reset: PasswordReset) throws { try counted { try base.save(reset) } }
    func deleteReset(of user: ID<User>) throws { try counted { try base.deleteReset(of: user) } }
    func insert(_ session: SessionRecord) throws { try counted { try base.insert(session) } }
    func touchSession(_ id: String, at: Date) throws { try counted { try base.touchSession(id, at: at) } }
    func deleteSession(_ id: String) throws { try counted { try base.deleteSession(id) } }
    func deleteSessions(of user: ID<User>, except kept: String?) throws -> Int { try counted { try base.deleteSessions(of: user, except: kept) } }
    func saveSignInFailures(_ failures: SignInFailures, for key: String) throws { try counted { try base.saveSignInFailures(failures, for: key) } }
    func clearSignInFailures(_ key: String) throws { try counted { try base.clearSignInFailures(key) } }
    func forgetSignInFailures(outside times: ClosedRange<Date>) throws { try counted { try base.forgetSignInFailures(outside: times) } }
    func insert(_ product: ProductDraft) throws -> ID<Product> { try counted { try base.insert(product) } }
    func insert(_ arrivals: [ProductArrival], by actor: ID<User>, at: Date) throws { try counted { try base.insert(arrivals, by: actor, at: at) } }
    func apply(_ changes: [ProductChange], by actor: ID<User>, at: Date) throws { try counted { try base.apply(changes, by: actor, at: at) } }
    func update(_ product: Product) throws { try counted { try base.update(product) } }
    func setArchived(_ isArchived: Bool, product: ID<Product>) throws { try counted { try base.setArchived(isArchived, product: product) } }
    func move(_ movements: [StockMovement]) throws -> [StockShortage] { try counted { try base.move(movements) } }
    func nextTicketNumber(_ channel: Ticket.Channel, on day: BusinessDay) throws -> Int { try counted { try base.nextTicketNumber(channel, on: day) } }
    func insert(_ new: NewOrder) throws -> OrderInsertion { try counted { try base.insert(new) } }
    func update(_ order: Order, expecting version: Int) throws -> Bool { try counted { try base.update(order, expecting: version) } }
    func save(_ cart: Cart, of user: ID<User>, at: Date) throws { try counted { try base.save(cart, of: user, at: at) } }
    @discardableResult
    func append(_ event: NewEvent) throws -> EventNumber { try counted { try base.append(event) } }
    func append(_ events: [NewEvent]) throws { try counted { try base.append(events) } }
}
