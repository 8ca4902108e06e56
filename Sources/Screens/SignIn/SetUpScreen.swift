import Foundation
import Presentation
import Shop
import Terminal

/// The first run: there is no shop yet. Sets one up, or opens the demo.
struct SetUpScreen: FormScreen {
    enum Answer: Sendable {
        case demo(OpenShop)
        case shop(UserContext)
    }

    private enum Intent: Message { case demo }

    let title = "Welcome"
    var card: FormCard<FieldName>
    private let doors: FirstRunActions
    private let feed: LiveFeed

    init(doors: FirstRunActions, feed: LiveFeed) {
        self.doors = doors
        self.feed = feed
        let zone = TimeZone.current.identifier
        card = FormCard(
            "Igniflo", "There is no shop here yet. Set yours up, or look around in the demo.",
            fields: [
                .init(.shopName, "Shop's name", TextFieldState(limit: ShopSettings.nameLength.upperBound)),
                .init(.currency, "Currency", TextFieldState(MachineLocale.currencyCode(), limit: 3), hint: "EUR"),
                .init(.timeZone, "Time zone", TextFieldState(zone, limit: 60), hint: "Europe/Dublin"),
                .name("Your name"), .email("Your email"), .newPassword(),
            ],
            buttons: ["Open the shop", "Open the demo"], aim: "open the shop",
            back: .init(button: "Leave", label: "leave", help: "Leave the program"))
    }

    var moreBindings: [Binding] {
        [Binding(.control("o"), label: "open the demo", help: "Look around in a demo shop", message: Intent.demo)]
    }

    mutating func handle(_ message: any Message, _ context: Context) -> [Effect] {
        if case Intent.demo = message { openDemo() } else { [] }
    }

    mutating func choose(_ button: Int, _ context: Context) -> [Effect] { button == 0 ? setUp() : openDemo() }

    private mutating func openDemo() -> [Effect] {
        ask(saying: "Making the demo shop…") { [doors] in .demo(try await doors.openDemo()) }
    }

    private mutating func setUp() -> [Effect] {
        let request = SetUpService.Request(
            name: card[.shopName], currency: card[.currency], timeZone: card[.timeZone], adminName: card[.name],
            adminEmail: card[.email], password: card[.password])
        return ask(saying: "Opening the shop…") { [doors, feed] in
            let shop = try await doors.openNew(request)
            let signedIn = try await shop.services.accounts.signIn(
                email: request.adminEmail, password: request.password)
            return .shop(await AppContext(shop, feed: feed).userContext(for: signedIn.session))
        }
    }

    func answered(_ answer: Answer, _ context: Context) -> [Effect] {
        switch answer {
        case .demo(let shop): AppContext(shop, feed: feed).signIn()
        case .shop(let user): user.begin()
        }
    }

    func goBack() -> [Effect] { [.quit()] }
}
