import Foundation
import TestSupport

/// The counter's terminal.
extension TmuxTerminal {
    static let attract = "Touch the screen, or press a key, to order"

    /// Signs the device in as an admin does, and waits for the kiosk.
    func startKiosk(_ options: String = "") async throws {
        // Nobody is asked whether they are still there, however slow the machine is, where a test is not about that.
        let idle = options.contains("--idle") ? "" : "--idle 3600"
        try await begin("igniflo kiosk \(idle) \(options); echo ended $?")
        try await answerSignIn()
        try await waitFor(Self.attract)
    }

    func answerSignIn(password: String = "igniflo-grace") async throws {
        try await waitForQuestion("Email:")
        try await enter("grace@example.com")
        try await waitForQuestion("Password:")
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

    /// A customer comes, and gets a number: the kiosk is whole.
    func expectItSells() async throws {
        try await waitFor(Self.attract)
        try await chooseBananaBread(name: "")
        let mark = try sent.mark()
        try await press("Enter")
        try await waitUntilSent("Your number is", since: mark)
    }

    /// From the first touch up to the yes.
    ///
    /// A kiosk that asks meanwhile whether somebody is still there is told so by the key before, which does nothing else.
    func chooseBananaBread(name: String) async throws {
        func press(_ keys: String..., until text: String) async throws {
            let mark = try sent.mark()
            try await self.press(keys)
            try await waitUntilSent(text, since: mark)
        }
        let stillHere = "F5"
        try await press("Enter", until: "Almond croissant")
        try await press(stillHere, "2", until: "1 × Banana bread")
        try await press(stillHere, "0", until: "Your name, if you like")
        guard !name.isEmpty else { return }
        try await press(stillHere, name, until: name)
    }

    /// Guesses an admin's password at the way out, until there is a wait.
    func guess(upTo most: Int) async throws {
        try await press("F12")
        try await waitFor("An admin can close the kiosk.")
        try await type("grace@example.com")
        try await press("Enter")
        for _ in 1...most {
            try await type("guess")
            try await waitFor("•••••")
            try await press("Enter")
            // Each answer empties the field, and may say what stands there already.
            try await waitUntilGone("•••••")
            if try await screen().contains("Too many failures.") { return }
        }
        throw NeverHappened(what: "a wait after \(most) wrong passwords")
    }

    func residentKilobytes(of process: String) async throws -> Int {
        let line = try await run("grep VmRSS /proc/\(process)/status")
        return Int(line.filter(\.isNumber)) ?? 0
    }
}

/// Lets `body` stand at a counter of the demo shop.
func atCounter(
    _ options: String = "", width: Int = 100, height: Int = 30, term: String = "tmux-256color",
    _ body: (Machine, TmuxTerminal) async throws -> Void
) async throws {
    let machine = try await Machine.withDemo()
    try await TmuxTerminal.open(try machine.person("counter"), width: width, height: height, term: term) { terminal in
        try await terminal.startKiosk(options)
        try await body(machine, terminal)
    }
}

extension Machine {
    /// The orders that kiosks have placed and that are at this status.
    func kioskOrders(_ status: String) async throws -> [[String: any Sendable]] {
        try await signedIn("alan").run("orders", "list", "--status", status, "--limit", "1000", "--json").objects()
            .filter { ($0["ticket"] as? String)?.hasPrefix("K-") == true }
    }

    func kioskOrders(of customer: String) async throws -> [[String: any Sendable]] {
        try await kioskOrders("placed").filter { $0["customer"] as? String == customer }
    }

    func stock(_ product: String) async throws -> Int {
        let products = try await signedIn("alan").run("products", "list", "--json").objects()
        return products.first { $0["name"] as? String == product }?["stock"] as? Int ?? -1
    }
}
