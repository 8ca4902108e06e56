import Foundation
import Presentation
import Shop
import Terminal

/// What is asked before someone's account is changed, and said afterwards.
extension PeopleScreen {
    static func text(_ user: User) -> String {
        user.isDisabled ? "\(user.name) cannot sign in any more." : "\(user.name) is \(user.role.withArticle)."
    }

    func ask(_ intent: Intent, about user: User) -> [Effect] {
        switch intent {
        case .askRole:
            let others = Role.allCases.filter { $0 != user.role }
            let choices = others.map { role in
                DialogScreen.Choice(role.rawValue.capitalized) { _ in Intent.setRole(role, user) }
            }
            let text = "\(user.name) is \(user.role.withArticle). What shall they be?"
            return [.push(DialogScreen(title: "Role", lines: [text], choices: choices))]
        case .askDisable:
            guard !user.isDisabled else { return change(.setDisabled(false, user)) }
            let text = "\(user.name) will be signed out everywhere and cannot sign in until enabled again."
            return [
                .push(
                    DialogScreen(
                        title: "Disable?", lines: [text],
                        choices: [.init("Disable") { _ in Intent.setDisabled(true, user) }]))
            ]
        default:
            let text = "A one-time code lets \(user.name) choose a new password. It is shown once."
            return [
                .push(
                    DialogScreen(
                        title: "Reset the password?", lines: [text],
                        choices: [.init("Make a code") { _ in Intent.reset(user) }]))
            ]
        }
    }

    func codeDialog(_ code: ResetCode, for user: User) -> DialogScreen {
        let until = visit.settings.clock(code.expiresAt)
        return DialogScreen(
            title: "Code for \(user.name)",
            lines: [
                code.text, "", "It is shown only now, and counts until \(until).",
                "At the sign-in: Ctrl-N, then email, this code and a new password.",
            ], choices: [], back: "Done")
    }
}

extension Role {
    var withArticle: String {
        switch self {
        case .admin: "an admin"
        case .customer: "a customer"
        case .kiosk: "a kiosk"
        }
    }
}
