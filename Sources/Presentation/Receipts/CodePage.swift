import Foundation
import Shop

/// What a receipt printer can print: ASCII, and 128 characters more.
struct CodePage: Sendable {
    /// The printer's number for the page.
    let number: UInt8
    private let bytes: [Unicode.Scalar: UInt8]

    /// - Parameter upper: the characters of the bytes 0x80 to 0xFF; U+FFFD for one that there is not.
    init(number: UInt8, upper: String) {
        self.number = number
        let places = zip(upper.unicodeScalars, UInt8(0x80)...UInt8.max).filter { $0.0 != "\u{FFFD}" }
        bytes = Dictionary(places) { first, _ in first }
    }

    /// The page of this name; ASCII where there is none.
    static func named(_ name: Int) -> CodePage { all[name] ?? CodePage(number: 0, upper: "") }

    // MARK: text

    /// The text as the page can hold it, a column for each scalar: what it lacks is spelt in letters that it has, or
    /// stands there as `?`.
    @Sendable func printable(_ text: String) -> String {
        text.precomposedStringWithCanonicalMapping.reduce(into: "") { $0 += spelt($1) ?? "?" }
    }

    /// Whether the page has all of a text, in whatever width its characters are drawn elsewhere.
    func holds(_ text: String) -> Bool {
        text.precomposedStringWithCanonicalMapping.allSatisfy { character in
            character.isWhitespace || has(String(character)) || has(Self.narrow(character))
        }
    }

    private func has(_ text: String) -> Bool { !text.isEmpty && text.unicodeScalars.allSatisfy { byte($0) != nil } }

    private func spelt(_ character: Character) -> String? {
        let itself = String(character)
        if character.unicodeScalars.count == 1, has(itself) { return itself }
        // The nearest that the page has comes first.
        let spellings = [
            PaperSpelling.signs[character], Self.narrow(character), Self.bare(itself), TextRule.plainLetters(character),
            PaperSpelling.letters(character), Self.bare(itself).first.flatMap(PaperSpelling.letters),
            CurrencySign.code(of: itself),
        ]
        return spellings.compactMap(\.self).first(where: has)
    }

    private static func narrow(_ character: Character) -> String {
        String(character).folding(options: .widthInsensitive, locale: nil)
    }

    private static func bare(_ text: String) -> String {
        text.folding(options: [.diacriticInsensitive, .widthInsensitive], locale: nil)
    }

    // MARK: bytes

    /// Printable bytes only: nothing in a text can be a command.
    private func byte(_ scalar: Unicode.Scalar) -> UInt8? {
        (0x20...0x7E).contains(scalar.value) ? UInt8(scalar.value) : bytes[scalar]
    }

    func encoded(_ text: String) -> [UInt8] {
        text.unicodeScalars.map { byte($0) ?? UInt8(ascii: "?") }
    }
}

extension MoneyFormat {
    /// As a printer can write it: a symbol that its page lacks becomes the currency's code, and a mark one that it has.
    func printed(on page: CodePage) -> MoneyFormat {
        var format = self
        if !page.holds(symbol) {
            format.symbol = currency.code
            format.spaced = true
        }
        let (decimal, grouping) = (page.printable(decimalSeparator), page.printable(groupingSeparator))
        format.decimalSeparator = decimal.contains("?") ? "." : decimal
        format.groupingSeparator = grouping.contains("?") ? " " : grouping
        return format
    }
}
