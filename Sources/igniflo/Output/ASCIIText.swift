import Foundation
import Presentation
import Shop

/// Text where the locale has nothing but ASCII: letters without their accents, stand-ins for the signs in the program's
/// own sentences and for the commonest currencies, a question mark for the rest.
enum ASCIIText {
    private static let standIns: [Character: String] = [
        "“": "\"", "”": "\"", "‘": "'", "’": "'", "–": "-", "—": "-", "−": "-", "…": "...", "×": "x", "→": "->",
        "·": "-", "•": "*", "\u{A0}": " ", "\u{202F}": " ", "€": "EUR ", "£": "GBP ", "¥": "JPY ", "¤": "",
    ]

    static func of(_ text: String) -> String {
        guard text.utf8.contains(where: { $0 >= 0x80 }) else { return text }
        return text.reduce(into: "") { $0 += standIn($1) }
    }

    private static func standIn(_ character: Character) -> String {
        if character.isASCII { return String(character) }
        if let sign = standIns[character] { return sign }
        let letter = TextRule.folded(String(character))
        guard letter.utf8.allSatisfy({ $0 < 0x80 }) else { return "?" }
        return character.isUppercase ? letter.capitalized : letter
    }
}
