import Foundation
import Testing

/// Each command, with each of its outcomes.
@Suite(.serialized, .stories)
struct CommandStories {
    @Test("Every command has a row in the table, and every row is a command")
    func complete() async throws {
        let commands = try await CommandTree.read().leaves
        #expect(commands.map(\.path).sorted() == CommandRow.all.map(\.command).sorted())
        for command in commands where CommandRow.all.first(where: { $0.command == command.path })?.json == nil {
            guard command.options.contains("json") else { continue }
            let scene = try await CommandScene()
            let call = CommandRow.Call.ada()
            let outcome = try await scene.run(
                call, command.path.split(separator: " ").map(String.init) + ["1", "--json"])
            #expect(outcome.code == 64, "--json does nothing: \(outcome.unexpected)")
        }
    }

    @Test(
        "Done, refused, called with the wrong words, without a shop: each command ends as documented",
        arguments: CommandRow.all)
    func outcomes(_ row: CommandRow) async throws {
        let scene = try await CommandScene()
        let misused = try await scene.run(CommandRow.Call(by: row.done.by, words: row.misused, input: ""))
        expectRefusal(misused, code: 64)
        if let place = row.unreachable {
            var call = row.done
            call.before = []
            expectRefusal(
                try await scene.run(call, ["--database", place]), code: 69,
                says: row.needsTerminal ? "The screens need a terminal" : row.unreachableText)
        }
        if let refused = row.refused {
            expectRefusal(try await scene.run(refused), code: 1, says: row.says)
        }
        guard !row.needsTerminal else { return }
        let done = try await row.isEndless ? scene.interrupt(row.done, after: "\n") : scene.run(row.done)
        #expect(done.code == (row.isEndless ? 130 : 0), "\(done.unexpected)")
        #expect(done.errors.isEmpty && !done.output.isEmpty)
        #expect(!done.output.contains("\u{1B}"), "colours are for a terminal")
    }

    @Test("What --json prints is as its JSON Schema says", arguments: CommandRow.all.filter { $0.json != nil })
    func json(_ row: CommandRow) async throws {
        let scene = try await CommandScene()
        let more = try #require(row.json)
        let done =
            try await row.isEndless ? scene.interrupt(row.done, more, after: "\n") : scene.run(row.done, more)
        #expect(done.code == (row.isEndless ? 130 : 0), "\(done.unexpected)")
        #expect(done.errors.isEmpty && !done.output.isEmpty)

        let name = try #require(row.object)
        let printed = try await scene.run(.stranger("schema", name))
        #expect(printed.code == 0, "\(printed.unexpected)")
        let schema = try JSON(printed.output)
        #expect(schema["title"]?.text == name)
        #expect(schema["$comment"]?.text?.contains("`\(row.command)`") == true, "the schema names its commands")
        for line in done.lines { #expect(JSONCheck.problems(of: try JSON(line), by: schema) == []) }
    }

    @Test("The manual has the JSON Schema of every object, and each is printed by a command that there is")
    func schemas() async throws {
        let person = try Machine().person("reader")
        let names = try await person.run("schema").lines.dropFirst().compactMap {
            $0.split(separator: " ").first.map(String.init)
        }
        #expect(Set(names) == Set(CommandRow.all.compactMap(\.object)))
        let page = try await person.run("manual", "json")
        for name in names {
            #expect(page.output.contains("\"title\": \"\(name)\""))
            let schema = try await person.run("schema", name)
            let words = try JSON(schema.output)["$comment"]?.text?.components(separatedBy: "`") ?? []
            for command in words.enumerated().filter({ $0.offset % 2 == 1 }).map(\.element) {
                #expect(CommandRow.all.contains { $0.command == command && $0.object == name }, "\(command)")
            }
        }
        let read = try await person.shell(
            "command -v groff >/dev/null || exit 0; igniflo manual json | groff -man -Tutf8 -ww -z 2>&1")
        #expect(read.code == 0 && read.output.isEmpty, "\(read.unexpected)")
    }

    private func expectRefusal(_ outcome: Outcome, code: Int32, says words: String? = nil) {
        #expect(outcome.code == code, "\(outcome.unexpected)")
        #expect(outcome.output.isEmpty, "\(outcome.unexpected)")
        #expect(outcome.complaint?.hasPrefix("igniflo: ") == true, "\(outcome.unexpected)")
        if let words { #expect(outcome.complaint?.contains(words) == true, "\(outcome.unexpected)") }
    }
}

/// The commands as the program itself tells them.
struct CommandTree: Decodable {
    struct Command: Decodable {
        struct Argument: Decodable {
            struct Name: Decodable {
                var name: String
            }

            var preferredName: Name?
            /// `positional`, `option` or `flag`.
            var kind: String
        }

        var commandName: String
        var subcommands: [Command]?
        var arguments: [Argument]?
    }

    struct Leaf {
        var path: String
        var options: [String]
    }

    var command: Command

    static func read() async throws -> CommandTree {
        let machine = try Machine()
        let dump = try await machine.person("reader").run("--experimental-dump-help")
        return try JSONDecoder().decode(CommandTree.self, from: Data(dump.output.utf8))
    }

    /// All that can be run: the program itself, and what has no commands of its own.
    var leaves: [Leaf] {
        [Leaf(path: "", options: [])] + (command.subcommands ?? []).flatMap { Self.leaves($0, "") }
    }

    private static func leaves(_ command: Command, _ before: String) -> [Leaf] {
        guard command.commandName != "help" else { return [] }
        let path = before + command.commandName
        let parts = command.subcommands ?? []
        guard parts.isEmpty else { return parts.flatMap { leaves($0, path + " ") } }
        return [Leaf(path: path, options: (command.arguments ?? []).compactMap(\.preferredName?.name))]
    }
}
