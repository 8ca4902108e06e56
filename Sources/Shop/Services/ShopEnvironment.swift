public import Foundation
public import Logging

/// What the services stand on. Clock, identifiers and randomness come in from outside, so that tests pin them.
public struct ShopEnvironment: Sendable {
    public var store: any Store
    /// What only a shop in a file can do; nil for another.
    public var maintenance: (any FileMaintenance)?
    public var now: @Sendable () -> Date
    /// A fresh identifier for a session or a request: a UUID.
    public var makeIdentifier: @Sendable () -> String
    public var randomBytes: @Sendable (Int) -> [UInt8]
    public var hasher: PasswordHasher
    /// What tells this terminal from others, for throttling sign-ins.
    public var terminal: String
    public var logger: Logger
    /// How the log of operations puts what was refused or failed.
    public var errorText: @Sendable (ShopError) -> String
    /// Which files people at this terminal may name: none, until whoever starts the program says that it is their own.
    public var files: FileAccess
    /// The printers that the machine's owner allows.
    public var printers: PrinterRules

    public init(
        store: any Store, maintenance: (any FileMaintenance)? = nil,
        now: @escaping @Sendable () -> Date = { Date() },
        makeIdentifier: @escaping @Sendable () -> String = Randomness.identifier,
        randomBytes: @escaping @Sendable (Int) -> [UInt8] = Randomness.system,
        hasher: PasswordHasher = PasswordHasher(),
        terminal: String = "terminal",
        logger: Logger = Logger(label: "igniflo", factory: { _ in SwiftLogNoOpLogHandler() }),
        errorText: @escaping @Sendable (ShopError) -> String = { String(describing: $0) },
        files: FileAccess = .shared(exports: nil), printers: PrinterRules = .standard
    ) {
        self.store = store
        self.maintenance = maintenance
        self.now = now
        self.makeIdentifier = makeIdentifier
        self.randomBytes = randomBytes
        self.hasher = hasher
        self.terminal = terminal
        self.logger = logger
        self.errorText = errorText
        self.files = files
        self.printers = printers
    }
}

/// The services over one environment: the only door to the shop's data.
public struct ShopServices: Sendable {
    public let environment: ShopEnvironment

    public init(_ environment: ShopEnvironment) {
        self.environment = environment
    }

    public var setUp: SetUpService { SetUpService(environment: environment) }
    public var accounts: AccountService { AccountService(environment: environment) }
    public var users: UserService { UserService(environment: environment) }
    public var products: ProductService { ProductService(environment: environment) }
    public var orders: OrderService { OrderService(environment: environment) }
    public var carts: CartService { CartService(environment: environment) }
    public var feed: FeedService { FeedService(environment: environment) }
    public var log: LogService { LogService(environment: environment) }
    public var insights: InsightsService { InsightsService(environment: environment) }
    public var settings: SettingsService { SettingsService(environment: environment) }
    public var display: DisplayService { DisplayService(environment: environment) }
    public var backups: BackupService { BackupService(environment: environment) }
    public var health: HealthService { HealthService(environment: environment) }
}
