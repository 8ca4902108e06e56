import Foundation
import Testing

/// What README and handbook show works as it stands there.
@Suite(.serialized, .stories)
struct DocumentCommands {
    @Test("Every command and option of README and handbook is one that the program has", arguments: Document.forUsers)
    func known(_ document: Document) async throws {
        let tree = try await CommandTree.read()
        let options = Set(
            tree.leaves.flatMap(\.options) + ["help", "escpos"]
                + (tree.command.arguments ?? []).compactMap(\.preferredName?.name))
        for code in document.spans + document.blocks.map(\.text) {
            for command in ShownCommand.all(in: code) {
                let unknown = command.unknown(in: tree)
                #expect(unknown.isEmpty, "\(document.path): igniflo \(command.words.joined(separator: " "))")
            }
        }
        for span in document.spans where span.hasPrefix("--") {
            let name = span.dropFirst(2).prefix { $0.isLetter || $0 == "-" }
            #expect(options.contains(String(name)), "\(document.path): \(span)")
        }
    }

    @Test("The handbook lists every command of the program, and every setting")
    func complete() async throws {
        let pages = Dictionary(uniqueKeysWithValues: Document.forUsers.map { ($0.name, $0) })
        let commands = try #require(pages["ScriptsCSVAndJSON"])
        for command in try await CommandTree.read().leaves where command.path != "manual" {
            let name = command.path.isEmpty ? "igniflo" : "igniflo " + command.path
            #expect(commands.spans.contains { $0 == name || $0.hasPrefix(name + " ") }, "\(name)")
        }
        let refused = try await Machine().person("reader").run("settings", "none")
        let names = try #require(refused.complaint?.firstMatch(of: /there are (.*)\./)?.1).split(separator: ", ")
        #expect(names.count > 15)
        let tables = try [#require(pages["RunningAShop"]), #require(pages["InstallingAndUpgrading"])]
        for name in names { #expect(tables.contains { $0.spans.contains(String(name)) }, "\(name)") }
    }

    @Test("Every make target that README and handbook name is in the Makefile", arguments: Document.forUsers)
    func targets(_ document: Document) throws {
        let makefile = try String(contentsOf: BuiltProgram.checkout.appending(path: "Makefile"), encoding: .utf8)
        for code in document.spans + document.blocks.map(\.text) {
            for line in code.split(separator: "\n") where line.hasPrefix("make ") {
                let target = line.split(separator: " ")[1]
                #expect(makefile.contains("\n\(target):"), "\(document.path): \(line)")
            }
        }
    }

    @Test(
        "Every script of README and handbook runs as it stands, from the first to the last of a page",
        .timeLimit(.minutes(15)),
        arguments: Document.forUsers.filter { $0.blocks.contains { $0.language == "sh" } })
    func scripts(_ document: Document) async throws {
        let desk = try await ReadersDesk(for: document)
        defer { desk.clear() }
        for block in document.blocks where block.language == "sh" {
            let outcome = try await desk.run(block.text)
            #expect(outcome.code == 0 && outcome.errors.isEmpty, "\(document.path): \(outcome.unexpected)")
        }
        try await desk.checkWatch()
        for script in try desk.madeScripts() {
            let checked = try await desk.run("sh -n '\(script)'")
            #expect(checked.code == 0 && checked.errors.isEmpty, "\(script): \(checked.unexpected)")
        }
    }

    @Test("The screens that the README opens by a command open in a terminal")
    func screens() async throws {
        let readme = try #require(Document.forUsers.first)
        let lines = readme.blocks.filter { $0.language == "console" }.flatMap { $0.text.split(separator: "\n") }
        let opens = [
            "igniflo kiosk": "Email:", "igniflo display": "PREPARING",
            "igniflo --lanes placed,preparing": "Welcome to Corner Café.",
        ]
        #expect(lines.map(String.init).filter { $0.hasPrefix("igniflo") }.sorted() == opens.keys.sorted())
        let machine = try await Machine.withDemo()
        for (command, words) in opens {
            try await TmuxTerminal.open(try machine.person("reader")) { terminal in
                try await terminal.enter(command)
                try await terminal.waitFor(words)
            }
        }
    }

    @Test("A picture that a page shows is there, and every picture is shown")
    func pictures() throws {
        let folder = "Sources/igniflo/Handbook.docc/Resources"
        var shown: Set<String> = []
        for document in Document.forUsers {
            for picture in document.text.matches(of: /!\[[^\]]+\]\(([^)]+)\)/).map({ String($0.1) }) {
                let path = document.path == "README.md" ? picture : "\(folder)/\(picture)"
                #expect(
                    FileManager.default.fileExists(atPath: BuiltProgram.checkout.appending(path: path).path), "\(path)")
                shown.insert(URL(filePath: path).lastPathComponent)
            }
        }
        let kept = try FileManager.default.contentsOfDirectory(
            atPath: BuiltProgram.checkout.appending(path: folder).path)
        #expect(shown == Set(kept))
    }

    @Test("Every link of the README leads to a page that is there, and the README is short enough to be read")
    func links() throws {
        let readme = try #require(Document.forUsers.first)
        let links = readme.text.matches(of: /\]\(([^)#]+)\)/).map { String($0.1) }
        #expect(links.count > 10)
        for link in links {
            #expect(FileManager.default.fileExists(atPath: BuiltProgram.checkout.appending(path: link).path), "\(link)")
        }
        for article in Document.forUsers.dropFirst() where article.name != "Handbook" {
            #expect(links.contains(article.path), "the README does not lead to \(article.path)")
        }
        #expect(readme.text.split(separator: "\n", omittingEmptySubsequences: false).count <= 201)
    }
}
