import Presentation
import Shop
import Terminal

/// A new customer's account; afterwards they are signed in.
struct RegisterScreen: FormScreen {
    let title = "Register"
    var card: FormCard<FieldName>
    private let app: AppContext
    /// What they chose while they only looked; it comes along.
    private let cart: Cart?

    init(app: AppContext, cart: Cart?) {
        self.app = app
        self.cart = cart
        card = FormCard(
            "Register at \(app.settings.name)", "An account keeps your orders and your cart.",
            fields: [.name(), .email(), .newPassword()], buttons: ["Register"], aim: "register",
            back: .init(help: "Back without an account"))
    }

    mutating func choose(_ button: Int, _ context: Context) -> [Effect] {
        let (name, email, password) = (card[.name], card[.email], card[.password])
        return ask { [app] in
            let signedIn = try await app.services.accounts.register(name: name, email: email, password: password)
            return await app.userContext(for: signedIn.session)
        }
    }

    func answered(_ user: UserContext, _ context: Context) -> [Effect] { user.begin(bringing: cart) }
}
