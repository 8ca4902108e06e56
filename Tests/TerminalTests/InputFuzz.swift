import Foundation
import Soaking
import Testing

@testable import Terminal

/// Whatever comes from a terminal, the program goes on, and hears keys again. IGNIFLO_SOAK=1 sends ten million bytes.
struct InputFuzz {
    private static let pauses: [Duration] = [.zero, .zero, .zero, .milliseconds(5), .milliseconds(150)]

    private static func cut(_ bytes: [UInt8], into terminal: inout TypedTerminal, _ random: inout SeededRandom) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = Int.random(in: 1...min(rest.count, 40), using: &random)
            terminal.send(rest.prefix(count), pause: pauses.randomElement(using: &random) ?? .zero)
            rest = rest.dropFirst(count)
        }
    }

    @Test("After any bytes a key is a key, and what is no key is none")
    func anything() {
        var random = SeededRandom(state: 20_261_128)
        var terminal = TypedTerminal()
        var left = Soak.count(200_000, soak: 5_000_000)
        while left > 0 {
            var bytes: [UInt8] = []
            for _ in 1...Int.random(in: 1...30, using: &random) {
                switch Int.random(in: 0..<4, using: &random) {
                case 0: bytes += (0..<20).map { _ in UInt8.random(in: 0...255, using: &random) }
                case 1: bytes += Sent.every.randomElement(using: &random)?.bytes ?? []
                case 2:
                    let sent = Sent.every.randomElement(using: &random)?.bytes ?? []
                    bytes += sent.prefix(Int.random(in: 0...sent.count, using: &random))
                default: bytes += "\u{1B}[]OP_^X\\;:0179<>?$~AMRu".utf8.shuffled(using: &random).prefix(6)
                }
            }
            left -= bytes.count
            Self.cut(bytes, into: &terminal, &random)
            _ = terminal.end()
            guard let sent = Sent.every.randomElement(using: &random) else { return }
            terminal.send(sent.bytes)
            let input = terminal.end()
            #expect(input == sent.input, "\(sent) after \(bytes)")
            if input != sent.input { return }
        }
    }

    @Test("However replies, reports and strings are mixed and cut, nothing acts")
    func noKeys() {
        var random = SeededRandom(state: 11_282_026)
        var terminal = TypedTerminal()
        let none = Sent.every.filter { $0.input.isEmpty && $0.bytes.count > 1 && !$0.name.contains("broken") }
        let text = (0x20..<0x7F).map { UInt8($0) }
        var left = Soak.count(200_000, soak: 5_000_000)
        while left > 0 {
            var bytes: [UInt8] = []
            for _ in 1...20 {
                bytes += none.randomElement(using: &random)?.bytes ?? []
                let begin = ["\u{1B}]", "\u{1B}P", "\u{1B}_", "\u{1B}^", "\u{1B}X"].randomElement(using: &random) ?? ""
                bytes += begin.utf8
                bytes += (0..<Int.random(in: 0...60, using: &random)).compactMap { _ in
                    text.randomElement(using: &random)
                }
                bytes += [0x1B, UInt8(ascii: "\\")]
            }
            left -= bytes.count
            Self.cut(bytes, into: &terminal, &random)
            let input = terminal.end()
            #expect(input == [], "\(bytes)")
            if input != [] { return }
        }
        Soak.say("ten million bytes of input, and no key that nobody pressed")
    }
}

/// SplitMix64, by G. Steele, D. Lea and C. Flood.
private struct SeededRandom: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
