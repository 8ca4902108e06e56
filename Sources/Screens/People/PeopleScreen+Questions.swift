import Foundation
import Presentation
import Shop
import Terminal

/// What is asked before someone's account is changed, and said afterwards.
extension PeopleScreen {
    func ask(_ intent: Intent, about person: User) -> [Effect] {
        switch intent {
        case .askRole:
            let others = Role.allCases.filter { $0 != person.role }
            let choices = others.map { role in
                DialogScreen.Choice(role.title) { _ in Intent.setRole(role, person) }
            }
            return [.push(DialogScreen(title: "Role", lines: [person.roleQuestion], choices: choices))]
        case .askDisable:
            guard !person.isDisabled else { return change(.setDisabled(false, person)) }
            return [
                .push(
                    DialogScreen(
                        title: "Disable?", lines: [person.disableQuestion],
                        choices: [.init("Disable") { _ in Intent.setDisabled(true, person) }]))
            ]
        default:
            return [
                .push(
                    DialogScreen(
                        title: "Reset the password?", lines: [person.resetQuestion],
                        choices: [.init("Make a code") { _ in Intent.reset(person) }]))
            ]
        }
    }

    func codeDialog(_ code: ResetCode, for person: User) -> DialogScreen {
        DialogScreen(
            title: "Code for \(person.name)",
            lines: [
                code.text, "", code.lifeText(user.settings),
                "At the sign-in: Ctrl-N, then email, this code and a new password.",
            ], choices: [], back: "Done")
    }
}
