import Testing

@testable import igniflo

struct TerminalTrustTests {
    private static let ssh = ["SSH_CONNECTION": "192.0.2.1 50022 192.0.2.2 22"]

    @Test(
        "A terminal is its user's own unless the call, or the way in which it was started, says otherwise",
        arguments: [
            // The call, the surroundings, whether the process leads its session; whether the terminal is its user's own.
            ([], [:], true, true), ([], [:], false, true), (["--no-files"], [:], false, false),
            (["orders", "export", "x", "--no-files"], [:], false, false),
            (["--files", "orders", "--no-files"], [:], false, false),
            (["login", "--", "--no-files"], [:], false, true),
            // A prompt of a shell behind ssh, and what sshd starts itself.
            ([], ssh, false, true), ([], ssh, true, false), (["kiosk"], ["SSH_TTY": "/dev/pts/1"], true, false),
            (["--files"], ssh, true, true), (["orders", "--files"], ssh, true, true),
            (["login", "--", "--files"], ssh, true, false), ([], ["SSH_CONNECTION": ""], true, false),
            // A forced command, whatever the client has asked for.
            ([], ["SSH_ORIGINAL_COMMAND": "ls"], false, false), ([], ["SSH_ORIGINAL_COMMAND": ""], false, false),
            (["--files"], ["SSH_ORIGINAL_COMMAND": "ls"], true, true),
            (["--files"], ["SSH_ORIGINAL_COMMAND": "igniflo --files"], true, false),
            (["--files", "--no-files"], ["SSH_ORIGINAL_COMMAND": ""], true, false),
            // No variable of a client's says yes.
            ([], ["SSH_ORIGINAL_COMMAND": "", "IGNIFLO_FILES": "yes", "IGNIFLO_NO_FILES": "no"], true, false),
        ] as [([String], [String: String], Bool, Bool)])
    func rules(call: [String], environment: [String: String], leads: Bool, isOwn: Bool) {
        let trust = TerminalTrust(words: ["igniflo"] + call, environment: environment, leadsSession: leads)
        #expect(trust.isOwn == isOwn)
    }
}
