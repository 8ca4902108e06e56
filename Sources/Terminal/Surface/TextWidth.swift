import CNcurses

/// Text as a terminal shows it: measured in columns, in pieces that every terminal draws alike.
public enum TextWidth {
    /// Sets the locale once; false when the terminal takes only ASCII.
    public static let isUTF8: Bool = cn_prepare_locale() == 1

    /// A spacing code point, the marks on it, and its columns (1 or 2).
    public struct Piece: Hashable, Sendable {
        public var base: Unicode.Scalar
        public var marks: [Unicode.Scalar]
        public var width: Int
    }

    /// A cell holds one spacing code point and this many on it (ncurses' limit).
    public static let marksPerCell = 4

    /// Columns that `text` takes on the screen.
    public static func of(_ text: String) -> Int {
        if let count = plainCount(text) { return count }
        return pieces(of: text).reduce(0) { $0 + $1.width }
    }

    private static func plainCount(_ text: String) -> Int? { withPlainBytes(of: text, \.count) }

    /// Printable ASCII is one column a byte, which is most of what is measured and written.
    ///
    /// - Returns: what `body` does; nil where there is anything else in the text.
    static func withPlainBytes<Value>(of text: String, _ body: (UnsafeBufferPointer<UInt8>) -> Value) -> Value? {
        var text = text
        return text.withUTF8 { bytes in bytes.allSatisfy { $0 >= 0x20 && $0 < 0x7F } ? body(bytes) : nil }
    }

    /// What is drawn of `text`. Clusters that terminals disagree on (emoji families, skin tones, flags) are broken down
    /// to their base; what must not reach a screen (controls, direction marks) is shown as `�`, or is invisible anyway
    /// and left out.
    public static func pieces(of text: String) -> [Piece] {
        if text.unicodeScalars.allSatisfy(isAlone) { return text.unicodeScalars.map(piece(ofAlone:)) }
        var pieces: [Piece] = []
        for character in text { append(character, to: &pieces) }
        return pieces
    }

    /// Signs that are never part of a cluster with one another, so that none has to be looked for: ASCII, the letters of
    /// Latin, the dashes, dots and quotes, the currencies, arrows, lines and geometric signs.
    private static func isAlone(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x20..<0x7F, 0xA0..<0xAD, 0xAE..<0x300, 0x2010..<0x2028, 0x2030..<0x205F, 0x20A0..<0x20C1, 0x2190..<0x2400,
            0x2500..<0x27C0:
            true
        default: false
        }
    }

    private static func piece(ofAlone scalar: Unicode.Scalar) -> Piece {
        let width = width(of: scalar)
        return Piece(base: width > 0 ? scalar : "\u{FFFD}", marks: [], width: max(1, width))
    }

    private static func append(_ character: Character, to pieces: inout [Piece]) {
        let scalars = character.unicodeScalars
        if let first = scalars.first, isRegional(first) {
            for scalar in scalars where isRegional(scalar) {
                pieces.append(Piece(base: letter(ofRegional: scalar), marks: [], width: 1))
            }
            return
        }
        var isJoined = false
        for scalar in scalars {
            if scalar.value == 0x200D {
                isJoined = true
                continue
            }
            if isJoined, width(of: scalar) > 0 { break }
            append(scalar, to: &pieces)
        }
    }

    private static func append(_ scalar: Unicode.Scalar, to pieces: inout [Piece]) {
        guard !isInvisible(scalar), !isSkinTone(scalar) else { return }
        let width = width(of: scalar)
        if isHostile(scalar) || width < 0 {
            pieces.append(Piece(base: "\u{FFFD}", marks: [], width: 1))
        } else if width > 0 {
            pieces.append(Piece(base: scalar, marks: [], width: width))
        } else if pieces.isEmpty {
            pieces.append(Piece(base: " ", marks: [scalar], width: 1))
        } else if pieces[pieces.count - 1].marks.count < marksPerCell {
            pieces[pieces.count - 1].marks.append(scalar)
        }
    }

    private static func width(of scalar: Unicode.Scalar) -> Int {
        _ = isUTF8
        return Int(cn_width(scalar.value))
    }

    private static func isRegional(_ scalar: Unicode.Scalar) -> Bool { (0x1F1E6...0x1F1FF).contains(scalar.value) }

    private static func letter(ofRegional scalar: Unicode.Scalar) -> Unicode.Scalar {
        Unicode.Scalar(UInt8(ascii: "A") + UInt8(scalar.value - 0x1F1E6))
    }

    private static func isSkinTone(_ scalar: Unicode.Scalar) -> Bool { (0x1F3FB...0x1F3FF).contains(scalar.value) }

    /// Variation selectors, tags and zero-width signs: nothing to see, and terminals count them differently.
    private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x200B, 0x200C, 0x2060, 0xFEFF, 0xFE00...0xFE0F, 0xE0000...0xE01EF, 0x20E3: true
        default: false
        }
    }

    private static func isHostile(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned: true
        default: false
        }
    }

    // MARK: fitting

    /// `text` in at most `width` columns, with an ellipsis where something was cut off.
    public static func truncated(_ text: String, to width: Int, ellipsis: String = "…") -> String {
        guard of(text) > width else { return text }
        let room = width - of(ellipsis)
        guard room >= 0 else { return "" }
        let kept = prefix(text, columns: room)
        return kept.prefix(upTo: kept.lastIndex { $0 != " " }.map(kept.index(after:)) ?? kept.startIndex) + ellipsis
    }

    /// As many whole pieces from the beginning as fit in `columns`.
    public static func prefix(_ text: String, columns: Int) -> String {
        var used = 0
        var kept = String.UnicodeScalarView()
        for piece in pieces(of: text) {
            guard used + piece.width <= columns else { break }
            used += piece.width
            kept.append(piece.base)
            kept.append(contentsOf: piece.marks)
        }
        return String(kept)
    }

    /// `text` cut or filled with blanks to exactly `width` columns.
    public static func padded(
        _ text: String, to width: Int, alignment: Alignment = .leading, ellipsis: String = "…"
    ) -> String {
        let fitted = truncated(text, to: width, ellipsis: ellipsis)
        let missing = max(0, width - of(fitted))
        let before =
            switch alignment {
            case .leading: 0
            case .center: missing / 2
            case .trailing: missing
            }
        return String(repeating: " ", count: before) + fitted + String(repeating: " ", count: missing - before)
    }

    /// `text` in lines of at most `width` columns, broken at blanks where there are any.
    public static func wrapped(_ text: String, width: Int) -> [String] {
        guard width > 0 else { return [] }
        var lines: [String] = []
        for paragraph in text.split(separator: "\n", omittingEmptySubsequences: false) {
            var line = ""
            for word in paragraph.split(separator: " ") {
                let candidate = line.isEmpty ? String(word) : line + " " + word
                if of(candidate) <= width {
                    line = candidate
                    continue
                }
                if !line.isEmpty { lines.append(line) }
                line = String(word)
                while of(line) > width {
                    let head = prefix(line, columns: max(1, width))
                    guard !head.isEmpty else { break }
                    lines.append(head)
                    line = String(line.unicodeScalars.dropFirst(head.unicodeScalars.count))
                }
            }
            lines.append(line)
        }
        return lines
    }

    public enum Alignment: Sendable { case leading, center, trailing }
}
