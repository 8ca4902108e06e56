import Foundation
import Glibc
import Testing

/// What surrounds the program is not as it should be.
@Suite(.serialized, .stories)
struct ConfigurationStories {
    @Test("Two who set the same shop up at once: one does, the other is told; the shop is whole")
    func twoAtOnce() async throws {
        let machine = try Machine()
        let people = try ["first", "second", "third"].map(machine.person)
        func start(_ person: Person) throws -> RunningProgram {
            try person.start(
                [
                    "init", "--name", "The \(person.name)", "--currency", "EUR", "--admin-email",
                    "\(person.name)@example.com",
                ], input: "correct horse battery\n")
        }
        let running = try people.map(start)
        var outcomes: [Outcome] = []
        for (person, program) in zip(people, running) {
            outcomes.append(try await program.outcome(whileBusy: { try start(person) }))
        }

        let opened = zip(people, outcomes).filter { $0.1.code == 0 }
        #expect(opened.count == 1, "\(outcomes.map(\.unexpected))")
        for outcome in outcomes where outcome.code != 0 {
            #expect(outcome.code == 1, "\(outcome.unexpected)")
            #expect(outcome.complaint == "igniflo: This shop is set up already. Please sign in, or name another file.")
        }
        let admin = try #require(opened.first?.0)
        let login = try await admin.run("login", "\(admin.name)@example.com", input: "correct horse battery\n")
        #expect(login.code == 0, "\(login.unexpected)")
        #expect(try await admin.run("users", "list", "--json").objects().count == 1)
        #expect(try await admin.run("health", "--full", "--json").object()["shop"] as? String == "The \(admin.name)")
    }

    @Test("A currency, a time zone, an email and a password that are none are named, and no file is left")
    func setUp() async throws {
        let machine = try Machine()
        let person = try machine.person("owner")
        func refusal(
            currency: String = "EUR", zone: String = "Europe/Dublin", email: String = "me@example.com",
            password: String = "correct horse battery"
        ) async throws -> String {
            let outcome = try await person.run(
                "init", "--name", "Mine", "--currency", currency, "--admin-email", email, "--time-zone", zone,
                input: password + "\n")
            #expect(outcome.code == 1 && outcome.output.isEmpty, "\(outcome.unexpected)")
            return outcome.complaint ?? ""
        }
        #expect(try await refusal(currency: "EUX").hasPrefix("igniflo: Currency: "))
        #expect(try await refusal(currency: "").hasPrefix("igniflo: Currency: "))
        #expect(try await refusal(zone: "Europe/Atlantis").hasPrefix("igniflo: Time zone: "))
        #expect(try await refusal(email: "nobody").hasPrefix("igniflo: Email: "))
        #expect(try await refusal(password: "short").hasPrefix("igniflo: Password: "))
        #expect(try FileManager.default.contentsOfDirectory(atPath: machine.folder.path).sorted() == ["home-owner"])
    }

    @Test("A home that cannot be written is named by what could not be put there")
    func unwritableHome() async throws {
        let machine = try await Machine.withDemo()
        let person = try machine.person("someone")
        let nowhere: [String: String?] = ["HOME": "/proc", "XDG_DATA_HOME": nil, "XDG_STATE_HOME": nil]
        let demo = try await person.run(
            "demo", "--accounts", changes: nowhere.merging(["IGNIFLO_DATABASE": nil]) { $1 })
        #expect(demo.code == 69)
        #expect(demo.complaint?.contains("/proc/.local/share/igniflo cannot be opened: ") == true)
        let login = try await person.run("login", "ada@example.com", input: "igniflo-ada\n", changes: nowhere)
        #expect(login.code == 69)
        #expect(login.complaint?.contains("The session cannot be kept: /proc/.local/state/igniflo/sessions") == true)
        let theme = try await person.run("settings", "theme", "dark", changes: nowhere)
        #expect(theme.code == 69)
        #expect(theme.complaint == "igniflo: /proc/.config/igniflo/config cannot be written. Please make room for it.")
        #expect(try await person.run("products", "list", changes: nowhere).code == 0, "what needs no home works")
    }

    @Test("A product or an order that there is not is answered with those that were meant")
    func didYouMean() async throws {
        let machine = try await Machine.withDemo()
        let ada = try await machine.signedIn("ada")
        let grace = try await machine.signedIn("grace")
        let order = try await grace.run("orders", "place", "--item", "Espresso=1", "--walk-in", "Bo", "--json").object()
        let ticket = try #require(order["ticket"] as? String)
        let number = String(ticket.dropFirst(2))
        try await grace.isRefused(
            "products", "history", "Browny", says: "There is no product “Browny”. Did you mean “Brownie”?")
        let near = try await grace.run("orders", "show", "X-\(number)")
        #expect(near.code == 1)
        #expect(near.complaint?.hasPrefix("igniflo: There is no order “X-\(number)”. Did you mean “") == true)
        #expect(near.complaint?.contains("“\(ticket)”") == true)
        try await ada.isRefused(
            "orders", "show", "mine",
            says:
                "There is no order “mine”. An order is named by its number or its ticket, such as 245 or C-042.")
    }

    @Test(
        "A config file that cannot be read as text is named, and one with a typo by its line; the screens open all the same"
    )
    func configFile() async throws {
        let machine = try await Machine.withDemo()
        let person = try machine.person("someone")
        let config = person.home.appending(path: ".config/igniflo/config")
        try FileManager.default.createDirectory(
            at: config.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data([0xFF, 0xFE, 0x74, 0x00]).write(to: config)
        let garbled = try await person.run("settings")
        #expect(garbled.code == 64)
        #expect(garbled.complaint == "igniflo: \(config.path) is no text in UTF-8.")

        try Data("mouse = on\ntheme = drak\n".utf8).write(to: config)
        try await TmuxTerminal.open(person) { terminal in
            try await terminal.enter("clear; igniflo; echo ended $?")
            try await terminal.waitFor("This is a demo.")
            try await terminal.waitFor("line 2: theme is one of")
            try await terminal.waitFor("The default counts instead.")
            try await terminal.press("F3")
            try await terminal.waitFor("My orders 2 open")
            #expect(try await !terminal.screen().contains("line 2: theme"))
            try await terminal.press("C-c", "C-c")
            try await terminal.waitFor("ended 130")
            // At the counter it is told before the screens are there.
            try await terminal.begin("igniflo display; echo ended $?")
            try await terminal.waitFor("PREPARING")
            #expect(try await !terminal.screen().contains("theme is one of"))
            try await terminal.type("q")
            try await terminal.waitFor("ended 0")
            #expect(try await terminal.screen().contains("theme is one of"))
            try await terminal.begin("igniflo kiosk; echo ended $?")
            try await terminal.waitFor("Email:")
            #expect(try await terminal.screen().contains("theme is one of"))
        }
    }

    @Test(
        "Whatever stands in the place of the config file, what needs no line of it goes on, and plain mode says what is wrong"
    )
    func anyConfigFile() async throws {
        let machine = try await Machine.withDemo()
        let ada = try await machine.signedIn("ada")
        let receipt = try await ada.run("orders", "place", "--item", "Espresso=1").output
        let ways: [(String, String, () throws -> Void)] = [
            ("a receipt", "is no line of the form key = value.", { try ada.configure(receipt) }),
            ("bytes", "is no text in UTF-8.", { try Data([0xFF, 0x00]).write(to: ada.config) }),
            (
                "a folder", "is no file of settings.",
                { try FileManager.default.createDirectory(at: ada.config, withIntermediateDirectories: true) }
            ),
            ("a pipe", "is no file of settings.", { #expect(mkfifo(ada.config.path, 0o600) == 0) }),
            (
                "much", "is no file of settings.",
                { try Data(repeating: 0x20, count: 1 << 20).write(to: ada.config) }
            ),
        ]
        try ada.configure("")
        for (name, words, make) in ways {
            try FileManager.default.removeItem(at: ada.config)
            try make()
            for call in [["products", "list"], ["orders", "list"], ["whoami"], ["settings", "shopName"]] {
                let outcome = try await ada.start(call).outcome()
                #expect(outcome.code == (call[0] == "settings" ? 1 : 0), "\(name): \(outcome.unexpected)")
                #expect(!outcome.errors.contains("config"), "\(name): \(outcome.unexpected)")
            }
            let plain = try await ada.run("--plain", input: "5\n")
            #expect(plain.code == 0, "\(name): \(plain.unexpected)")
            #expect(plain.lines.first?.contains(words) == true, "\(name): \(plain.output)")
            #expect(plain.lines.first?.contains("The default counts instead.") == true, "\(name): \(plain.output)")
            let settings = try await ada.run("settings")
            #expect(
                settings.code == 64 && settings.complaint?.contains(words) == true, "\(name): \(settings.unexpected)")
        }
    }

    @Test("A config file that may name the shop and cannot be read opens no other shop")
    func unreadableDatabase() async throws {
        let machine = try await Machine.withDemo()
        let owner = try machine.person("owner")
        let other = owner.home.appending(path: "data/igniflo/shop.db").path
        func run(_ call: String...) async throws -> Outcome {
            try await owner.start(call, changes: ["IGNIFLO_DATABASE": nil]).outcome()
        }
        let made = try await owner.start(
            ["init", "--name", "Another", "--currency", "EUR", "--admin-email", "me@example.com"],
            input: "a long secret 5\n", changes: ["IGNIFLO_DATABASE": nil]
        ).outcome()
        #expect(made.code == 0 && FileManager.default.fileExists(atPath: other), "\(made.unexpected)")
        for line in [
            "databse = \(machine.database)", "database \(machine.database)", "database = shop.db", "database =",
        ] {
            try owner.configure("theme = dark\n\(line)\n")
            for call in [["products", "list"], ["--plain"]] {
                let outcome = try await owner.start(call, changes: ["IGNIFLO_DATABASE": nil]).outcome()
                #expect(outcome.code == 64 && outcome.output.isEmpty, "\(line): \(outcome.unexpected)")
                #expect(
                    outcome.complaint?.contains("config, line 2: ") == true
                        && outcome.complaint?.contains("so no other is opened") == true, "\(outcome.unexpected)")
            }
        }
        try FileManager.default.removeItem(at: owner.config)
        try FileManager.default.createDirectory(at: owner.config, withIntermediateDirectories: true)
        #expect(try await run("products", "list").code == 64)
        #expect(try await run("products", "list", "--database", machine.database).code == 0)
        // A line that is wrong and has nothing to do with it keeps nobody out.
        try FileManager.default.removeItem(at: owner.config)
        try owner.configure("database = \(machine.database)\ntheme = drak\nmouse\n")
        #expect(try await run("health", "--json").object()["path"] as? String == machine.database)
        try owner.configure("theme = drak\nmouse\n")
        #expect(try await run("health", "--json").object()["path"] as? String == other)
    }
}
