/// One thing that a person can do here: its keys, its words, what it sends, and why it cannot be done now.
public struct Binding: Sendable {
    public var keys: [Key]
    /// A word or two, for the footer.
    public var label: String
    /// A sentence, for the help and the palette.
    public var help: String
    public var message: any Message
    public var isInFooter: Bool
    /// Why it cannot be done now; nil when it can.
    public var unavailable: String?
    /// How the help names keys that the screen takes by itself, such as “0–9”; nil for every other binding.
    public private(set) var keysInWords: String?

    public init(
        _ keys: Key..., label: String, help: String, isInFooter: Bool = true, unavailable: String? = nil,
        message: any Message
    ) {
        self.keys = keys
        self.label = label
        self.help = help
        self.message = message
        self.isInFooter = isInFooter
        self.unavailable = unavailable
    }

    /// Keys that a screen takes by itself, for the help.
    public static func described(_ keys: String, help: String) -> Binding {
        var binding = Binding(label: "", help: help, isInFooter: false, message: NoMessage())
        binding.keysInWords = keys
        return binding
    }

    /// Its keys, as the help shows them.
    func keyNames(_ glyphs: Glyphs) -> String {
        keysInWords ?? keys.map { $0.label(glyphs) }.joined(separator: " ")
    }
}

/// Says nothing.
struct NoMessage: Message {}
