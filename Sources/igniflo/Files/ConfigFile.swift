import Foundation
import Glibc
import Presentation
import Shop
import SystemPackage
import Terminal

/// The file in which a user's choices are kept: `key = value` a line, `#` begins a remark.
struct ConfigFile: Sendable {
    /// More than any such file takes.
    private static let limit = 1 << 16

    let path: String

    /// Nil where there is no home folder.
    static var system: ConfigFile? {
        (try? Paths.system.configFolder()).map { ConfigFile(path: $0 + "/config") }
    }

    /// What counted when the process began to ask.
    static let current = system?.reading() ?? ConfigReading()

    /// What counts: the variables `IGNIFLO_THEME` and `IGNIFLO_MOUSE`, then the file. Where the shop is, ``Paths`` says.
    /// What is wrong is left out, and told.
    func reading() -> ConfigReading {
        var reading = fileReading()
        for key in Config.Key.allCases where key != .database {
            guard let variable = key.variable, let value = Paths.system.value(variable) else { continue }
            if let problem = reading.config.set(key, to: value) { reading.problems.append("\(variable): \(problem)") }
        }
        return reading
    }

    /// What the file says alone.
    func fileReading() -> ConfigReading {
        var reading = ConfigReading()
        let file: (text: String, isOwners: Bool)
        do {
            guard let found = try contents() else { return reading }
            file = found
        } catch {
            reading.problems.append(error.text)
            reading.mayNameDatabase = true
            return reading
        }
        for (index, line) in file.text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
            .enumerated()
        {
            let content = line.prefix { $0 != "#" }.trimmingCharacters(in: .whitespaces)
            guard !content.isEmpty else { continue }
            if let problem = reading.take(content, isOwners: file.isOwners) {
                reading.problems.append("\(path), line \(index + 1): \(problem)")
            }
        }
        return reading
    }

    /// - Throws: ``CommandFailure`` naming the line of the file, or the variable, that is not right.
    func checked() throws -> Config { try reading().checked() }

    /// What the file says alone.
    ///
    /// - Throws: as ``checked()``.
    func lines() throws -> Config { try fileReading().checked() }

    /// - Returns: nil when there is no such file.
    private func contents() throws(CommandFailure) -> (text: String, isOwners: Bool)? {
        let file = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC)
        guard file >= 0 else {
            if errno == ENOENT || errno == ENOTDIR { return nil }
            throw .misused("\(path) cannot be read (\(String(cString: strerror(errno)))).")
        }
        defer { close(file) }
        guard let facts = try? Stat(FileDescriptor(rawValue: file)), facts.type == .regular, facts.size <= Self.limit
        else {
            throw .misused("\(path) is no file of settings.")
        }
        var bytes = [UInt8](repeating: 0, count: Self.limit)
        let count = read(file, &bytes, bytes.count)
        guard count >= 0 else { throw .misused("\(path) cannot be read (\(String(cString: strerror(errno)))).") }
        guard let text = String(validating: bytes[..<count], as: UTF8.self) else {
            throw .misused("\(path) is no text in UTF-8.")
        }
        let isOwners =
            [0, geteuid()].contains(facts.userID.rawValue)
            && facts.permissions.isDisjoint(with: [.groupWrite, .otherWrite])
        return (text, isOwners)
    }

    /// - Throws: `DurableFile.Failure`; the file is as it was then.
    func write(_ config: Config) throws {
        try DurableFile.makeFolder((path as NSString).deletingLastPathComponent, mode: 0o755)
        let values = Config.Key.allCases.compactMap { key in config.value(of: key).map { "\(key.rawValue) = \($0)\n" } }
        let text = """
            # How you like igniflo. The program writes this file when you change a setting of yours.
            # database: where your shop is, such as /srv/shop/shop.db
            # theme: \(Config.themes)
            # mouse: on, or off to leave it to the terminal
            # printers: what may print, such as lp, /usr/local/bin/slip --raw, /dev/usb/lp0
            # exports: the folder for files of terminals that name none, such as /srv/shop/exports

            """
        try DurableFile.replace(path, with: Array((text + values.joined()).utf8), mode: nil)
        // What it allows is its owner's to say.
        guard let facts = try? Stat(FilePath(path)) else { return }
        chmod(path, facts.permissions.subtracting([.groupWrite, .otherWrite]).rawValue)
    }
}

/// A config file as far as it is right, and what is wrong with the rest.
struct ConfigReading: Sendable {
    var config = Config()
    /// A sentence each, with the line.
    var problems: [String] = []
    /// What could not be read may have named the shop.
    var mayNameDatabase = false

    /// - Throws: ``CommandFailure`` with the first problem.
    func checked() throws -> Config {
        if let problem = problems.first { throw CommandFailure.misused(problem) }
        return config
    }

    /// What is told where screens open all the same; nil when all is well.
    var notice: String? {
        let more = problems.count > 1 ? " There is more: see `igniflo settings`." : ""
        return problems.first.map { "\($0) The default counts instead.\(more)" }
    }

    /// - Parameter isOwners: nobody but the user that the program runs as may write the file.
    /// - Returns: what is wrong with the line.
    fileprivate mutating func take(_ line: String, isOwners: Bool) -> String? {
        let parts = line.split(separator: "=", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
        guard parts.count == 2, let key = Config.Key(rawValue: parts[0]) else {
            // A shop is named by a path.
            if line.contains("/") || line.lowercased().contains("database") { mayNameDatabase = true }
            guard parts.count == 2 else { return "“\(Self.shown(line))” is no line of the form key = value." }
            return "There is no setting “\(Self.shown(parts[0]))”; there are \(Config.keys)."
        }
        if key.isOwners, !isOwners {
            return "\(key.rawValue) counts where nobody else may write the file: chmod go-w, and chown to its user."
        }
        let problem = config.set(key, to: parts[1])
        if problem != nil, key == .database { mayNameDatabase = true }
        return problem
    }

    private static func shown(_ text: String) -> String { text.count > 60 ? text.prefix(59) + "…" : text }
}
