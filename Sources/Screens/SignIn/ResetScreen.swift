import Presentation
import Shop
import Terminal

/// A new password by the one-time code that an admin has told.
struct ResetScreen: Screen {
    let title = "New password"
    private let app: AppContext
    private var form: ShopForm
    private var sentence = "With the code that an admin of the shop gave you."
    private var sentenceStyle: Style = .dim
    private var isBusy = false

    init(app: AppContext, email: String) {
        self.app = app
        form = ShopForm(
            fields: [
                .init(.email, "Email", TextFieldState(email, limit: AccountRules.emailLength.upperBound)),
                .init(.code, "Code", TextFieldState(limit: 40), hint: "XXXXX-XXXXX"),
                .init(
                    .password, "New password",
                    TextFieldState(kind: .masked, limit: AccountRules.passwordLength.upperBound),
                    hint: "8 characters or more"),
            ],
            buttons: ["Set it", "Back"], focus: email.isEmpty ? 0 : 1)
    }

    private enum Intent: Message {
        case back
        case done(Result<Void, ShopError>)
    }

    var isTyping: Bool { form.isOnField }

    func bindings(_ context: Context) -> [Binding] {
        FormMessage.bindings(aim: "set the password") + [
            Binding(.escape, label: "back", help: "Back to the sign-in", message: Intent.back)
        ]
    }

    mutating func update(_ event: Event, _ context: Context) -> [Effect] {
        if let outcome = form.take(event) {
            switch outcome {
            case .chosen(0): return redeem()
            case .chosen: return [.close()]
            case .left, .none: return []
            }
        }
        guard case .message(let intent as Intent) = event else { return [] }
        switch intent {
        case .back: return [.close()]
        case .done(.success): return [.close(), .toast("The new password counts now. Please sign in.", .success)]
        case .done(.failure(let error)):
            isBusy = false
            if case .invalid(let problems) = error { form.show(problems) }
            sentence = error.text
            sentenceStyle = .error
            return []
        }
    }

    private mutating func redeem() -> [Effect] {
        guard !isBusy else { return [] }
        isBusy = true
        let (email, code, password) = (form[.email], form[.code], form[.password])
        return [
            .ask("redeem") { [app] in
                try await app.services.users.redeemReset(email: email, code: code, password: password)
            } answer: {
                Intent.done($0)
            }
        ]
    }

    func render(into surface: inout Surface, in area: Rect, _ context: Context) {
        FormCard(title: title, sentence: sentence, sentenceStyle: sentenceStyle, form: form, isBusy: isBusy)
            .render(into: &surface, in: area, context.glyphs)
    }
}
