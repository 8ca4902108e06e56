import Shop
import Terminal

/// What the screens are opened with.
struct ScreensCall: Sendable {
    /// The shop; it is not set up yet where its `settings` are nil.
    var context: CommandContext
    /// The demo's accounts, for the sign-in screen; empty for a shop of one's own.
    var accounts: [DemoShop.Account] = []
}

/// Shows the screens until they are left.
///
/// - Returns: the exit code.
/// - Throws: ``TerminalError`` when there is no terminal to draw on.
func openScreens(_ call: ScreensCall) async throws -> Int32 {
    try RunLoop.check()
    return 0
}
