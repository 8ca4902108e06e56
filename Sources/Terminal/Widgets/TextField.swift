/// The text being typed into one line, and where the cursor stands in it.
public struct TextFieldState: Hashable, Sendable {
    /// What may be typed.
    public enum Kind: Hashable, Sendable {
        case text
        /// Shown as dots.
        case masked
        /// Digits; with a point or comma when `decimals`, with a sign in front when `sign`.
        case number(decimals: Bool, sign: Bool)
    }

    public let kind: Kind
    /// In Unicode scalars; typing stops there.
    public let limit: Int
    private var before: String
    private var after: String

    public init(_ text: String = "", kind: Kind = .text, limit: Int = 200) {
        self.kind = kind
        self.limit = limit
        before = text
        after = ""
    }

    public var text: String {
        get { before + after }
        set {
            before = newValue
            after = ""
        }
    }

    public var isEmpty: Bool { before.isEmpty && after.isEmpty }

    /// The text left of the cursor.
    public var textBeforeCursor: String { before }

    /// Types, edits or moves.
    ///
    /// - Returns: false when the key means nothing to a text field.
    public mutating func handle(_ key: Key) -> Bool {
        if let typed = key.typed {
            insert(String(typed))
            return true
        }
        switch key {
        case .left: moveLeft()
        case .right: moveRight()
        case .home, .control("a"): moveToStart()
        case .end, .control("e"): moveToEnd()
        case Key(.left, control: true), Key(.left, alt: true), .alt("b"): moveWordLeft()
        case Key(.right, control: true), Key(.right, alt: true), .alt("f"): moveWordRight()
        case .backspace: if !before.isEmpty { before.removeLast() }
        case .delete, .control("d"): if !after.isEmpty { after.removeFirst() }
        case .control("w"), Key(.backspace, alt: true): deleteWordLeft()
        case .control("u"): before = ""
        case .control("k"): after = ""
        default: return false
        }
        return true
    }

    /// Whether a key with Alt means something to text fields.
    static func edits(with key: Key) -> Bool {
        var probe = TextFieldState()
        return probe.handle(key)
    }

    /// Puts in as much as may be typed: line breaks become blanks, other controls are left out, the limit holds.
    ///
    /// - Returns: what to say when something was left out for want of room; else nil.
    @discardableResult
    public mutating func insert(_ text: String) -> String? {
        var room = limit - before.unicodeScalars.count - after.unicodeScalars.count
        var added = String.UnicodeScalarView()
        defer { before.unicodeScalars.append(contentsOf: added) }
        for scalar in text.unicodeScalars.lazy.map({ $0 == "\n" || $0 == "\r" || $0 == "\t" ? " " : $0 }) {
            guard isAllowed(scalar) else { continue }
            guard room > 0 else { return "At most \(limit) characters; the rest was left out." }
            added.append(scalar)
            room -= 1
        }
        return nil
    }

    private func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
        if case .number(let decimals, let sign) = kind {
            if ("0"..."9").contains(scalar) { return true }
            if decimals, scalar == "." || scalar == "," { return true }
            return sign && scalar == "-" && before.isEmpty && !after.hasPrefix("-")
        }
        return scalar.properties.generalCategory != .control
    }

    private mutating func moveLeft() { if let last = before.popLast() { after.insert(last, at: after.startIndex) } }

    private mutating func moveRight() { if !after.isEmpty { before.append(after.removeFirst()) } }

    private mutating func moveToStart() {
        after = text
        before = ""
    }

    private mutating func moveToEnd() {
        before = text
        after = ""
    }

    /// In a masked field words would tell where the blanks are.
    private func isInWord(_ character: Character) -> Bool {
        kind == .masked || character.isLetter || character.isNumber
    }

    private mutating func moveWordLeft() {
        while let last = before.last, !isInWord(last) { moveLeft() }
        while let last = before.last, isInWord(last) { moveLeft() }
    }

    private mutating func moveWordRight() {
        while let first = after.first, !isInWord(first) { moveRight() }
        while let first = after.first, isInWord(first) { moveRight() }
    }

    private mutating func deleteWordLeft() {
        let kept = after
        moveWordLeft()
        after = kept
    }
}

/// Draws a text field: one line, scrolled so that the cursor is in sight.
public struct TextField: Sendable {
    public var state: TextFieldState
    public var isFocused: Bool
    public var placeholder: String

    public init(_ state: TextFieldState, isFocused: Bool, placeholder: String = "") {
        self.state = state
        self.isFocused = isFocused
        self.placeholder = placeholder
    }

    public func render(into surface: inout Surface, in area: Rect, _ glyphs: Glyphs) {
        guard area.width > 0 else { return }
        let ground: Style.Ground = isFocused ? .fieldFocused : .field
        surface.fill(area, Style(.normal, on: ground))
        let shown = displayed(state.text, glyphs)
        let cursorColumn = TextWidth.of(displayed(state.textBeforeCursor, glyphs))
        let shift = isFocused ? max(0, cursorColumn - (area.width - 1)) : 0
        if shown.isEmpty {
            surface.write(placeholder, x: area.x, y: area.y, Style(.dim, on: ground), maxWidth: area.width)
        }
        surface.clipped(to: area) { surface in
            let text = isFocused ? shown : TextWidth.truncated(shown, to: area.width, ellipsis: glyphs.ellipsis)
            surface.write(text, x: area.x - shift, y: area.y, Style(.normal, on: ground))
        }
        if isFocused { surface.cursor = Point(x: area.x + cursorColumn - shift, y: area.y) }
    }

    private func displayed(_ text: String, _ glyphs: Glyphs) -> String {
        state.kind == .masked ? String(repeating: glyphs.bullet, count: text.count) : text
    }
}
