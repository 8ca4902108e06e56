import Presentation
import Shop
import Terminal

/// One's own account: name, email, password (the present one is asked), and all other sessions.
struct AccountScreen: FormScreen {
    enum Answer: Sendable {
        case saved(Session)
        case othersEnded(Int)
    }

    var card: FormCard<FieldName>
    private var user: UserContext

    init(user: UserContext) {
        self.user = user
        let person = user.session?.user
        card = FormCard(
            "Account", "Change what you like and save it.",
            fields: [
                .name("Name", person?.name ?? ""), .email("Email", person?.email ?? ""),
                .password("New password", hint: "leave empty to keep it"),
                .password("Password now", for: .currentPassword, hint: "for email, password"),
            ],
            buttons: ["Save", "End other sessions"], aim: "save", back: .init(help: "Back; nothing is saved"))
        card.width = 72
    }

    mutating func choose(_ button: Int, _ context: Context) -> [Effect] { button == 0 ? save() : endOthers() }

    private mutating func save() -> [Effect] {
        guard let person = user.session?.user else { return [] }
        let (name, email, password, current) = (card[.name], card[.email], card[.password], card[.currentPassword])
        // What can be refused without asking the shop is refused before anything is written.
        let problems = problems(proving: email != person.email || !password.isEmpty)
        guard problems.isEmpty else {
            card.refuse(.invalid(problems), marks: problems.mapValues(\.text))
            return []
        }
        return ask(as: user, saying: "Saving…") { services, session in
            var now = session
            if email != person.email {
                now = try await services.accounts.changeEmail(to: email, password: current, by: now)
            }
            if !password.isEmpty { try await services.accounts.changePassword(from: current, to: password, by: now) }
            if name != person.name { now = try await services.accounts.rename(to: name, by: now) }
            return .saved(now)
        }
    }

    /// What is wrong with the fields as they are typed; without another password there is none to look at.
    private func problems(proving needsProof: Bool) -> [FieldName: FieldError] {
        var reading = FormReading(card.form)
        for field in [FieldName.name, .email] + (card[.password].isEmpty ? [] : [.password]) {
            _ = reading.read(field) { (text) throws(FieldError) in try field.check(text) }
        }
        if needsProof, card[.currentPassword].isEmpty {
            _ = reading.read(.currentPassword) { (_) throws(FieldError) in throw .empty }
        }
        return reading.problems
    }

    private mutating func endOthers() -> [Effect] {
        ask(as: user) { services, session in
            .othersEnded(try await services.accounts.endOtherSessions(by: session))
        }
    }

    static func endedText(_ count: Int) -> String {
        AccountService.endedText(count)
    }

    mutating func answered(_ answer: Answer, _ context: Context) -> [Effect] {
        switch answer {
        case .saved(let session):
            user = user.continued(as: session)
            card[.password] = ""
            card[.currentPassword] = ""
            card.say("Saved.", .success)
            return [.broadcast(UserContextChanged(user: user, settings: user.settings))]
        case .othersEnded(let count):
            card.say(Self.endedText(count), .success)
            return []
        }
    }
}
