/// A key, as a terminal can tell it.
public struct Key: Hashable, Sendable {
    public enum Code: Hashable, Sendable {
        case character(Character)
        case enter, escape, tab, backTab, backspace, delete, insert
        case up, down, left, right, home, end, pageUp, pageDown
        case function(Int)
    }

    public var code: Code
    public var isControl: Bool
    public var isAlt: Bool
    public var isShift: Bool

    public init(_ code: Code, control: Bool = false, alt: Bool = false, shift: Bool = false) {
        self.code = code
        isControl = control
        isAlt = alt
        isShift = shift
    }

    public init(_ character: Character) { self.init(.character(character)) }

    public static func control(_ character: Character) -> Key { Key(.character(character), control: true) }
    public static func alt(_ character: Character) -> Key { Key(.character(character), alt: true) }
    public static let enter = Key(.enter)
    public static let escape = Key(.escape)
    public static let tab = Key(.tab)
    public static let backTab = Key(.backTab)
    public static let backspace = Key(.backspace)
    public static let delete = Key(.delete)
    public static let up = Key(.up)
    public static let down = Key(.down)
    public static let left = Key(.left)
    public static let right = Key(.right)
    public static let home = Key(.home)
    public static let end = Key(.end)
    public static let pageUp = Key(.pageUp)
    public static let pageDown = Key(.pageDown)
    public static let space = Key(" ")

    /// What it types into a text field; nil for a key that types nothing.
    public var typed: Character? {
        guard case .character(let character) = code, !isControl, !isAlt else { return nil }
        return character
    }

    /// As a footer names it: `Enter`, `Ctrl-P`, `x`.
    public func label(_ glyphs: Glyphs) -> String {
        let name =
            switch code {
            case .character(" "): "Space"
            case .character(let character):
                isControl ? character.uppercased() : String(character)
            case .enter: "Enter"
            case .escape: "Esc"
            case .tab: "Tab"
            case .backTab: "Shift-Tab"
            case .backspace: "Backspace"
            case .delete: "Del"
            case .insert: "Ins"
            case .up: glyphs.up
            case .down: glyphs.down
            case .left: glyphs.isASCII ? "Left" : "←"
            case .right: glyphs.isASCII ? "Right" : "→"
            case .home: "Home"
            case .end: "End"
            case .pageUp: "PgUp"
            case .pageDown: "PgDn"
            case .function(let number): "F\(number)"
            }
        return (isControl ? "Ctrl-" : "") + (isAlt ? "Alt-" : "") + name
    }
}

/// What comes from the terminal.
public enum Input: Hashable, Sendable {
    case key(Key)
    /// ESC and a key at once: the key with Alt, or Esc and then the key.
    case escaped(Key)
    /// Pasted text: for text fields only, never for keys.
    case paste(String)
    case press(Point)
    case wheelUp(Point)
    case wheelDown(Point)
    case resized
    case interrupted
}
