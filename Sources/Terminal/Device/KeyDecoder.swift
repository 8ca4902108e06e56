import CNcurses

/// Turns what ncurses tells into keys.
enum KeyDecoder {
    /// - Returns: nil for what is no key: a NUL, or no code point.
    static func key(character value: UInt32, alt: Bool) -> Key? {
        var key: Key
        switch value {
        case 0: return nil
        case 8, 127: key = .backspace
        case 9: key = .tab
        case 10, 13: key = .enter
        case 27: key = .escape
        case 1...26: key = .control(Character(Unicode.Scalar(UInt8(value) + 96)))
        case 28...31: key = .control(Character(Unicode.Scalar(UInt8(value) + 64)))
        default:
            guard let scalar = Unicode.Scalar(value), !(0x80..<0xA0).contains(value) else { return nil }
            key = Key(Character(scalar))
        }
        key.isAlt = alt
        return key
    }

    static func key(code: UInt32) -> Key? {
        let code = Int(code)
        if (CN_F1..<CN_F1 + 12).contains(code) { return Key(.function(code - CN_F1 + 1)) }
        return named[code]
    }

    private static let named: [Int: Key] = [
        CN_UP: .up, CN_DOWN: .down, CN_LEFT: .left, CN_RIGHT: .right, CN_HOME: .home, CN_END: .end,
        CN_PAGE_UP: .pageUp, CN_PAGE_DOWN: .pageDown, CN_INSERT: Key(.insert), CN_DELETE: .delete,
        CN_BACKSPACE: .backspace, CN_ENTER: .enter, CN_BACK_TAB: .backTab, CN_CTRL_LEFT: Key(.left, control: true),
        CN_CTRL_RIGHT: Key(.right, control: true), CN_CTRL_UP: Key(.up, control: true),
        CN_CTRL_DOWN: Key(.down, control: true), CN_SHIFT_UP: Key(.up, shift: true),
        CN_SHIFT_DOWN: Key(.down, shift: true), CN_SHIFT_LEFT: Key(.left, shift: true),
        CN_SHIFT_RIGHT: Key(.right, shift: true),
    ]

    static func mouse(_ raw: cn_input) -> Input? {
        let point = Point(x: Int(raw.column), y: Int(raw.row))
        switch Int(raw.value) {
        case CN_PRESS: return .press(point)
        case CN_WHEEL_UP: return .wheelUp(point)
        case CN_WHEEL_DOWN: return .wheelDown(point)
        default: return nil
        }
    }
}
