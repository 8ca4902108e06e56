import ArgumentParser
import Presentation
import Shop

struct Register: ShopCommand {
    static let configuration = CommandConfiguration(
        commandName: "register", abstract: "Make a customer's account, and sign in with it.",
        discussion: """
            The password is asked for, or is one line of standard input. Example:

              igniflo register --name "Ada Lovelace" --email ada@example.org
            """)

    @Option(help: "The person's name.")
    var name: String

    @Option(help: "What the person signs in with.")
    var email: String

    @OptionGroup var place: DatabaseOption
    @OptionGroup var print: PrintOption

    func run(in context: CommandContext, _ output: Output) async throws {
        let session = try await context.sessionIfAny()
        let password = try PasswordPrompt.askNew()
        let signedIn = try await context.services.accounts.register(
            name: name, email: email, password: password, by: session)
        try await context.keep(signedIn)
        try output.person(signedIn.session.user, "Welcome")
    }
}

struct Login: ShopCommand {
    static let configuration = CommandConfiguration(
        commandName: "login", abstract: "Sign in; the session is kept for the commands that follow.",
        discussion: """
            The password is asked for, or is one line of standard input. Examples:

              igniflo login ada@example.com
              igniflo login ada@example.com < password-file
            """)

    @Argument(help: "The account's email.")
    var email: String

    @OptionGroup var place: DatabaseOption
    @OptionGroup var print: PrintOption

    func run(in context: CommandContext, _ output: Output) async throws {
        let password = try PasswordPrompt.ask()
        let signedIn = try await context.services.accounts.signIn(email: email, password: password)
        try await context.keep(signedIn)
        try output.person(signedIn.session.user, "Signed in as")
    }
}

struct Logout: ShopCommand {
    static let configuration = CommandConfiguration(
        commandName: "logout", abstract: "Sign out: the session ends, everywhere it is used.",
        discussion: """
            Example:

              igniflo logout
            """)

    @OptionGroup var place: DatabaseOption
    @OptionGroup var print: PrintOption

    func run(in context: CommandContext, _ output: Output) async throws {
        let session: Session
        do {
            session = try await context.session()
        } catch ShopError.sessionEnded {
            context.sessions.remove()
            throw ShopError.sessionEnded
        }
        try await context.services.accounts.signOut(session)
        context.sessions.remove()
        try output.person(session.user, "Signed out:")
    }
}

struct WhoAmI: ShopCommand {
    static let configuration = CommandConfiguration(
        commandName: "whoami", abstract: "Say who is signed in at this terminal.",
        discussion: """
            Example:

              igniflo whoami --json
            """)

    @OptionGroup var place: DatabaseOption
    @OptionGroup var print: PrintOption

    func run(in context: CommandContext, _ output: Output) async throws {
        try output.person(try await context.session().user)
    }
}

struct ResetPassword: ShopCommand {
    static let configuration = CommandConfiguration(
        commandName: "reset-password", abstract: "Set a new password with a code from an admin.",
        discussion: """
            The code and the new password are asked for, or are two lines of standard input. All sessions of the account \
            end. Example:

              igniflo reset-password ada@example.com
            """)

    @Argument(help: "The account's email.")
    var email: String

    @OptionGroup var place: DatabaseOption
    @OptionGroup var print: PrintOption

    func run(in context: CommandContext, _ output: Output) async throws {
        let code = try PasswordPrompt.ask("Code")
        let password = try PasswordPrompt.askNew("New password")
        try await context.services.users.redeemReset(email: email, code: code, password: password)
        if output.isJSON { return try output.json(ResetJSON(email: email)) }
        try output.line("The new password holds. Next: `igniflo login \(email)`.")
    }
}
