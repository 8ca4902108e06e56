/// A code point in UTF-8 of which some bytes are still to come.
struct PartialScalar {
    private var value: UInt32
    private var left: Int
    private let least: UInt32

    /// - Returns: nil for a byte that begins none.
    init?(_ byte: UInt8) {
        switch byte {
        case 0xC2..<0xE0: (value, left, least) = (UInt32(byte & 0x1F), 1, 0x80)
        case 0xE0..<0xF0: (value, left, least) = (UInt32(byte & 0x0F), 2, 0x800)
        case 0xF0..<0xF5: (value, left, least) = (UInt32(byte & 0x07), 3, 0x10000)
        default: return nil
        }
    }

    /// - Returns: false for a byte that does not belong to it.
    mutating func take(_ byte: UInt8) -> Bool {
        guard byte & 0xC0 == 0x80 else { return false }
        value = value << 6 | UInt32(byte & 0x3F)
        left -= 1
        return true
    }

    var isWhole: Bool { left == 0 }

    /// Nil where the bytes are no code point.
    var scalar: Unicode.Scalar? { value < least ? nil : Unicode.Scalar(value) }
}
