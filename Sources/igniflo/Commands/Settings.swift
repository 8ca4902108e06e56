import ArgumentParser
import Foundation
import Presentation
import Shop

struct Settings: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "settings", abstract: "Show or change settings, and where each comes from.",
        discussion: """
            An option overrides its variable (IGNIFLO_…), which overrides your own config file, which overrides what the \
            program or the shop has. Your own are database, theme, mouse, printers and exports, and "" leaves \
            one to the program again; the shop's are its admins'.

            printers are what may be the shop's printer on this machine (default: lp): programs with their words, and \
            devices. No shell is started; quotes keep blanks in a word. exports is the folder into which files go that are \
            written at terminals where nobody names one (--no-files). Neither has a variable. Examples:

              igniflo settings
              igniflo settings theme light
              igniflo settings database /srv/shop/shop.db
              igniflo settings printers "lp, /usr/local/bin/slip --raw, /dev/usb/lp0"
              igniflo settings printerCommand lp
              igniflo settings receiptWidth 32
              igniflo settings receiptFooter "Thank you!"
            """)

    @Argument(help: "One setting; all without it.", completion: .list(names))
    var key: String?

    @Argument(help: "What it becomes.")
    var value: String?

    @OptionGroup var place: DatabaseOption
    @OptionGroup var print: PrintOption

    func run() async throws {
        guard let key else { return try show(try own() + (try await shops())) }
        if let own = Config.Key(rawValue: key) {
            if let value { try change(own, to: value) }
            try show(try self.own().filter { $0.name == key })
        } else if let setting = SettingKey(rawValue: key) {
            try await show([shop(setting)])
        } else {
            let names = Self.names.joined(separator: ", ")
            throw CommandFailure.misused("There is no setting “\(key)”; there are \(names).")
        }
    }

    private static let names = Config.Key.allCases.map(\.rawValue) + SettingKey.allCases.map(\.rawValue)

    // MARK: one's own

    private func own() throws -> [SettingJSON] {
        let file = ConfigFile.system
        let counting = try file?.checked() ?? Config()
        func origin(_ key: Config.Key) -> String {
            if key == .database, place.database != nil { return "--database" }
            if let variable = key.variable, Paths.system.value(variable) != nil { return variable }
            guard let file, counting.value(of: key) != nil else { return SettingJSON.standard }
            return file.path
        }
        return try Config.Key.allCases.map { key in
            let value = key == .database ? try place.location.description : counting.value(of: key) ?? ""
            return SettingJSON(name: key.rawValue, value: value, from: origin(key))
        }
    }

    private func change(_ key: Config.Key, to value: String) throws {
        try MachineAccess.current.checkIsOwn("The config file stays as it is.")
        let file = ConfigFile(path: try Paths.system.configFolder() + "/config")
        var config = try file.lines()
        if value.isEmpty {
            config.clear(key)
        } else if let problem = config.set(key, to: Self.absolute(key, value)) {
            throw CommandFailure.refused(problem.capitalizedSentence)
        }
        do {
            try file.write(config)
        } catch {
            throw CommandFailure.unreachable("\(file.path) cannot be written. Please make room for it.")
        }
    }

    private static func absolute(_ key: Config.Key, _ value: String) -> String {
        // An address is no path; that there is no engine for it is told as it is.
        if case .server = StoreLocation(value) { return value }
        return key.isPath ? URL(filePath: value).path : value
    }

    // MARK: the shop's

    /// All of them where an admin is signed in.
    private func shops() async throws -> [SettingJSON] {
        guard try StoreFactory.isThere(place.location) else { return [] }
        return try await CommandContext.open(place.location, log: print.log.forCommand).use { context in
            guard context.settings != nil, let session = try await context.sessionIfAny(),
                ShopOperation.editSettings.isAllowed(to: session.role)
            else { return [] }
            return try await context.services.settings.values(by: session).map {
                SettingJSON(name: $0.key.rawValue, value: $0.value, from: SettingJSON.shop)
            }
        }
    }

    private func shop(_ key: SettingKey) async throws -> SettingJSON {
        try await CommandContext.open(place.location, log: print.log.forCommand).use { context in
            _ = try context.shop()
            let session = try await context.session()
            let services = context.services.settings
            let current: String
            if let value {
                current = key.value(in: try await services.edit([key: value], by: session))
            } else {
                current = try await services.values(by: session).first { $0.key == key }?.value ?? ""
            }
            return SettingJSON(name: key.rawValue, value: current, from: SettingJSON.shop)
        }
    }

    // MARK: printing

    private func show(_ settings: [SettingJSON]) throws {
        guard !print.json else {
            return try Console.write(settings.map { try JSONLine.of($0) + "\n" }.joined())
        }
        let table = Table(
            columns: [
                Table.Column(title: "Setting"), Table.Column(title: "Value", isFlexible: true),
                Table.Column(title: "From", isFlexible: true),
            ],
            rows: settings.map { setting in
                [
                    Table.Cell(setting.name, .strong), Table.Cell(setting.value.replacing("\n", with: " / ")),
                    Table.Cell(setting.from, .dim),
                ]
            })
        try Console.write(table)
    }
}

extension String {
    /// With its first letter in upper case.
    fileprivate var capitalizedSentence: String { prefix(1).uppercased() + dropFirst() }
}
