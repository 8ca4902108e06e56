/// What people, files and other programs may put where a name, a note or a number belongs, and what must not come of it.
public struct HostileText: Sendable, CustomStringConvertible {
    public let name: String
    public let text: String
    /// A person may be called so: letters that need more than their code, or signs that mean something elsewhere.
    public let isGood: Bool

    public var description: String { name }

    public static let all = hostile + strange

    /// No line of visible characters: whoever types it is told so.
    public static let hostile: [HostileText] = [
        bad("escape sequence", "a\u{1B}[2J\u{1B}[31mred"),
        bad("window title", "\u{1B}]0;owned\u{7}a"),
        bad("bare escape at the end", "a\u{1B}"),
        bad("device control", "a\u{1B}P$q\u{1B}\\b"),
        bad("C1 control sequence", "a\u{9B}31mb\u{9D}0;t\u{9C}"),
        bad("bell, backspace, delete", "a\u{7}b\u{8}\u{8}\u{7F}c"),
        bad("shift out", "a\u{E}b\u{F}c"),
        bad("NUL", "a\u{0}b"),
        bad("line feeds", "a\nb\n\nc"),
        bad("carriage return", "Ada\rBob"),
        bad("CR LF", "a\r\nb"),
        bad("tab", "a\tb"),
        bad("vertical tab, form feed", "a\u{B}b\u{C}c"),
        bad("next line, line and paragraph separators", "a\u{85}b\u{2028}c\u{2029}d"),
        bad("right-to-left override", "invoice\u{202E}fdp.exe"),
        bad("bidi isolates", "a\u{2066}b\u{2067}c\u{2068}d\u{2069}"),
        bad("bidi embeddings and marks", "a\u{202A}b\u{202B}c\u{202C}\u{200E}d\u{200F}\u{61C}"),
        bad("zero width", "a\u{200B}b\u{2060}c\u{FEFF}d\u{180E}e"),
        bad("tags", "a\u{E0001}\u{E0061}\u{E007F}b"),
        bad("interlinear annotation, soft hyphen", "a\u{FFF9}b\u{FFFA}c\u{FFFB}\u{AD}d"),
        bad("private use", "a\u{E000}b\u{F8FF}\u{F0000}\u{10FFFD}c"),
        bad("not characters", "a" + scalars(0xFFFE, 0xFFFF, 0x1FFFE, 0x10FFFF, 0xFDD0) + "b"),
        bad("unassigned planes", "a\u{40000}b\u{9FFFF}c\u{378}"),
        bad("a tab before a formula", "a\t=1+1"),
        bad("two megabytes", String(repeating: "x", count: 2_000_000)),
        bad("two megabytes of marks", "e" + String(repeating: "\u{301}", count: 1_000_000)),
        bad("two megabytes of blanks inside", "a" + String(repeating: " ", count: 2_000_000) + "b"),
    ]

    /// Odd, and all the same somebody's name.
    public static let strange: [HostileText] = [
        good("formula", "=HYPERLINK(\"http://x\",\"y\")"),
        good("plus", "+1+1"),
        good("minus", "-2+3"),
        good("at", "@SUM(1)"),
        good("quoted formula", "'=1+1"),
        good("wide formula", "＝1+1"),
        good("quotes and separators", "a\"b\",c;d'e"),
        good("shell", "$(touch owned)`touch owned`;&|<>"),
        good("template and format", "%s%n%x${jndi:ldap://x}{{7*7}}"),
        good("SQL", "'; DROP TABLE orders; --"),
        good("SQL's wildcards", "%_%"),
        good("backslashes", "\\u001b\\n\\"),
        good("looks like an option", "--help"),
        good("marks on one letter", "Z" + String(repeating: "\u{334}\u{357}", count: 20) + "algo"),
        good("composed of parts", "Cafe\u{301}"),
        good("right to left", "ليلى حداد"),
        good("both directions", "abc ليلى 123 שלום"),
        good("wide letters", "林美玲カフェ"),
        good("joined family", "👩‍👩‍👧‍👦 & 👩🏽‍🍳"),
        good("flags", "🇮🇪🇯🇵🏴"),
        good("emoji by selector", "☕️❤️‍🔥"),
        good("Devanagari with joiners", "क्‍षि न्‌म"),
        good("conjoining jamo", "\u{1112}\u{1161}\u{11AB}"),
        good("ligature", "ﷺ"),
        good("replacement character", "a\u{FFFD}b"),
        good("half and full width", "ｶﾌｪ Ｃａｆｅ"),
    ]

    /// Swift's literals refuse them.
    private static func scalars(_ values: UInt32...) -> String {
        String(String.UnicodeScalarView(values.compactMap(Unicode.Scalar.init)))
    }

    private static func bad(_ name: String, _ text: String) -> HostileText {
        HostileText(name: name, text: text, isGood: false)
    }

    private static func good(_ name: String, _ text: String) -> HostileText {
        HostileText(name: name, text: text, isGood: true)
    }

    // MARK: what must not come of it

    /// What a terminal might obey or hide in a text that is shown: controls, directions, and all that is not to be seen.
    /// A line may end.
    public static func harm(in text: String, allowing allowed: Set<Unicode.Scalar> = ["\n"]) -> Unicode.Scalar? {
        text.unicodeScalars.first { scalar in
            guard !allowed.contains(scalar) else { return false }
            return switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned: true
            default: false
            }
        }
    }

    /// The two joiners, which scripts and emoji need.
    public static let joiners: Set<Unicode.Scalar> = ["\u{200C}", "\u{200D}"]
}
