import Testing

@testable import Terminal

struct WidthTests {
    /// Names and notes as people, and people who mean harm, type them.
    static let corpus = [
        "", "Flat white", "Crème brûlée", "抹茶ラテ", "شاي بالنعناع", "👩‍🍳 chef", "👍🏽", "⚠️", "🇯🇵🇮🇪", "🪿",
        "e\u{301}\u{302}\u{303}\u{304}\u{305}\u{306}",
        "a\u{1B}[2Jb", "x\u{202E}evil", "zero\u{200B}width", "\u{301}lonely", "tab\there", "line\nbreak", "\u{9B}31m",
        "한국어", "ﷺ", "𝔘𝔫𝔦", "1️⃣", "\u{FFFF}", "👨‍👩‍👧‍👦👨‍👩‍👧‍👦", "नमस्ते", "ไทย",
    ]

    @Test("The columns drawn are the columns measured, whatever the text", arguments: corpus)
    func drawnEqualsMeasured(text: String) {
        var surface = Surface(size: Size(width: 60, height: 1))
        #expect(surface.write(text, x: 0, y: 0) == TextWidth.of(text))
    }

    @Test("Nothing that could move the cursor or turn the text around reaches a cell", arguments: corpus)
    func clean(text: String) {
        var surface = Surface(size: Size(width: 60, height: 1))
        surface.write(text, x: 0, y: 0)
        for scalar in surface.lines()[0].unicodeScalars {
            #expect(
                ![.control, .format, .lineSeparator, .paragraphSeparator].contains(scalar.properties.generalCategory))
        }
    }

    @Test(
        "Clusters that terminals disagree on are drawn by their base",
        arguments: [
            ("👩‍🍳", "👩"), ("👍🏽", "👍"), ("⚠️", "⚠"), ("🇯🇵", "JP"), ("1️⃣", "1"), ("a\u{1B}b", "a�b"), ("a\u{200B}b", "ab"),
        ])
    func bases(text: String, drawn: String) {
        var surface = Surface(size: Size(width: 20, height: 1))
        surface.write(text, x: 0, y: 0)
        #expect(surface.lines()[0] == drawn)
    }

    @Test("Padding and cutting give exactly the columns asked for", arguments: corpus)
    func padding(text: String) {
        for width in [1, 2, 3, 7, 20] {
            #expect(TextWidth.of(TextWidth.padded(text, to: width)) == width)
            #expect(TextWidth.of(TextWidth.truncated(text, to: width)) <= width)
            for line in TextWidth.wrapped(text, width: max(2, width)) { #expect(TextWidth.of(line) <= max(2, width)) }
        }
    }

    @Test("Half of a wide character never stays behind")
    func halves() {
        var surface = Surface(size: Size(width: 6, height: 1))
        surface.write("抹茶茶", x: 0, y: 0)
        surface.write("x", x: 1, y: 0)
        #expect(surface.lines()[0] == " x茶茶")
        surface.write("y", x: 2, y: 0)
        #expect(surface.lines()[0] == " xy 茶")
        surface.clipped(to: Rect(x: 0, y: 0, width: 3, height: 1)) { $0.write("ab茶", x: 0, y: 0) }
        #expect(surface.lines()[0] == "ab  茶")
        surface.write("抹茶茶", x: 0, y: 0)
        surface.write("抹", x: 1, y: 0)
        #expect(surface.lines()[0] == " 抹 茶")
        surface.write("abc", x: 2, y: 0)
        #expect(surface.lines()[0] == "  abc")
    }

    @Test("Only cells that differ are told apart from the last frame")
    func differences() {
        var first = Surface(size: Size(width: 10, height: 2))
        first.write("hello", x: 0, y: 0)
        var second = first
        #expect(second.changes(from: first).isEmpty)
        second.write("hallo", x: 0, y: 0)
        #expect(second.changes(from: first) == [Point(x: 1, y: 0)])
        #expect(second.changes(from: Surface(size: Size(width: 9, height: 2))).count == 20)
    }
}
