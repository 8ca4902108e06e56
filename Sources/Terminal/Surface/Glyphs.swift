/// The program's own signs: single code points of width one, each with an ASCII stand-in.
public struct Glyphs: Hashable, Sendable {
    public var isASCII: Bool

    public init(isASCII: Bool) { self.isASCII = isASCII }

    public static let unicode = Glyphs(isASCII: false)
    public static let ascii = Glyphs(isASCII: true)

    private func sign(_ unicode: String, _ ascii: String) -> String { isASCII ? ascii : unicode }

    public var circle: String { sign("○", "o") }
    public var halfDisc: String { sign("◐", "%") }
    public var disc: String { sign("●", "*") }
    public var dottedCircle: String { sign("◌", "~") }
    public var check: String { sign("✓", "+") }
    public var cross: String { sign("✕", "x") }
    public var pointer: String { sign("▸", ">") }
    public var mark: String { sign("■", "#") }
    public var bullet: String { sign("•", "*") }
    public var dot: String { sign("·", "-") }
    public var times: String { sign("×", "x") }
    public var ellipsis: String { sign("…", "~") }
    public var up: String { sign("↑", "^") }
    public var down: String { sign("↓", "v") }
    public var minus: String { sign("−", "-") }
    public var arrow: String { sign("→", "->") }
    public var lineDone: String { sign("━", "=") }
    public var lineAhead: String { sign("─", "-") }
    public var horizontal: String { sign("─", "-") }
    public var vertical: String { sign("│", "|") }
    public var corners: (topLeft: String, topRight: String, bottomLeft: String, bottomRight: String) {
        isASCII ? ("+", "+", "+", "+") : ("╭", "╮", "╰", "╯")
    }
    public var track: String { sign("│", "|") }
    public var thumb: String { sign("█", "#") }
    public var block: String { sign("█", "#") }
    /// Of a bar that lies: with air between it and the next.
    public var bar: String { sign("▆", "=") }
    public var spinner: [String] { isASCII ? ["|", "/", "-", "\\"] : ["◜", "◝", "◞", "◟"] }
}
