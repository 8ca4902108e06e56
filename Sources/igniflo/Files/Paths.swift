import Foundation

/// Where files live, by the XDG base directories: data in one folder, the state of this user in another.
struct Paths: Sendable {
    let environment: [String: String]

    static var system: Paths { Paths(environment: ProcessInfo.processInfo.environment) }

    /// The shop's database: the option, else `IGNIFLO_DATABASE`, else what the config file names, else `igniflo/shop.db`
    /// in the data folder.
    ///
    /// - Throws: ``CommandFailure`` when the config file may name it and cannot be read: no other shop is opened instead.
    func database(_ option: String?) throws -> String {
        if let path = try named(option) { return path }
        let config = ConfigFile.system?.fileReading()
        if let path = config?.config.database { return path }
        if let config, config.mayNameDatabase, let problem = config.problems.first {
            throw CommandFailure.misused(
                "\(problem) The file may name your shop, so no other is opened; please mend it, or name the shop with --database."
            )
        }
        return try dataFolder() + "/shop.db"
    }

    /// The demo's: the option, else `IGNIFLO_DATABASE`, else `igniflo/demo.db` in the data folder.
    func demoDatabase(_ option: String?) throws -> String { try named(option) ?? dataFolder() + "/demo.db" }

    /// Where the sessions of this user are kept.
    func stateFolder() throws -> String { try folder("XDG_STATE_HOME", else: ".local/state") }

    /// How this user likes it.
    func configFolder() throws -> String { try folder("XDG_CONFIG_HOME", else: ".config") }

    /// A variable's value; an empty one is as good as none.
    func value(_ name: String) -> String? {
        environment[name].flatMap { $0.isEmpty ? nil : $0 }
    }

    private func named(_ option: String?) throws -> String? {
        if let option, option.isEmpty { throw CommandFailure.misused("--database takes the path of a file.") }
        return option ?? value("IGNIFLO_DATABASE")
    }

    private func dataFolder() throws -> String { try folder("XDG_DATA_HOME", else: ".local/share") }

    /// The specification has relative paths ignored.
    private func folder(_ variable: String, else place: String) throws -> String {
        if let base = value(variable), base.hasPrefix("/") { return base + "/igniflo" }
        guard let home = value("HOME"), home.hasPrefix("/") else {
            throw CommandFailure.unreachable(
                "There is no home folder (HOME is not set). Please set HOME, or \(variable) to a folder of yours.")
        }
        return "\(home)/\(place)/igniflo"
    }
}
