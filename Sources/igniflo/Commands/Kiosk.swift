import ArgumentParser
import Presentation
import Screens
import Shop
import Terminal

struct Kiosk: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "kiosk", abstract: "The counter's terminal: anyone may touch it, nobody can break it.",
        discussion: """
            An admin signs the device in once: email and password are asked for, and the device keeps a session that can \
            place orders and nothing else. F12 or Ctrl-X leaves, with an admin's password. The kiosk starts again by \
            itself when it crashes; SIGTERM ends it. Examples:

              igniflo kiosk
              igniflo kiosk --name "By the door" --idle 30
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
    @OptionGroup var log: LogOption

    func validate() throws {
        for (name, seconds) in [("idle", idle), ("countdown", countdown), ("ticket", ticket)]
        where !(1...3_600).contains(seconds ?? 1) {
            throw ValidationError("--\(name) is 1 to 3600 seconds")
        }
    }

    func run() async throws {
        // Whoever signs the device in is told; the screens themselves have nothing of the kind to say to anyone.
        if !supervised, let notice = ConfigFile.current.notice { Console.complain(notice) }
        try screens.checkScreen("kiosk", instead: "take orders with `igniflo --plain`")
        let code =
            supervised
            ? try await show()
            : try await KioskDevice(location: place.location, name: name, log: log, arguments: arguments).run()
        if code != 0 { throw ExitCode(code) }
    }

    private var arguments: [String] {
        let values = [
            ("--idle", idle.map { "\($0)" }), ("--countdown", countdown.map { "\($0)" }),
            ("--ticket", ticket.map { "\($0)" }), ("--theme", screens.theme?.rawValue), ("--database", place.database),
        ]
        return ["kiosk", "--supervised"] + (log.verbose ? ["--verbose"] : [])
            + values.flatMap { name, value in value.map { [name, $0] } ?? [] }
    }

    /// The screens themselves, in a process of their own.
    private func show() async throws -> Int32 {
        do {
            let opened = try await CommandContext.open(
                place.location, log: log.forScreens, machine: .counter, tellsProgress: false)
            return try await opened.use { context in
                guard let session = try await KioskDevice.session(context) else { return Int32(KioskExit.signedOut) }
                context.backups?.start()
                let shop = OpenShop(services: context.services, settings: try context.shop())
                var options = screens.loop()
                options.isLocked = true
                options.notice = nil
                options.preferences.isMouseOn = true
                options.pulse = ScreensProcess.livingPulse()
                return try await CounterApplication.runKiosk(
                    shop, session: session, times: times, options: options)
            }
        } catch ShopError.store {
            // Which file it is and what ails it is nothing for a counter; whoever signs it in is told.
            return ExitCode.unreachable.rawValue
        }
    }

    private var times: KioskTimes { KioskTimes(idle: idle, countdown: countdown, ticket: ticket) }
}
