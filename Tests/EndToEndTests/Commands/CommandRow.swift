import Testing

/// A command of the tree, and what becomes of it: done, refused, called with words that are off, with a shop that cannot
/// be reached, and printed as JSON.
struct CommandRow: Sendable, CustomTestStringConvertible {
    /// Someone of the demo; nobody is signed in as the stranger.
    enum Who: String, Sendable {
        case ada, grace, stranger
    }

    /// Words that stand for something are spelt out when the call is made (``CommandScene``).
    struct Call: Sendable {
        var by: Who
        var words: [String]
        var input: String
        /// Done right before, by the same person.
        var before: [String] = []
    }

    /// As it is typed after `igniflo`; empty for `igniflo` alone.
    var command: String
    var done: Call
    /// What has the same printed as JSON; nil where that is no choice.
    var json: [String]? = ["--json"]
    /// The name of the object that is printed then.
    var object: String?
    /// What the shop says no to; nil where nothing forbids it.
    var refused: Call?
    /// The words of its no.
    var says = ""
    /// Words that are off.
    var misused: [String]
    /// A file where no shop can be reached; nil for what needs no shop.
    var unreachable: String? = "TEXT"
    var unreachableText = "is not a shop's database"
    /// It goes on until it is interrupted.
    var isEndless = false
    /// It opens screens, and there is no terminal here.
    var needsTerminal = false

    var testDescription: String { "igniflo " + command }
}

extension CommandRow.Call {
    static func ada(_ words: String..., input: String = "") -> Self { Self(by: .ada, words: words, input: input) }

    static func grace(_ words: String..., input: String = "", after before: [String] = []) -> Self {
        Self(by: .grace, words: words, input: input, before: before)
    }

    static func stranger(_ words: String..., input: String = "") -> Self {
        Self(by: .stranger, words: words, input: input)
    }
}
