public import ArgumentParser
import Presentation
public import Shop

struct Users: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "users", abstract: "People, for admins: who they are, what they may do, and a way back in.",
        subcommands: [
            ListUsers.self, CreateUser.self, SetRole.self, DisableUser.self, EnableUser.self, StartReset.self,
        ])
}

extension Role: ExpressibleByArgument {}

/// A person by email or number.
struct UserArgument: ParsableArguments {
    @Argument(
        help: ArgumentHelp("The person's email or number.", valueName: "person"),
        completion: .custom(Completions.people))
    var name: String

    /// - Throws: ``ShopError/noSuchUser(_:)``.
    func find(in context: CommandContext, by session: Session) async throws -> User {
        try await context.services.users.find(name, by: session)
    }
}

struct ListUsers: ShopCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List people by name.",
        discussion: """
            Examples:

              igniflo users list
              igniflo users list --search lovelace --json
            """)

    @Option(help: ArgumentHelp("Only those whose name or email holds these words.", valueName: "words"))
    var search: String = ""

    @OptionGroup var count: LimitOption
    @OptionGroup var place: DatabaseOption
    @OptionGroup var print: PrintOption

    func run(in context: CommandContext, _ output: Output) async throws {
        let session = try await context.session()
        try output.people(
            try await context.services.users.list(search: search, limit: count.limit, by: session))
    }
}

struct CreateUser: ShopCommand {
    static let configuration = CommandConfiguration(
        commandName: "create", abstract: "Make an account of any role.",
        discussion: """
            Its password is asked for, or is one line of standard input. Example:

              igniflo users create --name "Alan Turing" --email alan@example.com --role admin
            """)

    @Option(help: "The person's name.")
    var name: String

    @Option(help: "What the person signs in with.")
    var email: String

    @Option(help: "What the person may do.")
    var role: Role

    @OptionGroup var place: DatabaseOption
    @OptionGroup var print: PrintOption

    func run(in context: CommandContext, _ output: Output) async throws {
        let session = try await context.session()
        let password = try PasswordPrompt.askNew()
        try output.person(
            try await context.services.users.create(
                name: name, email: email, password: password, role: role, by: session))
    }
}

struct SetRole: ShopCommand {
    static let configuration = CommandConfiguration(
        commandName: "role", abstract: "Change what someone may do, in their open terminals at once.",
        discussion: """
            The last admin stays one. Example:

              igniflo users role alan@example.com customer
            """)

    @OptionGroup var person: UserArgument

    @Argument(help: "What the person may do.")
    var role: Role

    @OptionGroup var place: DatabaseOption
    @OptionGroup var print: PrintOption

    func run(in context: CommandContext, _ output: Output) async throws {
        let session = try await context.session()
        let found = try await person.find(in: context, by: session)
        try output.person(try await context.services.users.setRole(role, of: found.id, by: session))
    }
}

struct DisableUser: ShopCommand {
    static let configuration = CommandConfiguration(
        commandName: "disable", abstract: "Keep someone out: they are signed out everywhere.",
        discussion: """
            Example:

              igniflo users disable pat@example.com
            """)

    @OptionGroup var person: UserArgument
    @OptionGroup var place: DatabaseOption
    @OptionGroup var print: PrintOption

    func run(in context: CommandContext, _ output: Output) async throws {
        let session = try await context.session()
        let found = try await person.find(in: context, by: session)
        try output.person(
            try await context.services.users.setDisabled(true, found.id, by: session), "Disabled:")
    }
}

struct EnableUser: ShopCommand {
    static let configuration = CommandConfiguration(
        commandName: "enable", abstract: "Let someone sign in again.",
        discussion: """
            Example:

              igniflo users enable pat@example.com
            """)

    @OptionGroup var person: UserArgument
    @OptionGroup var place: DatabaseOption
    @OptionGroup var print: PrintOption

    func run(in context: CommandContext, _ output: Output) async throws {
        let session = try await context.session()
        let found = try await person.find(in: context, by: session)
        try output.person(
            try await context.services.users.setDisabled(false, found.id, by: session), "Enabled:")
    }
}

struct StartReset: ShopCommand {
    static let configuration = CommandConfiguration(
        commandName: "reset-password", abstract: "Make a one-time code for a new password; it is printed once.",
        discussion: """
            Tell it to its person, who uses it with `igniflo reset-password EMAIL` or on the sign-in screen. The old \
            password holds until then. Example:

              igniflo users reset-password ada@example.com
            """)

    @OptionGroup var person: UserArgument
    @OptionGroup var place: DatabaseOption
    @OptionGroup var print: PrintOption

    func run(in context: CommandContext, _ output: Output) async throws {
        let session = try await context.session()
        let found = try await person.find(in: context, by: session)
        let code = try await context.services.users.startReset(of: found.id, by: session)
        if output.isJSON { return try output.json(ResetCodeJSON(code, for: found)) }
        try output.line("\(code.text)  for \(found.name) <\(found.email)>, until \(output.time(code.expiresAt))")
    }
}
