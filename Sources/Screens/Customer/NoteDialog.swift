import Presentation
import Shop
import Terminal

/// Asks for a note in a dialog.
enum NoteDialog {
    static func screen(
        about name: String, text: String, limit: Int = OrderItem.noteLength.upperBound,
        answer: @escaping @Sendable (String) -> any Message
    ) -> DialogScreen {
        DialogScreen(
            title: "Note", lines: ["A note for \(name):"], choices: [.init("Keep", answer)],
            input: TextFieldState(text, limit: limit)
        ) { TextRule.problem(with: $0, length: 0...limit) }
    }
}
