import ArgumentParser
import Presentation
import Shop

struct Account: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "account", abstract: "Your own account: name, email, password, other sessions.",
        subcommands: [Rename.self, ChangeEmail.self, ChangePassword.self, EndSessions.self])
}

struct Rename: ShopCommand {
    static let configuration = CommandConfiguration(
        commandName: "rename", abstract: "Change your name; orders keep the one they were placed under.",
        discussion: """
            Example:

              igniflo account rename "Ada King"
            """)

    @Argument(help: "Your new name.")
    var name: String

    @OptionGroup var place: DatabaseOption
    @OptionGroup var print: PrintOption

    func run(in context: CommandContext, _ output: Output) async throws {
        let session = try await context.session()
        try output.person(try await context.services.accounts.rename(to: name, by: session).user)
    }
}

struct ChangeEmail: ShopCommand {
    static let configuration = CommandConfiguration(
        commandName: "email", abstract: "Change what you sign in with.",
        discussion: """
            Your password is asked for, or is one line of standard input. Example:

              igniflo account email ada@example.org
            """)

    @Argument(help: "Your new email.")
    var email: String

    @OptionGroup var place: DatabaseOption
    @OptionGroup var print: PrintOption

    func run(in context: CommandContext, _ output: Output) async throws {
        let session = try await context.session()
        let password = try PasswordPrompt.ask()
        let changed = try await context.services.accounts.changeEmail(to: email, password: password, by: session)
        try output.person(changed.user)
    }
}

struct ChangePassword: ShopCommand {
    static let configuration = CommandConfiguration(
        commandName: "password", abstract: "Change your password; your other sessions end.",
        discussion: """
            The present one and the new one are asked for, or are two lines of standard input. Example:

              igniflo account password
            """)

    @OptionGroup var place: DatabaseOption
    @OptionGroup var print: PrintOption

    func run(in context: CommandContext, _ output: Output) async throws {
        let session = try await context.session()
        let current = try PasswordPrompt.ask("Present password")
        let password = try PasswordPrompt.askNew("New password")
        try await context.services.accounts.changePassword(from: current, to: password, by: session)
        try output.person(session.user, "Changed:")
    }
}

struct EndSessions: ShopCommand {
    static let configuration = CommandConfiguration(
        commandName: "end-sessions", abstract: "Sign yourself out everywhere but here.",
        discussion: """
            Example:

              igniflo account end-sessions
            """)

    @OptionGroup var place: DatabaseOption
    @OptionGroup var print: PrintOption

    func run(in context: CommandContext, _ output: Output) async throws {
        let session = try await context.session()
        let count = try await context.services.accounts.endOtherSessions(by: session)
        if output.isJSON { return try output.json(EndedSessionsJSON(ended: count)) }
        try output.line(AccountService.endedText(count))
    }
}
