public import Foundation

/// Rows of a shop of one kind, as any engine keeps them, in the order of their keys: so a shop can be read from one engine and
/// written to another, and two engines can be compared.
public enum ShopPage: Hashable, Sendable {
    /// In the order in which an empty shop takes them: what is named stands before what names it, and a shop counts as set up
    /// once its last page is there.
    public enum Kind: String, CaseIterable, Sendable {
        case users, resets, sessions, failures, products, orders, movements, events, carts, shop
    }

    case users([StoredUser])
    case resets([PasswordReset])
    case sessions([SessionRecord])
    case failures([StoredFailures])
    case products([Product])
    case orders([StoredOrder])
    case movements([StoredMovement])
    /// Without the names of those who acted, which are their users'.
    case events([ShopEvent])
    case carts([StoredCart])
    /// One page.
    case shop(StoredShop)

    /// What tells a row from the others of its kind. Texts are in the order of their bytes.
    public enum Key: Hashable, Sendable {
        case number(Int64)
        case text(String)
    }

    public var kind: Kind {
        switch self {
        case .users: .users
        case .resets: .resets
        case .sessions: .sessions
        case .failures: .failures
        case .products: .products
        case .orders: .orders
        case .movements: .movements
        case .events: .events
        case .carts: .carts
        case .shop: .shop
        }
    }

    /// Where the next page goes on; nil where nothing can come.
    public var lastKey: Key? {
        switch self {
        case .users(let rows): rows.last.map { .number($0.user.id.rawValue) }
        case .resets(let rows): rows.last.map { .number($0.userID.rawValue) }
        case .sessions(let rows): rows.last.map { .text($0.id) }
        case .failures(let rows): rows.last.map { .text($0.key) }
        case .products(let rows): rows.last.map { .number($0.id.rawValue) }
        case .orders(let rows): rows.last.map { .number($0.order.id.rawValue) }
        case .movements(let rows): rows.last.map { .number($0.id) }
        case .events(let rows): rows.last.map { .number($0.number) }
        case .carts(let rows): rows.last.map { .number($0.userID.rawValue) }
        case .shop: nil
        }
    }

    public var count: Int {
        switch self {
        case .users(let rows): rows.count
        case .resets(let rows): rows.count
        case .sessions(let rows): rows.count
        case .failures(let rows): rows.count
        case .products(let rows): rows.count
        case .orders(let rows): rows.count
        case .movements(let rows): rows.count
        case .events(let rows): rows.count
        case .carts(let rows): rows.count
        case .shop: 1
        }
    }
}

/// A user with the hash of the password.
public struct StoredUser: Hashable, Sendable {
    public var user: User
    public var password: PasswordHash

    public init(user: User, password: PasswordHash) {
        self.user = user
        self.password = password
    }
}

public struct StoredFailures: Hashable, Sendable {
    public var key: String
    public var failures: SignInFailures

    public init(key: String, failures: SignInFailures) {
        self.key = key
        self.failures = failures
    }
}

public struct StoredOrder: Hashable, Sendable {
    public var order: Order
    /// Milliseconds from placed to ready, as it stands now.
    public var readyAfter: Int64?

    public init(order: Order, readyAfter: Int64?) {
        self.order = order
        self.readyAfter = readyAfter
    }
}

public struct StoredMovement: Hashable, Sendable {
    public var id: Int64
    public var movement: StockMovement

    public init(id: Int64, movement: StockMovement) {
        self.id = id
        self.movement = movement
    }
}

public struct StoredCart: Hashable, Sendable {
    public var userID: ID<User>
    public var cart: Cart
    public var savedAt: Date

    public init(userID: ID<User>, cart: Cart, savedAt: Date) {
        self.userID = userID
        self.cart = cart
        self.savedAt = savedAt
    }
}

/// What there is once in a shop; nil each where there is none.
public struct StoredShop: Hashable, Sendable {
    public var settings: ShopSettings?
    public var tokenKey: [UInt8]?
    public var lastBackup: BackupRecord?
    public var lastUpgrade: UpgradeRecord?

    public init(
        settings: ShopSettings?, tokenKey: [UInt8]?, lastBackup: BackupRecord?, lastUpgrade: UpgradeRecord?
    ) {
        self.settings = settings
        self.tokenKey = tokenKey
        self.lastBackup = lastBackup
        self.lastUpgrade = lastUpgrade
    }
}
