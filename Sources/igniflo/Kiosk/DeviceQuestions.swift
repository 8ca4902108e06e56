/// Asks an admin who signs a counter's terminal in.
struct DeviceQuestions {
    struct Answer: Sendable {
        var email: String
        var password: String
    }

    let terminal: RawTerminal
    let input: LineInput
    /// No key leads away from the questions.
    let isLocked: Bool

    /// - Throws: `PlainInterrupt` when a signal asks to end; ``CommandFailure`` at the end of the input.
    func ask() throws -> Answer {
        defer { terminal.silence() }
        Console.remark("An admin signs this device in, once.")
        let email = try ask("Email", isSeen: true)
        return Answer(email: email, password: try ask("Password", isSeen: false))
    }

    private func ask(_ question: String, isSeen: Bool) throws -> String {
        terminal.ask(isSeen: isSeen, isLocked: isLocked)
        Console.ask("\(question): ")
        // Nothing was seen of the line, its end neither.
        defer { if !isSeen { Console.ask("\n") } }
        guard let line = try input.line() else {
            throw CommandFailure.misused("An admin's email and password are needed to sign this device in.")
        }
        return line
    }
}
