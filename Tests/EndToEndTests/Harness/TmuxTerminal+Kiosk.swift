import Foundation

/// The counter's terminal.
extension TmuxTerminal {
    static let attract = "Touch the screen, or press a key, to order"

    /// Signs the device in as an admin does, and waits for the kiosk.
    func startKiosk(_ options: String = "") async throws {
        try await enter("clear; igniflo kiosk \(options); echo ended $?")
        try await answerSignIn()
        try await waitFor(Self.attract)
    }

    func answerSignIn(password: String = "igniflo-grace") async throws {
        try await waitFor("Email:")
        try await enter("grace@example.com")
        try await waitFor("Password:")
        try await waitUntil("a password that is not shown") { try await isUnseen() }
        try await enter(password)
    }

    /// The process that shows the kiosk's screens: a child of the one that the shell has started.
    func screens() async throws -> String {
        let supervisor = try await program()
        var child = ""
        try await waitUntil("the screens' process") {
            child = try await run("cat /proc/\(supervisor)/task/*/children | tr ' ' '\\n' | grep . | tail -1 || true")
            return !child.isEmpty
        }
        return child
    }

    func kill(_ signal: String, _ process: String) async throws { _ = try await run("kill -s \(signal) \(process)") }
}
