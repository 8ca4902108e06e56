import Foundation

/// Finds things by the words that a person types: several, in any order, accents and case ignored.
struct SearchKey: Sendable {
    private let words: [String]

    init(_ typed: String) {
        words = Self.folded(typed).split(whereSeparator: \.isWhitespace).map(String.init)
    }

    var isEmpty: Bool { words.isEmpty }

    /// - Parameter text: folded already, once for many searches.
    func matches(folded text: String) -> Bool { words.allSatisfy { text.contains($0) } }

    /// `Smørrebrød` and `smorrebrod` alike.
    static func folded(_ text: String) -> String {
        let plain = text.folding(options: [.caseInsensitive, .diacriticInsensitive, .widthInsensitive], locale: nil)
        guard plain.utf8.count != plain.unicodeScalars.count else { return plain }
        var result = ""
        for character in plain { result += letters[character] ?? String(character) }
        return result
    }

    /// Letters that are no accented ones, and yet typed without their stroke or in two.
    private static let letters: [Character: String] = [
        "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i",
    ]
}
