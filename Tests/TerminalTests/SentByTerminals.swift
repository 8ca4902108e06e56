@testable import Terminal

/// What terminals send, and what it is.
///
/// xterm, VTE, kitty, Alacritty, foot, Windows Terminal, Apple Terminal, PuTTY, rxvt, the console of Linux, tmux and screen:
/// keys with cursor and keypad in their normal and application modes, the mouse, pastes, and all that is no key.
struct Sent: CustomStringConvertible, Sendable {
    let name: String
    let bytes: [UInt8]
    let input: [Input]

    init(_ name: String, _ text: String, _ input: Input...) {
        self.name = name
        bytes = Array(text.utf8)
        self.input = input
    }

    private init(_ name: String, _ bytes: [UInt8], _ input: [Input]) {
        self.name = name
        self.bytes = bytes
        self.input = input
    }

    var description: String { "\(name) \(String(decoding: bytes, as: UTF8.self).debugDescription)" }

    /// With 8-bit controls: as single bytes, and as code points in UTF-8.
    var withEightBits: [Sent] {
        guard bytes.first == 0x1B, bytes.count > 2, "[O]PX^_".utf8.contains(bytes[1]) else { return [] }
        return ([[], [0xC2]] as [[UInt8]]).map { lead in
            var wide: [UInt8] = []
            var rest = bytes[...]
            while let byte = rest.popFirst() {
                if byte == 0x1B, let next = rest.popFirst() {
                    wide += lead + [next + 0x40]
                } else {
                    wide.append(byte)
                }
            }
            return Sent(name + ", 8 bits", wide, input)
        }
    }

    static let all = keys + applicationKeypad + modified + mouse + pastes + noKeys
    static let every = all + all.flatMap(\.withEightBits)

    // MARK: keys

    private static let keys: [Sent] =
        [
            Sent("a letter", "q", .key(Key("q"))), Sent("é", "é", .key(Key("é"))), Sent("抷", "抷", .key(Key("抷"))),
            Sent("an emoji", "☕", .key(Key("☕"))), Sent("Enter", "\r", .key(.enter)),
            Sent("Ctrl-J", "\n", .key(.enter)),
            Sent("Tab", "\t", .key(.tab)), Sent("Backspace", "\u{7F}", .key(.backspace)),
            Sent("Ctrl-H", "\u{8}", .key(.backspace)), Sent("Ctrl-C", "\u{3}", .key(.control("c"))),
            Sent("Ctrl-\\", "\u{1C}", .key(.control("\\"))), Sent("Ctrl-Space", "\u{0}"),
            Sent("Shift-Tab", "\u{1B}[Z", .key(.backTab)),
            Sent("Ins", "\u{1B}[2~", .key(Key(.insert))), Sent("Del", "\u{1B}[3~", .key(.delete)),
            Sent("PgUp", "\u{1B}[5~", .key(.pageUp)), Sent("PgDn", "\u{1B}[6~", .key(.pageDown)),
            Sent("Home, console, PuTTY, tmux, screen", "\u{1B}[1~", .key(.home)),
            Sent("End, console, PuTTY, tmux, screen", "\u{1B}[4~", .key(.end)),
            Sent("Home, rxvt", "\u{1B}[7~", .key(.home)), Sent("End, rxvt", "\u{1B}[8~", .key(.end)),
            Sent("Alt-x", "\u{1B}x", .escaped(Key("x"))), Sent("Alt-é", "\u{1B}é", .escaped(Key("é"))),
            Sent("Alt-Enter", "\u{1B}\r", .escaped(.enter)),
            Sent("Alt-Backspace", "\u{1B}\u{7F}", .escaped(.backspace)),
            Sent("Alt-Up, rxvt, PuTTY", "\u{1B}\u{1B}[A", .key(.escape), .key(.up)),
            Sent("the middle of the keypad", "\u{1B}[E"),
        ]
        + zip("ABCDHF", [Key.up, .down, .right, .left, .home, .end]).flatMap { letter, key in
            [
                Sent("cursor keys", "\u{1B}[\(letter)", .key(key)),
                Sent("cursor keys, application", "\u{1B}O\(letter)", .key(key)),
            ]
        }
        + zip(1..., "PQRS").flatMap { number, letter in
            [
                Sent("F\(number)", "\u{1B}O\(letter)", .key(Key(.function(number)))),
                Sent("F\(number), kitty", "\u{1B}[\(letter)", .key(Key(.function(number)))),
            ]
        }
        + zip(1..., [11, 12, 13, 14, 15, 17, 18, 19, 20, 21, 23, 24]).map { number, code in
            Sent("F\(number), rxvt, PuTTY and others", "\u{1B}[\(code)~", .key(Key(.function(number))))
        }
        + zip(1..., "ABCDE").map { number, letter in
            Sent("F\(number), console", "\u{1B}[[\(letter)", .key(Key(.function(number))))
        }

    /// As xterm, VTE, PuTTY, tmux and screen have it once a program has asked for it, or left it on.
    private static let applicationKeypad: [Sent] =
        zip("jklmnopqrstuvwxyX", "*+,-./0123456789=").map { letter, printed in
            Sent("\(printed) of the keypad", "\u{1B}O\(letter)", .key(Key(printed)))
        } + [
            Sent("Enter of the keypad", "\u{1B}OM", .key(.enter)), Sent("Tab of the keypad", "\u{1B}OI", .key(.tab)),
            Sent("Space of the keypad", "\u{1B}O ", .key(.space)), Sent("its middle", "\u{1B}OE"),
        ]

    private static let modified: [Sent] = [
        Sent("Shift-Up", "\u{1B}[1;2A", .key(Key(.up, shift: true))),
        Sent("Ctrl-Right", "\u{1B}[1;5C", .key(Key(.right, control: true))),
        Sent("Ctrl-Right, older", "\u{1B}O5C", .key(Key(.right, control: true))),
        Sent("Ctrl-Right, application", "\u{1B}O1;5C", .key(Key(.right, control: true))),
        Sent("Alt-Left", "\u{1B}[1;3D", .key(Key(.left, alt: true))),
        Sent("Ctrl-Del", "\u{1B}[3;5~", .key(Key(.delete, control: true))),
        Sent("Shift-F1", "\u{1B}[1;2P", .key(Key(.function(1), shift: true))),
        Sent("Ctrl-Left, rxvt", "\u{1B}Od", .key(Key(.left, control: true))),
        Sent("Shift-Left, rxvt", "\u{1B}[d", .key(Key(.left, shift: true))),
        Sent("Shift-Ins, rxvt", "\u{1B}[2$", .key(Key(.insert, shift: true))),
        Sent("Ctrl-PgUp, rxvt", "\u{1B}[5^", .key(Key(.pageUp, control: true))),
        Sent("Num Lock", "\u{1B}[1;129A", .key(.up)), Sent("Super-Up", "\u{1B}[1;9A"),
        Sent("Ctrl-I, xterm", "\u{1B}[27;5;105~", .key(.control("i"))),
        Sent("Shift-Enter, xterm", "\u{1B}[27;2;13~", .key(.enter)),
        Sent("Esc, kitty, foot", "\u{1B}[27u", .key(.escape)), Sent("Enter, kitty", "\u{1B}[13u", .key(.enter)),
        Sent("a letter, kitty", "\u{1B}[113;1:1u", .key(Key("q"))), Sent("let go, kitty", "\u{1B}[113;1:3u"),
        Sent("let go, kitty", "\u{1B}[1;1:3A"), Sent("held, kitty", "\u{1B}[1;1:2A", .key(.up)),
        Sent("a capital, kitty", "\u{1B}[97:65;2u", .key(Key("A"))),
        Sent("a capital, kitty", "\u{1B}[97;2u", .key(Key("A"))), Sent("Shift-/, kitty", "\u{1B}[47;2u"),
        Sent("Ctrl-P, kitty", "\u{1B}[112;5u", .key(.control("p"))),
        Sent("Shift-Tab, kitty", "\u{1B}[9;2u", .key(.backTab)), Sent("Shift alone, kitty", "\u{1B}[57441u"),
        Sent("7 of the keypad, kitty", "\u{1B}[57406u", .key(Key("7"))),
        Sent("Enter of the keypad, kitty", "\u{1B}[57414u", .key(.enter)),
    ]

    // MARK: mouse and pastes

    private static let mouse: [Sent] = [
        Sent("a press, in digits", "\u{1B}[<0;8;4M", .press(Point(x: 7, y: 3))),
        Sent("letting go", "\u{1B}[<0;8;4m"), Sent("moving", "\u{1B}[<32;8;4M"),
        Sent("the third button", "\u{1B}[<2;8;4M"),
        Sent("the wheel", "\u{1B}[<64;8;4M", .wheelUp(Point(x: 7, y: 3))),
        Sent("the wheel", "\u{1B}[<65;300;4M", .wheelDown(Point(x: 299, y: 3))),
        Sent("a press without a place", "\u{1B}[<0;8M"), Sent("a press nowhere", "\u{1B}[<0;0;0M"),
        Sent("a press, in bytes", "\u{1B}[M (~", .press(Point(x: 7, y: 93))),
        Sent("letting go, in bytes", "\u{1B}[M#qq"),
        Sent("the wheel, in bytes", "\u{1B}[M`pq", .wheelUp(Point(x: 79, y: 80))),
        Sent("a press, rxvt", "\u{1B}[32;8;4M"), Sent("highlighting", "\u{1B}[8;4t"),
    ]

    private static let pastes: [Sent] = [
        Sent("a paste", "\u{1B}[200~q+9p>\r\n\u{1B}[201~", .paste("q+9p>\r\n")),
        Sent("a paste of sequences", "\u{1B}[200~a\u{1B}[Ab\u{1B}Opc\u{1B}]11;x\u{7}d\u{1B}[201~", .paste("abcd")),
        Sent("an empty paste", "\u{1B}[200~\u{1B}[201~", .paste("")), Sent("the end of none", "\u{1B}[201~"),
    ]

    // MARK: what is no key

    private static let noKeys: [Sent] =
        [
            Sent("what it is", "\u{1B}[?62;22;52c"), Sent("what it is, too", "\u{1B}[>41;354;0c"),
            Sent("what it is, three", "\u{1B}P!|7E565445\u{1B}\\"), Sent("where the cursor is", "\u{1B}[24;80R"),
            Sent("where the cursor is", "\u{1B}[1;2R"), Sent("where the cursor is", "\u{1B}[?24;80;1R"),
            Sent("all is well", "\u{1B}[0n"), Sent("a mode", "\u{1B}[?2026;2$y"), Sent("a mode", "\u{1B}[4;1$y"),
            Sent("focus", "\u{1B}[I"), Sent("focus gone", "\u{1B}[O"), Sent("dark or light", "\u{1B}[?997;1n"),
            Sent("a size", "\u{1B}[8;24;80t"), Sent("a size", "\u{1B}[48;24;80;480;640t"),
            Sent("flags of keys", "\u{1B}[?1u"), Sent("colours there are", "\u{1B}[?1;0;256S"),
            Sent("parameters", "\u{1B}[2;1;1;128;128;1;0x"), Sent("a key, Windows", "\u{1B}[81;16;113;1;0;1_"),
            Sent("an unknown key", "\u{1B}[99;9~"), Sent("an unknown one", "\u{1B}[1;13Z"),
            Sent("an endless one", "\u{1B}[" + String(repeating: "1;", count: 300) + "A"),
            Sent("a checksum", "\u{1B}P1!~0042\u{1B}\\"), Sent("the end of a string", "\u{1B}\\"),
            Sent("its name, kitty", "\u{1B}P>|kitty(0.35.2) pq>>\u{1B}\\"),
            Sent("how text is", "\u{1B}P1$r0;1m\u{1B}\\"),
            Sent("a capability", "\u{1B}P1+r544e=787465726d\u{1B}\\"),
            Sent("a picture, kitty", "\u{1B}_Gi=31;OK\u{1B}\\"),
            Sent("a message", "\u{1B}^q p > 9\u{1B}\\"), Sent("a string", "\u{1B}Xq p > 9\u{1B}\\"),
            Sent("a title", "\u{1B}]lCafé ✓ 抜き\u{1B}\\"), Sent("a title", "\u{1B}]L9\u{7}"),
            Sent("an endless string", "\u{1B}]52;c;" + String(repeating: "cQ9+", count: 300) + "\u{1B}\\"),
            Sent("a broken string", "\u{1B}]11;rgb:99\u{18}"), Sent("a broken string", "\u{1B}P9>\u{1A}"),
        ]
        + ["10", "11", "12", "4;1", "708"].flatMap { number in
            ["\u{7}", "\u{1B}\\"].flatMap { end in
                ["rgb:9999/9999/9999", "rgba:99/99/99/ff", "#999999"].map {
                    Sent("a colour", "\u{1B}]\(number);\($0)\(end)")
                }
            }
        }
}
