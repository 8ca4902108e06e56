import Presentation
import Shop

/// One's own account: name, email, password (the present one is asked), and all other sessions.
struct PlainAccount {
    let talk: PlainTalk
    let user: UserContext
    let session: Session

    private enum Part { case name, email, password, sessions }

    /// - Returns: the session as it is afterwards.
    func run() async throws -> Session {
        var session = session
        while true {
            let part = try await talk.choose(
                "Your account",
                [
                    PlainChoice("Name: \(session.user.name)", Part.name),
                    PlainChoice("Email: \(session.user.email)", .email), PlainChoice("Password", .password),
                    PlainChoice("End all other sessions", .sessions),
                ])
            switch part {
            case .name: session = try await rename(session)
            case .email: session = try await changeEmail(session)
            case .password: try await changePassword(session)
            case .sessions: try await endOthers(session)
            case nil: return session
            }
        }
    }

    private var accounts: AccountService { user.services.accounts }

    private func rename(_ session: Session) async throws -> Session {
        guard let name = try await talk.text(.name, keeping: session.user.name) else { return session }
        return try await saved { try await accounts.rename(to: name, by: session) } ?? session
    }

    private func changeEmail(_ session: Session) async throws -> Session {
        guard let email = try await talk.text(.email, keeping: session.user.email), email != session.user.email else {
            return session
        }
        let password = try await talk.readSecret("The present password:")
        return try await saved { try await accounts.changeEmail(to: email, password: password, by: session) } ?? session
    }

    private func changePassword(_ session: Session) async throws {
        let current = try await talk.readSecret("The present password (empty line: back):")
        guard !current.isEmpty, let password = try await talk.newPassword() else { return }
        _ = try await saved { try await accounts.changePassword(from: current, to: password, by: session) }
    }

    private func endOthers(_ session: Session) async throws {
        guard let count = try await talk.attempt({ try await accounts.endOtherSessions(by: session) }) else { return }
        try talk.say(AccountService.endedText(count))
    }

    private func saved<Value>(_ work: () async throws -> Value) async throws -> Value? {
        let value = try await talk.attempt(work)
        if value != nil { try talk.say("Saved.") }
        return value
    }
}
