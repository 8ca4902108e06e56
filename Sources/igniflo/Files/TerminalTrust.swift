import Glibc

/// Whether the terminal is its user's own: then people may name files there, and choose the shop's printer.
///
/// It is said once for the whole process, by its own words and by how it was started. Of a terminal that is not its user's
/// own somebody else may control the environment (`SendEnv` of ssh, `environment=` of a key), so no variable can say yes.
struct TerminalTrust {
    let isOwn: Bool

    static let current = TerminalTrust(
        words: CommandLine.arguments, environment: Paths.system.environment, leadsSession: getsid(0) == getpgrp())

    /// - Parameters:
    ///   - words: of the call, with the program's name.
    ///   - leadsSession: the process belongs to the group of whoever began its session. A shell at which someone types
    ///     gives each call a group of its own; what sshd starts itself, such as a forced command, is in the leader's.
    init(words: [String], environment: [String: String], leadsSession: Bool) {
        let options = words.dropFirst().prefix { $0 != "--" }
        let asked = environment["SSH_ORIGINAL_COMMAND"]
        if options.contains("--no-files") {
            isOwn = false
        } else if options.contains("--files") {
            // Words of the client may have been handed on.
            isOwn = asked?.contains("--files") != true
        } else if asked != nil {
            isOwn = false
        } else {
            let isRemote = ["SSH_CONNECTION", "SSH_CLIENT", "SSH_TTY"].contains { environment[$0] != nil }
            isOwn = !(isRemote && leadsSession)
        }
    }
}
