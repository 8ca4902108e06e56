import Foundation
import Shop
import Terminal

/// What this user has chosen; nil leaves it to the program.
struct Config: Equatable {
    /// The path of the shop, from the root.
    var database: String?
    var theme: Theme.Name?
    var isMouseOn: Bool?

    /// The lines that the file may have.
    enum Key: String, CaseIterable {
        case database, theme, mouse

        /// The variable that goes before the file.
        var variable: String { "IGNIFLO_" + rawValue.uppercased() }
    }

    static let themes = Theme.Name.allCases.map(\.rawValue).joined(separator: ", ")

    /// - Returns: nil when it is left to the program.
    func value(of key: Key) -> String? {
        switch key {
        case .database: database
        case .theme: theme?.rawValue
        case .mouse: isMouseOn.map { $0 ? "on" : "off" }
        }
    }

    /// - Returns: what is wrong with the value.
    mutating func set(_ key: Key, to value: String) -> String? {
        switch key {
        case .database:
            // What the file could not give back is not put into it.
            guard value.hasPrefix("/"), !value.contains("#"), value == TextRule.trimmed(TextRule.visible(value)) else {
                return "database is a path from the root, such as /srv/shop/shop.db, without a #."
            }
            database = value
        case .theme:
            guard let theme = Theme.Name(rawValue: value) else { return "theme is one of \(Self.themes)." }
            self.theme = theme
        case .mouse:
            guard ["on", "off"].contains(value) else { return "mouse is on or off." }
            isMouseOn = value == "on"
        }
        return nil
    }

    /// Leaves it to the program again.
    mutating func clear(_ key: Key) {
        switch key {
        case .database: database = nil
        case .theme: theme = nil
        case .mouse: isMouseOn = nil
        }
    }
}

/// The file in which a user's choices are kept: `key = value` a line, `#` begins a remark.
struct ConfigFile: Sendable {
    let path: String

    /// Nil where there is no home folder.
    static var system: ConfigFile? {
        (try? Paths.system.configFolder()).map { ConfigFile(path: $0 + "/config") }
    }

    /// What counts: the variables `IGNIFLO_THEME` and `IGNIFLO_MOUSE`, then the file. Where the shop is, ``Paths`` says.
    ///
    /// - Throws: ``CommandFailure`` naming the line of the file, or the variable, that is not right.
    func read() throws -> Config {
        var config = try lines()
        for key in [Config.Key.theme, .mouse] {
            guard let value = Paths.system.value(key.variable) else { continue }
            if let problem = config.set(key, to: value) { throw CommandFailure.misused("\(key.variable): \(problem)") }
        }
        return config
    }

    /// What the file says.
    ///
    /// - Throws: ``CommandFailure`` naming the line that is not right, or a file that is no text.
    func lines() throws -> Config {
        guard let bytes = FileManager.default.contents(atPath: path) else { return Config() }
        guard let text = String(data: bytes, encoding: .utf8) else {
            throw CommandFailure.misused("\(path) is no text in UTF-8.")
        }
        var config = Config()
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let content = line.prefix { $0 != "#" }.trimmingCharacters(in: .whitespaces)
            guard !content.isEmpty else { continue }
            if let problem = take(content, into: &config) {
                throw CommandFailure.misused("\(path), line \(index + 1): \(problem)")
            }
        }
        return config
    }

    /// - Returns: what is wrong with the line.
    private func take(_ line: String, into config: inout Config) -> String? {
        let parts = line.split(separator: "=", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
        guard parts.count == 2 else { return "“\(line)” is no line of the form key = value." }
        guard let key = Config.Key(rawValue: parts[0]) else {
            return "There is no setting “\(parts[0])”; there are database, theme and mouse."
        }
        return config.set(key, to: parts[1])
    }

    func write(_ config: Config) throws {
        let folder = (path as NSString).deletingLastPathComponent
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let values = Config.Key.allCases.compactMap { key in config.value(of: key).map { "\(key.rawValue) = \($0)\n" } }
        let text = """
            # How you like igniflo. The program writes this file when you change a setting of yours.
            # database: where your shop is, such as /srv/shop/shop.db
            # theme: \(Config.themes)
            # mouse: on, or off to leave it to the terminal

            """
        try Data((text + values.joined()).utf8).write(to: URL(filePath: path), options: .atomic)
    }
}
