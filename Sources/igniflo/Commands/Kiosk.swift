import ArgumentParser
import Foundation
import Glibc
import Screens
import Shop
import Terminal

struct Kiosk: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "The counter's terminal: anyone may touch it, nobody can break it.",
        discussion: """
            An admin signs the device in once: email and password are asked for, and the device keeps a session that can \
            place orders and nothing else. F12 or Ctrl-X leaves, with an admin's password. The kiosk starts again by \
            itself when it crashes; SIGTERM ends it.
            """)

    @Option(help: "The name of this counter, in the log and among the people.")
    var name = "Kiosk"

    @Option(help: "Seconds without a touch until it asks whether someone is still there. (default: the shop's setting)")
    var idle: Double?

    @Option(help: "Seconds for the answer, until the cart is emptied. (default: the shop's setting)")
    var countdown: Double?

    @Option(help: "Seconds that the ticket is shown. (default: the shop's setting)")
    var ticket: Double?

    @Flag(help: .hidden)
    var supervised = false

    @OptionGroup var place: DatabaseOption
    @OptionGroup var screens: ScreenOptions

    func validate() throws {
        for (name, seconds) in [("idle", idle), ("countdown", countdown), ("ticket", ticket)]
        where !(1...3_600).contains(seconds ?? 1) {
            throw ValidationError("--\(name) is 1 to 3600 seconds")
        }
    }

    func run() async throws {
        try TerminalLoop.check()
        let code = supervised ? try await show() : try await supervise()
        if code != 0 { throw ExitCode(code) }
    }

    /// Signs the device in where it is not, then keeps the screens running.
    private func supervise() async throws -> Int32 {
        try await CommandContext.open(place.path).use { context in
            _ = try context.shop()
            if try await session(context) == nil { try await signIn(context) }
        }
        while true {
            let code = try Supervisor().run(arguments)
            guard code == Int32(KioskExit.signedOut) else { return code }
            Console.complain("This device was signed out. An admin has to sign it in again.")
            guard await signInAgain() else { return 128 + SIGHUP }
        }
    }

    /// On the counter nobody gets past the question, by a wrong answer or by any key.
    ///
    /// - Returns: false when the terminal is gone.
    private func signInAgain() async -> Bool {
        let terminal = QuietTerminal()
        defer { terminal.end() }
        signal(SIGTERM, SIG_DFL)
        while !QuietTerminal.isGone {
            terminal.begin(isAsking: true)
            do {
                try await CommandContext.open(place.path).use { try await signIn($0) }
                return true
            } catch {
                if let line = Ending(error).line { Console.complain(line) }
            }
        }
        return false
    }

    private var arguments: [String] {
        let values = [
            ("--idle", idle.map { "\($0)" }), ("--countdown", countdown.map { "\($0)" }),
            ("--ticket", ticket.map { "\($0)" }), ("--theme", screens.theme?.rawValue), ("--database", place.database),
        ]
        return ["kiosk", "--supervised"] + values.flatMap { name, value in value.map { [name, $0] } ?? [] }
    }

    private func session(_ context: CommandContext) async throws -> Session? {
        guard let token = context.kioskSession.token() else { return nil }
        do {
            let session = try await context.services.accounts.resume(token: token)
            return session.role == .kiosk ? session : nil
        } catch ShopError.sessionEnded {
            return nil
        }
    }

    private func signIn(_ context: CommandContext) async throws {
        Console.progress("An admin signs this device in, once.")
        let email = try PasswordPrompt.askLine("Email")
        let password = try PasswordPrompt.ask()
        let admin = try await context.services.accounts.signIn(email: email, password: password).session
        do {
            let kiosk = try await context.services.users.openKiosk(named: name, by: admin)
            try context.kioskSession.save(kiosk.token)
        } catch {
            try? await context.services.accounts.signOut(admin)
            throw error
        }
        try? await context.services.accounts.signOut(admin)
    }

    /// The screens themselves, in a process of their own.
    private func show() async throws -> Int32 {
        TerminalLoop.endWithParent()
        return try await CommandContext.open(place.path).use { context in
            guard let session = try await session(context) else { return Int32(KioskExit.signedOut) }
            let settings = try context.shop()
            let shop = OpenShop(services: context.services, settings: settings)
            let times = KioskTimes(
                idle: idle ?? Double(settings.kioskIdleSeconds),
                countdown: countdown ?? Double(settings.kioskCountdownSeconds),
                ticket: ticket ?? Double(settings.ticketSeconds))
            var options = try screens.loop()
            options.isLocked = true
            options.preferences.isMouseOn = true
            return try await CounterApplication.runKiosk(
                shop, session: session, times: times, options: options)
        }
    }
}
