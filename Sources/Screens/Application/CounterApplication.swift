import Presentation
public import Shop
public import Terminal

/// The screens of the counter: the kiosk that anyone may touch.
public enum CounterApplication {
    /// Shows the kiosk until an admin leaves it.
    ///
    /// - Parameter session: of role `kiosk`.
    /// - Returns: 0 when an admin has left it, ``KioskExit/signedOut``, or what ended the program.
    public static func runKiosk(
        _ shop: OpenShop, session: Session, times: KioskTimes, options: TerminalLoop.Options
    ) async throws -> Int32 {
        let inbox = Inbox()
        let feed = LiveFeed(inbox: inbox)
        defer { feed.stop() }
        let user = await AppContext(shop, feed: feed).userContext(for: session)
        return try await TerminalLoop.run(
            root: KioskScreen(user: user, times: times),
            headerBar: HeaderLine(settings: shop.settings, isWatched: true),
            inbox: inbox, options: options)
    }

    /// Shows the pickup display, as long as the program runs. Nobody is signed in on it.
    public static func runDisplay(_ shop: OpenShop, options: TerminalLoop.Options) async throws -> Int32 {
        let inbox = Inbox()
        let feed = LiveFeed(inbox: inbox)
        defer { feed.stop() }
        let services = shop.services
        await feed.follow(services) { services.display.changes(after: $0) }
        return try await TerminalLoop.run(
            root: DisplayScreen(services: services), headerBar: HeaderLine(settings: shop.settings, isWatched: true),
            inbox: inbox, options: options)
    }
}
