import ArgumentParser
import Foundation
import Presentation
import Shop

struct Init: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init", abstract: "Set a shop up: its name, its currency, its first admin.",
        discussion: """
            The admin's password is asked for, or is one line of standard input. Example:

              igniflo init --name "Corner Café" --currency EUR --admin-email grace@example.com
            """)

    @Option(help: "The shop's name.")
    var name: String

    @Option(help: "The currency's code of ISO 4217, such as EUR.")
    var currency: String

    @Option(help: "What the first admin signs in with.")
    var adminEmail: String

    @Option(help: "The first admin's name. (default: the email's part before the @)")
    var adminName: String?

    @Option(help: "How amounts are written, such as en_IE. (default: this machine's)")
    var locale: String?

    @Option(help: "Where the business day begins, such as Europe/Dublin. (default: this machine's)")
    var timeZone: String?

    @OptionGroup var place: DatabaseOption
    @OptionGroup var print: PrintOption

    func run() async throws {
        let location = try place.location
        try await Self.checkIsNew(location)
        let request = SetUpService.Request(
            name: name, currency: currency, locale: locale ?? MachineLocale.identifier(),
            timeZone: timeZone ?? TimeZone.current.identifier,
            adminName: adminName ?? String(adminEmail.prefix { $0 != "@" }), adminEmail: adminEmail,
            password: try PasswordPrompt.askNew())
        // Before there is a file: a word that is off leaves nothing behind.
        try SetUpService.validate(request)
        try await CommandContext.open(location, create: true, log: print.log.forCommand).use {
            try await $0.services.setUp.open(request)
        }
        try await CommandContext.open(location).use { context in
            let shop = try context.shop()
            let output = Output(isJSON: print.json, shop: shop)
            if output.isJSON { return try output.json(ShopJSON(shop)) }
            try output.line("\(shop.name) is open, in \(location). Next: `igniflo login \(adminEmail)`.")
        }
    }

    /// Before a password is asked for: a shop that is open already stays as it is.
    private static func checkIsNew(_ location: StoreLocation) async throws {
        guard try StoreFactory.isThere(location) else { return }
        try await CommandContext.open(location).use { context in
            if context.settings != nil { throw ShopError.alreadySetUp }
        }
    }
}
