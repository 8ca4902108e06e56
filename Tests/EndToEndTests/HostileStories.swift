import Foundation
import GRDB
import HostileText
import SQLiteStore
import Testing

/// What people type and what other programs write, through the real program: nothing of it steers a terminal, breaks a
/// line of JSON or of CSV, or runs.
@Suite(.serialized, .stories)
struct HostileStories {
    /// What no text of Swift can hold.
    private static let brokenBytes: [[UInt8]] = [
        [0xFF, 0xFE, 0x61], [0xC0, 0xAF], [0xED, 0xA0, 0x80], [0xE2, 0x82], [0x9B, 0x33, 0x31, 0x6D],
        [0xF5, 0x80, 0x80],
        [0x61, 0x00, 0x1B, 0x5B, 0x32, 0x4A],
    ]

    /// The demo, into whose file something else has written.
    private static func poisoned() async throws -> Machine {
        let machine = try await Machine.withDemo()
        let store = try await SQLiteStore.open(machine.database)
        _ = try await store.write { try HostileShop.poison($0, now: Date()) }
        await store.close()
        let queue = try DatabaseQueue(path: machine.database)
        try await queue.write { db in
            for (index, bytes) in brokenBytes.enumerated() {
                let (number, bytes) = (index + 1, Data(bytes))
                try db.execute(
                    sql: "UPDATE products SET name = CAST(? AS TEXT), description = CAST(? AS TEXT) WHERE id = ?",
                    arguments: [bytes, bytes, number])
                try db.execute(
                    sql: "UPDATE users SET name = CAST(? AS TEXT) WHERE id = ? + 3", arguments: [bytes, number])
                try db.execute(
                    sql: """
                        UPDATE orders SET note = CAST(? AS TEXT), customer_name = CAST(? AS TEXT) WHERE id =
                            (SELECT id FROM orders ORDER BY id DESC LIMIT 1 OFFSET ?)
                        """, arguments: [bytes, bytes, number])
            }
        }
        try queue.close()
        return machine
    }

    /// Every byte that the program has printed is text, and of it nothing that a terminal would obey.
    private func check(
        _ outcome: Outcome, allowing allowed: Set<Unicode.Scalar> = ["\n"],
        _ location: SourceLocation = #_sourceLocation
    ) {
        #expect(outcome.isText, "\(outcome.words)", sourceLocation: location)
        for text in [outcome.output, outcome.errors] {
            guard let harm = HostileText.harm(in: text, allowing: allowed) else { continue }
            let line = text.split(separator: "\n").first { $0.unicodeScalars.contains(harm) } ?? ""
            Issue.record("\(outcome.words): \(line.debugDescription)", sourceLocation: location)
        }
    }

    @Test("Whatever stands in the file, lists, receipts and files of all commands are clean text")
    func texts() async throws {
        let machine = try await Self.poisoned()
        let grace = try await machine.signedIn("grace")
        let newest = try #require(
            try await grace.run("orders", "list", "--limit", "1", "--json").objects().first?["id"] as? Int)
        for call in [
            ["orders", "list", "--limit", "1000"], ["products", "list"], ["users", "list", "--limit", "1000"],
            ["events", "--limit", "1000"], ["insights"], ["settings"], ["health"], ["whoami"],
            ["orders", "list", "--verbose", "--limit", "1"], ["products", "history", "1"],
        ] { check(try await grace.start(call).outcome()) }
        for id in newest - 10...newest {
            check(try await grace.run("orders", "show", String(id)))
            check(try await grace.run("receipt", String(id)), allowing: HostileText.joiners.union(["\n"]))
        }
        let lines = HostileText.joiners.union(["\r", "\n"])
        for call in [["orders", "export"], ["products", "export"], ["insights", "--csv"]] {
            let outcome = try await grace.start(call).outcome()
            #expect(outcome.code == 0, "\(outcome.unexpected)")
            check(outcome, allowing: lines)
        }
    }

    @Test("Whatever stands in the file, each line of JSON is whole, clean, and says what stands there")
    func json() async throws {
        let machine = try await Self.poisoned()
        let grace = try await machine.signedIn("grace")
        for call in [
            ["orders", "list", "--limit", "1000"], ["products", "list"], ["users", "list", "--limit", "1000"],
            ["events", "--limit", "1000"], ["insights"], ["settings"],
        ] {
            let outcome = try await grace.start(call + ["--json"]).outcome()
            #expect(outcome.code == 0, "\(outcome.unexpected)")
            check(outcome, allowing: HostileText.joiners.union(["\n"]))
            #expect(try !outcome.objects().isEmpty)
        }
        let names = try await grace.run("products", "list", "--json").objects().compactMap { $0["name"] as? String }
        #expect(names.contains("a\u{1B}[2J\u{1B}[31mred") && names.contains("invoice\u{202E}fdp.exe"))
    }

    @Test("Plain mode tells it in clean lines")
    func plain() async throws {
        let machine = try await Self.poisoned()
        let grace = try machine.person("grace")
        let more = Array(repeating: "0", count: 8)
        let lines =
            ["1", "grace@example.com", "igniflo-grace", "1"] + more + ["", "5", "1"] + more + ["9", "", "", "7", "2"]
            + more + ["1", "", "8", "1"] + more + ["", "", "9", "2", "1"] + Array(repeating: "1", count: 9)
            + ["", "", "3", "", "", "12"]
        let outcome = try await grace.run("--plain", input: lines.map { $0 + "\n" }.joined())
        #expect(outcome.code == 0, "\(outcome.unexpected)")
        check(outcome, allowing: ["\n"])
    }

    @Test("What is typed behind a command comes back clean, in a refusal that says what to do")
    func arguments() async throws {
        let machine = try await Machine.withDemo()
        let grace = try await machine.signedIn("grace")
        let text = "\u{1B}[31m\u{9B}2J\u{202E}\u{200B}\na\u{7}\tb"
        for call in [
            [text], ["--" + text], ["products", text], ["products", "list", "--" + text],
            ["products", "create", "--name", text, "--price", "1", "--stock", "1"],
            ["products", "create", "--name", "Tea", "--price", text, "--stock", "1"],
            ["products", "create", "--name", "Tea", "--price", "1", "--stock", "1", "--category", text],
            ["products", "edit", text, "--name", "Tea"], ["products", "edit", "Espresso", "--description", text],
            ["products", "restock", "Espresso", "--by", "-1", "--reason", text], ["products", "import", text],
            ["products", "export", "/nowhere/" + text], ["orders", "place", "--item", text],
            ["orders", "place", "--item", text + "=1"], ["orders", "place", "--item", "Espresso=1", "--note", text],
            ["orders", "place", "--item", "Espresso=1", "--walk-in", text],
            ["orders", "place", "--item", "Espresso=1", "--request", text], ["orders", "show", text],
            ["orders", "status", text, "ready"], ["orders", "status", "C-001", text],
            ["orders", "list", "--status", text], ["orders", "list", "--product", text],
            ["orders", "list", "--from", text], ["orders", "list", "--ticket", text], ["users", "role", text, "admin"],
            ["users", "create", "--name", text, "--email", "x@example.com", "--role", "customer"],
            ["users", "disable", text], ["account", "rename", text], ["account", "email", text], ["login", text],
            ["reset-password", text], ["register", "--name", text, "--email", text], ["settings", text],
            ["settings", "shopName", text], ["settings", "theme", text], ["receipt", text],
            ["backup", "/nowhere/" + text],
            ["restore", "/nowhere/" + text], ["whoami", "--database", "/nowhere/" + text],
            ["insights", "--from", text],
            ["init", "--name", text, "--currency", text, "--admin-email", text], ["kiosk", "--idle", text],
            ["--theme", text], ["--lanes", text],
        ] {
            let outcome = try await grace.start(call, input: "a long secret 5\na long secret 6\n").outcome()
            #expect([1, 64, 69].contains(outcome.code), "\(outcome.unexpected)")
            #expect(outcome.output.isEmpty, "\(outcome.unexpected)")
            #expect(outcome.complaint != nil, "\(outcome.unexpected)")
            check(outcome)
        }
        // Looking for it is no mistake, and finds nothing.
        for call in [
            ["orders", "list", "--text", text], ["orders", "list", "--customer", text],
            ["users", "list", "--search", text],
        ] {
            check(try await grace.start(call).outcome())
        }
        let log = try String(contentsOf: grace.home.appending(path: "state/igniflo/igniflo.log"), encoding: .utf8)
        #expect(HostileText.harm(in: log) == nil)
    }

    @Test("Bytes that are no text are refused or cleaned, as an argument, a line of input and a file")
    func bytes() async throws {
        let machine = try await Machine.withDemo()
        let ada = try await machine.signedIn("ada")
        for bytes in [#"\377\233\061a"#, #"\355\240\200"#, #"\302"#, #"\300\257"#] {
            check(try await ada.shell("igniflo account rename \"$(printf 'x\(bytes)')\""))
            check(try await ada.shell("igniflo orders show \"$(printf '\(bytes)')\""))
            check(try await ada.shell("printf '\(bytes)\\n2\\n\(bytes)\\n\\n5\\n' | igniflo --plain"))
            check(try await ada.shell("printf '\(bytes)\\n' | igniflo login ada@example.com"))
        }
        check(try await ada.run("whoami"))
        let grace = try await machine.signedIn("grace")
        let file = machine.folder.appending(path: "in.csv")
        try Data([UInt8]("name,price\nT".utf8) + [0xFF, 0x9B, 0x0A]).write(to: file)
        let refused = try await grace.run("products", "import", file.path)
        #expect(refused.code == 1 && refused.complaint?.contains("UTF-8") == true, "\(refused.unexpected)")
        check(refused)
    }

    @Test("Two megabytes where a line is wanted are refused in a line")
    func large() async throws {
        let machine = try await Machine.withDemo()
        let ada = try await machine.signedIn("ada")
        let much = String(repeating: "x\u{301}", count: 700_000)
        let plain = try await ada.run("--plain", input: "\(much)\n1\n\(much)\n\(much)\n2\n\(much)\n\n5\n")
        #expect(plain.code == 0, "\(plain.words) ended with \(plain.code)")
        #expect(plain.output.utf8.count < 20_000)
        let login = try await ada.run("login", "ada@example.com", input: much + "\n")
        #expect(login.code == 1 && login.errors.utf8.count < 500, "\(login.unexpected)")
        let grace = try await machine.signedIn("grace")
        let file = machine.folder.appending(path: "in.csv")
        try Data("name,price\n\(much),1\n".utf8).write(to: file)
        let refused = try await grace.run("products", "import", file.path)
        #expect(refused.code == 1 && refused.errors.utf8.count < 500, "\(refused.words): \(refused.code)")
    }

    @Test("What completion offers is never obeyed by the shell that asked")
    func completion() async throws {
        let machine = try await Machine.withDemo()
        let grace = try await machine.signedIn("grace")
        let owned = machine.folder.appending(path: "owned").path
        for name in ["$(touch \(owned))", "`touch \(owned)`", "x; touch \(owned)", "Green tea", "a\\\"b"] {
            let made = try await grace.run("products", "create", "--name", name, "--price", "1", "--stock", "1")
            #expect(made.code == 0, "\(made.unexpected)")
        }
        let offered = try await grace.shell(
            """
            igniflo --generate-completion-script bash > completion.bash && bash --norc -c '
            shopt -s extglob; . ./completion.bash
            COMP_WORDS=(igniflo products edit ""); COMP_CWORD=3; COMP_LINE="igniflo products edit "; COMP_POINT=22
            COMP_TYPE=9; COMP_KEY=9
            _igniflo igniflo "" edit
            printf "%s\\n" "${COMPREPLY[@]}"'
            """)
        #expect(offered.lines.contains("Green tea"), "\(offered.unexpected)")
        #expect(!offered.lines.contains { $0.contains("touch") || $0.contains("\\") })
        #expect(!FileManager.default.fileExists(atPath: owned))
    }
}
