import Foundation

/// What a text of a person may hold: one line of visible characters, within a length.
public enum TextRule {
    /// Control characters, line and paragraph separators, direction overrides and invisible format characters.
    /// The two joiners that scripts and emoji need (U+200C, U+200D) are allowed.
    public static func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.value < 0x7F { return scalar.value < 0x20 }
        return switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned: true
        case .format: scalar.value != 0x200C && scalar.value != 0x200D
        default: false
        }
    }

    /// `text` without surrounding blanks, if it may be kept.
    ///
    /// - Parameter length: in Unicode scalars, which bounds the bytes as well.
    /// - Throws: ``FieldError``: `empty`, `tooShort`, `tooLong`, or `controlCharacters`.
    public static func checked(_ text: String, length: ClosedRange<Int>) throws(FieldError) -> String {
        let trimmed = trimmed(text)
        // A scalar is four bytes at most: megabytes need not be looked through to be too long.
        guard trimmed.utf8.count <= 4 * length.upperBound else { throw .tooLong(length.upperBound) }
        guard !trimmed.unicodeScalars.contains(where: isForbidden) else { throw .controlCharacters }
        let count = trimmed.unicodeScalars.count
        if length.lowerBound > 0, trimmed.unicodeScalars.allSatisfy(isUnseen) { throw .empty }
        guard count >= length.lowerBound else { throw .tooShort(length.lowerBound) }
        guard count <= length.upperBound else { throw .tooLong(length.upperBound) }
        return trimmed
    }

    /// What shows nothing by itself: blanks, joiners, marks without a letter, and the letters that are blank.
    private static func isUnseen(_ scalar: Unicode.Scalar) -> Bool {
        guard scalar.value >= 0x7F else { return scalar == " " }
        return switch scalar.properties.generalCategory {
        case .format, .spaceSeparator, .nonspacingMark, .enclosingMark: true
        default: [0x115F, 0x1160, 0x2800, 0x3164, 0xFFA0].contains(scalar.value)
        }
    }

    /// `text` on one line of visible characters, whatever it held: what may not be kept is shown as U+FFFD.
    @Sendable public static func visible(_ text: String) -> String {
        guard text.utf8.contains(where: { $0 < 0x20 || $0 >= 0x7F }) else { return text }
        return String(String.UnicodeScalarView(text.unicodeScalars.map { isForbidden($0) ? "\u{FFFD}" : $0 }))
    }

    /// What two names are compared by: case does not tell them apart.
    public static func key(_ text: String) -> String { text.lowercased() }

    /// What a search compares: without regard to case, accents, strokes and width, so that `smorrebrod` finds
    /// `Smørrebrød`.
    public static func folded(_ text: String) -> String {
        guard text.utf8.contains(where: { $0 >= 0x80 }) else { return text.lowercased() }
        let plain = text.folding(options: [.caseInsensitive, .diacriticInsensitive, .widthInsensitive], locale: nil)
        guard plain.utf8.contains(where: { $0 >= 0x80 }) else { return plain }
        return plain.reduce(into: "") { $0 += letters[$1] ?? String($1) }
    }

    /// Letters that are no accented ones to Unicode, and yet are typed without their stroke, or in two.
    private static let letters: [Character: String] = [
        "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i",
    ]

    /// A letter with a stroke, or two in one, as a search spells it, and in its case; nil for every other.
    public static func plainLetters(_ letter: Character) -> String? {
        if let plain = letters[letter] { return plain }
        guard letter.isUppercase, let lower = letter.lowercased().first, let plain = letters[lower] else { return nil }
        return plain.prefix(1).uppercased() + plain.dropFirst()
    }

    /// The words of what was typed into a search, folded; no more than the first 12, of 40 characters each.
    public static func searchWords(_ typed: String) -> [String] {
        // One character may be a megabyte of marks.
        let words = String(typed.unicodeScalars.prefix(2_000)).prefix(500).split { $0.isWhitespace }
        return words.prefix(12).map { folded(String($0.prefix(40))) }
    }

    /// Without the blanks around it.
    public static func trimmed(_ text: String) -> String {
        guard let first = text.firstIndex(where: { !$0.isWhitespace }),
            let last = text.lastIndex(where: { !$0.isWhitespace })
        else { return "" }
        return String(text[first...last])
    }
}
