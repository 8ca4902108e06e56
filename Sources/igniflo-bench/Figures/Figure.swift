import Foundation

/// One measured number, what it is held against, and what it should be (HowItWorks, "Figures").
struct Figure: Encodable {
    enum Target {
        case atMost(Double)
        case atLeast(Double)
        /// Of value and floor.
        case ratioAtLeast(Double)
        case ratioAtMost(Double)
    }

    var name: String
    var value: Double
    var unit: String
    var floor: Double?
    /// What the floor is, for people.
    var floorName = ""
    var target: Target?

    var ratio: Double? { floor.flatMap { $0 > 0 ? value / $0 : nil } }

    /// Nil where there is nothing to reach.
    var isMet: Bool? {
        switch target {
        case .atMost(let limit): value <= limit
        case .atLeast(let limit): value >= limit
        case .ratioAtLeast(let limit): ratio.map { $0 >= limit } ?? false
        case .ratioAtMost(let limit): ratio.map { $0 <= limit } ?? false
        case nil: nil
        }
    }

    var targetText: String {
        switch target {
        case .atMost(let limit): "≤ \(Self.text(limit)) \(unit)"
        case .atLeast(let limit): "≥ \(Self.text(limit)) \(unit)"
        case .ratioAtLeast(let limit): "ratio ≥ \(Self.text(limit))"
        case .ratioAtMost(let limit): "ratio ≤ \(Self.text(limit))"
        case nil: ""
        }
    }

    /// Three digits that count.
    static func text(_ number: Double) -> String {
        number >= 100 ? String(Int(number.rounded())) : String(format: "%.3g", number)
    }

    private enum CodingKeys: String, CodingKey { case name, value, unit, floor, ratio, target, met }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(name, forKey: .name)
        try container.encode(value, forKey: .value)
        try container.encode(unit, forKey: .unit)
        try container.encode(floor, forKey: .floor)
        try container.encode(ratio, forKey: .ratio)
        try container.encode(target == nil ? nil : targetText, forKey: .target)
        try container.encode(isMet, forKey: .met)
    }
}

/// Times of which a few numbers are told.
struct Samples {
    private var sorted: [Double]

    init(_ values: [Double]) { sorted = values.sorted() }

    var median: Double { quantile(0.5) }
    var p99: Double { quantile(0.99) }
    var largest: Double { sorted.last ?? 0 }

    private func quantile(_ share: Double) -> Double {
        guard !sorted.isEmpty else { return 0 }
        return sorted[min(sorted.count - 1, Int((Double(sorted.count) * share).rounded(.down)))]
    }
}
