import Foundation
import Presentation
import Shop

/// Finds things by the words that a person types: several, in any order, accents and case ignored.
struct SearchKey: Sendable {
    private let words: [String]

    init(_ typed: String) { words = TextRule.searchWords(typed) }

    var isEmpty: Bool { words.isEmpty }

    /// Compares bytes: thousands of texts are looked through between a key and its frame.
    ///
    /// - Parameter text: folded already by `TextRule.folded`, once for many searches.
    func matches(folded text: String) -> Bool { words.allSatisfy { strstr(text, $0) != nil } }
}
