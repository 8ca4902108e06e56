import Presentation
import Shop
import Terminal

/// One's own account: name, email, password (the present one is asked), and all other sessions.
struct AccountScreen: Screen {
    let title = "Account"
    private var visit: UserContext
    private var form: ShopForm
    private var sentence = "Change what you like and save it."
    private var sentenceStyle: Style = .dim
    private var isBusy = false

    init(visit: UserContext) {
        self.visit = visit
        let user = visit.session?.user
        let passwordLimit = AccountRules.passwordLength.upperBound
        form = ShopForm(
            fields: [
                .init(.name, "Name", TextFieldState(user?.name ?? "", limit: AccountRules.nameLength.upperBound)),
                .init(.email, "Email", TextFieldState(user?.email ?? "", limit: AccountRules.emailLength.upperBound)),
                .init(
                    .password, "New password", TextFieldState(kind: .masked, limit: passwordLimit),
                    hint: "leave empty to keep it"),
                .init(
                    .currentPassword, "Password now", TextFieldState(kind: .masked, limit: passwordLimit),
                    hint: "for email, password"),
            ],
            buttons: ["Save", "End other sessions", "Back"])
    }

    private enum Intent: Message {
        case back
        case saved(Result<Session, ShopError>)
        case ended(Result<Int, ShopError>)
    }

    var isTyping: Bool { form.isOnField }

    func bindings(_ context: Context) -> [Binding] {
        FormMessage.bindings(aim: "save") + [
            Binding(.escape, label: "back", help: "Back; nothing is saved", message: Intent.back)
        ]
    }

    mutating func update(_ event: Event, _ context: Context) -> [Effect] {
        if let outcome = form.take(event) { return act(on: outcome) }
        guard case .message(let intent as Intent) = event else { return [] }
        switch intent {
        case .back: return [.close()]
        case .saved(let result): return saved(result)
        case .ended(.success(let count)):
            isBusy = false
            say(Self.endedText(count), .success)
        case .ended(.failure(let error)):
            isBusy = false
            return visit.failed(error)
        }
        return []
    }

    private mutating func act(on outcome: ShopForm.Outcome) -> [Effect] {
        switch outcome {
        case .none: return []
        case .left(let id):
            form.checkLeft(id)
            return []
        case .chosen(0): return save()
        case .chosen(1): return endOthers()
        case .chosen: return [.close()]
        }
    }

    private mutating func say(_ text: String, _ style: Style) {
        sentence = text
        sentenceStyle = style
    }

    private mutating func save() -> [Effect] {
        guard !isBusy, let session = visit.session else { return [] }
        let (name, email, password, current) = (form[.name], form[.email], form[.password], form[.currentPassword])
        // What can be refused without asking the shop is refused before anything is written.
        let problems = problems(proving: email != session.user.email || !password.isEmpty)
        guard problems.isEmpty else { return saved(.failure(.invalid(problems))) }
        isBusy = true
        say("Saving…", .dim)
        return [
            .ask("save") { [visit] in
                let accounts = visit.services.accounts
                var now = session
                if email != session.user.email {
                    now = try await accounts.changeEmail(to: email, password: current, by: now)
                }
                if !password.isEmpty { try await accounts.changePassword(from: current, to: password, by: now) }
                if name != session.user.name { now = try await accounts.rename(to: name, by: now) }
                return now
            } answer: {
                Intent.saved($0)
            }
        ]
    }

    /// What is wrong with the fields as they are typed; without another password there is none to look at.
    private func problems(proving needsProof: Bool) -> [FieldName: FieldError] {
        var reading = FormReading(form)
        for field in [FieldName.name, .email] + (form[.password].isEmpty ? [] : [.password]) {
            _ = reading.read(field) { (text) throws(FieldError) in try field.check(text) }
        }
        if needsProof, form[.currentPassword].isEmpty {
            _ = reading.read(.currentPassword) { (_) throws(FieldError) in throw .empty }
        }
        return reading.problems
    }

    static func endedText(_ count: Int) -> String {
        AccountService.endedText(count)
    }

    private mutating func endOthers() -> [Effect] {
        guard !isBusy, let session = visit.session else { return [] }
        isBusy = true
        return [
            .ask("end") { [visit] in
                try await visit.services.accounts.endOtherSessions(by: session)
            } answer: {
                Intent.ended($0)
            }
        ]
    }

    private mutating func saved(_ result: Result<Session, ShopError>) -> [Effect] {
        isBusy = false
        switch result {
        case .success(let session):
            visit = visit.continued(as: session)
            form[.password] = ""
            form[.currentPassword] = ""
            say("Saved.", .success)
            return [.broadcast(UserContextChanged(visit: visit, settings: visit.settings))]
        case .failure(.invalid(let problems)):
            say("Please look at the marked fields.", .error)
            form.show(problems)
            return []
        case .failure(let error):
            say(error.text, .error)
            if case .sessionEnded = error { return visit.failed(error) }
            return []
        }
    }

    func render(into surface: inout Surface, in area: Rect, _ context: Context) {
        FormCard(
            title: title, sentence: sentence, sentenceStyle: sentenceStyle, form: form, isBusy: isBusy, width: 72
        ).render(into: &surface, in: area, context.glyphs)
    }
}
