public import Shop
public import Terminal

/// The screens of the counter: the kiosk that anyone may touch.
public enum CounterApplication {
    /// Shows the kiosk until an admin leaves it.
    ///
    /// - Parameters:
    ///   - session: of role `kiosk`.
    ///   - placed: called off no particular thread with what was ordered, and must not wait.
    /// - Returns: 0 when an admin has left it, ``KioskExit/signedOut``, or what ended the program.
    public static func runKiosk(
        _ shop: OpenShop, session: Session, times: KioskTimes, options: TerminalLoop.Options,
        placed: @escaping @Sendable (Order) -> Void = { _ in }
    ) async throws -> Int32 {
        let inbox = Inbox()
        let feed = LiveFeed(inbox: inbox)
        defer { feed.stop() }
        let visit = await Shopfront(shop, feed: feed).visit(as: session)
        return try await TerminalLoop.run(
            root: KioskScreen(visit: visit, times: times, placed: placed), chrome: HeaderLine(settings: shop.settings),
            inbox: inbox, options: options)
    }
}
