public import Foundation

/// The typed questions that a transaction answers, by aggregate. All throw ``ShopError/store(_:)``.
public protocol ReadTransaction {
    // Shop
    /// Nil while the shop is not set up.
    func settings() throws -> ShopSettings?
    /// The 256-bit key that signs tokens.
    func tokenKey() throws -> [UInt8]?

    /// Nil while the shop has never been backed up.
    func lastBackup() throws -> BackupRecord?

    /// Nil while the file has the schema that it was made with.
    func lastUpgrade() throws -> UpgradeRecord?

    // Users and sessions
    func user(_ id: ID<User>) throws -> User?
    /// - Parameter key: the email as ``TextRule/key(_:)`` gives it.
    func user(emailKey key: String) throws -> (user: User, password: PasswordHash)?
    /// By name without regard to case, then number.
    ///
    /// - Parameters:
    ///   - words: folded words that name and email must hold, as ``TextRule/searchWords(_:)`` gives them.
    ///   - after: the user after which the page goes on; nil for the first page.
    func users(searching words: [String], after last: User?, limit: Int) throws -> [User]
    func hasEnabledAdmin(otherThan user: ID<User>) throws -> Bool
    func reset(of user: ID<User>) throws -> PasswordReset?
    func session(_ id: String) throws -> SessionRecord?
    func signInFailures(_ key: String) throws -> SignInFailures?

    // Products
    func product(_ id: ID<Product>) throws -> Product?
    /// Those of these products that there are, each once, in the order of their numbers.
    func products(_ ids: [ID<Product>]) throws -> [Product]
    /// In the order of category, then name.
    func products(includingArchived: Bool) throws -> [Product]
    func catalogueMark() throws -> CatalogueMark
    /// Products that were made or changed after the mark, or whose stock moved.
    func products(touchedAfter mark: CatalogueMark) throws -> [Product]
    /// A product's movements, newest first; `stockAfter` is not filled in.
    ///
    /// - Parameter before: the movement after which the page goes on; nil for the first page.
    func movements(of product: ID<Product>, before: Int64?, limit: Int) throws -> [StockEntry]
    /// Pieces by product in the customer's newest `count` orders, cancelled ones left out.
    func piecesOrdered(by customer: ID<User>, inLast count: Int) throws -> [ID<Product>: Int]

    // Orders
    func order(_ id: ID<Order>) throws -> Order?
    /// Those of these orders that there are, each once, in the order of their numbers.
    func orders(_ ids: [ID<Order>]) throws -> [Order]
    func order(request: String) throws -> Order?
    /// The newest order that was given this ticket; with `customer`, the newest of theirs.
    func order(ticket: Ticket, of customer: ID<User>?) throws -> Order?
    /// All that are placed, preparing or ready, oldest first.
    func openOrders() throws -> [Order]
    /// Tickets that are preparing or ready, longest in their status first.
    func pickups() throws -> [PickupList.Pickup]
    /// Completed since `start` and completed still, the latest completion first.
    func completedOrders(since start: Date, limit: Int) throws -> [Order]
    /// How many were completed since `start`, and their sum in minor units.
    func completedTotals(since start: Date) throws -> (count: Int, sum: Int64)

    /// A page of the orders of a query, each with its items.
    ///
    /// - Parameter after: the order after which the page goes on; nil for the first page.
    func orders(
        matching query: OrderQuery, sortedBy sorting: OrderSorting, after last: Order?, limit: Int
    ) throws -> [Order]
    /// Reads no more than a few times ``OrderCount/limit`` rows of an index.
    func orderCount(matching query: OrderQuery) throws -> OrderCount
    func totals(of customer: ID<User>) throws -> OrderTotals

    // Sums, as they are kept with each change of an order
    func salesSlots(of range: DayRange) throws -> [SalesSlot]
    /// In no order.
    func productSales(of range: DayRange) throws -> [Insights.ProductSales]
    /// Milliseconds from placed to ready of each order that became ready, in no order.
    func readyTimes(of range: DayRange) throws -> [Int64]

    // Carts
    func cart(of user: ID<User>) throws -> Cart?

    // The log
    /// What this transaction sees of the log, all of it.
    func feedPosition() throws -> FeedPosition
    /// All events up to this number, and none after it.
    func feedPosition(after number: EventNumber) throws -> FeedPosition
    /// Events that are not in the position yet, in the order of their numbers.
    func events(after position: FeedPosition, limit: Int) throws -> [ShopEvent]
    func lastEventNumber() throws -> EventNumber
    func events(after number: EventNumber, limit: Int) throws -> [ShopEvent]
    /// Newest first.
    func events(before number: EventNumber, limit: Int) throws -> [ShopEvent]
    /// All of one order's, oldest first.
    func events(ofOrder id: ID<Order>) throws -> [ShopEvent]

    // The whole shop, for whoever moves it or compares it
    /// Rows of one kind, in the order of their keys.
    ///
    /// - Parameter key: ``ShopPage/lastKey`` of the page before; nil for the first page.
    func page(of kind: ShopPage.Kind, after key: ShopPage.Key?, limit: Int) throws -> ShopPage
}

extension ReadTransaction {
    /// The settings of a shop that is set up.
    ///
    /// - Throws: ``ShopError/notSetUp``.
    package func shop() throws -> ShopSettings {
        guard let settings = try settings() else { throw ShopError.notSetUp }
        return settings
    }
}

/// The typed changes that a transaction makes.
public protocol WriteTransaction: ReadTransaction {
    // Shop
    func save(_ settings: ShopSettings) throws
    func saveTokenKey(_ key: [UInt8]) throws
    func save(_ backup: BackupRecord) throws
    /// Whether the shop has any user yet: the first admin is made once.
    func hasUsers() throws -> Bool

    // Users and sessions
    /// - Throws: ``ShopError/invalid(_:)`` with `email: taken` when another user has it.
    func insert(_ user: NewUser) throws -> User
    func setName(_ name: String, of user: ID<User>) throws
    /// - Throws: ``ShopError/invalid(_:)`` with `email: taken` when another user has it.
    func setEmail(_ email: String, of user: ID<User>) throws
    func setPassword(_ password: PasswordHash, of user: ID<User>) throws
    func setDisabled(_ isDisabled: Bool, user: ID<User>) throws
    func setRole(_ role: Role, of user: ID<User>) throws
    /// Instead of the user's earlier one.
    func save(_ reset: PasswordReset) throws
    func deleteReset(of user: ID<User>) throws
    func insert(_ session: SessionRecord) throws
    func touchSession(_ id: String, at: Date) throws
    func deleteSession(_ id: String) throws
    /// - Parameter kept: the session that stays; nil for none.
    /// - Returns: how many were deleted.
    func deleteSessions(of user: ID<User>, except kept: String?) throws -> Int
    func saveSignInFailures(_ failures: SignInFailures, for key: String) throws
    func clearSignInFailures(_ key: String) throws
    /// Those whose last one was before or after these times.
    func forgetSignInFailures(outside times: ClosedRange<Date>) throws

    // Products
    /// Inserts the product with no stock; ``move(_:)`` puts the stock on the shelf.
    ///
    /// - Throws: ``ShopError/invalid(_:)`` with `productName: taken` or `productCode: taken`.
    func insert(_ product: ProductDraft) throws -> ID<Product>
    /// Inserts products that the shop has not had yet, in their order and however many they are, each with its stock by a
    /// movement of kind `import`, and its events.
    ///
    /// - Throws: ``ShopError/invalid(_:)`` with `productName: taken`.
    func insert(_ arrivals: [ProductArrival], by actor: ID<User>, at: Date) throws
    /// Writes what a file changes of products as they are now, in the order of their numbers and however much it is: each
    /// with a movement of kind `import` where its stock is another, and with what the log tells of it.
    func apply(_ changes: [ProductChange], by actor: ID<User>, at: Date) throws
    /// Writes everything of the product but its stock and whether it is archived.
    ///
    /// - Throws: ``ShopError/invalid(_:)`` with `productName: taken`.
    func update(_ product: Product) throws
    func setArchived(_ isArchived: Bool, product: ID<Product>) throws
    /// - Parameter off: nil to sell it again.
    func setOff(_ off: Product.Off?, product: ID<Product>) throws
    /// What is not counted has no stock, and takes part in no movement.
    func setCounted(_ isCounted: Bool, product: ID<Product>) throws
    /// Changes the stock and writes the movements, all of them or none: none where a shelf would fall below zero, or hold
    /// more than it may. The rows of products are changed in the order of their numbers.
    ///
    /// - Returns: what was in the way; empty when the movements were made.
    func move(_ movements: [StockMovement]) throws -> [StockShortage]

    // Orders
    /// The next number of the channel on the business day, from 1.
    func nextTicketNumber(_ channel: Ticket.Channel, on day: BusinessDay) throws -> Int
    /// Inserts the order with its items, takes from the shelf what it takes, and appends its event: all of it, or nothing
    /// where a shelf falls short.
    func insert(_ new: NewOrder) throws -> OrderInsertion
    /// Writes status, payment, version and times if the stored version is still `expecting`.
    ///
    /// - Returns: false when someone was faster, and nothing was changed.
    func update(_ order: Order, expecting version: Int) throws -> Bool

    // Carts
    func save(_ cart: Cart, of user: ID<User>, at: Date) throws

    // The log
    @discardableResult
    func append(_ event: NewEvent) throws -> EventNumber
    /// In their order.
    func append(_ events: [NewEvent]) throws

    // The whole shop
    /// Writes rows with the numbers that they have, to a shop that has none of them. Kinds come in the order of
    /// ``ShopPage/Kind``, and pages in the order in which they were read.
    func insert(_ page: ShopPage) throws
}

extension WriteTransaction {
    /// - Returns: false when the shelf is in the way, and nothing was changed.
    public func move(_ movement: StockMovement) throws -> Bool { try move([movement]).isEmpty }
}

/// How far the catalogue has come. Like a ``FeedPosition`` it is read by the engine that made it, and by nobody else.
public struct CatalogueMark: Hashable, Sendable {
    @_spi(StoreEngine) public let token: String

    @_spi(StoreEngine) public init(token: String) { self.token = token }
}

/// That the shop was backed up, when, and where to.
public struct BackupRecord: Hashable, Sendable {
    /// In Unicode scalars.
    public static let longestPath = 1_000

    public var at: Date
    public var path: String

    public init(at: Date, path: String) {
        self.at = at
        self.path = path
    }
}

/// That the shop's file was brought to a newer schema, when, and where the file as it was before is kept.
public struct UpgradeRecord: Hashable, Sendable {
    public var at: Date
    public var from: Int
    public var to: Int
    public var path: String

    public init(at: Date, from: Int, to: Int, path: String) {
        self.at = at
        self.from = from
        self.to = to
        self.path = path
    }
}

/// Failed sign-ins of an account, of a terminal, or of an account at a terminal, for throttling.
public struct SignInFailures: Hashable, Sendable {
    public var count: Int
    public var lastAt: Date

    public init(count: Int, lastAt: Date) {
        self.count = count
        self.lastAt = lastAt
    }
}
