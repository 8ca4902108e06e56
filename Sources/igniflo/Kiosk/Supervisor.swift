import ArgumentParser
import Glibc
import Screens
import Terminal

/// Keeps the kiosk's screens running: when they end otherwise than by an admin, or are stuck, they are started again.
struct Supervisor {
    /// An ending this soon after the start counts as a failure to start, and is waited for a little.
    private static let soon: Duration = .seconds(2)

    let terminal: QuietTerminal
    let termination: Termination

    /// - Returns: the code with which the screens were left: 0, or what ended the terminal itself.
    func run(_ arguments: [String]) throws -> Int32 {
        var hasShown = false
        while true {
            let start = ContinuousClock.now
            let ending = try ScreensProcess.run(arguments, termination)
            hasShown = hasShown || ending.hasShown
            terminal.silence()
            // Nothing of a customer stays on the counter, nor on the screen that is left.
            if ending.code == nil { TerminalLoop.clear() }
            if let code = termination.code { return code }
            if let code = Self.finalCode(ending, hasShown: hasShown) { return code }
            // The terminal is gone: whoever owns it starts the kiosk anew.
            guard !QuietTerminal.isGone else { return 128 + SIGHUP }
            if ending.code == ExitCode.unreachable.rawValue {
                TerminalLoop.clear()
                Console.ask("\n  One moment, please: the shop cannot be reached.\n")
            }
            if ContinuousClock.now - start < Self.soon { termination.pause(500) }
        }
    }

    /// - Returns: nil when the screens are to be started again.
    private static func finalCode(_ ending: ScreensProcess.Ending, hasShown: Bool) -> Int32? {
        guard let code = ending.code else { return nil }
        let finals = [0, Int32(KioskExit.signedOut), 128 + SIGHUP]
        // A shop that was there comes back; one that never was has to be looked at.
        return finals.contains(code) || code == ExitCode.unreachable.rawValue && !hasShown ? code : nil
    }
}
