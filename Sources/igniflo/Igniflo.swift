import ArgumentParser
import Glibc

/// The command. Alone it opens the screens; each of its subcommands does one thing and ends.
@main
struct Igniflo: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "igniflo",
        abstract: "An order management system for a shop, in the terminal.",
        discussion: """
            Without a subcommand it opens the shop's screens. Try `igniflo demo` first.

            Exit codes: 0 done, 1 the shop said no, 64 wrong usage, 69 the shop cannot be reached.
            """,
        subcommands: [
            Demo.self, Init.self, Register.self, Login.self, Logout.self, WhoAmI.self, Account.self,
            ResetPassword.self, Products.self, Orders.self, PrintReceipt.self, Users.self, Events.self,
            ShowInsights.self, Health.self, Backup.self, Restore.self, Settings.self, Kiosk.self, Display.self,
            PrintSchema.self, Manual.self,
        ])

    @OptionGroup var place: DatabaseOption
    @OptionGroup var screens: ScreenOptions
    @OptionGroup var log: LogOption

    func run() async throws {
        let mode = try screens.mode()
        let session = ScreenSession(location: try place.location, mode: mode, lanes: screens.lanes, log: log.forScreens)
        let code = try await session.run()
        if code != 0 { throw ExitCode(code) }
    }

    static func main() async {
        // A closed pipe and a full disk are errors to answer, not ends.
        signal(SIGPIPE, SIG_IGN)
        signal(SIGXFSZ, SIG_IGN)
        do {
            try ThreadRoom.check()
            var command = try await asyncParseAsRoot()
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        } catch {
            ExitReport(error).end()
        }
    }
}
