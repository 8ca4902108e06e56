import Foundation
import Shop

/// Notes each question and each change, and passes it on.
struct RecordingWriter: WriteTransaction {
    private let writer: any WriteTransaction
    private let reader: RecordingReader
    private let record: CallRecord

    init(_ writer: any WriteTransaction, _ record: CallRecord) {
        self.writer = writer
        self.record = record
        reader = RecordingReader(writer, record)
    }

    private func noted<Value>(_ call: String, _ change: () throws -> Value) rethrows -> Value {
        record.add(call)
        return try change()
    }

    func save(_ settings: ShopSettings) throws {
        try noted("save(_ settings: ShopSettings)") { try writer.save(settings) }
    }
    func saveTokenKey(_ key: [UInt8]) throws {
        try noted("saveTokenKey(_ key: [UInt8])") { try writer.saveTokenKey(key) }
    }
    func save(_ backup: BackupRecord) throws {
        try noted("save(_ backup: BackupRecord)") { try writer.save(backup) }
    }
    func hasUsers() throws -> Bool {
        try noted("hasUsers()") { try writer.hasUsers() }
    }
    func insert(_ user: NewUser) throws -> User {
        try noted("insert(_ user: NewUser)") { try writer.insert(user) }
    }
    func setName(_ name: String, of user: ID<User>) throws {
        try noted("setName(_ name: String, of user: ID<User>)") { try writer.setName(name, of: user) }
    }
    func setEmail(_ email: String, of user: ID<User>) throws {
        try noted("setEmail(_ email: String, of user: ID<User>)") { try writer.setEmail(email, of: user) }
    }
    func setPassword(_ password: PasswordHash, of user: ID<User>) throws {
        try noted("setPassword(_ password: PasswordHash, of user: ID<User>)") {
            try writer.setPassword(password, of: user)
        }
    }
    func setDisabled(_ isDisabled: Bool, user: ID<User>) throws {
        try noted("setDisabled(_ isDisabled: Bool, user: ID<User>)") { try writer.setDisabled(isDisabled, user: user) }
    }
    func setRole(_ role: Role, of user: ID<User>) throws {
        try noted("setRole(_ role: Role, of user: ID<User>)") { try writer.setRole(role, of: user) }
    }
    func save(_ reset: PasswordReset) throws {
        try noted("save(_ reset: PasswordReset)") { try writer.save(reset) }
    }
    func deleteReset(of user: ID<User>) throws {
        try noted("deleteReset(of user: ID<User>)") { try writer.deleteReset(of: user) }
    }
    func insert(_ session: SessionRecord) throws {
        try noted("insert(_ session: SessionRecord)") { try writer.insert(session) }
    }
    func touchSession(_ id: String, at: Date) throws {
        try noted("touchSession(_ id: String, at: Date)") { try writer.touchSession(id, at: at) }
    }
    func deleteSession(_ id: String) throws {
        try noted("deleteSession(_ id: String)") { try writer.deleteSession(id) }
    }
    func deleteSessions(of user: ID<User>, except kept: String?) throws -> Int {
        try noted("deleteSessions(of user: ID<User>, except kept: String?)") {
            try writer.deleteSessions(of: user, except: kept)
        }
    }
    func saveSignInFailures(_ failures: SignInFailures, for key: String) throws {
        try noted("saveSignInFailures(_ failures: SignInFailures, for key: String)") {
            try writer.saveSignInFailures(failures, for: key)
        }
    }
    func clearSignInFailures(_ key: String) throws {
        try noted("clearSignInFailures(_ key: String)") { try writer.clearSignInFailures(key) }
    }
    func forgetSignInFailures(outside times: ClosedRange<Date>) throws {
        try noted("forgetSignInFailures(outside times: ClosedRange<Date>)") {
            try writer.forgetSignInFailures(outside: times)
        }
    }
    func insert(_ product: ProductDraft) throws -> ID<Product> {
        try noted("insert(_ product: ProductDraft)") { try writer.insert(product) }
    }
    func insert(_ arrivals: [ProductArrival], by actor: ID<User>, at: Date) throws {
        try noted("insert(_ arrivals: [ProductArrival], by actor: ID<User>, at: Date)") {
            try writer.insert(arrivals, by: actor, at: at)
        }
    }
    func apply(_ changes: [ProductChange], by actor: ID<User>, at: Date) throws {
        try noted("apply(_ changes: [ProductChange], by actor: ID<User>, at: Date)") {
            try writer.apply(changes, by: actor, at: at)
        }
    }
    func update(_ product: Product) throws {
        try noted("update(_ product: Product)") { try writer.update(product) }
    }
    func setOff(_ off: Product.Off?, product: ID<Product>) throws {
        try noted("setOff(_ off: Product.Off?, product: ID<Product>)") { try writer.setOff(off, product: product) }
    }
    func setCounted(_ isCounted: Bool, product: ID<Product>) throws {
        try noted("setCounted(_ isCounted: Bool, product: ID<Product>)") {
            try writer.setCounted(isCounted, product: product)
        }
    }
    func setArchived(_ isArchived: Bool, product: ID<Product>) throws {
        try noted("setArchived(_ isArchived: Bool, product: ID<Product>)") {
            try writer.setArchived(isArchived, product: product)
        }
    }
    func move(_ movements: [StockMovement]) throws -> [StockShortage] {
        try noted("move(_ movements: [StockMovement])") { try writer.move(movements) }
    }
    func nextTicketNumber(_ channel: Ticket.Channel, on day: BusinessDay) throws -> Int {
        try noted("nextTicketNumber(_ channel: Ticket.Channel, on day: BusinessDay)") {
            try writer.nextTicketNumber(channel, on: day)
        }
    }
    func insert(_ new: NewOrder) throws -> OrderInsertion {
        try noted("insert(_ new: NewOrder)") { try writer.insert(new) }
    }
    func update(_ order: Order, expecting version: Int) throws -> Bool {
        try noted("update(_ order: Order, expecting version: Int)") { try writer.update(order, expecting: version) }
    }
    func save(_ cart: Cart, of user: ID<User>, at: Date) throws {
        try noted("save(_ cart: Cart, of user: ID<User>, at: Date)") { try writer.save(cart, of: user, at: at) }
    }
    @discardableResult
    func append(_ event: NewEvent) throws -> EventNumber {
        try noted("append(_ event: NewEvent)") { try writer.append(event) }
    }
    func append(_ events: [NewEvent]) throws {
        try noted("append(_ events: [NewEvent])") { try writer.append(events) }
    }
    func insert(_ page: ShopPage) throws {
        try noted("insert(_ page: ShopPage)") { try writer.insert(page) }
    }

    // MARK: reading

    func settings() throws -> ShopSettings? { try reader.settings() }
    func tokenKey() throws -> [UInt8]? { try reader.tokenKey() }
    func lastBackup() throws -> BackupRecord? { try reader.lastBackup() }
    func lastUpgrade() throws -> UpgradeRecord? { try reader.lastUpgrade() }
    func user(_ id: ID<User>) throws -> User? { try reader.user(id) }
    func user(emailKey key: String) throws -> (user: User, password: PasswordHash)? { try reader.user(emailKey: key) }
    func users(searching words: [String], after last: User?, limit: Int) throws -> [User] {
        try reader.users(searching: words, after: last, limit: limit)
    }
    func hasEnabledAdmin(otherThan user: ID<User>) throws -> Bool { try reader.hasEnabledAdmin(otherThan: user) }
    func reset(of user: ID<User>) throws -> PasswordReset? { try reader.reset(of: user) }
    func session(_ id: String) throws -> SessionRecord? { try reader.session(id) }
    func signInFailures(_ key: String) throws -> SignInFailures? { try reader.signInFailures(key) }
    func product(_ id: ID<Product>) throws -> Product? { try reader.product(id) }
    func products(_ ids: [ID<Product>]) throws -> [Product] { try reader.products(ids) }
    func products(includingArchived: Bool) throws -> [Product] {
        try reader.products(includingArchived: includingArchived)
    }
    func catalogueMark() throws -> CatalogueMark { try reader.catalogueMark() }
    func products(touchedAfter mark: CatalogueMark) throws -> [Product] { try reader.products(touchedAfter: mark) }
    func movements(of product: ID<Product>, before: Int64?, limit: Int) throws -> [StockEntry] {
        try reader.movements(of: product, before: before, limit: limit)
    }
    func piecesOrdered(by customer: ID<User>, inLast count: Int) throws -> [ID<Product>: Int] {
        try reader.piecesOrdered(by: customer, inLast: count)
    }
    func order(_ id: ID<Order>) throws -> Order? { try reader.order(id) }
    func orders(_ ids: [ID<Order>]) throws -> [Order] { try reader.orders(ids) }
    func order(request: String) throws -> Order? { try reader.order(request: request) }
    func order(ticket: Ticket, of customer: ID<User>?) throws -> Order? {
        try reader.order(ticket: ticket, of: customer)
    }
    func openOrders() throws -> [Order] { try reader.openOrders() }
    func pickups() throws -> [PickupList.Pickup] { try reader.pickups() }
    func completedOrders(since start: Date, limit: Int) throws -> [Order] {
        try reader.completedOrders(since: start, limit: limit)
    }
    func completedTotals(since start: Date) throws -> (count: Int, sum: Int64) {
        try reader.completedTotals(since: start)
    }
    func orders(matching query: OrderQuery, sortedBy sorting: OrderSorting, after last: Order?, limit: Int) throws
        -> [Order]
    { try reader.orders(matching: query, sortedBy: sorting, after: last, limit: limit) }
    func orderCount(matching query: OrderQuery) throws -> OrderCount { try reader.orderCount(matching: query) }
    func totals(of customer: ID<User>) throws -> OrderTotals { try reader.totals(of: customer) }
    func salesSlots(of range: DayRange) throws -> [SalesSlot] { try reader.salesSlots(of: range) }
    func productSales(of range: DayRange) throws -> [Insights.ProductSales] { try reader.productSales(of: range) }
    func readyTimes(of range: DayRange) throws -> [Int64] { try reader.readyTimes(of: range) }
    func cart(of user: ID<User>) throws -> Cart? { try reader.cart(of: user) }
    func feedPosition() throws -> FeedPosition { try reader.feedPosition() }
    func feedPosition(after number: EventNumber) throws -> FeedPosition { try reader.feedPosition(after: number) }
    func events(after position: FeedPosition, limit: Int) throws -> [ShopEvent] {
        try reader.events(after: position, limit: limit)
    }
    func lastEventNumber() throws -> EventNumber { try reader.lastEventNumber() }
    func events(after number: EventNumber, limit: Int) throws -> [ShopEvent] {
        try reader.events(after: number, limit: limit)
    }
    func events(before number: EventNumber, limit: Int) throws -> [ShopEvent] {
        try reader.events(before: number, limit: limit)
    }
    func events(ofOrder id: ID<Order>) throws -> [ShopEvent] { try reader.events(ofOrder: id) }
    func page(of kind: ShopPage.Kind, after key: ShopPage.Key?, limit: Int) throws -> ShopPage {
        try reader.page(of: kind, after: key, limit: limit)
    }
}
