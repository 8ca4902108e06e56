import Foundation
import Testing

@Suite(.serialized, .stories)
struct DemoStories {
    @Test("The demo's accounts are printed, and each of them signs in")
    func accounts() async throws {
        let machine = try await Machine.withDemo()
        let person = try machine.person("someone")
        let accounts = try await person.run("demo", "--accounts", "--json").objects()
        #expect(accounts.count >= 8)
        #expect(accounts.allSatisfy { Set($0.keys) == ["email", "password", "role"] })
        #expect(Set(accounts.map { $0["role"] as? String }).isSuperset(of: ["admin", "customer"]))
        for account in accounts {
            let email = try #require(account["email"] as? String)
            let password = try #require(account["password"] as? String)
            let login = try await person.run("login", email, "--json", input: password + "\n")
            #expect(try login.object()["role"] as? String == account["role"] as? String)
        }
        let read = try await person.run("demo", "--accounts")
        #expect(read.output.contains("igniflo-ada"))
    }

    @Test("The demo is a whole shop: products with one sold out, orders of thirty days, and it is sound")
    func contents() async throws {
        let machine = try await Machine.withDemo()
        let grace = try await machine.signedIn("grace")
        let products = try await grace.run("products", "list", "--json").objects()
        #expect(products.count >= 40)
        #expect(Set(products.map { $0["category"] as? String }).count >= 5)
        #expect(products.contains { $0["stock"] as? Int == 0 })
        let orders = try await grace.run("orders", "list", "--json", "--limit", "1000").objects()
        #expect(orders.count >= 150)
        #expect(try await grace.run("health", "--full").code == 0)
        let health = try await grace.run("health", "--json").object()
        #expect(health["healthy"] as? Bool == true)
        #expect(
            Set(health.keys) == [
                "healthy", "problems", "shop", "path", "engine", "schemaVersion", "fileBytes", "logBytes",
                "logBehindBytes", "freeBytes", "lastEvent", "lastEventAt", "lastBackup", "lastBackupAt", "warnings",
                "lastUpgradeAt", "upgradedFrom", "upgradeCopy", "settings", "facts",
            ])
        let facts = try #require(health["facts"] as? [[String: Any]])
        #expect(facts.first?["label"] as? String == "Orders" && facts.allSatisfy { $0["verdict"] as? String == "ok" })
        let printed = try await grace.run("health").output.split(separator: "\n").map { $0.prefix { $0 != ":" } }
        #expect(printed.map(String.init) == facts.map { $0["label"] as? String }, "the command prints the same facts")
    }

    @Test("Opened again it keeps what was done in it; made anew it does not")
    func reset() async throws {
        let machine = try await Machine.withDemo()
        let ada = try await machine.signedIn("ada")
        #expect(try await ada.run("orders", "place", "--item", "Espresso=1", "--request", "before-reset").code == 0)
        let before = try await ada.run("health", "--json").object()["lastEvent"] as? Int
        #expect(try await ada.run("demo", "--accounts").code == 0)
        #expect(try await ada.run("health", "--json").object()["lastEvent"] as? Int == before)
        #expect(try await ada.run("demo", "--accounts", "--reset").code == 0)
        #expect(try await ada.run("health", "--json").object()["lastEvent"] as? Int == before.map { $0 - 1 })
        #expect(try await ada.run("whoami").code == 1)
    }

    @Test("A process that has the demo open hears that it was made anew")
    func resetWhileOpen() async throws {
        let machine = try await Machine.withDemo()
        let grace = try await machine.signedIn("grace")
        let watch = try grace.start(["orders", "watch", "--since", "0"])
        try await watch.waitUntil("the watch") { !$0.isEmpty }
        #expect(try await grace.run("demo", "--accounts", "--reset").code == 0)
        let ended = try await watch.outcome()
        #expect(ended.code == 69)
        #expect(ended.complaint?.contains("was moved, deleted or replaced while open") == true)
    }

    @Test("Four that make the demo at once make one")
    func atOnce() async throws {
        let machine = try Machine()
        let person = try machine.person("someone")
        let running = try (0..<4).map { _ in try person.start(["demo", "--accounts"]) }
        for program in running {
            let outcome = try await program.outcome(whileBusy: { try person.start(["demo", "--accounts"]) })
            #expect(outcome.code == 0, "\(outcome.unexpected)")
        }
        #expect(try await person.run("health", "--full").code == 0)
    }

    @Test("An installed program has demo, manual and completion beside it; without the demo, a line says what to set")
    func installed() async throws {
        let machine = try Machine()
        let person = try machine.person("someone")
        let prefix = machine.folder.appending(path: "usr local")
        let installed = try await person.shell(
            "cd '\(BuiltProgram.checkout.path)' && .ci/install '\(BuiltProgram.path)' '\(prefix.path)'")
        #expect(installed.code == 0 && installed.errors.isEmpty, "\(installed.unexpected)")
        #expect(try await person.shell("'\(prefix.path)/bin/igniflo' demo --accounts").code == 0)
        for (file, words) in [
            ("man/man1/igniflo.1", ".TH \"IGNIFLO\" \"1\""), ("man/man5/igniflo-json.5", "\"title\": \"order\""),
            ("bash-completion/completions/igniflo", "-F _igniflo igniflo"),
            ("zsh/site-functions/_igniflo", "#compdef igniflo"),
            ("fish/vendor_completions.d/igniflo.fish", "complete -c"),
        ] {
            let text = try String(contentsOf: prefix.appending(path: "share/\(file)"), encoding: .utf8)
            #expect(text.contains(words), "\(file)")
        }

        try FileManager.default.removeItem(at: prefix.appending(path: "share/igniflo"))
        let without = try await person.shell("'\(prefix.path)/bin/igniflo' demo --accounts --reset")
        #expect(without.code == 69)
        #expect(without.complaint?.contains("set IGNIFLO_SEED") == true)
        let wrong = try await person.run("demo", "--accounts", changes: ["IGNIFLO_SEED": "/nowhere"])
        #expect(wrong.code == 69)
        #expect(wrong.complaint == "igniflo: The demo's files are not in /nowhere.")
    }
}
