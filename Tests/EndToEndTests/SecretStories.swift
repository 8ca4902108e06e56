import Foundation
import GRDB
import Testing

/// Passwords, codes, tokens and sessions: in nothing that the program prints, logs, keeps or shows to other processes.
@Suite(.serialized, .stories)
struct SecretStories {
    private static let first = "first secret of Nia 5"
    private static let second = "second secret of Nia 6"
    private static let third = "third secret of Nia 7"
    private static let wrong = "wrong guess of Nia 8"

    @Test("After a whole life of an account, all that was printed, logged and stored is searched for secrets in vain")
    func grep() async throws {
        let machine = try await Machine.withDemo()
        let nia = try machine.person("nia")
        let grace = try await machine.signedIn("grace")
        var printed = ""
        func run(_ person: Person, _ call: [String], _ lines: String...) async throws -> Outcome {
            let outcome = try await person.start(
                call + ["--verbose"], input: lines.map { $0 + "\n" }.joined()
            ).outcome()
            printed += outcome.output + outcome.errors
            return outcome
        }
        var tokens: [String] = []
        func keepToken() throws {
            let file = try #require(nia.sessionFile)
            tokens.append(try String(contentsOf: file, encoding: .utf8).trimmingCharacters(in: .whitespacesAndNewlines))
            let mode = try FileManager.default.attributesOfItem(atPath: file.path)[.posixPermissions] as? Int
            #expect(mode == 0o600)
        }

        let email = "nia@example.com"
        #expect(try await run(nia, ["register", "--name", "Nia", "--email", email, "--json"], Self.first).code == 0)
        try keepToken()
        #expect(try await run(nia, ["whoami", "--json"]).code == 0)
        #expect(try await run(nia, ["login", email], Self.wrong).code == 1)
        #expect(try await run(nia, ["account", "password", "--json"], Self.wrong, Self.second).code == 1)
        #expect(try await run(nia, ["account", "password", "--json"], Self.first, Self.second).code == 0)
        #expect(try await run(nia, ["account", "email", "nia2@example.com"], Self.second).code == 0)
        #expect(try await run(nia, ["login", "nia2@example.com", "--json"], Self.second).code == 0)
        try keepToken()
        let started = try await grace.run("users", "reset-password", "nia2@example.com", "--json").object()
        let code = try #require(started["code"] as? String)
        #expect(try await run(nia, ["reset-password", "nia2@example.com"], "00000-00000", Self.third).code == 1)
        #expect(try await run(nia, ["reset-password", "nia2@example.com", "--json"], code, Self.third).code == 0)
        #expect(try await run(nia, ["whoami"]).code == 1, "the code ended all sessions")
        #expect(try await run(nia, ["reset-password", "nia2@example.com"], code, Self.second).code == 1)
        #expect(try await run(grace, ["users", "list", "--json"]).code == 0)
        #expect(try await run(grace, ["events", "--limit", "1000", "--json"]).code == 0)
        #expect(try await run(grace, ["events", "--limit", "1000"]).code == 0)
        #expect(try await run(grace, ["settings", "--json"]).code == 0)
        #expect(try await run(grace, ["health", "--json"]).code == 0)
        let plain = try await nia.run(
            "--plain",
            input:
                "1\nnia2@example.com\n\(Self.wrong)\n1\nnia2@example.com\n\(Self.third)\n4\n3\n\(Self.wrong)\n\n\n6\n")
        #expect(plain.output.contains("Hello Nia."))
        printed += plain.output + plain.errors

        let sessions = try tokens.map(Self.session(of:))
        let typed = [Self.first, Self.second, Self.third, Self.wrong, code, code.replacing("-", with: "")]
        for secret in typed + tokens + sessions { #expect(!printed.contains(secret), "\(secret) was printed") }

        // The files of both homes, without the sessions' own; and the shop's file, where a session has its row.
        for home in [nia.home, grace.home] {
            for file in try Self.files(in: home) where !file.path.contains("/sessions/") {
                let bytes = try Data(contentsOf: file)
                for secret in typed + tokens + sessions {
                    #expect(bytes.firstRange(of: Data(secret.utf8)) == nil, "\(secret) is in \(file.lastPathComponent)")
                }
            }
        }
        for suffix in ["", "-wal"] {
            guard let bytes = try? Data(contentsOf: URL(filePath: machine.database + suffix)) else { continue }
            for secret in typed + tokens { #expect(bytes.firstRange(of: Data(secret.utf8)) == nil) }
        }
        let log = try String(contentsOf: nia.home.appending(path: "state/igniflo/igniflo.log"), encoding: .utf8)
        #expect(log.contains("what=signIn") && log.contains("what=redeemReset"), "what was done is in the log")
    }

    /// The session that a token stands for: its claim `jti`.
    private static func session(of token: String) throws -> String {
        let part = token.split(separator: ".").map(String.init)[1].replacing("-", with: "+").replacing("_", with: "/")
        let padded = part + String(repeating: "=", count: (4 - part.count % 4) % 4)
        let claims = try JSONSerialization.jsonObject(with: try #require(Data(base64Encoded: padded))) as? [String: Any]
        return try #require(claims?["jti"] as? String)
    }

    private static func files(in folder: URL) throws -> [URL] {
        let names = FileManager.default.enumerator(atPath: folder.path)?.allObjects as? [String] ?? []
        return names.map { folder.appending(path: $0) }.filter { (try? Data(contentsOf: $0)) != nil }
    }

    @Test("No command takes a secret as an argument, where every other user of the machine could read it")
    func arguments() async throws {
        let machine = try Machine()
        let help = try await machine.person("someone").run("--experimental-dump-help").output
        let names = help.matches(of: /"(?:name|valueName)" *: *"([^"]*)"/).map { String($0.1) }
        #expect(names.contains("database"))
        // A product's code is printed on it.
        for name in Set(names) where name != "code" {
            #expect(["password", "code", "token", "secret", "session"].allSatisfy { !name.contains($0) }, "\(name)")
        }
    }

    @Test("While someone signs in, and while their session is used, no other process can read a secret of theirs")
    func processes() async throws {
        let machine = try await Machine.withDemo()
        let ada = try machine.person("ada")
        try await TmuxTerminal.open(ada) { terminal in
            try await terminal.enter("clear; igniflo login ada@example.com; igniflo orders watch; echo ended")
            try await terminal.waitFor("Password:")
            try await waitUntil("no echo") { try await terminal.isUnseen() }
            try await terminal.type("igniflo-ada")
            let asking = try await terminal.run("cat /proc/\(try await terminal.program())/cmdline | tr '\\0' ' '")
            #expect(asking.contains("login") && !asking.contains("igniflo-ada"))
            try await terminal.press("Enter")
            try await terminal.waitFor("Watching the orders.")
            let file = try #require(ada.sessionFile)
            let token = try String(contentsOf: file, encoding: .utf8).prefix(40)
            let watching = try await terminal.run(
                "cat /proc/\(try await terminal.program())/cmdline /proc/\(try await terminal.program())/environ | tr '\\0' ' '"
            )
            #expect(watching.contains("watch") && !watching.contains("igniflo-ada") && !watching.contains(token))
            #expect(try await !terminal.screen().contains("igniflo-ada"))
            try await terminal.press("C-c")
            try await terminal.waitFor("ended")
        }
    }

    @Test("Forged, altered, foreign and unsigned tokens open nothing, and are all answered alike")
    func forgeries() async throws {
        let machine = try await Machine.withDemo()
        let other = try await Machine.withDemo()
        let ada = try await machine.signedIn("ada")
        let file = try #require(ada.sessionFile)
        let good = try String(contentsOf: file, encoding: .utf8).trimmingCharacters(in: .whitespacesAndNewlines)
        let parts = good.split(separator: ".").map(String.init)
        func encoded(_ text: String) -> String {
            Data(text.utf8).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing(
                "=", with: "")
        }
        // Another shop's: the demo's key is made with each demo, so its key is changed.
        let queue = try DatabaseQueue(path: other.database)
        try await queue.write { try $0.execute(sql: "UPDATE secrets SET bytes = randomblob(32)") }
        try queue.close()
        let stranger = try await other.signedIn("ada")
        let foreign = try String(contentsOf: try #require(stranger.sessionFile), encoding: .utf8)
        let none = encoded(#"{"alg":"none","typ":"JWT"}"#)
        for token in [
            "", "a.b.c", good + "x", String(good.dropLast(4)), parts[0] + "." + parts[1] + ".",
            none + "." + parts[1] + ".",
            none + "." + parts[1] + "." + parts[2],
            parts[0] + "." + encoded(#"{"sub":"1","role":"admin"}"#) + "." + parts[2],
            foreign, String(repeating: "A", count: 100_000), "\u{1B}[31m" + good,
        ] {
            try Data(token.utf8).write(to: file)
            let outcome = try await ada.run("orders", "list")
            #expect(outcome.code == 1 && outcome.output.isEmpty, "\(token.prefix(60)): \(outcome.unexpected)")
            #expect(outcome.complaint?.contains("Please sign in") == true, "\(token.prefix(60)): \(outcome.unexpected)")
        }
        try Data((good + "\n").utf8).write(to: file)
        #expect(try await ada.run("orders", "list").code == 0)
    }
}
