/// A word of a search: the tokens that a text must hold beginnings of, or a ticket.
public struct SearchWord: Hashable, Sendable {
    public var tokens: [String]
    /// The ticket's token when the word may be one: `c042` for `C-42`, `42` for `042`.
    public var ticket: String?

    /// The first twelve words of what was typed; a word without letters or digits asks for nothing.
    static func words(of typed: String) -> [SearchWord] {
        TextRule.searchWords(typed).compactMap { word in
            let tokens = Self.tokens(of: word)
            guard !tokens.isEmpty else { return nil }
            let number = word.count < 10 && word.allSatisfy(\.isASCII) ? Int(word).flatMap { $0 > 0 ? $0 : nil } : nil
            return SearchWord(
                tokens: tokens, ticket: Ticket(word).map(token(of:)) ?? number.map { String($0) })
        }
    }

    private static func token(of ticket: Ticket) -> String { tokens(of: ticket.description).joined() }

    /// What a store keeps of an order's ticket: `c042 42`.
    public static func tokens(of ticket: Ticket) -> [String] { [token(of: ticket), String(ticket.number)] }

    /// The runs of letters and digits of a text, folded. Scripts that write without blanks give a token for each
    /// character, so that a word is found in the middle of a name.
    public static func tokens(of text: String) -> [String] {
        var tokens: [String] = []
        var run = String.UnicodeScalarView()
        func end() {
            if !run.isEmpty { tokens.append(String(run)) }
            run.removeAll()
        }
        for scalar in TextRule.folded(text).unicodeScalars {
            if standsAlone(scalar) {
                end()
                tokens.append(String(scalar))
            } else if isPart(scalar) {
                run.append(scalar)
            } else {
                end()
            }
        }
        end()
        return tokens
    }

    private static func isPart(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII { return scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) }
        return switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber,
            .letterNumber, .otherNumber, .nonspacingMark, .spacingMark:
            true
        default: false
        }
    }

    /// Han, hiragana and katakana.
    private static func standsAlone(_ scalar: Unicode.Scalar) -> Bool {
        (0x3040...0x30FF).contains(scalar.value) || (scalar.value > 0x2E7F && scalar.properties.isIdeographic)
    }
}
