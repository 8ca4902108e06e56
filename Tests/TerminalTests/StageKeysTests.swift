import Foundation
import Testing

@testable import Terminal

/// A screen that notes the keys that reach it.
private struct Noting: Screen {
    enum Said: Message { case quit, alt, search, step }

    let title = "Noting"
    var isTyping = false
    var heard: [String] = []

    func bindings(_ context: Context) -> [Binding] {
        [
            Binding(Key("q"), label: "leave", help: "Leave", message: Said.quit),
            Binding(.alt("y"), label: "alt", help: "With Alt", message: Said.alt),
            Binding(Key("/"), label: "search", help: "Search", message: Said.search),
            Binding(Key(">"), label: "step", help: "Step", message: Said.step),
            Binding(.escape, label: "back", help: "Back", message: Said.quit),
        ]
    }

    mutating func update(_ event: Event, _ context: Context) -> [Effect] {
        switch event {
        case .key(let key): heard.append(key.label(.ascii))
        case .message(let said as Said): heard.append("\(said)")
        default: break
        }
        return []
    }

    func render(into surface: inout Surface, in area: Rect, _ context: Context) {}
}

private struct NoHeader: HeaderBar {
    mutating func update(_ message: any Message, _ context: Context) {}
    func render(into surface: inout Surface, in area: Rect, at place: String, _ context: Context) {}
    func nextTick(after now: Date) -> Date? { nil }
}

/// Keys that come together, and keys of other layouts.
struct StageKeysTests {
    private let now = Date(timeIntervalSince1970: 1_795_000_000)

    private func stage(_ language: String = "C.UTF-8", isTyping: Bool = false) -> Stage {
        Stage(
            root: Noting(isTyping: isTyping), headerBar: NoHeader(), size: Size(width: 80, height: 24),
            latinKeys: LatinKeys(environment: ["LANG": language]))
    }

    private func heard(_ stage: Stage) -> [String] { (stage.layers.first?.screen as? Noting)?.heard ?? [] }

    private func heard(_ text: String, _ language: String = "C.UTF-8", isTyping: Bool = false) -> [String] {
        var stage = stage(language, isTyping: isTyping)
        for character in text { _ = stage.handle(.key(Key(character)), now: now) }
        return heard(stage)
    }

    // MARK: Esc and a key

    @Test("Esc and a key that come together are both, in their order")
    func escaped() {
        var stage = stage()
        for key in [Key("x"), Key("q"), .enter] { _ = stage.handle(.escaped(key), now: now) }
        #expect(heard(stage) == ["quit", "x", "quit", "quit", "quit", "Enter"])
    }

    @Test("A key with Alt that means something is that one key")
    func alt() {
        var stage = stage()
        _ = stage.handle(.escaped(Key("y")), now: now)
        #expect(heard(stage) == ["alt"])
    }

    @Test("In a text field Alt moves by words, and Esc with any other letter leaves it first")
    func altInText() {
        var stage = stage(isTyping: true)
        for key in [Key("b"), Key("f"), .backspace, Key("x")] { _ = stage.handle(.escaped(key), now: now) }
        #expect(heard(stage) == ["Alt-b", "Alt-f", "Alt-Backspace", "quit", "x"])
    }

    @Test("Alt with an arrow is no Esc where it means nothing")
    func altArrow() {
        var stage = stage()
        _ = stage.handle(.key(Key(.up, alt: true)), now: now)
        #expect(heard(stage) == ["Alt-^"])
    }

    // MARK: other layouts

    @Test("Letters of the Greek layout act as the Latin ones on the same keys")
    func greek() { #expect(heard("ωκξηλΛΣ") == ["v", "k", "j", "h", "l", "L", "S"]) }

    @Test("Letters of the Russian, Ukrainian and Belarusian layouts act as the Latin ones on the same keys, signs, too")
    func cyrillic() {
        let same = [("йЮ", ["quit", "step"]), ("олДН", ["j", "k", "L", "Y"]), (".", ["search"])]
        for language in ["ru_RU.UTF-8", "uk_UA", "be_BY.UTF-8"] {
            for (typed, keys) in same { #expect(heard(typed, language) == keys, "\(typed) in \(language)") }
        }
        #expect(heard("ыъ", "ru") == ["s", "]"])
        #expect(heard("іїє", "uk_UA.UTF-8") == ["s", "]", "'"])
        #expect(heard("іў", "be_BY.UTF-8") == ["b", "o"])
        #expect(heard("й", "ru_RU.UTF-8") == heard("q", "ru_RU.UTF-8"))
    }

    @Test(
        "A letter that stands on another key in the next layout does nothing and says so",
        arguments: ["й", "Ю", "ю", "ב", "ق", "ก", "ტ", "한", "あ", "抹"] as [Character])
    func foreign(_ letter: Character) {
        for language in ["C.UTF-8", "en_US.UTF-8", "sr_RS.UTF-8", "bg_BG.UTF-8", ""] {
            var stage = stage(language)
            _ = stage.handle(.key(Key(letter)), now: now)
            #expect(heard(stage) == [])
            #expect(stage.render(now: now).lines().contains { $0.contains("please switch the keyboard") })
        }
    }

    @Test(
        "Latin letters with marks, digits and signs are no letters of another alphabet",
        arguments: Array("éßøąŁ€½·×.,;´"))
    func latin(_ character: Character) {
        #expect(heard(String(character)) == [String(character)])
    }

    @Test("In a text field every letter is itself")
    func text() {
        for language in ["ru_RU.UTF-8", "el_GR.UTF-8", "C.UTF-8"] {
            #expect(heard("йЮα.抹", language, isTyping: true) == ["й", "Ю", "α", ".", "抹"])
        }
    }

    @Test("The language is that of the letters, as programs find it")
    func language() {
        func latin(_ environment: [String: String]) -> Key? { LatinKeys(environment: environment).key(for: Key("й")) }
        #expect(latin(["LANG": "ru_RU.UTF-8"]) == Key("q") && latin(["LC_CTYPE": "ru_RU.UTF-8"]) == Key("q"))
        #expect(latin(["LC_ALL": "C.UTF-8", "LANG": "ru_RU.UTF-8"]) == nil)
        #expect(latin(["LC_ALL": "", "LANG": "ru_RU.UTF-8"]) == Key("q") && latin([:]) == nil)
    }
}
