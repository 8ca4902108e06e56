import Presentation
import Shop
import Terminal

/// A new password by the one-time code that an admin has told.
struct ResetScreen: FormScreen {
    var card: FormCard<FieldName>
    private let app: AppContext

    init(app: AppContext, email: String) {
        self.app = app
        card = FormCard(
            "New password", "With the code that an admin of the shop gave you.",
            fields: [
                .email("Email", email),
                .init(.code, "Code", TextFieldState(limit: 40), hint: "XXXXX-XXXXX"),
                .newPassword("New password"),
            ],
            buttons: ["Set it"], aim: "set the password", back: .init(help: "Back to the sign-in"))
        if !email.isEmpty { card.form.focus = 1 }
    }

    mutating func choose(_ button: Int, _ context: Context) -> [Effect] {
        let (email, code, password) = (card[.email], card[.code], card[.password])
        return ask { [app] in
            try await app.services.users.redeemReset(email: email, code: code, password: password)
        }
    }

    func answered(_ answer: Void, _ context: Context) -> [Effect] {
        [.close(), .toast("The new password counts now. Please sign in.", .success)]
    }
}
