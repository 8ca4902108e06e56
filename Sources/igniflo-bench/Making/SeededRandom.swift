/// SplitMix64, by G. Steele, D. Lea and C. Flood: the same seed gives the same shop.
struct SeededRandom: RandomNumberGenerator, Sendable {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// 0 to below 1.
    mutating func fraction() -> Double { Double(next() >> 11) / Double(1 << 53) }

    /// True in so many of 100 cases.
    mutating func happens(_ percent: Double) -> Bool { fraction() * 100 < percent }

    mutating func seconds(_ range: ClosedRange<Double>) -> Double {
        range.lowerBound + fraction() * (range.upperBound - range.lowerBound)
    }

    /// 32 digits, as a request has them.
    mutating func identifier() -> String {
        let halves = (next(), next())
        return String(unsafeUninitializedCapacity: 32) { buffer in
            for index in 0..<32 {
                let half = index < 16 ? halves.0 : halves.1
                let digit = UInt8(truncatingIfNeeded: half >> UInt64((index & 15) * 4)) & 15
                buffer[index] = digit < 10 ? digit + 48 : digit + 87
            }
            return 32
        }
    }
}
