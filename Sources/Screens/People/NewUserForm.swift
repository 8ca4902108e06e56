import Presentation
import Shop
import Terminal

/// An account of any role, made by an admin: a colleague, or a counter terminal.
struct NewUserForm: Screen {
    let title = "New account"
    private let visit: UserContext
    private var form: ShopForm
    private var isBusy = false

    init(visit: UserContext) {
        self.visit = visit
        form = ShopForm(
            fields: [
                .init(.name, "Name", TextFieldState(limit: AccountRules.nameLength.upperBound)),
                .init(.email, "Email", TextFieldState(limit: AccountRules.emailLength.upperBound)),
                .init(
                    .password, "Password",
                    TextFieldState(kind: .masked, limit: AccountRules.passwordLength.upperBound),
                    hint: "8 characters or more"),
            ],
            buttons: ["As admin", "As kiosk", "As customer", "Back"])
    }

    private enum Intent: Message {
        case back
        case created(Result<User, ShopError>)
    }

    var isTyping: Bool { form.isOnField }

    func bindings(_ context: Context) -> [Binding] {
        FormMessage.bindings(aim: "to the roles") + [
            Binding(.escape, label: "back", help: "Back without a new account", message: Intent.back)
        ]
    }

    mutating func update(_ event: Event, _ context: Context) -> [Effect] {
        // The role is chosen by hand, so Enter in the last field goes on to the buttons.
        if case .message(FormMessage.enter) = event, form.focus == form.fields.count - 1 {
            return act(on: form.moveFocus(to: form.fields.count))
        }
        if let outcome = form.take(event) { return act(on: outcome) }
        guard case .message(let intent as Intent) = event else { return [] }
        switch intent {
        case .back: return [.close()]
        case .created(.success(let user)): return [.close(), .toast("\(user.name) can sign in now.", .success)]
        case .created(.failure(.invalid(let problems))):
            isBusy = false
            form.show(problems)
            return []
        case .created(.failure(let error)):
            isBusy = false
            return visit.failed(error)
        }
    }

    private mutating func act(on outcome: ShopForm.Outcome) -> [Effect] {
        switch outcome {
        case .none: return []
        case .left(let id):
            form.checkLeft(id)
            return []
        case .chosen(0): return create(.admin)
        case .chosen(1): return create(.kiosk)
        case .chosen(2): return create(.customer)
        case .chosen: return [.close()]
        }
    }

    private mutating func create(_ role: Role) -> [Effect] {
        guard !isBusy, let session = visit.session else { return [] }
        isBusy = true
        let (name, email, password) = (form[.name], form[.email], form[.password])
        return [
            .ask("create") { [visit] in
                try await visit.services.users.create(
                    name: name, email: email, password: password, role: role, by: session)
            } answer: {
                Intent.created($0)
            }
        ]
    }

    func dialogSize(in area: Size) -> Size? { card.size(in: area) }

    private var card: FormCard<FieldName> { FormCard(title: title, sentence: "", form: form, isBusy: isBusy) }

    func render(into surface: inout Surface, in area: Rect, _ context: Context) {
        card.render(into: &surface, in: area, context.glyphs)
    }
}
