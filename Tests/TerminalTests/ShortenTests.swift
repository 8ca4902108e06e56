import CNcurses
import Testing

struct ShortenTests {
    private func shortened(_ text: String) -> String {
        var bytes = text.utf8.map { CChar(bitPattern: $0) }
        let length = cn_shorten(&bytes, bytes.count)
        return String(decoding: bytes.prefix(length).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    @Test(
        "What sets colours and attributes is said once",
        arguments: [
            ("\u{1B}[1m\u{1B}[31mx", "\u{1B}[1;31mx"),
            ("\u{1B}[m\u{1B}[1mx", "\u{1B}[0;1mx"),
            ("\u{1B}[39m\u{1B}[mx", "\u{1B}[mx"),
            ("\u{1B}[39m\u{1B}[0;1m\u{1B}[38;5;80mx", "\u{1B}[0;1;38;5;80mx"),
            ("\u{1B}(Ba\u{1B}[39m\u{1B}(B\u{1B}[mb", "\u{1B}(Ba\u{1B}[mb"),
            ("\u{1B}[1m\u{1B}(B\u{1B}[31mx", "\u{1B}[1m\u{1B}(B\u{1B}[31mx"),
        ])
    func looks(text: String, short: String) {
        #expect(shortened(text) == short)
    }

    @Test(
        "Everything else stays as it is",
        arguments: [
            "", "\u{1B}", "\u{1B}[", "\u{1B}[1", "\u{1B}[1mÅ 抹茶\u{1B}[m", "\u{1B}[1m\u{1B}[3;4H\u{1B}[m",
            "\u{1B}[?25l\u{1B}[1K\u{1B}[m", "\u{1B}(Ba\u{1B}(0q\u{1B}(Bb", "\u{1B}(Ba\u{0E}q", "[1m[2m(B(B",
        ])
    func rest(text: String) {
        #expect(shortened(text) == text)
    }
}
