import Foundation
import Testing

/// Real shells, in which a person presses Tab.
@Suite(.serialized, .stories)
struct CompletionStories {
    /// A shell, and how a person comes to have its completion.
    enum Shell: String, CaseIterable, Sendable {
        case bash, zsh, fish

        func skipWhereMissing() throws {
            let isThere = ["/usr/bin/", "/bin/", "/usr/local/bin/"].contains {
                FileManager.default.isExecutableFile(atPath: $0 + rawValue)
            }
            if !isThere { try Test.cancel("\(self) is not installed; `.ci/packages test` installs it where it may") }
        }

        /// A line that starts it without anyone's own settings, and one that takes the script in.
        var start: (shell: String, script: String) {
            switch self {
            case .bash:
                (
                    "PS1='bash> ' bash --norc --noprofile -i",
                    "bind 'set show-all-if-ambiguous on'; bind 'set page-completions off'; . ./completion"
                )
            case .zsh:
                (
                    "PS1='zsh> ' zsh -f -i",
                    "PS1='zsh> '; autoload -Uz compinit && compinit -u -D; . ./completion; compdef _igniflo igniflo"
                )
            case .fish:
                (
                    "fish --no-config --init-command 'function fish_prompt; echo \"fish> \"; end'", "source completion"
                )
            }
        }
    }

    @Test(
        "A tab offers commands, statuses, tickets, products and people, from the shop",
        arguments: Shell.allCases)
    func tab(_ shell: Shell) async throws {
        try shell.skipWhereMissing()
        let machine = try await Machine.withDemo()
        let grace = try await machine.signedIn("grace")
        let order = try await grace.run("orders", "place", "--item", "Espresso=1", "--walk-in", "Bo", "--json").object()
        let ticket = try #require(order["ticket"] as? String)
        try await open(shell, grace) { terminal in
            for (line, offered) in [
                ("igniflo rest", "igniflo restore"), ("igniflo orders status \(ticket) prep", "preparing"),
                ("igniflo orders show \(ticket.dropLast())", ticket),
                ("igniflo products edit Almond", "Almond croissant"),
                ("igniflo users role ada", "ada@example.com"), ("igniflo schema mov", "schema movement"),
            ] {
                try await terminal.enter("clear")
                try await terminal.waitUntilGone(offered)
                try await terminal.type(line)
                try await terminal.press("Tab")
                try await waitUntil("\(offered) offered in \(shell)") {
                    // A shell writes signs that mean something to it as they must be typed.
                    try await terminal.screen().replacing("\\", with: "").contains(offered)
                }
                try await terminal.press("C-c")
            }
        }
    }

    @Test(
        "Where the shop is not there, a tab offers nothing and says nothing",
        arguments: Shell.allCases)
    func silence(_ shell: Shell) async throws {
        try shell.skipWhereMissing()
        let machine = try Machine()
        try await open(shell, try machine.person("someone")) { terminal in
            try await terminal.enter("clear")
            try await terminal.waitUntilGone("completion")
            try await terminal.type("igniflo orders show K")
            try await terminal.press("Tab")
            // What is typed then is heard after the tab was answered.
            try await terminal.type("-1 && echo no; echo do''ne")
            try await terminal.press("Enter")
            try await terminal.waitFor("\ndone")
            let screen = try await terminal.screen()
            #expect(screen.contains("igniflo orders show K-1 && echo no"), "\(screen)")
            #expect(screen.components(separatedBy: "igniflo: ").count == 2, "the command alone complains: \(screen)")
        }
    }

    /// Opens a terminal with the shell in it, which knows the completion.
    private func open(
        _ shell: Shell, _ person: Person, _ body: (TmuxTerminal) async throws -> Void
    ) async throws {
        let made = try await person.shell("igniflo --generate-completion-script \(shell) > completion")
        #expect(made.code == 0, "\(made.unexpected)")
        try await TmuxTerminal.open(person, width: 160) { terminal in
            try await terminal.enter("clear; " + shell.start.shell)
            try await terminal.waitFor("\(shell)>")
            try await terminal.enter(shell.start.script)
            try await terminal.enter("clear")
            try await terminal.waitUntilGone("completion")
            try await body(terminal)
        }
    }
}
