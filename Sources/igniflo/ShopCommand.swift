import ArgumentParser
import Foundation
import Shop

/// Where the shop is.
struct DatabaseOption: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The shop's file. (default: $IGNIFLO_DATABASE, else your config file's, else igniflo/shop.db of the data folder)",
            valueName: "path"), completion: .file())
    var database: String?

    @OptionGroup var terminal: TerminalOption

    /// - Throws: ``CommandFailure`` when there is no home folder to look in.
    var location: StoreLocation { get throws { StoreLocation(try Paths.system.database(database)) } }
}

/// Whose terminal it is. ``TerminalTrust`` reads it from the words of the call, once for the whole process.
struct TerminalOption: ParsableArguments {
    @Flag(
        inversion: .prefixedNo,
        help: ArgumentHelp(
            """
            Whether people may name files here and choose the shop's printer. (default: --no-files for what ssh starts \
            itself, such as a forced command, and at a kiosk)
            """))
    var files: Bool?
}

/// How much goes into the log of operations.
struct LogOption: ParsableArguments {
    @Flag(help: "Log every operation in the state folder's igniflo.log; a command tells them on standard error, too.")
    var verbose = false

    var forCommand: OperationLogging { verbose ? .everythingTold : .refusals }

    /// On the screens there is no place for standard error.
    var forScreens: OperationLogging { verbose ? .everything : .refusals }
}

/// How a command prints.
struct PrintOption: ParsableArguments {
    @Flag(help: "Print JSON: one object, or one a line.")
    var json = false

    @OptionGroup var log: LogOption
}

/// How many of a list.
struct LimitOption: ParsableArguments {
    @Option(help: "At most so many, 1 to 10000.")
    var limit = 50

    func validate() throws {
        guard (1...10_000).contains(limit) else { throw ValidationError("--limit is 1 to 10000") }
    }
}

/// A command that works in a shop that is set up.
protocol ShopCommand: AsyncParsableCommand {
    var place: DatabaseOption { get }
    var print: PrintOption { get }
    func run(in context: CommandContext, _ output: Output) async throws
}

extension ShopCommand {
    func run() async throws {
        try await CommandContext.open(place.location, log: print.log.forCommand).use { context in
            try await run(in: context, Output(isJSON: print.json, shop: context.shop()))
        }
    }
}
