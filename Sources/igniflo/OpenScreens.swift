public import ArgumentParser
import Foundation
import Local
import Presentation
import Screens
import Shop
import Synchronization
public import Terminal

/// How the screens look.
struct ScreenOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The colours: dark, light, high-contrast or mono. (default: what suits the terminal)", valueName: "name"))
    var theme: Theme.Name?

    @Option(
        help: ArgumentHelp(
            """
            For a board that hangs in the kitchen: its lanes, of placed, preparing, ready and completed. Digits choose \
            an order there, Enter takes it forward.
            """, valueName: "placed,preparing"))
    var lanes: Lanes?

    @Flag(
        help: """
            Ask numbered questions and print plain lines, for screen readers, printers and serial lines; by itself \
            where TERM is dumb. Lines may come from a pipe.
            """)
    var plain = false

    /// - Throws: ``TerminalError`` where there is no terminal that can show screens, and nobody asked for plain lines.
    func mode() throws -> ScreenSession.InterfaceMode {
        if plain || Paths.system.value("TERM") == "dumb" { return .plain }
        try TerminalLoop.check()
        return .screens(loop())
    }

    /// For what is a screen and nothing else.
    ///
    /// - Parameter instead: what whoever asked for plain lines may do, to go after "please".
    /// - Throws: ``CommandFailure``, or ``TerminalError``.
    func checkScreen(_ name: String, instead: String) throws {
        guard !plain, Paths.system.value("TERM") != "dumb" else {
            throw CommandFailure.unreachable(
                "The \(name) is a screen and has no plain lines. Please use a terminal, or \(instead).")
        }
        try TerminalLoop.check()
    }

    /// The flag, then the config file, then what suits the terminal. What is wrong with the file is told on the screens.
    func loop() -> TerminalLoop.Options {
        let config = ConfigFile.current.config
        let isOwn = MachineAccess.current.files.takesPaths
        let chosen = theme ?? config.theme
        let environment = ProcessInfo.processInfo.environment
        let preferences = TerminalLoop.Preferences(
            theme: chosen ?? Theme.preferred(environment: environment), isMouseOn: config.isMouseOn ?? true,
            followsBackground: chosen == nil && Theme.isOpen(environment: environment))
        var options = TerminalLoop.Options(preferences) { change in
            // A preference that cannot be kept is asked for again next time; it is not worth a word. Where the terminal is
            // not its user's own, the file is not theirs either.
            guard isOwn, let file = ConfigFile.system, var config = try? file.lines() else { return }
            switch change {
            case .theme(let name): config.theme = name
            case .mouse(let isOn): config.isMouseOn = isOn
            }
            try? file.write(config)
        }
        options.notice = ConfigFile.current.notice
        options.hasShell = isOwn
        return options
    }
}

extension Theme.Name: ExpressibleByArgument {}

/// Lanes of the board, as the command line names them.
struct Lanes: ExpressibleByArgument, Sendable {
    let statuses: [OrderStatus]

    init?(argument: String) {
        let names = argument.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
        let statuses = names.compactMap(OrderStatus.init(rawValue:)).filter { $0 != .cancelled }
        guard !statuses.isEmpty, statuses.count == names.count, Set(statuses).count == statuses.count else {
            return nil
        }
        self.statuses = statuses
    }
}

/// The screens on one file, from the first run's questions to the last key.
struct ScreenSession: Sendable {
    /// How the shop meets whoever is at this terminal.
    enum InterfaceMode: Sendable {
        case screens(TerminalLoop.Options)
        case plain
    }

    /// Where the shop is, or will be when it is set up.
    let location: StoreLocation
    let mode: InterfaceMode
    private let lanes: [OrderStatus]?
    private let log: OperationLogging
    private let opened = OpenContexts()

    init(location: StoreLocation, mode: InterfaceMode, lanes: Lanes?, log: OperationLogging) {
        self.location = location
        self.mode = mode
        self.lanes = lanes?.statuses
        self.log = log
    }

    /// Shows a shop that is there, or the first run's set-up; nothing is written before someone says so.
    func run() async throws -> Int32 {
        guard try StoreFactory.isThere(location) else { return try await showFirstRun() }
        // Before the first frame: a shop that others hold, or an older one, is worth a word.
        let context = opened.keep(try await CommandContext.open(location, log: log))
        guard let settings = context.settings else { return try await showFirstRun() }
        return try await show(try shop(context, settings))
    }

    /// A shop belongs to whoever sets it up, and so does the place where it is: not to anyone who comes by.
    private func showFirstRun() async throws -> Int32 {
        guard MachineAccess.current.files.takesPaths else {
            await opened.close()
            throw CommandFailure.unreachable(
                "\(location) holds no shop yet, and none is set up from this terminal. \(MachineAccess.way)")
        }
        return try await show(nil)
    }

    /// Shows a shop that the caller has opened, and closes.
    func run(_ context: CommandContext) async throws -> Int32 { try await show(try shop(context, context.shop())) }

    private func show(_ shop: OpenShop?) async throws -> Int32 {
        let doors = FirstRunActions(openNew: openNew, openDemo: openDemo)
        do {
            let code =
                switch mode {
                case .screens(let options): try await Application.run(shop, doors: doors, options: options)
                case .plain: try await PlainTerminal.run(shop, doors: doors, notice: ConfigFile.current.notice)
                }
            await opened.close()
            return code
        } catch {
            await opened.close()
            throw error
        }
    }

    @Sendable private func openNew(_ request: SetUpService.Request) async throws -> OpenShop {
        try SetUpService.validate(request)
        let made = try await CommandContext.open(location, create: true, log: log, tellsProgress: false)
        do {
            try await made.services.setUp.open(request)
        } catch {
            await made.close()
            throw error
        }
        await made.close()
        let context = opened.keep(try await CommandContext.open(location, log: log, tellsProgress: false))
        return try shop(context, context.shop())
    }

    @Sendable private func openDemo() async throws -> OpenShop {
        let location = StoreLocation(try Paths.system.demoDatabase(nil))
        let file = DemoFile(location: location, demo: try SeedFolder.demo(), log: log, tellsProgress: false)
        let context = opened.keep(try await file.open(reset: false))
        return try shop(context, context.shop())
    }

    private func shop(_ context: CommandContext, _ settings: ShopSettings) throws -> OpenShop {
        let accounts = settings.isDemo ? try SeedFolder.demo().accounts().filter { !$0.isDisabled } : []
        var shop = OpenShop(services: context.services, settings: settings, demoAccounts: accounts)
        shop.kitchenLanes = lanes
        context.backups?.start()
        shop.backups = context.backups
        return shop
    }
}

/// The shops that the screens have opened, to be closed when they are left.
private final class OpenContexts: Sendable {
    private let contexts = Mutex<[CommandContext]>([])

    func keep(_ context: CommandContext) -> CommandContext {
        contexts.withLock { $0.append(context) }
        return context
    }

    func close() async {
        let open = contexts.withLock { contexts in
            defer { contexts = [] }
            return contexts
        }
        for context in open { await context.close() }
    }
}
