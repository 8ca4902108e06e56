import Foundation
import Presentation
import Shop

/// People: who they are, what they may do, and a way back in for whoever forgot their password.
struct PlainPeople {
    let talk: PlainTalk
    let user: UserContext
    let session: Session

    private enum Part { case all, create }

    private var service: UserService { user.services.users }

    func run() async throws {
        while true {
            let answer = try await talk.answer(
                "People", [PlainChoice("Everyone", Part.all), PlainChoice("A new account", .create)],
                PlainWays(text: "find people by name or email"))
            switch answer {
            case .chosen(.all): try await show(searching: "")
            case .chosen(.create): try await create()
            case .text(let text): try await show(searching: text)
            case .back: return
            }
        }
    }

    private func show(searching text: String) async throws {
        guard let first = try await talk.attempt({ try await service.list(search: text, by: session) }) else { return }
        guard !first.isEmpty else { return try talk.say(NothingText.nobodyFound) }
        let answer = try await talk.pick(text.isEmpty ? "Everyone" : text, from: first, text: Self.line) { rows in
            try await talk.attempt { try await service.list(search: text, after: rows.last, by: session) } ?? []
        }
        if case .chosen(let person) = answer { try await show(person) }
    }

    private static func line(_ user: User) -> String {
        "\(user.name), \(user.email), \(user.roleText)"
    }

    // MARK: one person

    private enum Way { case role, disable, reset }

    private func show(_ chosen: User) async throws {
        var person = chosen
        while true {
            let way = try await talk.choose(
                Self.line(person),
                [
                    PlainChoice("Role", Way.role),
                    PlainChoice(person.isDisabled ? "Let them sign in again" : "Disable", .disable),
                    PlainChoice("Reset the password", .reset),
                ])
            switch way {
            case .role: person = try await setRole(person) ?? person
            case .disable: person = try await setDisabled(person) ?? person
            case .reset: try await reset(person)
            case nil: return
            }
        }
    }

    private func changed(_ work: () async throws -> User) async throws -> User? {
        let person = try await talk.attempt(work)
        if let person { try talk.say(person.standing) }
        return person
    }

    private func setRole(_ person: User) async throws -> User? {
        let role = try await talk.choose(
            person.roleQuestion,
            Role.allCases.filter { $0 != person.role }.map { PlainChoice($0.title, $0) })
        guard let role else { return nil }
        return try await changed { try await service.setRole(role, of: person.id, by: session) }
    }

    private func setDisabled(_ person: User) async throws -> User? {
        if !person.isDisabled {
            guard try await talk.confirm(person.disableQuestion, yes: "Disable") else { return nil }
        }
        return try await changed { try await service.setDisabled(!person.isDisabled, person.id, by: session) }
    }

    private func reset(_ person: User) async throws {
        guard try await talk.confirm(person.resetQuestion, yes: "Make a code"),
            let code = try await talk.attempt({ try await service.startReset(of: person.id, by: session) })
        else { return }
        try talk.say("The code for \(person.name): \(code.text)")
        try talk.say(code.lifeText(user.settings))
    }

    private func create() async throws {
        guard let name = try await talk.text(.name), let email = try await talk.text(.email),
            let password = try await talk.newPassword("Password"),
            let role = try await talk.choose("As what?", Role.allCases.map { PlainChoice($0.title, $0) })
        else { return }
        let person = try await talk.attempt {
            try await service.create(name: name, email: email, password: password, role: role, by: session)
        }
        if let person { try talk.say(person.createdText) }
    }
}
