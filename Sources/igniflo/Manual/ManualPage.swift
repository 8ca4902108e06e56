import Foundation
import Presentation

/// The manual page, made from the command's own definition: roff with the man macros (groff_man(7)).
struct ManualPage {
    let text: String

    /// - Parameter dump: what the argument parser says of the program, as JSON.
    init(ofProgram dump: Data) throws {
        let program = try JSONDecoder().decode(ProgramInfo.self, from: dump).command
        var roff = Roff()
        roff.macro("TH", program.commandName.uppercased(), "1")
        roff.macro("SH", "NAME")
        roff.line("\(program.commandName) - \(Self.withoutStop(program.abstract ?? ""))")
        roff.macro("SH", "SYNOPSIS")
        Self.synopsis(of: program, named: program.commandName, in: &roff)
        roff.macro("SH", "DESCRIPTION")
        roff.paragraphs(program.discussion ?? "")
        Self.arguments(of: program, in: &roff)
        roff.macro("SH", "COMMANDS")
        roff.line("Each explains itself with --help.")
        for command in program.visibleCommands {
            Self.command(command, named: "\(program.commandName) \(command.commandName)", in: &roff)
        }
        Self.json(in: &roff)
        Self.closing(in: &roff)
        text = roff.text
    }

    private static func command(_ command: ProgramInfo.Command, named name: String, in roff: inout Roff) {
        guard command.visibleCommands.isEmpty else {
            for part in command.visibleCommands { self.command(part, named: "\(name) \(part.commandName)", in: &roff) }
            return
        }
        roff.macro("SS", name)
        synopsis(of: command, named: name, in: &roff)
        roff.macro("PP")
        roff.line(command.abstract ?? "")
        arguments(of: command, in: &roff)
        if let discussion = command.discussion, !discussion.isEmpty {
            roff.macro("PP")
            roff.paragraphs(discussion)
        }
    }

    private static func synopsis(of command: ProgramInfo.Command, named name: String, in roff: inout Roff) {
        let words = command.visibleArguments.map { argument in
            let word = usage(argument) + (argument.isRepeating ? " ..." : "")
            return argument.isOptional ? "[\(word)]" : word
        }
        roff.macro("B", name)
        roff.line(words.joined(separator: " "))
    }

    private static func usage(_ argument: ProgramInfo.Argument) -> String {
        let value = "<\(argument.valueName ?? "value")>"
        guard let name = argument.preferredName?.spelt else { return value }
        return argument.kind == .flag ? name : "\(name) \(value)"
    }

    private static func arguments(of command: ProgramInfo.Command, in roff: inout Roff) {
        for argument in command.visibleArguments {
            roff.macro("TP")
            roff.macro("B", usage(argument))
            var words = argument.abstract ?? ""
            if let values = argument.allValues, !values.isEmpty {
                words += " One of: \(values.joined(separator: ", "))."
            }
            if let value = argument.defaultValue, !value.isEmpty, !words.contains("(default: ") {
                words += " (default: \(value))"
            }
            roff.line(words)
        }
    }

    private static func json(in roff: inout Roff) {
        roff.macro("SH", "JSON")
        roff.line(
            """
            With --json a command prints one object, and a list one object a line. igniflo-json(5) has the JSON Schema \
            of each; `igniflo schema` prints it.
            """)
        for object in JSONObjects.all {
            roff.macro("TP")
            roff.macro("B", object.name)
            roff.line("\(object.about) Printed by \(object.commands.joined(separator: ", ")).")
        }
    }

    private static func closing(in roff: inout Roff) {
        roff.macro("SH", "EXIT STATUS")
        for (code, words) in [
            ("0", "Done."), ("1", "The shop said no: a rule, a right, a shortage."),
            ("64", "Wrong usage: an unknown command or option, or a value that cannot be read."),
            (
                "69",
                "The shop cannot be reached: locked, being upgraded, missing, damaged, no space; or there is no terminal."
            ),
        ] {
            roff.macro("TP")
            roff.macro("B", code)
            roff.line(words)
        }
        roff.macro("SH", "ENVIRONMENT")
        for (name, words) in [
            ("IGNIFLO_DATABASE", "The shop's database, where --database does not name it."),
            ("IGNIFLO_THEME, IGNIFLO_MOUSE", "Go before the lines of the config file."),
            ("IGNIFLO_SEED", "The folder with the demo's files."),
            ("SSH_ORIGINAL_COMMAND, SSH_CONNECTION", "Where ssh has started the program itself: as --no-files."),
            ("NO_COLOR", "No colours, whatever the terminal has."),
        ] {
            roff.macro("TP")
            roff.macro("B", name)
            roff.line(words)
        }
        roff.macro("SH", "FILES")
        for (path, words) in [
            ("$XDG_DATA_HOME/igniflo/shop.db", "The shop, where nothing else names it (~/.local/share)."),
            ("$XDG_CONFIG_HOME/igniflo/config", "Your own settings: \(Config.keys) (~/.config)."),
            ("$XDG_STATE_HOME/igniflo/sessions", "Your sessions, for nobody else to read (~/.local/state)."),
            ("$XDG_STATE_HOME/igniflo/igniflo.log", "What was refused or failed, a line each; --verbose logs all."),
        ] {
            roff.macro("TP")
            roff.macro("I", path)
            roff.line(words)
        }
        roff.macro("SH", "SEE ALSO")
        roff.macro("BR", "igniflo-json", "(5)")
    }

    private static func withoutStop(_ sentence: String) -> String {
        sentence.hasSuffix(".") ? String(sentence.dropLast()) : sentence
    }
}
