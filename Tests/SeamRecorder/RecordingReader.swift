import Foundation
import Shop

/// Notes each question and passes it on.
struct RecordingReader: ReadTransaction {
    private let reader: any ReadTransaction
    private let record: CallRecord

    init(_ reader: any ReadTransaction, _ record: CallRecord) {
        self.reader = reader
        self.record = record
    }

    private func noted<Value>(_ call: String, _ ask: () throws -> Value) rethrows -> Value {
        record.add(call)
        return try ask()
    }

    func settings() throws -> ShopSettings? {
        try noted("settings()") { try reader.settings() }
    }
    func tokenKey() throws -> [UInt8]? {
        try noted("tokenKey()") { try reader.tokenKey() }
    }
    func lastBackup() throws -> BackupRecord? {
        try noted("lastBackup()") { try reader.lastBackup() }
    }
    func lastUpgrade() throws -> UpgradeRecord? {
        try noted("lastUpgrade()") { try reader.lastUpgrade() }
    }
    func user(_ id: ID<User>) throws -> User? {
        try noted("user(_ id: ID<User>)") { try reader.user(id) }
    }
    func user(emailKey key: String) throws -> (user: User, password: PasswordHash)? {
        try noted("user(emailKey key: String)") { try reader.user(emailKey: key) }
    }
    func users(searching words: [String], after last: User?, limit: Int) throws -> [User] {
        try noted("users(searching words: [String], after last: User?, limit: Int)") {
            try reader.users(searching: words, after: last, limit: limit)
        }
    }
    func hasEnabledAdmin(otherThan user: ID<User>) throws -> Bool {
        try noted("hasEnabledAdmin(otherThan user: ID<User>)") { try reader.hasEnabledAdmin(otherThan: user) }
    }
    func reset(of user: ID<User>) throws -> PasswordReset? {
        try noted("reset(of user: ID<User>)") { try reader.reset(of: user) }
    }
    func session(_ id: String) throws -> SessionRecord? {
        try noted("session(_ id: String)") { try reader.session(id) }
    }
    func signInFailures(_ key: String) throws -> SignInFailures? {
        try noted("signInFailures(_ key: String)") { try reader.signInFailures(key) }
    }
    func product(_ id: ID<Product>) throws -> Product? {
        try noted("product(_ id: ID<Product>)") { try reader.product(id) }
    }
    func products(_ ids: [ID<Product>]) throws -> [Product] {
        try noted("products(_ ids: [ID<Product>])") { try reader.products(ids) }
    }
    func products(includingArchived: Bool) throws -> [Product] {
        try noted("products(includingArchived: Bool)") { try reader.products(includingArchived: includingArchived) }
    }
    func catalogueMark() throws -> CatalogueMark {
        try noted("catalogueMark()") { try reader.catalogueMark() }
    }
    func products(touchedAfter mark: CatalogueMark) throws -> [Product] {
        try noted("products(touchedAfter mark: CatalogueMark)") { try reader.products(touchedAfter: mark) }
    }
    func movements(of product: ID<Product>, before: Int64?, limit: Int) throws -> [StockEntry] {
        try noted("movements(of product: ID<Product>, before: Int64?, limit: Int)") {
            try reader.movements(of: product, before: before, limit: limit)
        }
    }
    func piecesOrdered(by customer: ID<User>, inLast count: Int) throws -> [ID<Product>: Int] {
        try noted("piecesOrdered(by customer: ID<User>, inLast count: Int)") {
            try reader.piecesOrdered(by: customer, inLast: count)
        }
    }
    func order(_ id: ID<Order>) throws -> Order? {
        try noted("order(_ id: ID<Order>)") { try reader.order(id) }
    }
    func orders(_ ids: [ID<Order>]) throws -> [Order] {
        try noted("orders(_ ids: [ID<Order>])") { try reader.orders(ids) }
    }
    func order(request: String) throws -> Order? {
        try noted("order(request: String)") { try reader.order(request: request) }
    }
    func order(ticket: Ticket, of customer: ID<User>?) throws -> Order? {
        try noted("order(ticket: Ticket, of customer: ID<User>?)") { try reader.order(ticket: ticket, of: customer) }
    }
    func openOrders() throws -> [Order] {
        try noted("openOrders()") { try reader.openOrders() }
    }
    func pickups() throws -> [PickupList.Pickup] {
        try noted("pickups()") { try reader.pickups() }
    }
    func completedOrders(since start: Date, limit: Int) throws -> [Order] {
        try noted("completedOrders(since start: Date, limit: Int)") {
            try reader.completedOrders(since: start, limit: limit)
        }
    }
    func completedTotals(since start: Date) throws -> (count: Int, sum: Int64) {
        try noted("completedTotals(since start: Date)") { try reader.completedTotals(since: start) }
    }
    func orders(matching query: OrderQuery, sortedBy sorting: OrderSorting, after last: Order?, limit: Int) throws
        -> [Order]
    {
        try noted("orders(matching query: OrderQuery, sortedBy sorting: OrderSorting, after last: Order?, limit: Int)")
        { try reader.orders(matching: query, sortedBy: sorting, after: last, limit: limit) }
    }
    func orderCount(matching query: OrderQuery) throws -> OrderCount {
        try noted("orderCount(matching query: OrderQuery)") { try reader.orderCount(matching: query) }
    }
    func totals(of customer: ID<User>) throws -> OrderTotals {
        try noted("totals(of customer: ID<User>)") { try reader.totals(of: customer) }
    }
    func salesSlots(of range: DayRange) throws -> [SalesSlot] {
        try noted("salesSlots(of range: DayRange)") { try reader.salesSlots(of: range) }
    }
    func productSales(of range: DayRange) throws -> [Insights.ProductSales] {
        try noted("productSales(of range: DayRange)") { try reader.productSales(of: range) }
    }
    func readyTimes(of range: DayRange) throws -> [Int64] {
        try noted("readyTimes(of range: DayRange)") { try reader.readyTimes(of: range) }
    }
    func cart(of user: ID<User>) throws -> Cart? {
        try noted("cart(of user: ID<User>)") { try reader.cart(of: user) }
    }
    func feedPosition() throws -> FeedPosition {
        try noted("feedPosition()") { try reader.feedPosition() }
    }
    func feedPosition(after number: EventNumber) throws -> FeedPosition {
        try noted("feedPosition(after number: EventNumber)") { try reader.feedPosition(after: number) }
    }
    func events(after position: FeedPosition, limit: Int) throws -> [ShopEvent] {
        try noted("events(after position: FeedPosition, limit: Int)") {
            try reader.events(after: position, limit: limit)
        }
    }
    func lastEventNumber() throws -> EventNumber {
        try noted("lastEventNumber()") { try reader.lastEventNumber() }
    }
    func events(after number: EventNumber, limit: Int) throws -> [ShopEvent] {
        try noted("events(after number: EventNumber, limit: Int)") { try reader.events(after: number, limit: limit) }
    }
    func events(before number: EventNumber, limit: Int) throws -> [ShopEvent] {
        try noted("events(before number: EventNumber, limit: Int)") { try reader.events(before: number, limit: limit) }
    }
    func events(ofOrder id: ID<Order>) throws -> [ShopEvent] {
        try noted("events(ofOrder id: ID<Order>)") { try reader.events(ofOrder: id) }
    }
    func page(of kind: ShopPage.Kind, after key: ShopPage.Key?, limit: Int) throws -> ShopPage {
        try noted("page(of kind: ShopPage.Kind, after key: ShopPage.Key?, limit: Int)") {
            try reader.page(of: kind, after: key, limit: limit)
        }
    }
}
