import Foundation
import Testing

@Suite(.serialized, .stories)
struct SetUpStories {
    @Test("Two people set the same shop up at once: one does, the other hears that it is done")
    func setUp() async throws {
        let machine = try Machine()
        let owner = try machine.person("owner")
        let call = [
            "init", "--name", "Bücher & Tee", "--currency", "eur", "--locale", "de_DE", "--time-zone", "Europe/Berlin",
            "--admin-email", "owner@example.com", "--json",
        ]
        let running = try (0..<2).map { _ in try owner.start(call, input: "correct horse\n") }
        var outcomes: [Outcome] = []
        for program in running {
            outcomes.append(try await program.outcome(whileBusy: { try owner.start(call, input: "correct horse\n") }))
        }
        outcomes.sort { $0.code < $1.code }
        #expect(outcomes.map(\.code) == [0, 1])
        let shop = try outcomes[0].object()
        #expect(Set(shop.keys) == ["name", "currency", "locale", "timeZone", "demo"])
        #expect(shop["name"] as? String == "Bücher & Tee")
        #expect(shop["currency"] as? String == "EUR")
        #expect(outcomes[1].complaint == "igniflo: This shop is set up already. Please sign in, or name another file.")

        let later = try await owner.start(call).outcome()
        #expect(later.complaint == "igniflo: This shop is set up already. Please sign in, or name another file.")

        let login = try await owner.run("login", "owner@example.com", "--json", input: "correct horse\n")
        #expect(try login.object()["role"] as? String == "admin")
        let created = try await owner.run(
            "products", "create", "--name", "Tee", "--price", "2,50", "--stock", "3", "--json")
        #expect(try created.object()["price"] as? Int == 250)

        let demo = try await owner.run("demo", "--accounts", "--reset")
        #expect(demo.code == 1)
        #expect(demo.complaint?.contains("holds the shop “Bücher & Tee”, not a demo") == true)
        #expect(try await owner.run("products", "list", "--json").lines.count == 1)
    }

    @Test("What is not right is named field by field, and leaves no file behind")
    func badWords() async throws {
        let machine = try Machine()
        let owner = try machine.person("owner")
        let outcome = try await owner.run(
            "init", "--name", "", "--currency", "XYZ", "--locale", "klingon", "--time-zone", "Mars/Olympus",
            "--admin-email", "x", input: "short\n")
        #expect(outcome.code == 1)
        let words = try #require(outcome.complaint)
        for field in ["The shop's name:", "Currency:", "Locale:", "Time zone:", "Email:", "Password:"] {
            #expect(words.contains(field))
        }
        #expect(!FileManager.default.fileExists(atPath: machine.database))
    }
}
