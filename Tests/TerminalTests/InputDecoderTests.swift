import Foundation
import Testing

@testable import Terminal

/// A decoder whose time is the test's own.
struct TypedTerminal {
    private(set) var decoder = InputDecoder()
    private var now = ContinuousClock.now

    /// - Parameter pause: until the next byte comes.
    mutating func send(_ bytes: some Sequence<UInt8>, pause: Duration = .zero) {
        for byte in bytes { decoder.feed(byte, at: now) }
        wait(pause)
    }

    mutating func send(_ text: String, pause: Duration = .zero) { send(text.utf8, pause: pause) }

    /// As the loop does: it wakes whenever something would happen.
    mutating func wait(_ duration: Duration) {
        let end = now.advanced(by: duration)
        while let deadline = decoder.deadline, deadline <= end { decoder.pass(to: max(now, deadline)) }
        now = end
        decoder.pass(to: now)
    }

    mutating func settle() { decoder.settle() }

    mutating func take() -> [Input] { decoder.take() }

    /// All that comes of it, at the latest after a long time.
    mutating func end() -> [Input] {
        wait(.seconds(10))
        return take()
    }
}

/// What a terminal sends is the key that was pressed, and nothing else.
struct InputDecoderTests {
    /// As a connection stands still that goes on before Esc is a key.
    private static let pause: Duration = .milliseconds(150)
    /// A longer one.
    private static let longPause: Duration = .seconds(2)

    @Test("Whatever a terminal sends is that key, that press, that paste, or nothing", arguments: Sent.every)
    func whole(_ sent: Sent) {
        var terminal = TypedTerminal()
        terminal.send(sent.bytes)
        // The Esc key and the letters that may begin a sequence are waited for; nothing else is.
        #expect(terminal.take() == sent.input)
        #expect(terminal.end() == [])
        terminal.send("q")
        #expect(terminal.take() == [.key(Key("q"))], "and what follows is a key")
    }

    @Test("It is the same when the connection stands still at any place, or at all", arguments: Sent.every)
    func cut(_ sent: Sent) {
        for place in sent.bytes.indices.dropFirst() {
            var terminal = TypedTerminal()
            terminal.send(sent.bytes[..<place], pause: Self.pause)
            terminal.send(sent.bytes[place...])
            #expect(terminal.end() == sent.input, "cut after \(place)")
        }
        var terminal = TypedTerminal()
        for byte in sent.bytes { terminal.send(CollectionOfOne(byte), pause: Self.pause) }
        #expect(terminal.end() == sent.input, "byte by byte")
    }

    @Test(
        "What is no key does not act after a longer pause either; at most the Esc key is what it may be",
        arguments: Sent.every)
    func cutForLong(_ sent: Sent) {
        guard sent.input.isEmpty, sent.bytes.count > 1 else { return }
        for place in sent.bytes.indices.dropFirst() {
            var terminal = TypedTerminal()
            let isInEscape = sent.bytes[place - 1] == 0x1B && place == 1
            // What begins with a letter can be told from it by what follows, which comes sooner than that.
            guard !isInEscape || "[]^_".utf8.contains(sent.bytes[1]) else { continue }
            let isAfterLetter = place == 2 && sent.bytes[0] == 0x1B && "OPX".utf8.contains(sent.bytes[1])
            guard !isAfterLetter else { continue }
            terminal.send(sent.bytes[..<place], pause: isInEscape ? .milliseconds(900) : Self.longPause)
            terminal.send(sent.bytes[place...])
            #expect(terminal.end() == (isInEscape ? [.key(.escape)] : []), "cut after \(place)")
        }
    }

    @Test("Two after each other are both")
    func together() {
        for first in Sent.all {
            for second in Sent.all {
                var terminal = TypedTerminal()
                terminal.send(first.bytes + second.bytes)
                #expect(terminal.end() == first.input + second.input, "\(first) and \(second)")
            }
        }
    }

    // MARK: Esc

    @Test("Esc alone is the Esc key, soon; twice it is two")
    func escape() {
        var terminal = TypedTerminal()
        terminal.send("\u{1B}", pause: .milliseconds(100))
        #expect(terminal.take() == [])
        terminal.wait(.milliseconds(100))
        #expect(terminal.take() == [.key(.escape)])
        terminal.send("\u{1B}\u{1B}", pause: .milliseconds(200))
        #expect(terminal.take() == [.key(.escape), .key(.escape)])
    }

    @Test("Esc and a letter that may begin a sequence are both, when nothing follows", arguments: ["O", "P", "X"])
    func letters(_ letter: String) {
        var terminal = TypedTerminal()
        terminal.send("\u{1B}" + letter, pause: .milliseconds(200))
        #expect(terminal.take() == [.escaped(Key(Character(letter)))])
        terminal.wait(.seconds(1))
        terminal.send("q>9")
        #expect(terminal.take() == [.key(Key("q")), .key(Key(">")), .key(Key("9"))])
    }

    @Test(
        "The rest of a sequence that comes after Esc has acted is no key",
        arguments: [
            ("\u{1B}", "[A"), ("\u{1B}", "[24;80R"), ("\u{1B}", "]11;rgb:99/99/99\u{7}"),
            ("\u{1B}", "_Gi=1;OK\u{1B}\\"),
            ("\u{1B}O", "p"), ("\u{1B}P", ">|kitty 9\u{1B}\\"),
        ])
    func late(_ first: String, _ rest: String) {
        var terminal = TypedTerminal()
        terminal.send(first, pause: .milliseconds(600))
        #expect(terminal.take().count == 1)
        terminal.send(rest)
        #expect(terminal.end() == [])
    }

    @Test("Esc is for what the screen showed when it was pressed; what is longer than an ESC goes on waiting")
    func settled() {
        var terminal = TypedTerminal()
        terminal.send("\u{1B}")
        terminal.settle()
        #expect(terminal.take() == [.key(.escape)])
        terminal.send("[A")
        #expect(terminal.take() == [])
        for begin in ["\u{1B}[", "\u{1B}O", "\u{1B}]11", "\u{1B}[200~\u{1B}"] {
            var terminal = TypedTerminal()
            terminal.send(begin)
            terminal.settle()
            #expect(terminal.take() == [])
        }
    }

    @Test("Long after Esc such signs are typed like any other")
    func typedAfterEscape() {
        var terminal = TypedTerminal()
        terminal.send("\u{1B}", pause: .milliseconds(1_300))
        terminal.send("[9]")
        #expect(terminal.end() == [.key(.escape), .key(Key("[")), .key(Key("9")), .key(Key("]"))])
    }

    @Test("A paste whose beginning was cut goes into text all the same")
    func latePaste() {
        var terminal = TypedTerminal()
        terminal.send("\u{1B}", pause: .milliseconds(600))
        terminal.send("[200~p>9\u{1B}[201~")
        #expect(terminal.end() == [.key(.escape), .paste("p>9")])
    }

    // MARK: what never ends

    @Test("A string that never ends takes no more keys after three seconds of silence, and none at once after Esc")
    func endless() {
        var terminal = TypedTerminal()
        terminal.send("\u{1B}]11;rgb:", pause: .milliseconds(2_900))
        terminal.send("99", pause: .seconds(3))
        terminal.send("q")
        #expect(terminal.take() == [.key(Key("q"))])
        terminal.send("\u{1B}]11;rgb:\u{1B}[Ax")
        #expect(terminal.take() == [.key(.up), .key(Key("x"))])
    }

    @Test("A paste that never ends is text after three seconds of silence, and what follows is keys")
    func endlessPaste() {
        var terminal = TypedTerminal()
        terminal.send("\u{1B}[200~qq", pause: .milliseconds(2_900))
        terminal.send("++\u{1B}", pause: .milliseconds(2_900))
        #expect(terminal.take() == [])
        terminal.wait(.milliseconds(200))
        terminal.send("x")
        #expect(terminal.take() == [.paste("qq++"), .key(Key("x"))])
    }

    @Test(
        "However long a string or a sequence is, hardly any of it is kept",
        arguments: ["\u{1B}]", "\u{1B}P", "\u{1B}_", "\u{1B}[", "\u{1B}O"])
    func bounded(_ begin: String) {
        var terminal = TypedTerminal()
        terminal.send(begin)
        terminal.send(repeatElement(UInt8(ascii: "1"), count: 50_000))
        var kept = ""
        dump(terminal.decoder, to: &kept)
        #expect(kept.utf8.count < 20_000)
        #expect(terminal.end() == [])
    }

    @Test("A paste is cut at a megabyte")
    func boundedPaste() {
        var terminal = TypedTerminal()
        terminal.send("\u{1B}[200~")
        terminal.send(repeatElement(UInt8(ascii: "1"), count: 1_100_000))
        terminal.send("\u{1B}[201~")
        #expect(terminal.take() == [.paste(String(repeating: "1", count: 1 << 20))])
    }

    @Test("What is cut out of a character is no key")
    func characters() {
        let none: [[UInt8]] = [[0xC3], [0xA9], [0xFF], [0xC0, 0x80], [0xE0, 0x80, 0x80], [0xED, 0xA0, 0x80], [0xF5]]
        for bytes in none {
            var terminal = TypedTerminal()
            terminal.send(bytes)
            terminal.send("q")
            #expect(terminal.end() == [.key(Key("q"))], "\(bytes)")
        }
    }

    @Test("Keys that only this kind of terminal has are taken from its description, and none that all have")
    func described() {
        func input(_ text: String) -> [Input] {
            let keys: [String: Key] = [
                "\u{1B}[224z": Key(.function(1)), "\u{1B}[M": Key(.function(1)), "\u{1B}Op": .end,
                "\u{1B}p": .insertKey,
            ]
            var known: [[UInt8]: Key] = [:]
            for (sequence, key) in keys { known[Array(sequence.utf8)] = key }
            var decoder = InputDecoder(table: KeyTable(known))
            for byte in text.utf8 { decoder.feed(byte, at: .now) }
            return decoder.take()
        }
        #expect(input("\u{1B}[224z") == [.key(Key(.function(1)))])
        #expect(input("\u{1B}[Mq") == [.key(Key(.function(1))), .key(Key("q"))])
        #expect(input("\u{1B}Op") == [.key(Key("0"))])
        #expect(input("\u{1B}p") == [.key(.insertKey)])
    }

    // MARK: answers

    @Test(
        "A terminal that says its background is light is believed, in every form",
        arguments: [
            ("11;rgb:ffff/ffff/ffff", true), ("11;rgb:0000/0000/0000", false), ("11;rgb:fd/f6/e3", true),
            ("11;rgb:00/2b/36", false), ("11;rgba:ffff/ffff/ffff/8000", true), ("11;#ffffff", true),
            ("11;#101010", false),
            ("10;rgb:ffff/ffff/ffff", nil), ("11;?", nil), ("11;rgb:ffff", nil), ("11;rgb:fffff/0/0", nil),
            ("11;#", nil),
        ] as [(String, Bool?)])
    func background(_ answer: String, _ isLight: Bool?) {
        for end in ["\u{7}", "\u{1B}\\"] {
            var terminal = TypedTerminal()
            terminal.send("\u{1B}]" + answer + end)
            #expect(terminal.end() == [] && terminal.decoder.isBackgroundLight == isLight)
        }
    }
}

extension Key {
    fileprivate static let insertKey = Key(.insert)
}
