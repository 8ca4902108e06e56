import ArgumentParser
import Glibc
import Screens
import Terminal

/// Keeps the kiosk's screens running: when they end otherwise than by an admin, or are stuck, they are started again.
struct Supervisor {
    let terminal: RawTerminal

    /// - Returns: the code with which the screens were left: 0, or what ended the terminal itself.
    func run(_ arguments: [String]) throws -> Int32 {
        var hasShown = false
        while true {
            let start = ContinuousClock.now
            let ending = try ScreensProcess.run(arguments)
            hasShown = hasShown || ending.hasShown
            terminal.silence()
            // Nothing of a customer stays on the counter, nor on the screen that is left.
            if ending.code == nil { TerminalLoop.clear() }
            if let code = EndRequest.code { return code }
            if let code = Self.finalCode(ending, hasShown: hasShown) { return code }
            // The terminal is gone: whoever owns it starts the kiosk anew.
            guard !RawTerminal.isGone else { return 128 + SIGHUP }
            if ending.code == ExitCode.unreachable.rawValue {
                TerminalLoop.clear()
                Console.ask("\n  One moment, please: the shop cannot be reached.\n")
            }
            EndRequest.pause(Self.pause(afterRunning: ContinuousClock.now - start))
        }
    }

    /// Before the next start. The attract screen is there again within 2 seconds of a crash, so it is short; screens that
    /// end at once are waited for, so that a machine on which they cannot start is not kept busy by that.
    static func pause(afterRunning time: Duration) -> Duration { time < .seconds(2) ? .milliseconds(500) : .zero }

    /// - Returns: nil when the screens are to be started again.
    private static func finalCode(_ ending: ScreensProcess.ExitStatus, hasShown: Bool) -> Int32? {
        guard let code = ending.code else { return nil }
        let finals = [0, Int32(KioskExit.signedOut), 128 + SIGHUP]
        // A shop that was there comes back; one that never was has to be looked at.
        return finals.contains(code) || code == ExitCode.unreachable.rawValue && !hasShown ? code : nil
    }
}
