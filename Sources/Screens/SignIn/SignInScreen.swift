import Foundation
import Presentation
import Shop
import Terminal

/// Email and password. Wrong email and wrong password read the same.
struct SignInScreen: FormScreen {
    private enum Intent: Message {
        case register, look, reset
        case demo(Int)
    }

    let title = "Sign in"
    var card: FormCard<FieldName>
    private let app: AppContext
    /// What someone who only looked has chosen; it comes along.
    private let cart: Cart?
    /// Until when the shop asks to wait, after failures.
    private var waitUntil: Date? { didSet { card.isHeld = waitUntil != nil } }

    init(app: AppContext, cart: Cart? = nil, sentence: String? = nil) {
        self.app = app
        self.cart = cart
        card = FormCard(
            app.settings.name, "Welcome to \(app.settings.name).", fields: [.email(), .password()],
            buttons: ["Sign in", "Register", "Look only"], aim: "sign in",
            back: .init(button: nil, label: "leave", help: "Leave the program"))
        if let sentence { card.say(sentence, .info) }
        guard !shownAccounts.isEmpty else { return }
        card.width = 76
        card.extraRows = shownAccounts.count + 2
    }

    var moreBindings: [Binding] {
        let accounts = shownAccounts.enumerated().map { index, account in
            Binding(
                Key(.function(index + 1)), label: account.name, help: "Sign in to the demo as \(account.name)",
                isInFooter: false, message: Intent.demo(index))
        }
        return [
            Binding(.control("r"), label: "register", help: "Make an account", message: Intent.register),
            Binding(.control("o"), label: "look only", help: "See the menu without an account", message: Intent.look),
            Binding(
                .control("n"), label: "new password", help: "Set a new password by a code from an admin",
                isInFooter: false, message: Intent.reset),
        ] + accounts
    }

    mutating func update(_ event: Event, _ context: Context) -> [Effect] {
        if case .tick = event { countDown(context) }
        return takeEvent(event, context)
    }

    /// Only the shop knows whether these are right.
    func problem(with field: FieldName) -> String? { nil }

    mutating func handle(_ message: any Message, _ context: Context) -> [Effect] {
        switch message as? Intent {
        case .reset: return [.push(ResetScreen(app: app, email: card[.email]))]
        case .register: return [.push(RegisterScreen(app: app, cart: cart))]
        case .look: return ask { [app] in await app.userContext(for: nil) }
        case .demo(let index):
            guard !card.isBusy, app.demoAccounts.indices.contains(index) else { return [] }
            card[.email] = app.demoAccounts[index].email
            card[.password] = app.demoAccounts[index].password
            return signIn()
        case nil: return []
        }
    }

    mutating func choose(_ button: Int, _ context: Context) -> [Effect] {
        switch button {
        case 0: signIn()
        case 1: handle(Intent.register, context)
        default: handle(Intent.look, context)
        }
    }

    private mutating func signIn() -> [Effect] {
        guard waitUntil == nil, card.form.require(.email, .password) else { return [] }
        let (email, password) = (card[.email], card[.password])
        return ask(saying: "Signing in…") { [app] in
            let signedIn = try await app.services.accounts.signIn(email: email, password: password)
            return await app.userContext(for: signedIn.session)
        }
    }

    func answered(_ user: UserContext, _ context: Context) -> [Effect] { user.begin(bringing: cart) }

    mutating func refused(_ error: ShopError, _ context: Context) -> [Effect] {
        if case .waitBeforeSignIn(let seconds) = error {
            waitUntil = context.now.addingTimeInterval(TimeInterval(seconds))
        } else {
            card.form.clearPassword()
        }
        return []
    }

    private mutating func countDown(_ context: Context) {
        guard let waitUntil else { return }
        let left = Int(waitUntil.timeIntervalSince(context.now).rounded(.up))
        if left > 0 {
            card.say(ShopError.waitBeforeSignIn(seconds: left).text, .error)
        } else {
            self.waitUntil = nil
            card.say("Please try again now.", .info)
        }
    }

    func goBack() -> [Effect] { [.quit()] }

    func nextTick(after now: Date) -> Date? { waitUntil.map { min($0, now.addingTimeInterval(1)) } }

    // MARK: drawing

    /// Accounts of the demo that are shown, each with a key.
    private var shownAccounts: ArraySlice<DemoShop.Account> { app.demoAccounts.prefix(4) }

    func render(into surface: inout Surface, in area: Rect, _ context: Context) {
        let extra = card.render(into: &surface, in: area, context.glyphs)
        guard !extra.isEmpty else { return }
        surface.write("This is a demo. Come in as one of these, by key or click:", x: extra.x, y: extra.y + 1, .dim)
        for (index, account) in shownAccounts.enumerated() {
            let row = extra.row(index + 2)
            surface.write("F\(index + 1)", x: row.x, y: row.y, Style(.key))
            var x = row.x + 4
            for (text, width) in [(account.name, 18), (account.email, 21), (account.password, 17)] {
                surface.write(TextWidth.truncated(text, to: width - 1), x: x, y: row.y)
                x += width
            }
            surface.write(account.role.text, x: x, y: row.y, .dim)
            surface.hotspot(row, click: Intent.demo(index))
        }
    }
}
