import Foundation

/// What the owner of the machine has set up for whoever the program runs as.
extension Person {
    var config: URL { home.appending(path: ".config/igniflo/config") }

    /// Writes the config file.
    func configure(_ lines: String) throws {
        try FileManager.default.createDirectory(
            at: config.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(lines.utf8).write(to: config)
    }

    /// A printer that the config file allows: a script of these lines.
    ///
    /// - Returns: its path.
    func allowPrinter(_ lines: String) throws -> String {
        let path = machine.folder.appending(path: "slip-\(name)").path
        try Data("#!/bin/sh\n\(lines)\n".utf8).write(to: URL(filePath: path))
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
        try configure("printers = \(path)\n")
        return path
    }

    /// Runs a line of the shell as sshd runs a forced command: it leads a session of its own.
    ///
    /// - Parameters:
    ///   - command: what the machine's owner has named.
    ///   - asked: what the client asked for; nil for no more than a shell.
    func force(
        _ command: String, asked: String? = nil, input: String = "", changes: [String: String?] = [:]
    ) throws -> RunningProgram {
        var variables = environment
        variables["SSH_CONNECTION"] = "192.0.2.1 50022 192.0.2.2 22"
        if let asked { variables["SSH_ORIGINAL_COMMAND"] = asked }
        for (name, value) in changes { variables[name] = value }
        return try RunningProgram(
            "setsid", ["-w", "/bin/sh", "-c", command], input: input, environment: variables, folder: machine.folder)
    }
}

extension Machine {
    /// Every file of the machine with what is in it, but for what the program keeps by itself: the shop and its companions,
    /// sessions and the log.
    func othersFiles() throws -> [String: Data] {
        var found: [String: Data] = [:]
        let all = FileManager.default.enumerator(atPath: folder.path)
        while let name = all?.nextObject() as? String {
            let isOwn =
                name.wholeMatch(of: /shop\.db(-[a-z]+)?/) != nil || name.contains("/state/") || name.hasPrefix("tmux-")
                || name.hasPrefix("sent-")
                || name.wholeMatch(of: /[0-9A-F-]{36}\.(in|out|err)/) != nil
            let path = folder.appending(path: name).path
            var isFolder: ObjCBool = false
            guard !isOwn, FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { continue }
            found[name] = isFolder.boolValue ? Data() : try Data(contentsOf: URL(filePath: path))
        }
        return found
    }
}
