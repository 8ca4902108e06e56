import Foundation
import Testing

@Suite(.serialized, .stories)
struct ManualStories {
    @Test("The manual page has every command that the help has, and roff takes it without a word")
    func manual() async throws {
        let machine = try Machine()
        let person = try machine.person("reader")
        let page = try await person.run("manual")
        #expect(page.code == 0 && page.errors.isEmpty)
        for heading in [
            ".SH \"NAME\"", ".SH \"EXIT STATUS\"", ".SS \"igniflo orders place\"",
            ".SS \"igniflo users reset\\-password\"",
        ] {
            #expect(page.output.contains(heading + "\n"))
        }
        #expect(!page.output.contains("igniflo manual") && !page.output.contains("supervised"))
        let help = try await person.run("--help")
        let commands = help.output.split(separator: "SUBCOMMANDS:").last?.split(separator: "\n") ?? []
        let names = commands.filter { $0.hasPrefix("  ") && !$0.hasPrefix("   ") && $0.contains("  ") }
            .compactMap { $0.split(separator: " ").first }
        #expect(names.count > 15)
        for name in names where name != "See" {
            #expect(page.output.contains(".SS \"igniflo \(name.replacing("-", with: "\\-"))"))
        }
        let read = try await person.shell(
            "command -v groff >/dev/null || exit 0; igniflo manual | groff -man -Tutf8 -ww -z 2>&1")
        #expect(read.code == 0 && read.output.isEmpty, "\(read.unexpected)")
    }

    @Test("Every command's help has an example that begins with the command itself")
    func examples() async throws {
        let machine = try Machine()
        let person = try machine.person("reader")
        let dump = try await person.run("--experimental-dump-help")
        struct Dump: Decodable { var command: Command }
        struct Command: Decodable {
            var commandName: String
            var discussion: String?
            var subcommands: [Command]?
            var shouldDisplay: Bool
        }
        func missing(_ command: Command, _ path: String) -> [String] {
            let parts = (command.subcommands ?? []).filter { $0.shouldDisplay && $0.commandName != "help" }
            guard parts.isEmpty else { return parts.flatMap { missing($0, "\(path) \($0.commandName)") } }
            return command.discussion?.contains("\n  \(path)") == true ? [] : [path]
        }
        let program = try JSONDecoder().decode(Dump.self, from: Data(dump.output.utf8)).command
        #expect(missing(program, "igniflo") == [])
    }

    @Test(
        "Each shell takes its completion script without a word",
        arguments: ["bash", "zsh", "fish"])
    func completion(_ shell: String) async throws {
        let machine = try await Machine.withDemo()
        let ada = try await machine.signedIn("ada")
        let script = try await ada.run("--generate-completion-script", shell)
        #expect(script.code == 0 && script.output.contains("preparing"))
        let checked = try await ada.shell(
            "command -v \(shell) >/dev/null || exit 0; igniflo --generate-completion-script \(shell) > s && \(shell) -n s"
        )
        #expect(checked.code == 0 && checked.errors.isEmpty, "\(checked.unexpected)")
    }

    @Test("In bash a tab offers the statuses of an order, and the shop's products")
    func bash() async throws {
        let machine = try await Machine.withDemo()
        let ada = try await machine.signedIn("ada")
        func offered(_ line: String) async throws -> [String] {
            let words = line.components(separatedBy: " ")
            let script = """
                . ./completion; COMP_WORDS=(\(words.map { "'\($0)'" }.joined(separator: " "))); COMP_LINE='\(line)'
                COMP_CWORD=\(words.count - 1); COMP_POINT=${#COMP_LINE}; _igniflo igniflo '\(words[words.count - 1])' ''
                printf '%s\\n' "${COMPREPLY[@]}"
                """
            try Data(script.utf8).write(to: machine.folder.appending(path: "tab"))
            let outcome = try await ada.shell("igniflo --generate-completion-script bash > completion && bash tab")
            #expect(outcome.code == 0 && outcome.errors.isEmpty, "\(outcome.unexpected)")
            return outcome.lines
        }
        #expect(
            try await offered("igniflo orders status C-001 ")
                == ["placed", "preparing", "ready", "completed", "cancelled"])
        let tickets = try await offered("igniflo receipt C-0")
        #expect(!tickets.isEmpty && tickets.allSatisfy { $0.hasPrefix("C-0") })
        #expect(try await offered("igniflo products history Flat").contains("Flat white"))
    }

    @Test("What completes an order or a product comes from the shop, and is nothing where there is none")
    func words() async throws {
        let machine = try await Machine.withDemo()
        let ada = try await machine.signedIn("ada")
        func offered(_ part: String, _ changes: [String: String?] = [:]) async throws -> Outcome {
            let call = ["---completion", part, part == "orders" ? "show" : "edit", "--", "positional@0", "3", "0"]
            return try await ada.start(call + ["igniflo", part, ""], changes: changes).outcome()
        }
        #expect(try await offered("products").lines.contains("Flat white"))
        let tickets = try await offered("orders").lines
        #expect(!tickets.isEmpty && tickets.allSatisfy { $0.hasPrefix("C-") })
        let none = try await offered("products", ["IGNIFLO_DATABASE": "/nowhere.db"])
        #expect(none.code == 0 && none.lines.isEmpty)
    }
}
