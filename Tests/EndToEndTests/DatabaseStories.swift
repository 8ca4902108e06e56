import Foundation
import Testing

@Suite(.serialized, .stories)
struct DatabaseStories {
    @Test("A file that is no shop's stays as it is, and one line says so", arguments: Intruder.allCases)
    func intruders(_ intruder: Intruder) async throws {
        let machine = try await Machine.withDemo()
        let person = try machine.person("someone")
        try intruder.replace(machine.database)
        let before = try machine.bytes()

        for call in [
            ["products", "list"], ["demo", "--accounts"], ["login", "ada@example.com"], ["health"], ["whoami"],
        ] {
            let outcome = try await person.start(call, input: "igniflo-ada\n").outcome()
            #expect(outcome.code == 69, "\(outcome.unexpected)")
            #expect(outcome.complaint?.contains(intruder.words) == true, "\(outcome.unexpected)")
            #expect(outcome.output.isEmpty)
        }
        let setUp = try await person.run(
            "init", "--name", "X", "--currency", "EUR", "--admin-email", "x@example.com", input: "correct horse\n")
        #expect(setUp.code == 69)
        #expect(setUp.complaint?.contains(intruder.words) == true)
        #expect(try machine.bytes() == before)
    }

    enum Intruder: String, CaseIterable, Sendable {
        case text, empty, foreign, newer

        var words: String {
            switch self {
            case .text, .empty: "is not a shop's database"
            case .foreign: "is a database of another program"
            case .newer: "has version 4242; this program knows up to"
            }
        }

        func replace(_ database: String) throws {
            let file = URL(filePath: database)
            switch self {
            case .text: try Data("Dear diary, today the shop was closed.\n".utf8).write(to: file)
            case .empty: try Data().write(to: file)
            // The fields of an SQLite file's header: user version at 60, application id at 68.
            case .newer: try patch(file, at: 60, [0, 0, 0x10, 0x92])
            case .foreign: try patch(file, at: 68, [0x46, 0x4F, 0x53, 0x4C])
            }
        }

        private func patch(_ file: URL, at offset: Int, _ bytes: [UInt8]) throws {
            var data = try Data(contentsOf: file)
            data.replaceSubrange(offset..<offset + bytes.count, with: bytes)
            try data.write(to: file)
        }
    }

    @Test("A server's address is refused by whatever is asked of it, in one sentence that tells no password")
    func server() async throws {
        let machine = try Machine()
        let person = try machine.person("someone")
        let address = "postgres://shop:hunter2@db.example/igniflo"
        let place = ["--database", address]
        for call in [
            ["products", "list"], ["health"], ["health", "--json"], ["whoami"], ["orders", "watch"], ["--plain"],
            ["demo", "--accounts"], ["restore", machine.database], ["settings", "database", address],
            ["init", "--name", "X", "--currency", "EUR", "--admin-email", "x@example.com"],
        ] {
            let outcome = try await person.start(call + (call[0] == "settings" ? [] : place), input: "correct horse\n")
                .outcome()
            #expect(outcome.code != 0 && outcome.output.isEmpty, "\(call): \(outcome.unexpected)")
            let words = "no engine for a database server such as postgres://shop@db.example/igniflo."
            #expect(outcome.complaint?.contains(words) == true, "\(call): \(outcome.unexpected)")
            #expect(!(outcome.output + outcome.errors).contains("hunter2"), "\(call)")
        }
        let left = FileManager.default.enumerator(atPath: machine.folder.path)?.allObjects as? [String] ?? []
        #expect(!left.contains { $0.contains("postgres") })
    }

    @Test("A shop that is not there is named, and not made by the way")
    func missing() async throws {
        let machine = try Machine()
        let person = try machine.person("someone")
        for call in [["products", "list"], ["health"], ["orders", "watch"]] {
            let outcome = try await person.start(call).outcome()
            #expect(outcome.code == 69)
            #expect(outcome.complaint?.contains("\(machine.database) is not there.") == true)
        }
        #expect(!FileManager.default.fileExists(atPath: machine.database))
    }

    @Test("A place that cannot be written is named")
    func unwritable() async throws {
        let machine = try Machine()
        let person = try machine.person("someone")
        for path in ["/proc/igniflo/shop.db", "/dev/null/shop.db", "/dev/null", machine.folder.path] {
            let outcome = try await person.run("demo", "--accounts", "--database", path)
            #expect(outcome.code == 69)
            #expect(outcome.complaint?.contains(" cannot be opened: ") == true, "\(outcome.unexpected)")
        }
    }

    @Test("Without a home folder, or with one that cannot be written, a line says what to set")
    func homes() async throws {
        let machine = try await Machine.withDemo()
        let person = try machine.person("someone")
        let homeless = try await person.run(
            "products", "list", changes: ["HOME": nil, "XDG_DATA_HOME": nil, "IGNIFLO_DATABASE": nil])
        #expect(homeless.code == 69)
        #expect(homeless.complaint?.contains("HOME is not set") == true)

        let login = try await person.run(
            "login", "ada@example.com", input: "igniflo-ada\n", changes: ["XDG_STATE_HOME": "/dev/null"])
        #expect(login.code == 69)
        #expect(login.complaint?.contains("The session cannot be kept") == true)
    }

    @Test("Without words about where, the shop is in the data folder; the option goes before the variable")
    func places() async throws {
        let machine = try await Machine.withDemo()
        let person = try machine.person("someone")
        let folder = person.home.appending(path: "data/igniflo")
        let made = try await person.run("demo", "--accounts", changes: ["IGNIFLO_DATABASE": nil])
        #expect(made.code == 0)
        #expect(FileManager.default.fileExists(atPath: folder.appending(path: "demo.db").path))
        let missing = try await person.run("products", "list", changes: ["IGNIFLO_DATABASE": ""])
        #expect(missing.complaint?.contains(folder.appending(path: "shop.db").path) == true)
        let named = try await person.run(
            "products", "list", "--database", machine.database, changes: ["IGNIFLO_DATABASE": "/nowhere/shop.db"])
        #expect(named.code == 0)
    }
}
