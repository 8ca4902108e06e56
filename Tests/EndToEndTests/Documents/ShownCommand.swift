import Foundation

/// A call of the program as a page shows it, which may have names in the place of values: `igniflo orders show ORDER`.
struct ShownCommand {
    var words: [String]

    /// The calls in a line of a script or in a piece of code.
    static func all(in text: String) -> [ShownCommand] {
        text.split(separator: "\n").flatMap { line in
            line.matches(of: /(?:^|[\s\/(])igniflo(?![\w\/.\-])((?:\s+(?:"[^"]*"|'[^']*'|[^\s|;&<>()"'`]+)+)*)/).map {
                found in
                ShownCommand(words: words(of: String(found.1)))
            }
        }
    }

    private static func words(of text: String) -> [String] {
        text.matches(of: /(?:"[^"]*"|'[^']*'|[^\s"'])+/)
            .map { String($0.0).trimmingCharacters(in: CharacterSet(charactersIn: "[].,")) }
            .filter { !$0.isEmpty && $0 != "…" && $0 != "\\" }
    }

    /// What is not in the program: a command, or an option of it.
    func unknown(in tree: CommandTree) -> [String] {
        var command = tree.command
        var unknown: [String] = []
        var isValue = false
        for word in words {
            if word.hasPrefix("--") {
                let name = String(word.dropFirst(2).prefix { $0 != "=" })
                let argument = command.arguments?.first { $0.preferredName?.name == name }
                if argument == nil, name != "help" { unknown.append(word) }
                isValue = argument?.kind == "option"
            } else if isValue {
                isValue = false
            } else if let part = command.subcommands?.first(where: { $0.commandName == word }) {
                command = part
            } else if command.arguments?.contains(where: { $0.kind == "positional" }) != true {
                unknown.append(word)
            }
        }
        return unknown
    }
}
