/// A receipt printer as the command set describes it (Epson, "ESC/POS Command Reference"): it obeys the commands that
/// receipts use, and refuses every other byte that is none of a text.
struct EscPosPrinter {
    struct Line: Equatable {
        var text = ""
        var isBold = false
        var isDouble = false
        var isCentred = false

        /// A character of double size takes two.
        var columns: Int { text.count * (isDouble ? 2 : 1) }
    }

    struct Refused: Error {
        var at: Int
        var bytes: [UInt8]
    }

    /// Page 19 of `ESC t` is PC858; these are the signs of it that the tests print.
    private static let upper: [UInt8: Character] = [0x81: "ü", 0x82: "é", 0x87: "ç", 0x9C: "£", 0xA4: "ñ", 0xD5: "€"]

    /// Whether it still takes two bytes for a Chinese character, as some printers do when they are switched on.
    private(set) var isDoubleByte = true

    private(set) var lines: [Line] = []
    private(set) var codePage: UInt8?
    private(set) var cuts = 0
    private var line = Line()
    private var style = Line()

    /// - Throws: ``Refused``.
    init(printing bytes: [UInt8]) throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            let at = rest.startIndex
            guard let length = obey(rest) else { throw Refused(at: at, bytes: Array(rest.prefix(4))) }
            rest = rest.dropFirst(length)
        }
    }

    /// - Returns: the bytes that it took; nil when there is no such command here.
    private mutating func obey(_ bytes: ArraySlice<UInt8>) -> Int? {
        let call = Array(bytes.prefix(4))
        switch (call[0], call.dropFirst().first, call.dropFirst(2).first) {
        case (0x1B, UInt8(ascii: "@"), _):
            style = Line()
            line = Line()
            return 2
        case (0x1C, UInt8(ascii: "."), _):
            isDoubleByte = false
            return 2
        case (0x1B, UInt8(ascii: "t"), let page?):
            codePage = page
            return 3
        case (0x1B, UInt8(ascii: "E"), let isOn?) where isOn <= 1: style.isBold = isOn == 1
        // Only at the beginning of a line does the alignment count.
        case (0x1B, UInt8(ascii: "a"), let place?) where place <= 1 && line.text.isEmpty: style.isCentred = place == 1
        case (0x1D, UInt8(ascii: "!"), let size?) where size == 0 || size == 0x11: style.isDouble = size == 0x11
        case (0x1D, UInt8(ascii: "V"), 66) where call.count == 4 && line.text.isEmpty:
            cuts += 1
            return 4
        case (0x0A, _, _):
            lines.append(line)
            line = Line()
            return 1
        case (let byte, _, _): return put(byte) ? 1 : nil
        }
        return 3
    }

    private mutating func put(_ byte: UInt8) -> Bool {
        guard !isDoubleByte || byte < 0x80 else { return false }
        guard byte >= 0x80 || (0x20...0x7E).contains(byte) else { return false }
        let text = line.text
        line = style
        line.text = text + String(byte < 0x80 ? Character(Unicode.Scalar(byte)) : Self.upper[byte] ?? "¿")
        return true
    }
}
