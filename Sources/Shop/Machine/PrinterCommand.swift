/// A printer's command as it is started: a program and its words, without a shell.
///
/// Blanks part words. What stands between two `'` or two `"` belongs to one word as it stands, blanks included. Nothing
/// else means anything, and what a shell would obey is refused outside of quotes, so that no line is taken for something
/// that it is not.
public struct PrinterCommand: Hashable, Sendable {
    /// The program, and what it is told. The program is a path from the root, or a name.
    public let words: [String]

    /// The system's own, without a word.
    static let system = PrinterCommand(words: ["lp"])

    private init(words: [String]) { self.words = words }

    /// - Throws: `empty`, `openQuote`, ``FieldError/needsShell(_:)``.
    public init(_ line: String) throws(FieldError) {
        var splitter = Splitter()
        for character in line { try splitter.take(character) }
        words = try splitter.finish()
        guard let program = words.first, !program.isEmpty else { throw .empty }
        // A variable that is set for the program, as shells have it; and a path that depends on where one stands.
        if program.contains("=") { throw .needsShell("=") }
        if program.contains("/"), !program.hasPrefix("/") { throw .notAPath }
    }

    /// As it is typed.
    public var line: String {
        words.map { Splitter.isPlain($0) ? $0 : "'\($0.replacing("'", with: "'\"'\"'"))'" }.joined(separator: " ")
    }

    private struct Splitter {
        /// What a shell obeys in a word.
        private static let signs: Set<Character> = [
            "|", "&", ";", "<", ">", "(", ")", "$", "`", "\\", "*", "?", "[", "]", "{", "}", "\n", "\r\n",
        ]
        /// What it obeys at a word's beginning.
        private static let beginnings: Set<Character> = ["#", "~"]
        /// What it obeys between two `"`.
        private static let quoted: Set<Character> = ["$", "`", "\\"]

        private var words: [String] = []
        private var word: String?
        private var quote: Character?

        /// Whether a word is read as it stands, in a list as well.
        static func isPlain(_ word: String) -> Bool {
            guard let first = word.first, !beginnings.contains(first) else { return false }
            return !word.contains { $0.isWhitespace || $0 == "," || $0 == "'" || $0 == "\"" || signs.contains($0) }
        }

        mutating func take(_ character: Character) throws(FieldError) {
            if let quote {
                if character == quote { return self.quote = nil }
                if quote == "\"", Self.quoted.contains(character) { throw .needsShell(String(character)) }
                word?.append(character)
            } else if character == "'" || character == "\"" {
                quote = character
                word = word ?? ""
            } else if Self.signs.contains(character) || word == nil && Self.beginnings.contains(character) {
                throw .needsShell(character.isNewline ? "a line break" : String(character))
            } else if character.isWhitespace {
                end()
            } else {
                word = (word ?? "") + String(character)
            }
        }

        mutating func finish() throws(FieldError) -> [String] {
            guard quote == nil else { throw .openQuote }
            end()
            return words
        }

        private mutating func end() {
            if let word { words.append(word) }
            word = nil
        }
    }
}
