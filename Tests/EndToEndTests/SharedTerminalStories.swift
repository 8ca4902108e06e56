import Foundation
import Testing

/// Terminals that are not their user's own: whoever sits there keeps to the shop, and leaves the machine as it is.
@Suite(.serialized, .stories)
struct SharedTerminalStories {
    private static let ada = ["1", "ada@example.com", "igniflo-ada"]
    private static let grace = ["1", "grace@example.com", "igniflo-grace"]

    /// What someone may type for a file or a program who means harm. All of it lies on the test's own machine: a program that
    /// obeys harms nothing else.
    private static func paths(_ owner: Person) -> [String] {
        let folder = owner.machine.folder.path
        return [
            owner.config.path, "~/.ssh/authorized_keys", "~/.ssh/rc", "~/.profile",
            "\(folder)/backups/shop-9999-01-01.db",
            "\(folder)/backups/shop-2026-11-27.db", "\(owner.machine.database)-new", "receipt.txt",
            "home-shop/../receipt.txt",
            "\(folder)/secret.csv", "| touch owned", "$(touch owned)", "`touch owned`", "; touch owned",
        ]
    }

    private static func lines(_ lines: [String]) -> String { lines.map { $0 + "\n" }.joined() }

    @Test("Every recipe of the handbook for people by ssh says that they name no files")
    func recipes() throws {
        let machine = try Machine()
        let screens = Recipes.screens(on: machine)
        #expect(screens.count == 2 && screens.allSatisfy { $0.contains("igniflo --no-files ") }, "\(screens)")
        #expect(Recipes.commands(on: machine).count == 3)
    }

    @Test("A customer who comes by a recipe writes a receipt nowhere, in plain mode", .timeLimit(.minutes(15)))
    func customerInPlainMode() async throws {
        let (machine, owner) = try await Machine.withOwner()
        let order = try await machine.signedIn("ada").run("orders", "place", "--item", "Espresso=1", "--json").object()
        let ticket = try #require(order["ticket"] as? String)
        let before = try machine.othersFiles()
        for recipe in Recipes.screens(on: machine) {
            let attempts = Self.paths(owner).flatMap { ["1", $0] }
            let outcome = try await owner.force(
                recipe, asked: "igniflo --files orders export /tmp/x",
                input: Self.lines(Self.ada + ["3", ticket, "1", "3"] + attempts + ["", "", "", "6"]),
                changes: ["TERM": "dumb"]
            ).outcome()
            #expect(outcome.code == 0, "\(outcome.unexpected)")
            let refusals = outcome.lines.count { $0.hasPrefix("No file can be written at this terminal") }
            #expect(refusals == Self.paths(owner).count, "\(outcome.output)")
            #expect(try machine.othersFiles() == before, "\(recipe)")
        }
    }

    @Test("An admin who comes by a recipe is no user of the machine, in plain mode", .timeLimit(.minutes(15)))
    func adminInPlainMode() async throws {
        let (machine, owner) = try await Machine.withOwner()
        let before = try machine.othersFiles()
        for recipe in Recipes.screens(on: machine) {
            for path in Self.paths(owner) {
                let products = ["7", "4", path, "5", path, ""]
                let others = ["5", "4", path, "", "9", "1", "2", "4", path, "", ""]
                let settings = ["3", "13", "1", "13", path, "14", path, "", ""]
                let outcome = try await owner.force(
                    recipe, input: Self.lines(Self.grace + products + others + settings + ["12"]),
                    changes: ["TERM": "dumb"]
                ).outcome()
                #expect(outcome.code == 0, "\(outcome.unexpected)")
                #expect(outcome.lines.contains("No file can be read at this terminal, which is not your own."))
                #expect(outcome.lines.count { $0.hasPrefix("No file can be written at this terminal") } == 3)
                for key in ["Printer's command", "Printer's device"] {
                    #expect(
                        outcome.lines.contains("\(key): the printer is chosen at a terminal of the machine's owner."))
                }
                #expect(!outcome.output.contains(Machine.secret), "\(outcome.output)")
                #expect(try machine.othersFiles() == before, "\(path) by \(recipe)")
            }
        }
        let printer = try await machine.signedIn("grace").run("settings", "printerCommand", "--json").object()
        #expect(printer["value"] as? String == "")
    }

    @Test(
        "On the screens no key of a customer or an admin leads to a file, to a shell, or into the owner's config file")
    func screens() async throws {
        let (machine, owner) = try await Machine.withOwner()
        let before = try machine.othersFiles()
        for recipe in Recipes.screens(on: machine) {
            try await TmuxTerminal.open(owner) { terminal in
                func type(_ key: String, says words: String) async throws {
                    // What still stands there from before is not sent again.
                    try await terminal.waitUntilGone(words)
                    let mark = try terminal.sent.mark()
                    try await terminal.press(key)
                    try await terminal.waitUntilSent(words, since: mark)
                }
                try await terminal.enter("clear; \(recipe); echo ended $?")
                try await terminal.waitFor("This is a demo.")
                try await terminal.press("F3")
                try await terminal.waitFor("My orders 2 open")
                try await type("m", says: "The mouse selects text")
                try await type("C-z", says: "there is no shell behind this terminal")
                try await terminal.press("C-p")
                try await terminal.type("Theme: light")
                try await terminal.waitUntilGone("Theme: dark")
                try await terminal.press("Enter")
                try await terminal.waitUntilGone("Theme: light")
                try await terminal.type("t")
                try await terminal.waitFor("receipt")
                try await terminal.type("r")
                try await terminal.waitFor("╭ Receipt C-")
                try await type("w", says: "no file can be written at this terminal")
                try await terminal.press("C-c", "C-c")
                try await terminal.waitFor("ended 130")

                try await terminal.begin("\(recipe); echo ended $?")
                try await terminal.waitFor("This is a demo.")
                try await terminal.press("F1")
                try await terminal.waitFor("○ Placed")
                for (section, title, key, words) in [
                    ("P", "· Products", "i", "no file can be read at this terminal"),
                    ("T", "· Orders", "e", "no file can be written at this terminal"),
                    ("I", "· Insights", "e", "no file can be written at this terminal"),
                ] {
                    try await terminal.type(section)
                    try await terminal.waitFor(title)
                    try await type(key, says: words)
                }
                try await terminal.press("C-c", "C-c")
                try await terminal.waitFor("ended 130")
            }
            #expect(try machine.othersFiles() == before, "\(recipe)")
        }
    }

    @Test("No command reads, writes or sets a file or a printer that someone names", .timeLimit(.minutes(15)))
    func commands() async throws {
        let (machine, owner) = try await Machine.withOwner()
        let login = try await owner.run("login", "grace@example.com", input: "igniflo-grace\n")
        #expect(login.code == 0)
        let before = try machine.othersFiles()
        for path in Self.paths(owner) {
            for call in [
                ["products", "import", path], ["products", "import", path, "--dry-run"], ["products", "export", path],
                ["orders", "export", path], ["backup", path], ["restore", path], ["settings", "database", path],
                ["settings", "exports", path], ["settings", "printers", path], ["settings", "theme", "light"],
                ["settings", "printerCommand", path], ["settings", "printerCommand", "lp"],
                ["settings", "printerDevice", "/dev/usb/lp0"],
            ] {
                let calls = [["--no-files"] + call, call + ["--no-files"]]
                for call in calls.prefix(path == owner.config.path ? 2 : 1) {
                    let outcome = try await owner.start(call).outcome()
                    #expect(outcome.code == 1 && outcome.output.isEmpty, "\(outcome.unexpected)")
                    #expect(outcome.complaint != nil, "\(outcome.unexpected)")
                }
            }
        }
        #expect(try machine.othersFiles() == before)
        let refused = try await owner.run("backup", "copy.db", "--no-files")
        #expect(
            refused.complaint
                == "igniflo: No file can be named at this terminal, which is not your own. The program was started with "
                + "--no-files, or by ssh without a shell of yours; where the terminal is yours, add --files.")
        // What names no file is as it was.
        for call in [["products", "export"], ["orders", "export"], ["insights", "--csv"], ["settings"], ["health"]] {
            #expect(try await owner.start(["--no-files"] + call).outcome().code == 0)
        }
    }

    @Test("What ssh starts by itself names no files, unless whoever wrote the command says that the terminal is theirs")
    func bySSH() async throws {
        let (machine, owner) = try await Machine.withOwner()
        _ = try await owner.run("login", "grace@example.com", input: "igniflo-grace\n")
        func export(_ command: String, asked: String? = nil, changes: [String: String?] = [:]) async throws -> Bool {
            let file = machine.folder.appending(path: "out.csv").path
            let outcome = try await owner.force(
                command.replacing("FILE", with: file), asked: asked?.replacing("FILE", with: file), changes: changes
            ).outcome()
            let isThere = FileManager.default.fileExists(atPath: file)
            #expect(outcome.code == (isThere ? 0 : 1), "\(outcome.unexpected)")
            try? FileManager.default.removeItem(atPath: file)
            return isThere
        }
        #expect(try await !export("igniflo orders export FILE"))
        #expect(try await !export("igniflo orders export FILE", asked: ""))
        #expect(try await !export("igniflo orders export FILE; exit $?", changes: ["IGNIFLO_FILES": "yes"]))
        #expect(try await export("igniflo orders export FILE --files"))
        #expect(try await export("igniflo --files orders export FILE", asked: "ls"))
        // What a careless owner hands on of the client's words opens nothing.
        for asked in ["--files orders export FILE", "orders export FILE --files", "orders export --files FILE"] {
            for command in ["igniflo $SSH_ORIGINAL_COMMAND", "igniflo --no-files $SSH_ORIGINAL_COMMAND"] {
                let outcome = try await owner.force(
                    command, asked: asked.replacing("FILE", with: "\(machine.folder.path)/out.csv")
                ).outcome()
                #expect(outcome.code != 0 && outcome.output.isEmpty, "\(outcome.unexpected)")
                #expect(!FileManager.default.fileExists(atPath: "\(machine.folder.path)/out.csv"))
            }
        }
    }

    @Test("Nobody sets a shop up, or opens the demo, from a terminal that is not their own")
    func firstRun() async throws {
        let machine = try Machine()
        let owner = try machine.person("shop")
        for call in [["--no-files"], ["--no-files", "--plain"]] {
            let outcome = try await owner.force(
                "igniflo \(call.joined(separator: " "))", input: "2\n1\nMine\n", changes: ["TERM": "dumb"]
            ).outcome()
            #expect(outcome.code == 69 && outcome.output.isEmpty, "\(outcome.unexpected)")
            #expect(outcome.complaint?.contains("holds no shop yet, and none is set up from this terminal.") == true)
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: machine.folder.path) == ["home-shop"])
        #expect(try FileManager.default.contentsOfDirectory(atPath: owner.home.path).isEmpty)
    }
}
