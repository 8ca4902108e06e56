import Shop

/// Finds things by the words that a person types: several, in any order, accents and case ignored.
struct SearchKey: Sendable {
    private let words: [String]

    init(_ typed: String) { words = TextRule.searchWords(typed) }

    var isEmpty: Bool { words.isEmpty }

    /// - Parameter text: folded already by `TextRule.folded`, once for many searches.
    func matches(folded text: String) -> Bool { words.allSatisfy { text.contains($0) } }
}
