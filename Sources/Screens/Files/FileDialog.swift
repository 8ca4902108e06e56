import Presentation
import Shop
import Terminal

/// Asks which file is read or written, where people may name one.
enum FileDialog {
    /// Asks for a file to be read.
    static func reading(
        _ title: String, _ text: String, _ suggestion: String, _ files: FileAccess,
        answer: @escaping @Sendable (SourceFile) -> any Message
    ) -> [Effect] {
        [.push(screen(title, text, suggestion) { answer(files.source($0)) })]
    }

    /// Asks for a new file; at a terminal that is not its user's own the program names it.
    ///
    /// - Parameter name: as which it goes into the folder that the machine's owner has named.
    static func writing(
        _ title: String, _ text: String, _ suggestion: String, _ files: FileAccess, as name: ExportName,
        answer: @escaping @Sendable (TargetFile) -> any Message
    ) -> [Effect] {
        guard files.takesPaths else { return [.run("file") { answer(files.export(name)) }] }
        return [.push(screen(title, text, suggestion) { answer(files.target($0)) })]
    }

    private static func screen(
        _ title: String, _ text: String, _ suggestion: String, answer: @escaping @Sendable (String) -> any Message
    ) -> DialogScreen {
        DialogScreen(
            title: title, lines: [text], choices: [.init("Go on", answer)],
            input: TextFieldState(suggestion, limit: 1_000)
        ) { $0.isEmpty ? FieldError.empty.text : nil }
    }
}
