import Foundation
import Glibc
import Presentation
import Screens
import Shop
import Terminal

/// A counter's terminal: signed in by an admin where it is not, then the kiosk for whoever comes.
struct KioskDevice {
    let location: StoreLocation
    /// As the shop knows it.
    let name: String
    /// Until the kiosk stands there; from then on a counter's terminal is told nothing of what the shop does.
    let log: LogOption
    /// Of the screens' own process.
    let arguments: [String]

    /// - Returns: the exit code.
    func run() async throws -> Int32 {
        let terminal = RawTerminal()
        // One for the whole life of the kiosk. Once its screens are there only SIGTERM is heard.
        let signals = SignalWatch { EndRequest.note($0) }
        defer {
            terminal.end()
            signals.stop()
        }
        do {
            try await signInWhereNeeded(at: terminal)
            return try await keepOpen(at: terminal)
        } catch let interrupt as PlainInterrupt {
            return interrupt.code
        }
    }

    /// - Returns: nil when this device has none that counts.
    static func session(_ context: CommandContext) async throws -> Session? {
        guard let token = context.kioskSession.token() else { return nil }
        do {
            let session = try await context.services.accounts.resume(token: token)
            return session.role == .kiosk ? session : nil
        } catch ShopError.sessionEnded {
            return nil
        }
    }

    /// Before the kiosk is there, an admin may change their mind: Ctrl-C leaves.
    private func signInWhereNeeded(at terminal: RawTerminal) async throws {
        try await CommandContext.open(location, log: log.forCommand).use { context in
            _ = try context.shop()
            guard try await Self.session(context) == nil else { return }
            try await signIn(context, ask(at: terminal, isLocked: false))
        }
    }

    /// From here on nothing leads away but an admin's password, or SIGTERM.
    private func keepOpen(at terminal: RawTerminal) async throws -> Int32 {
        terminal.silence()
        TerminalLoop.ignoreSignals()
        while true {
            let code = try Supervisor(terminal: terminal).run(arguments)
            guard code == Int32(KioskExit.signedOut) else { return code }
            Console.complain("This device was signed out. An admin has to sign it in again.")
            guard try await signInAgain(at: terminal) else { return 128 + SIGHUP }
        }
    }

    /// Nobody gets past the question, by a wrong answer or by any key.
    ///
    /// - Returns: false when the terminal is gone.
    private func signInAgain(at terminal: RawTerminal) async throws -> Bool {
        while !RawTerminal.isGone {
            do {
                let answer = try ask(at: terminal, isLocked: true)
                try await CommandContext.open(location, log: log.forScreens, tellsProgress: false).use {
                    try await signIn($0, answer)
                }
                return true
            } catch let interrupt as PlainInterrupt {
                throw interrupt
            } catch {
                if let line = ExitReport(error).line { Console.complain(line) }
            }
        }
        return false
    }

    /// - Throws: `PlainInterrupt` when a signal asks to end.
    private func ask(at terminal: RawTerminal, isLocked: Bool) throws -> DeviceQuestions.Answer {
        try DeviceQuestions(terminal: terminal, input: LineInput(), isLocked: isLocked).ask()
    }

    private func signIn(_ context: CommandContext, _ answer: DeviceQuestions.Answer) async throws {
        let admin = try await context.services.accounts.signIn(email: answer.email, password: answer.password).session
        do {
            let kiosk = try await context.services.users.openKiosk(named: name, by: admin)
            try context.kioskSession.save(kiosk.token)
        } catch {
            try? await context.services.accounts.signOut(admin)
            throw error
        }
        try? await context.services.accounts.signOut(admin)
    }
}
