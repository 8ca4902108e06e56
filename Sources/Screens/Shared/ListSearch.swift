import Terminal

/// What a list is searched for: the text, whether it is being typed now, and the keys that begin and end that.
struct ListSearch: Sendable {
    enum Intent: Message { case begin, end, clear }

    /// What the screen does about an event that the search took.
    enum Outcome: Sendable {
        case none
        /// Something else is looked for.
        case changed
        /// Everything is wanted again; a filter that the screen has goes, too.
        case cleared
    }

    private(set) var query: TextFieldState
    private(set) var isTyping = false
    /// The last search stands there until something is typed in its place.
    private(set) var isFresh = false
    private let help: String
    private let clearHelp: String

    /// - Parameters:
    ///   - help: by what the list is searched, as a sentence.
    ///   - clearHelp: what is there again without a search.
    init(_ help: String, clearHelp: String = "Show everything again", limit: Int = 100) {
        self.help = help
        self.clearHelp = clearHelp
        query = TextFieldState(limit: limit)
    }

    var text: String { query.text }
    var isEmpty: Bool { query.isEmpty }

    // MARK: keys

    /// While one types these are all that there are.
    ///
    /// - Parameters:
    ///   - isFiltered: something besides the search can be cleared.
    ///   - toList: goes on to what was found.
    func bindings(isFiltered: Bool = false, toList: Key = .enter) -> [Binding] {
        let clear = Binding(.escape, label: "clear", help: clearHelp, message: Intent.clear)
        guard !isTyping else {
            let end = Binding(
                toList, label: "to the list", help: "Keep what was found and go to it", message: Intent.end)
            return [end, clear]
        }
        let begin = Binding(Key("/"), label: "search", help: help, message: Intent.begin)
        return isFiltered || !isEmpty ? [begin, clear] : [begin]
    }

    // MARK: update

    /// Keys that move in the list while one types.
    private static let listKeys: Set<Key> = [.up, .down, .pageUp, .pageDown]

    /// - Returns: nil when the event is not for the search.
    mutating func take(_ event: Event) -> Outcome? {
        switch event {
        case .key(let key) where isTyping && !Self.listKeys.contains(key):
            edit(replacing: key.typed != nil) { _ = $0.handle(key) }
        case .paste(let text): edit(replacing: true) { $0.insert(text) }
        case .message(let intent as Intent): take(intent)
        case .key, .message, .tick: nil
        }
    }

    /// Keeps what was found; what is pressed from here on is no text.
    mutating func end() { isTyping = false }

    private mutating func take(_ intent: Intent) -> Outcome {
        isTyping = intent == .begin
        isFresh = isTyping && !isEmpty
        guard intent == .clear else { return .none }
        query.text = ""
        return .cleared
    }

    private mutating func edit(replacing isReplacing: Bool, _ change: (inout TextFieldState) -> Void) -> Outcome {
        let before = query.text
        if isFresh, isReplacing { query.text = "" }
        isFresh = false
        change(&query)
        return query.text == before ? .none : .changed
    }
}
