import Foundation
import Presentation
import Shop
import Terminal

/// Email and password. Wrong email and wrong password read the same.
struct SignInScreen: Screen {
    let title = "Sign in"
    private let app: AppContext
    /// What someone who only looked has chosen; it comes along.
    private let cart: Cart?
    private var form: ShopForm
    private var sentence: String
    private var sentenceStyle: Style
    private var isBusy = false
    /// Until when the shop asks to wait, after failures.
    private var waitUntil: Date?

    init(app: AppContext, cart: Cart? = nil, sentence: String? = nil) {
        self.app = app
        self.cart = cart
        self.sentence = sentence ?? "Welcome to \(app.settings.name)."
        sentenceStyle = sentence == nil ? .dim : .info
        form = ShopForm(
            fields: [
                .init(.email, "Email", TextFieldState(limit: AccountRules.emailLength.upperBound)),
                .init(
                    .password, "Password",
                    TextFieldState(kind: .masked, limit: AccountRules.passwordLength.upperBound)),
            ],
            buttons: ["Sign in", "Register", "Look only"])
    }

    private enum Intent: Message {
        case register, look, reset, leave
        case demo(Int)
        case entered(Result<UserContext, ShopError>)
    }

    var isTyping: Bool { form.isOnField }

    func bindings(_ context: Context) -> [Binding] {
        let accounts = shownAccounts.enumerated().map { index, account in
            Binding(
                Key(.function(index + 1)), label: account.name, help: "Sign in to the demo as \(account.name)",
                isInFooter: false, message: Intent.demo(index))
        }
        return FormMessage.bindings(aim: "sign in") + [
            Binding(.control("r"), label: "register", help: "Make an account", message: Intent.register),
            Binding(.control("o"), label: "look only", help: "See the menu without an account", message: Intent.look),
            Binding(
                .control("n"), label: "new password", help: "Set a new password by a code from an admin",
                isInFooter: false, message: Intent.reset),
            Binding(.escape, label: "leave", help: "Leave the program", message: Intent.leave),
        ] + accounts
    }

    mutating func update(_ event: Event, _ context: Context) -> [Effect] {
        if let outcome = form.take(event) { return act(on: outcome, context) }
        switch event {
        case .message(let intent as Intent): return handle(intent, context)
        case .tick: return countDown(context)
        default: return []
        }
    }

    private mutating func act(on outcome: ShopForm.Outcome, _ context: Context) -> [Effect] {
        switch outcome {
        case .chosen(0): signIn(context)
        case .chosen(1): handle(.register, context)
        case .chosen: handle(.look, context)
        case .left, .none: []
        }
    }

    private mutating func handle(_ intent: Intent, _ context: Context) -> [Effect] {
        switch intent {
        case .leave: return [.quit()]
        case .reset: return [.push(ResetScreen(app: app, email: form[.email]))]
        case .register: return [.push(RegisterScreen(app: app, cart: cart))]
        case .look:
            guard !isBusy else { return [] }
            isBusy = true
            return [.ask("look", { [app] in await app.visit(as: nil) }, answer: { Intent.entered($0) })]
        case .demo(let index):
            guard !isBusy, app.demoAccounts.indices.contains(index) else { return [] }
            form[.email] = app.demoAccounts[index].email
            form[.password] = app.demoAccounts[index].password
            return signIn(context)
        case .entered(.success(let visit)): return visit.begin(bringing: cart)
        case .entered(.failure(let error)): return failed(error, context)
        }
    }

    private mutating func signIn(_ context: Context) -> [Effect] {
        guard !isBusy, waitUntil == nil else { return [] }
        let email = form[.email]
        let password = form[.password]
        var missing: [FieldName: FieldError] = [:]
        if email.isEmpty { missing[.email] = .empty }
        if password.isEmpty { missing[.password] = .empty }
        form.show(missing)
        guard missing.isEmpty else { return [] }
        isBusy = true
        say("Signing in…", .dim)
        return [
            .ask("signIn") { [app] in
                let signedIn = try await app.services.accounts.signIn(email: email, password: password)
                return await app.visit(as: signedIn.session)
            } answer: {
                Intent.entered($0)
            }
        ]
    }

    private mutating func failed(_ error: ShopError, _ context: Context) -> [Effect] {
        isBusy = false
        if case .waitBeforeSignIn(let seconds) = error {
            waitUntil = context.now.addingTimeInterval(TimeInterval(seconds))
        } else {
            form.focus = 1
            form[.password] = ""
        }
        say(error.text, .error)
        return []
    }

    private mutating func countDown(_ context: Context) -> [Effect] {
        guard let waitUntil else { return [] }
        let left = Int(waitUntil.timeIntervalSince(context.now).rounded(.up))
        if left > 0 {
            say(ShopError.waitBeforeSignIn(seconds: left).text, .error)
        } else {
            self.waitUntil = nil
            say("Please try again now.", .info)
        }
        return []
    }

    private mutating func say(_ text: String, _ style: Style) {
        sentence = text
        sentenceStyle = style
    }

    func nextTick(after now: Date) -> Date? { waitUntil.map { min($0, now.addingTimeInterval(1)) } }

    // MARK: drawing

    /// Accounts of the demo that are shown, each with a key.
    private var shownAccounts: ArraySlice<DemoShop.Account> { app.demoAccounts.prefix(4) }

    func render(into surface: inout Surface, in area: Rect, _ context: Context) {
        let accounts = shownAccounts
        var card = FormCard(
            title: app.settings.name, sentence: sentence, sentenceStyle: sentenceStyle, form: form,
            isBusy: isBusy || waitUntil != nil)
        if !accounts.isEmpty {
            card.width = 76
            card.extraRows = accounts.count + 2
        }
        let extra = card.render(into: &surface, in: area, context.glyphs)
        guard !extra.isEmpty else { return }
        surface.write("This is a demo. Come in as one of these, by key or click:", x: extra.x, y: extra.y + 1, .dim)
        for (index, account) in accounts.enumerated() {
            let row = extra.row(index + 2)
            surface.write("F\(index + 1)", x: row.x, y: row.y, Style(.key))
            var x = row.x + 4
            for (text, width) in [(account.name, 18), (account.email, 21), (account.password, 17)] {
                surface.write(TextWidth.truncated(text, to: width - 1), x: x, y: row.y)
                x += width
            }
            surface.write(account.role.rawValue, x: x, y: row.y, .dim)
            surface.hotspot(row, click: Intent.demo(index))
        }
    }
}
