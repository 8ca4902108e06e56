import Foundation
import Glibc
import Local
import Logging
import Presentation
import Shop

/// What goes into the log of operations: what was refused or failed, or everything, which may be told on standard error,
/// too.
enum OperationLogging {
    case refusals, everything, everythingTold
}

/// What a command works with: the open shop, and the session of this terminal.
struct CommandContext: Sendable {
    let location: StoreLocation
    let services: ShopServices
    /// Nil while the shop is not set up.
    let settings: ShopSettings?
    let sessions: SessionFile
    /// The session of this device as a kiosk.
    let kioskSession: SessionFile
    private let store: any Store
    /// Nil where the shop is no file.
    let maintenance: (any FileMaintenance)?
    /// Nil where the shop is not set up, or is a demo: that is made anew, not restored.
    let backups: BackupSchedule?

    /// Where opening takes long, as when others hold the shop or an older one is upgraded, that is told.
    ///
    /// - Parameters:
    ///   - machine: what people at this terminal may do with the machine.
    ///   - tellsProgress: false where the terminal shows something else.
    /// - Throws: ``ShopError/store(_:)``.
    static func open(
        _ location: StoreLocation, create: Bool = false, log: OperationLogging = .refusals,
        machine: MachineAccess = .current,
        tellsProgress: Bool = true
    ) async throws -> CommandContext {
        guard tellsProgress else {
            return try await open(location, create: create, log: log, machine: machine, upgrades: true) { _ in }
        }
        let line = Progress.Line("Opening \(location)")
        return try await Progress.during(line, after: .milliseconds(300)) {
            try await open(location, create: create, log: log, machine: machine, upgrades: true) {
                line.say("Upgrading \(location): \($0.text)")
            }
        }
    }

    /// For what must be quick: an older shop is refused.
    static func openUpgraded(_ location: StoreLocation) async throws -> CommandContext {
        try await open(location, create: false, log: .refusals, machine: .current, upgrades: false) { _ in }
    }

    private static func open(
        _ location: StoreLocation, create: Bool, log: OperationLogging, machine: MachineAccess, upgrades: Bool,
        _ progress: @escaping @Sendable (UpgradeProgress) -> Void
    ) async throws -> CommandContext {
        let opened = try await StoreFactory.open(location, create: create, upgrades: upgrades, progress: progress)
        do {
            let logger = Self.logger(log)
            if let upgrade = opened.upgrade {
                OperationLog.note(upgrade, of: opened.location.description, in: logger)
            }
            let settings = try await opened.store.read { try $0.settings() }
            return CommandContext(opened, settings: settings, logger: logger, machine: machine)
        } catch {
            await opened.store.close()
            throw error
        }
    }

    private init(_ opened: StoreFactory.Opened, settings: ShopSettings?, logger: Logger, machine: MachineAccess) {
        location = opened.location
        store = opened.store
        maintenance = opened.maintenance
        self.settings = settings
        sessions = SessionFile(of: location)
        kioskSession = SessionFile(of: location, kind: "kiosk-")
        let environment = ShopEnvironment(
            store: store, maintenance: maintenance,
            hasher: PasswordHasher(cost: settings?.isDemo == true ? DemoShop.passwordCost : .standard),
            terminal: Self.terminal, logger: logger, errorText: \.text, files: machine.files, printers: machine.printers
        )
        services = ShopServices(environment)
        let folder = settings?.isDemo == false ? location.backupFolder : nil
        backups = folder.map { BackupSchedule(environment, in: $0) }
    }

    /// The log of operations in the state folder.
    private static func logger(_ logging: OperationLogging) -> Logger {
        let folder = (try? Paths.system.stateFolder()).map { URL(filePath: $0) }
        return Logger(label: "igniflo") { _ in
            switch logging {
            case .refusals: OperationLog.handler(folder: folder, level: .notice)
            case .everything: OperationLog.handler(folder: folder, level: .info)
            case .everythingTold: OperationLog.handler(folder: folder, level: .info) { Console.log($0) }
            }
        }
    }

    /// Does `work`, and closes the shop whatever comes of it.
    func use<Value>(_ work: (CommandContext) async throws -> Value) async throws -> Value {
        do {
            let value = try await work(self)
            await close()
            return value
        } catch {
            await close()
            throw error
        }
    }

    func close() async {
        await backups?.stop()
        await store.close()
    }

    /// Which files people at this terminal may name.
    var files: FileAccess { services.environment.files }

    // MARK: who asks

    /// - Throws: ``ShopError/notSetUp``.
    func shop() throws -> ShopSettings {
        guard let settings else { throw ShopError.notSetUp }
        return settings
    }

    /// - Throws: ``ShopError/notSignedIn``, or ``ShopError/sessionEnded``.
    func session() async throws -> Session {
        guard let token = sessions.token() else { throw ShopError.notSignedIn }
        return try await services.accounts.resume(token: token)
    }

    /// The session where there is one that counts: for what anyone may do.
    func sessionIfAny() async throws -> Session? {
        do {
            return try await session()
        } catch ShopError.notSignedIn, ShopError.sessionEnded {
            return nil
        }
    }

    /// Keeps a fresh session for the commands that follow, in place of the one before, which ends.
    func keep(_ signedIn: AccountService.SignedIn) async throws {
        let previous = try? await sessionIfAny()
        do {
            try sessions.save(signedIn.token)
        } catch {
            try? await services.accounts.signOut(signedIn.session)
            throw error
        }
        if let previous { try? await services.accounts.signOut(previous) }
    }

    /// Tells this terminal from others: its device where it has one, the user, and the machine that came by ssh, for devices
    /// are given again, and scripts have none.
    private static var terminal: String {
        let device = ttyname(STDIN_FILENO).map { String(cString: $0) } ?? "no-tty"
        let client = Paths.system.value("SSH_CONNECTION")?.split(separator: " ").first.map { " from \($0)" }
        return "\(device) of \(getuid())" + (client ?? "")
    }
}
