import Foundation
import Presentation
import Shop
import Terminal

/// What is asked before someone's account is changed, and said afterwards.
extension PeopleScreen {
    func ask(_ intent: Intent, about user: User) -> [Effect] {
        switch intent {
        case .askRole:
            let others = Role.allCases.filter { $0 != person.role }
            let choices = others.map { role in
                DialogScreen.Choice(role.title) { _ in Intent.setRole(role, user) }
            }
            return [.push(DialogScreen(title: "Role", lines: [user.roleQuestion], choices: choices))]
        case .askDisable:
            guard !user.isDisabled else { return change(.setDisabled(false, user)) }
            return [
                .push(
                    DialogScreen(
                        title: "Disable?", lines: [user.disableQuestion],
                        choices: [.init("Disable") { _ in Intent.setDisabled(true, user) }]))
            ]
        default:
            return [
                .push(
                    DialogScreen(
                        title: "Reset the password?", lines: [user.resetQuestion],
                        choices: [.init("Make a code") { _ in Intent.reset(user) }]))
            ]
        }
    }

    func codeDialog(_ code: ResetCode, for user: User) -> DialogScreen {
        DialogScreen(
            title: "Code for \(user.name)",
            lines: [
                code.text, "", code.lifeText(visit.settings),
                "At the sign-in: Ctrl-N, then email, this code and a new password.",
            ], choices: [], back: "Done")
    }
}
