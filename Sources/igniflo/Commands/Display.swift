import ArgumentParser
import Presentation
import Screens
import Shop
import Terminal

struct Display: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "display", abstract: "The pickup display: tickets in preparation and ready, in large digits.",
        discussion: """
            It shows tickets and their status, no names, and needs nobody signed in. q leaves. Example:

              igniflo display --theme high-contrast
            """)

    @OptionGroup var place: DatabaseOption
    @OptionGroup var screens: ScreenOptions
    @OptionGroup var log: LogOption

    func run() async throws {
        // At a display nobody presses a key that takes a word away.
        if let notice = ConfigFile.current.notice { Console.complain(notice) }
        try screens.checkScreen("display", instead: "print `igniflo orders watch`")
        let code = try await CommandContext.open(place.location, log: log.forScreens, machine: .counter).use {
            context in
            context.backups?.start()
            let shop = OpenShop(services: context.services, settings: try context.shop())
            var options = screens.loop()
            options.notice = nil
            return try await CounterApplication.runDisplay(shop, options: options)
        }
        if code != 0 { throw ExitCode(code) }
    }
}
