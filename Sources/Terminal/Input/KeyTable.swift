/// Which key a sequence is.
///
/// What terminals agree on is here. The rest comes from the description of the terminal, by sequences of its own.
struct KeyTable {
    enum Meaning {
        case nothing
        case input(Input)
        case pasteBegin, pasteEnd

        fileprivate static func key(_ key: Key?) -> Meaning { key.map { .input(.key($0)) } ?? .nothing }
    }

    /// What only this terminal sends, as a whole.
    let keys: [[UInt8]: Key]

    init(_ keys: [[UInt8]: Key] = [:]) { self.keys = keys }

    /// - Returns: nil for a character that is no key, such as NUL.
    func key(typed scalar: Unicode.Scalar) -> Key? {
        switch scalar.value {
        case 0x80..<0xA0: nil
        case 8, 127: .backspace
        case 9: .tab
        case 10, 13: .enter
        case 27: .escape
        case 0: nil
        case 1...26: .control(Character(Unicode.Scalar(UInt8(scalar.value) + 96)))
        case 28...31: .control(Character(Unicode.Scalar(UInt8(scalar.value) + 64)))
        default: Key(Character(scalar))
        }
    }

    /// Whether a sequence that was cut behind an ESC, or behind the letter after it, goes on like this.
    func isRest(_ scalar: Unicode.Scalar, after last: Unicode.Scalar) -> Bool {
        switch last {
        case "O": Self.singles[Character(scalar)] != nil || Self.lettered[Character(scalar)] != nil
        // Whatever terminals answer begins with a number or a sign.
        case "P": (0x21..<0x40).contains(scalar.value)
        default: ["[", "]", "^", "_"].contains(scalar)
        }
    }

    // MARK: CSI

    func meaning(ofControl sequence: ControlSequence, _ final: UInt8) -> Meaning {
        let letter = Character(Unicode.Scalar(final))
        guard let parameters = sequence.parameters else { return .nothing }
        if let mark = sequence.mark {
            return mark == UInt8(ascii: "<") ? Self.mouse(parameters, letter) : .nothing
        }
        if parameters.isEmpty || Self.modified.contains(letter), let code = Self.lettered[letter] {
            return .key(Self.key(code, parameters, modifiersAt: 1))
        }
        switch (letter, parameters.first?.first ?? nil) {
        case ("~", 200): return .pasteBegin
        case ("~", 201): return .pasteEnd
        case ("~", 27): return .key(Self.otherKey(parameters))
        case ("~", let number?), ("^", let number?), ("$", let number?), ("@", let number?):
            guard let code = Self.numbered[number] else { break }
            guard var key = Self.key(code, parameters, modifiersAt: 1) else { return .nothing }
            // rxvt tells Shift and Ctrl by the last character.
            if letter == "^" || letter == "@" { key.isControl = true }
            if letter == "$" || letter == "@" { key.isShift = true }
            return .key(key)
        case ("u", let code?): return .key(Self.unicodeKey(code, parameters))
        case ("Z", _): return .key(Self.key(.backTab, parameters, modifiersAt: 1).map { Key(.backTab, alt: $0.isAlt) })
        case ("a", nil): return .key(Key(.up, shift: true))
        case ("b", nil): return .key(Key(.down, shift: true))
        case ("c", nil): return .key(Key(.right, shift: true))
        case ("d", nil): return .key(Key(.left, shift: true))
        default: break
        }
        return .key(keys[[0x1B, UInt8(ascii: "[")] + sequence.bytes + [final]])
    }

    private static let lettered: [Character: Key.Code] = [
        "A": .up, "B": .down, "C": .right, "D": .left, "H": .home, "F": .end, "P": .function(1), "Q": .function(2),
        "R": .function(3), "S": .function(4),
    ]

    /// Those that may bring modifiers. With numbers `R` is where the cursor stands.
    private static let modified: Set<Character> = ["A", "B", "C", "D", "H", "F", "P", "Q", "S"]

    private static let numbered: [Int: Key.Code] = [
        1: .home, 2: .insert, 3: .delete, 4: .end, 5: .pageUp, 6: .pageDown, 7: .home, 8: .end, 11: .function(1),
        12: .function(2), 13: .function(3), 14: .function(4), 15: .function(5), 17: .function(6), 18: .function(7),
        19: .function(8), 20: .function(9), 21: .function(10), 23: .function(11), 24: .function(12),
    ]

    /// - Returns: nil where a key is let go, or held with one that no terminal of ours binds.
    private static func key(_ code: Key.Code, _ parameters: [[Int?]], modifiersAt place: Int) -> Key? {
        guard let modifiers = Modifiers(parameters.count > place ? parameters[place] : []) else { return nil }
        return Key(code, control: modifiers.isControl, alt: modifiers.isAlt, shift: modifiers.isShift)
    }

    /// `CSI 27 ; modifiers ; character ~`, as xterm tells keys that have no sequence.
    private static func otherKey(_ parameters: [[Int?]]) -> Key? {
        guard parameters.count == 3, let code = parameters[2].first ?? nil, let modifiers = Modifiers(parameters[1])
        else { return nil }
        return key(unicode: code, shifted: code, modifiers)
    }

    /// `CSI character:shifted:base ; modifiers:event u`, as kitty has it.
    private static func unicodeKey(_ code: Int, _ parameters: [[Int?]]) -> Key? {
        guard let modifiers = Modifiers(parameters.count > 1 ? parameters[1] : []) else { return nil }
        if let code = keypad[code] { return Key(code, control: modifiers.isControl, alt: modifiers.isAlt) }
        let shifted = parameters[0].count > 1 ? parameters[0][1] : nil
        return key(unicode: code, shifted: shifted, modifiers)
    }

    private static func key(unicode code: Int, shifted: Int?, _ modifiers: Modifiers) -> Key? {
        // From 57344 on they are keys without a character.
        guard !(57_344..<63_744).contains(code), let scalar = Unicode.Scalar(UInt32(clamping: code)) else { return nil }
        let named: [Int: Key.Code] = [8: .backspace, 9: .tab, 13: .enter, 27: .escape, 127: .backspace]
        if let name = named[code] {
            let isBack = name == .tab && modifiers.isShift
            return Key(isBack ? .backTab : name, control: modifiers.isControl, alt: modifiers.isAlt)
        }
        guard scalar.value >= 0x20, !(0x7F..<0xA0).contains(scalar.value) else { return nil }
        var character = Character(scalar)
        if modifiers.isControl { return Key(.character(character), control: true, alt: modifiers.isAlt) }
        if modifiers.isShift {
            if let shifted, let scalar = Unicode.Scalar(UInt32(clamping: shifted)), scalar.value >= 0x20 {
                character = Character(scalar)
            } else if character.isLetter, let upper = character.uppercased().first {
                character = upper
            } else if character != " " {
                return nil
            }
        }
        return Key(.character(character), alt: modifiers.isAlt)
    }

    private static let keypad: [Int: Key.Code] = {
        var keys: [Int: Key.Code] = [
            57_414: .enter, 57_417: .left, 57_418: .right, 57_419: .up, 57_420: .down, 57_421: .pageUp,
            57_422: .pageDown, 57_423: .home, 57_424: .end, 57_425: .insert, 57_426: .delete,
        ]
        for (code, character) in zip(57_399..., "0123456789./*-+") { keys[code] = .character(character) }
        keys[57_415] = .character("=")
        keys[57_416] = .character(",")
        return keys
    }()

    // MARK: SS3

    func meaning(ofSingle sequence: ControlSequence, _ final: UInt8) -> Meaning {
        let letter = Character(Unicode.Scalar(final))
        if let code = Self.lettered[letter], let parameters = sequence.parameters {
            return .key(Self.key(code, parameters, modifiersAt: max(0, parameters.count - 1)))
        }
        if sequence.isEmpty, let key = Self.singles[letter] { return .key(key) }
        return .key(keys[[0x1B, UInt8(ascii: "O")] + sequence.bytes + [final]])
    }

    /// The keypad in its application mode: what is printed on it, on every terminal.
    private static let singles: [Character: Key] = {
        var keys: [Character: Key] = [
            "M": .enter, "I": .tab, " ": .space, "X": Key("="), "a": Key(.up, control: true),
            "b": Key(.down, control: true), "c": Key(.right, control: true), "d": Key(.left, control: true),
        ]
        for (letter, character) in zip("jklmnopqrstuvwxy", "*+,-./0123456789") { keys[letter] = Key(character) }
        return keys
    }()

    // MARK: the mouse

    /// `CSI < button ; column ; row M`, and `m` where the button is let go.
    private static func mouse(_ parameters: [[Int?]], _ final: Character) -> Meaning {
        let numbers = parameters.compactMap { $0.first ?? nil }
        guard final == "M", numbers.count == 3, numbers.allSatisfy({ (0...99_999).contains($0) }) else {
            return .nothing
        }
        let point = Point(x: numbers[1] - 1, y: numbers[2] - 1)
        return mouse(button: numbers[0], at: point).map { .input($0) } ?? .nothing
    }

    /// - Returns: nil for what is no press and no wheel, such as the third button, and letting go.
    static func mouse(button: Int, at point: Point) -> Input? {
        guard point.x >= 0, point.y >= 0 else { return nil }
        // Shift, Alt and Ctrl are 4, 8 and 16.
        return switch button & ~0b1_1100 {
        case 0: .press(point)
        case 64: .wheelUp(point)
        case 65: .wheelDown(point)
        default: nil
        }
    }
}

/// Shift, Alt and Ctrl beside a key, as terminals count them from 1.
private struct Modifiers {
    let isShift, isAlt, isControl: Bool

    /// - Returns: nil where the key is let go, or another modifier is held.
    init?(_ numbers: [Int?]) {
        let bits = max(1, (numbers.first ?? nil) ?? 1) - 1
        let event = numbers.count > 1 ? numbers[1] ?? 1 : 1
        // Caps Lock and Num Lock are 64 and 128.
        guard event != 3, bits & ~0b1100_0111 == 0 else { return nil }
        (isShift, isAlt, isControl) = (bits & 1 != 0, bits & 2 != 0, bits & 4 != 0)
    }
}
