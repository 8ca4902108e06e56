import Presentation
public import Shop
public import Terminal

/// A shop that is open for the screens.
public struct OpenShop: Sendable {
    public let services: ShopServices
    public let settings: ShopSettings
    /// The demo's accounts, shown on the sign-in; empty in a real shop.
    public let demoAccounts: [DemoShop.Account]
    /// The lanes of a board that hangs in the kitchen, worked by digits alone; nil for the whole board.
    public var kitchenLanes: [OrderStatus]?
    /// Makes the backup of each day; nil where none is made.
    public var backups: BackupSchedule?

    public init(services: ShopServices, settings: ShopSettings, demoAccounts: [DemoShop.Account] = []) {
        self.services = services
        self.settings = settings
        self.demoAccounts = demoAccounts
    }
}

/// How a first run comes to a shop: by setting one up, or by opening the demo.
public struct FirstRunActions: Sendable {
    public var openNew: @Sendable (SetUpService.Request) async throws -> OpenShop
    public var openDemo: @Sendable () async throws -> OpenShop

    public init(
        openNew: @escaping @Sendable (SetUpService.Request) async throws -> OpenShop,
        openDemo: @escaping @Sendable () async throws -> OpenShop
    ) {
        self.openNew = openNew
        self.openDemo = openDemo
    }
}

/// The screens of the shop on this terminal, from the sign-in to the last key.
public enum Application {
    /// The screens before the first key, without a device: to measure what a frame costs.
    package static func stage(_ shop: OpenShop, size: Size) -> Stage {
        let front = AppContext(shop, feed: LiveFeed(inbox: Inbox()))
        return Stage(root: SignInScreen(app: front), headerBar: HeaderLine(settings: shop.settings), size: size)
    }

    /// - Parameter shop: nil when there is none yet: then the first run's set-up is shown.
    /// - Returns: the exit code.
    /// - Throws: `TerminalError`, before anything was drawn.
    public static func run(_ shop: OpenShop?, doors: FirstRunActions, options: TerminalLoop.Options) async throws
        -> Int32
    {
        let inbox = Inbox()
        let feed = LiveFeed(inbox: inbox)
        defer { feed.stop() }
        let front = shop.map { AppContext($0, feed: feed) }
        await front?.watch()
        let root: any Screen = front.map { SignInScreen(app: $0) } ?? SetUpScreen(doors: doors, feed: feed)
        return try await TerminalLoop.run(
            root: root, headerBar: HeaderLine(settings: shop?.settings), inbox: inbox, options: options)
    }
}
