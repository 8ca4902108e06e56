import Foundation
import Terminal

/// How this user likes the screens; nil leaves it to the program.
struct Config: Equatable {
    var theme: Theme.Name?
    var isMouseOn: Bool?
}

/// The file in which a user's preferences are kept: `key = value` a line, `#` begins a remark.
struct ConfigFile: Sendable {
    let path: String

    /// Nil where there is no home folder.
    static var system: ConfigFile? {
        (try? Paths.system.configFolder()).map { ConfigFile(path: $0 + "/config") }
    }

    /// - Throws: ``CommandFailure`` naming the line that is not right.
    func read() throws -> Config {
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { return Config() }
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
        switch parts[0] {
        case "theme":
            guard let theme = Theme.Name(rawValue: parts[1]) else {
                return "theme is one of \(Theme.Name.allCases.map(\.rawValue).joined(separator: ", "))."
            }
            config.theme = theme
        case "mouse":
            guard ["on", "off"].contains(parts[1]) else { return "mouse is on or off." }
            config.isMouseOn = parts[1] == "on"
        default: return "there is no setting “\(parts[0])”; there are theme and mouse."
        }
        return nil
    }

    func write(_ config: Config) throws {
        let folder = (path as NSString).deletingLastPathComponent
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let text = """
            # How you like igniflo. The screens write this file when you change a preference.
            # theme: dark, light, high-contrast or mono
            # mouse: on, or off to leave it to the terminal
            theme = \(config.theme?.rawValue ?? Theme.Name.dark.rawValue)
            mouse = \(config.isMouseOn == false ? "off" : "on")

            """
        try Data(text.utf8).write(to: URL(filePath: path), options: .atomic)
    }
}
