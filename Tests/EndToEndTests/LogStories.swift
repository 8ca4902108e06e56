import Foundation
import Testing

extension Person {
    /// What the program wrote to this person's log.
    func log() throws -> String {
        try String(contentsOf: home.appending(path: "state/igniflo/igniflo.log"), encoding: .utf8)
    }
}

@Suite(.serialized, .stories)
struct LogStories {
    @Test("What was refused is in the log; with --verbose everything is, and on standard error too")
    func levels() async throws {
        let machine = try await Machine.withDemo()
        let ada = try await machine.signedIn("ada")
        #expect(try await ada.run("products", "list").code == 0)
        #expect(try await ada.run("users", "list").code == 1)
        let quiet = try ada.log()
        #expect(quiet.contains("what=listUsers") && !quiet.contains("what=listProducts"))
        #expect(quiet.contains("outcome=\"Only an admin of the shop can do this.\""))

        let told = try await ada.run("products", "list", "--json", "--verbose")
        #expect(told.errors.contains("info operation who=3 what=listProducts on=\"\" outcome=done"))
        #expect(try !told.objects().isEmpty)
        #expect(try ada.log().contains("what=listProducts"))
    }

    @Test("With --verbose everything that is done on the screens is in the log, and none of it on the screen")
    func screens() async throws {
        let machine = try await Machine.withDemo()
        let ada = try machine.person("ada")
        try await TmuxTerminal.open(ada) { terminal in
            try await terminal.enter("clear; igniflo --verbose 2>told; echo ended $?")
            try await terminal.waitFor("This is a demo.")
            try await terminal.press("F3")
            try await terminal.waitFor("My orders 2 open")
            try await terminal.type("q")
            try await terminal.waitFor("ended 0")
            #expect(try await terminal.run("cat told").isEmpty)
        }
        let log = try ada.log()
        for operation in ["signIn", "listProducts", "viewOwnOrders"] {
            #expect(log.contains("what=\(operation) "), "\(operation)")
        }
        #expect(log.contains("outcome=done"))
    }

    @Test("A hostile name is one plain line, and a wrong password is none")
    func hostile() async throws {
        let machine = try await Machine.withDemo()
        let ada = try await machine.signedIn("ada")
        let name = "\u{1B}[2J\u{202E}x\nwho=1 outcome=done"
        let asked = try await ada.run("orders", "show", name, "--verbose")
        #expect(asked.code == 1)
        #expect(try await ada.run("login", "ada@example.com", "--verbose", input: "hunter2-hunter2\n").code == 1)
        for text in [try ada.log(), asked.errors] {
            #expect(!text.contains("\u{1B}") && !text.contains("\u{202E}"))
            #expect(text.split(separator: "\n").allSatisfy { $0.hasPrefix("20") || $0.hasPrefix("igniflo: ") })
        }
        let log = try ada.log()
        #expect(log.contains("\\u{1B}") && log.contains("what=signIn") && !log.contains("hunter2"))
        let mode =
            try FileManager.default.attributesOfItem(
                atPath: ada.home.appending(path: "state/igniflo/igniflo.log").path)[.posixPermissions] as? Int
        #expect(mode == 0o600)
    }

    @Test("Where no log can be written the shop goes on", arguments: ["/dev/null", "/proc"])
    func nowhere(_ folder: String) async throws {
        let machine = try await Machine.withDemo()
        let person = try machine.person("someone")
        let outcome = try await person.run("products", "list", changes: ["XDG_STATE_HOME": folder])
        #expect(outcome.code == 0 && outcome.errors.isEmpty)
        let homeless = try await person.run(
            "products", "list", "--verbose", changes: ["XDG_STATE_HOME": nil, "HOME": nil])
        #expect(homeless.code == 0 && homeless.errors.contains("what=listProducts"))
    }
}
