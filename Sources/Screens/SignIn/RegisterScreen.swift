import Presentation
import Shop
import Terminal

/// A new customer's account; afterwards they are signed in.
struct RegisterScreen: Screen {
    let title = "Register"
    private let app: AppContext
    /// What they chose while they only looked; it comes along.
    private let cart: Cart?
    private var form: ShopForm
    private var sentence = "An account keeps your orders and your cart."
    private var sentenceStyle: Style = .dim
    private var isBusy = false

    init(app: AppContext, cart: Cart?) {
        self.app = app
        self.cart = cart
        form = ShopForm(
            fields: [
                .init(.name, "Name", TextFieldState(limit: AccountRules.nameLength.upperBound)),
                .init(.email, "Email", TextFieldState(limit: AccountRules.emailLength.upperBound)),
                .init(
                    .password, "Password",
                    TextFieldState(kind: .masked, limit: AccountRules.passwordLength.upperBound),
                    hint: "8 characters or more"),
            ],
            buttons: ["Register", "Back"])
    }

    private enum Intent: Message {
        case back
        case registered(Result<UserContext, ShopError>)
    }

    var isTyping: Bool { form.isOnField }

    func bindings(_ context: Context) -> [Binding] {
        FormMessage.bindings(aim: "register") + [
            Binding(.escape, label: "back", help: "Back without an account", message: Intent.back)
        ]
    }

    mutating func update(_ event: Event, _ context: Context) -> [Effect] {
        if let outcome = form.take(event) { return act(on: outcome) }
        guard case .message(let intent as Intent) = event else { return [] }
        switch intent {
        case .back: return [.close()]
        case .registered(let result): return answered(result)
        }
    }

    private mutating func act(on outcome: ShopForm.Outcome) -> [Effect] {
        switch outcome {
        case .none: return []
        case .left(let id):
            form.checkLeft(id)
            return []
        case .chosen(0): return register()
        case .chosen: return [.close()]
        }
    }

    private mutating func register() -> [Effect] {
        guard !isBusy else { return [] }
        isBusy = true
        let (name, email, password) = (form[.name], form[.email], form[.password])
        return [
            .ask("register") { [app] in
                let signedIn = try await app.services.accounts.register(
                    name: name, email: email, password: password)
                return await app.visit(as: signedIn.session)
            } answer: {
                Intent.registered($0)
            }
        ]
    }

    private mutating func answered(_ result: Result<UserContext, ShopError>) -> [Effect] {
        isBusy = false
        switch result {
        case .success(let visit): return visit.begin(bringing: cart)
        case .failure(.invalid(let problems)): form.show(problems)
        case .failure(let error):
            sentence = error.text
            sentenceStyle = .error
        }
        return []
    }

    func render(into surface: inout Surface, in area: Rect, _ context: Context) {
        FormCard(
            title: "Register at \(app.settings.name)", sentence: isBusy ? "One moment…" : sentence,
            sentenceStyle: sentenceStyle, form: form, isBusy: isBusy
        ).render(into: &surface, in: area, context.glyphs)
    }
}
