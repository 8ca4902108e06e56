import Presentation
import Shop
import Terminal

/// An account of any role, made by an admin: a colleague, or a counter terminal.
struct NewUserForm: FormScreen {
    var card: FormCard<FieldName>
    private let user: UserContext

    private static let roles: [Role] = [.admin, .kiosk, .customer]

    init(user: UserContext) {
        self.user = user
        card = FormCard(
            "New account", place: .dialog, fields: [.name(), .email(), .newPassword()],
            buttons: Self.roles.map { "As \($0.rawValue)" }, aim: "to the roles",
            back: .init(help: "Back without a new account"))
        // The role is chosen by hand.
        card.form.lastFieldSubmits = false
    }

    mutating func choose(_ button: Int, _ context: Context) -> [Effect] {
        let (name, email, password, role) = (card[.name], card[.email], card[.password], Self.roles[button])
        return ask(as: user) { services, session in
            try await services.users.create(name: name, email: email, password: password, role: role, by: session)
        }
    }

    func answered(_ created: User, _ context: Context) -> [Effect] {
        [.close(), .toast("\(created.name) can sign in now.", .success)]
    }
}
