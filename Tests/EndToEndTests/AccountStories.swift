import Foundation
import Testing

@Suite(.serialized, .stories)
struct AccountStories {
    @Test("Signing in is kept for the commands that follow, in a file for nobody else, until signing out")
    func signInAndOut() async throws {
        let machine = try await Machine.withDemo()
        let ada = try machine.person("ada")
        let before = try await ada.run("whoami")
        #expect(before.code == 1)
        #expect(before.complaint == "igniflo: Please sign in first: `igniflo login EMAIL`.")

        let login = try await ada.run("login", "ADA@example.com", "--json", input: "igniflo-ada\n")
        #expect(login.code == 0)
        #expect(try Set(login.object().keys) == ["id", "name", "email", "role", "disabled"])
        #expect(try login.object()["role"] as? String == "customer")
        #expect(login.errors.isEmpty)
        #expect(try await ada.run("whoami").output == "Ada Lovelace <ada@example.com>, customer\n")

        let file = try #require(ada.sessionFile)
        #expect(try permissions(file) == 0o600)
        #expect(try permissions(file.deletingLastPathComponent()) == 0o700)

        #expect(try await ada.run("logout").code == 0)
        #expect(ada.sessionFile == nil)
        #expect(try await ada.run("whoami").code == 1)
    }

    @Test("A session that was signed out elsewhere, and one that was forged, count for nothing")
    func deadSessions() async throws {
        let machine = try await Machine.withDemo()
        let ada = try await machine.signedIn("ada")
        let file = try #require(ada.sessionFile)
        let token = try String(contentsOf: file, encoding: .utf8)
        #expect(try await ada.run("logout").code == 0)

        let parts = token.split(separator: ".").map(String.init)
        let unsigned = Data(#"{"alg":"none","typ":"JWT"}"#.utf8).base64EncodedString().replacing("=", with: "")
        let forgeries = [
            token, "\(unsigned).\(parts[1]).", "\(parts[0]).\(parts[1]).AAAA", "nonsense", "\u{0}\u{1}\u{1B}[31m",
            String(repeating: "x", count: 100_000),
        ]
        for forgery in forgeries {
            try Data(forgery.utf8).write(to: file)
            let outcome = try await ada.run("orders", "list")
            #expect(outcome.code == 1)
            #expect(
                outcome.complaint == "igniflo: You have been signed out. Please sign in again: `igniflo login EMAIL`.")
        }
        // What anyone may see needs no session, so a dead one is not in the way.
        #expect(try await ada.run("products", "list").code == 0)
    }

    @Test("A wrong password, an unknown email and a disabled account read the same")
    func failures() async throws {
        let machine = try await Machine.withDemo()
        let person = try machine.person("someone")
        for (email, password) in [
            ("ada@example.com", "wrong"), ("nobody@example.com", "x"), ("pat@example.com", "igniflo-pat"),
        ] {
            let outcome = try await person.run("login", email, input: password + "\n")
            #expect(outcome.code == 1)
            #expect(outcome.complaint == "igniflo: Email or password is not right. Please try again.")
        }
        #expect(person.sessionFile == nil)
        let nothing = try await person.run("login", "ada@example.com")
        #expect(nothing.code == 64)
        #expect(nothing.complaint?.contains("A password is needed") == true)
    }

    @Test("Guessing is slowed down")
    func throttling() async throws {
        let machine = try await Machine.withDemo()
        let person = try machine.person("guesser")
        // Waits double from 1 second on: sooner or later one is longer than a slow machine takes for a try.
        for _ in 0..<40 {
            let outcome = try await person.run("login", "ada@example.com", input: "wrong\n")
            #expect(outcome.code == 1)
            let isSlowedDown = outcome.complaint?.hasPrefix("igniflo: Too many failures. Please wait ") == true
            if isSlowedDown { return }
        }
        Issue.record("forty guesses in a row were answered")
    }

    @Test("Who guesses from one machine by ssh does not keep those waiting who come from another")
    func machinesApart() async throws {
        let machine = try await Machine.withDemo()
        let grace = try machine.person("grace")
        func login(_ email: String, _ password: String, from client: String) async throws -> Outcome {
            try await grace.run(
                "login", email, input: password + "\n", changes: ["SSH_CONNECTION": "\(client) 50000 192.0.2.1 22"])
        }
        // Waits double from 1 second on: sooner or later one is longer than a slow machine takes for a try.
        var isSlowedDown = false
        for number in 0..<40 where !isSlowedDown {
            let guess = try await login("nobody\(number)@example.com", "guess", from: "198.51.100.7")
            isSlowedDown = guess.complaint?.contains("Too many failures.") == true
        }
        #expect(isSlowedDown, "forty guesses in a row were answered")
        let far = try await login("grace@example.com", "igniflo-grace", from: "203.0.113.9")
        #expect(far.code == 0, "\(far.unexpected)")
    }

    @Test("Whoever registers is a customer, and signed in")
    func registering() async throws {
        let machine = try await Machine.withDemo()
        let mary = try machine.person("mary")
        let registered = try await mary.run(
            "register", "--name", "Mary Shelley", "--email", "mary@example.com", "--json", input: "frankenstein\n")
        #expect(registered.code == 0)
        #expect(try registered.object()["role"] as? String == "customer")
        #expect(try await mary.run("whoami").output.hasPrefix("Mary Shelley"))

        let again = try await mary.run(
            "register", "--name", "M", "--email", "MARY@example.com", input: "frankenstein\n")
        #expect(again.code == 1)
        #expect(again.complaint == "igniflo: Email: This is taken. Please choose another.")
    }

    @Test("Each field that is not right is named")
    func badFields() async throws {
        let machine = try await Machine.withDemo()
        let person = try machine.person("typist")
        let outcome = try await person.run(
            "register", "--name", "", "--email", "no email", input: "short\n")
        #expect(outcome.code == 1)
        let words = try #require(outcome.complaint)
        for field in ["Name:", "Email:", "Password:"] { #expect(words.contains(field)) }

        let control = try await person.run(
            "register", "--name", "A\u{1B}[31m", "--email", "a@example.com", input: "correct horse\n")
        #expect(control.code == 1)
        #expect(control.complaint == "igniflo: Name: Please use visible characters only, on one line.")
    }

    @Test("A password is typed unseen, and Ctrl-C gives the terminal back as it was")
    func typedPassword() async throws {
        let machine = try await Machine.withDemo()
        let ada = try machine.person("ada")
        try await TmuxTerminal.open(ada) { terminal in
            let before = try await terminal.settings()
            try await terminal.enter("igniflo login ada@example.com")
            try await terminal.waitFor("Password:")
            try await waitUntil("the echo off") { try await terminal.settings() != before }
            try await terminal.press("C-c")
            try await terminal.enter("echo ended $?")
            try await terminal.waitFor("ended 130")
            #expect(try await terminal.settings() == before)

            try await terminal.enter("clear; igniflo login ada@example.com")
            try await terminal.waitFor("Password:")
            try await waitUntil("the echo off") { try await terminal.settings() != before }
            try await terminal.enter("igniflo-ada")
            try await terminal.waitFor("Signed in as Ada Lovelace")
            #expect(try await !terminal.screen().contains("igniflo-ada"))
            #expect(try await terminal.settings() == before)
        }
    }

    private func permissions(_ file: URL) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: file.path)[.posixPermissions] as? Int
    }
}
