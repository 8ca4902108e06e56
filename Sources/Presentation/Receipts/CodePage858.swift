import Foundation

/// Code page 858, which receipt printers know by that name: Western European with the euro sign.
enum CodePage858 {
    /// Bytes 0x80 to 0xFF (IBM's code page 850 with the euro sign at 0xD5).
    private static let upper = Array(
        """
        ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤\
        ðÐÊËÈ€ÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u{AD}±‗¾¶§÷¸°¨·¹³²■\u{A0}
        """.unicodeScalars)

    private static let bytes = Dictionary(zip(upper, UInt8(0x80)...UInt8.max)) { first, _ in first }

    /// The text as the page can hold it, a column for each character: what it lacks stands there without its accents,
    /// as its plain sign, or as `?`.
    @Sendable static func printable(_ text: String) -> String {
        String(String.UnicodeScalarView(text.precomposedStringWithCanonicalMapping.map(nearest)))
    }

    private static func nearest(_ character: Character) -> Unicode.Scalar {
        let scalars = character.unicodeScalars
        if scalars.count == 1, let scalar = scalars.first, byte(scalar) != nil { return scalar }
        if let sign = signs[character] { return sign }
        let bare = String(character).folding(options: [.diacriticInsensitive, .widthInsensitive], locale: nil)
        guard let scalar = bare.unicodeScalars.first, bare.unicodeScalars.count == 1, byte(scalar) != nil else {
            return "?"
        }
        return scalar
    }

    /// Signs of people and locales that have a plain stand-in.
    private static let signs: [Character: Unicode.Scalar] = [
        "’": "'", "‘": "'", "“": "\"", "”": "\"", "–": "-", "—": "-", "\u{2009}": " ", "\u{202F}": " ",
    ]

    /// Printable bytes only: nothing in a text can be a command.
    private static func byte(_ scalar: Unicode.Scalar) -> UInt8? {
        (0x20...0x7E).contains(scalar.value) ? UInt8(scalar.value) : bytes[scalar]
    }

    static func encoded(_ text: String) -> [UInt8] {
        text.unicodeScalars.map { byte($0) ?? UInt8(ascii: "?") }
    }
}
