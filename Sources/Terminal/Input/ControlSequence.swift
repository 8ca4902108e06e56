/// What stands between CSI or SS3 and the final byte.
struct ControlSequence {
    /// Longer ones are no key, and are not kept.
    private static let limit = 64

    private(set) var bytes: [UInt8] = []
    private var isTooLong = false
    private var hasIntermediates = false

    var isEmpty: Bool { bytes.isEmpty }

    /// - Returns: false when the byte is its final one.
    mutating func take(_ byte: UInt8) -> Bool {
        guard byte < 0x40 else { return false }
        // rxvt ends keys with Shift in `$`, which goes on everywhere else.
        if byte == UInt8(ascii: "$"), number != nil { return false }
        if byte < 0x30 { hasIntermediates = true }
        if bytes.count < Self.limit { bytes.append(byte) } else { isTooLong = true }
        return true
    }

    /// Its only parameter, where it has one, and that is a plain number.
    private var number: Int? {
        bytes.allSatisfy { (0x30..<0x3A).contains($0) } ? parameters?.first?.first ?? nil : nil
    }

    /// `<`, `=`, `>` or `?` before the parameters.
    var mark: UInt8? { bytes.first.flatMap { (0x3C..<0x40).contains($0) ? $0 : nil } }

    /// The numbers between `;`, each with its own between `:`; nil where one is left out. Nil for all when this is none of a
    /// key or of the mouse.
    var parameters: [[Int?]]? {
        guard !isTooLong, !hasIntermediates else { return nil }
        let text = String(decoding: bytes.drop { $0 >= 0x3C }, as: UTF8.self)
        guard !text.isEmpty else { return [] }
        var all: [[Int?]] = []
        for part in text.split(separator: ";", omittingEmptySubsequences: false) {
            let numbers = part.split(separator: ":", omittingEmptySubsequences: false)
            guard numbers.allSatisfy({ $0.isEmpty || Int($0) != nil }) else { return nil }
            all.append(numbers.map { Int($0) })
        }
        return all
    }
}

/// The colour that a terminal gives for its background.
struct BackgroundColour {
    /// From 0 to 1.
    private let brightness: Double

    /// The answer to OSC 11, `11;rgb:ffff/ffff/ffff`, `11;rgba:…` or `11;#ffffff`; nil for everything else.
    init?(answer: String) {
        guard answer.hasPrefix("11;") else { return nil }
        let colour = answer.dropFirst(3)
        let parts: [Substring]
        if colour.hasPrefix("#"), colour.count % 3 == 1 {
            let digits = colour.dropFirst()
            let width = digits.count / 3
            parts = (0..<3).map { digits.dropFirst($0 * width).prefix(width) }
        } else if let colon = colour.firstIndex(of: ":"), ["rgb", "rgba"].contains(colour[..<colon]) {
            parts = colour[colour.index(after: colon)...].split(separator: "/", omittingEmptySubsequences: false)
        } else {
            return nil
        }
        let levels = parts.prefix(3).compactMap(Self.level)
        guard levels.count == 3, parts.count <= 4 else { return nil }
        brightness = 0.299 * levels[0] + 0.587 * levels[1] + 0.114 * levels[2]
    }

    /// One to four hexadecimal digits, as a part of the most that so many can say.
    private static func level(_ digits: Substring) -> Double? {
        guard (1...4).contains(digits.count), let value = Int(digits, radix: 16), value >= 0 else { return nil }
        return Double(value) / Double(1 << (4 * digits.count) - 1)
    }

    var isLight: Bool { brightness > 0.5 }
}
