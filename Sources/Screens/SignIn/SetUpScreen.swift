import Foundation
import Presentation
import Shop
import Terminal

/// The first run: there is no shop yet. Sets one up, or opens the demo.
struct SetUpScreen: Screen {
    let title = "Welcome"
    private let doors: FirstRunActions
    private let feed: LiveFeed
    private var form: ShopForm
    private var sentence = "There is no shop here yet. Set yours up, or look around in the demo."
    private var sentenceStyle: Style = .dim
    private var isBusy = false

    init(doors: FirstRunActions, feed: LiveFeed) {
        self.doors = doors
        self.feed = feed
        let zone = TimeZone.current.identifier
        form = ShopForm(
            fields: [
                .init(.shopName, "Shop's name", TextFieldState(limit: ShopSettings.nameLength.upperBound)),
                .init(.currency, "Currency", TextFieldState(MachineLocale.currencyCode(), limit: 3), hint: "EUR"),
                .init(.timeZone, "Time zone", TextFieldState(zone, limit: 60), hint: "Europe/Dublin"),
                .init(.name, "Your name", TextFieldState(limit: AccountRules.nameLength.upperBound)),
                .init(.email, "Your email", TextFieldState(limit: AccountRules.emailLength.upperBound)),
                .init(
                    .password, "Password",
                    TextFieldState(kind: .masked, limit: AccountRules.passwordLength.upperBound),
                    hint: "8 characters or more"),
            ],
            buttons: ["Open the shop", "Open the demo", "Leave"])
    }

    private enum Intent: Message {
        case demo, leave
        case demoOpened(Result<OpenShop, ShopError>)
        case shopOpened(Result<UserContext, ShopError>)
    }

    var isTyping: Bool { form.isOnField }

    func bindings(_ context: Context) -> [Binding] {
        FormMessage.bindings(aim: "open the shop") + [
            Binding(.control("o"), label: "open the demo", help: "Look around in a demo shop", message: Intent.demo),
            Binding(.escape, label: "leave", help: "Leave the program", message: Intent.leave),
        ]
    }

    mutating func update(_ event: Event, _ context: Context) -> [Effect] {
        if let outcome = form.take(event) { return act(on: outcome) }
        guard case .message(let intent as Intent) = event else { return [] }
        return handle(intent)
    }

    private mutating func act(on outcome: ShopForm.Outcome) -> [Effect] {
        switch outcome {
        case .none: return []
        case .left(let id):
            form.checkLeft(id)
            return []
        case .chosen(0): return setUp()
        case .chosen(1): return handle(.demo)
        case .chosen: return [.quit()]
        }
    }

    private mutating func handle(_ intent: Intent) -> [Effect] {
        switch intent {
        case .leave: return [.quit()]
        case .demo:
            guard !isBusy else { return [] }
            begin("Making the demo shop…")
            return [.ask("open", { [doors] in try await doors.openDemo() }, answer: { Intent.demoOpened($0) })]
        case .demoOpened(.success(let shop)): return AppContext(shop, feed: feed).signIn()
        case .shopOpened(.success(let visit)): return visit.begin()
        case .demoOpened(.failure(let error)), .shopOpened(.failure(let error)): return failed(error)
        }
    }

    private mutating func begin(_ text: String) {
        isBusy = true
        sentence = text
        sentenceStyle = .dim
    }

    private mutating func setUp() -> [Effect] {
        guard !isBusy else { return [] }
        begin("Opening the shop…")
        let request = SetUpService.Request(
            name: form[.shopName], currency: form[.currency], timeZone: form[.timeZone], adminName: form[.name],
            adminEmail: form[.email], password: form[.password])
        return [
            .ask("open") { [doors, feed] in
                let shop = try await doors.openNew(request)
                let signedIn = try await shop.services.accounts.signIn(
                    email: request.adminEmail, password: request.password)
                return await AppContext(shop, feed: feed).visit(as: signedIn.session)
            } answer: {
                Intent.shopOpened($0)
            }
        ]
    }

    private mutating func failed(_ error: ShopError) -> [Effect] {
        isBusy = false
        if case .invalid(let problems) = error {
            form.show(problems)
            sentence = "Please look at the marked fields."
        } else {
            sentence = error.text
        }
        sentenceStyle = .error
        return []
    }

    func render(into surface: inout Surface, in area: Rect, _ context: Context) {
        FormCard(
            title: "Igniflo", sentence: sentence, sentenceStyle: sentenceStyle, form: form, isBusy: isBusy
        ).render(into: &surface, in: area, context.glyphs)
    }
}
