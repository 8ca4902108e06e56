/// The number of one of the shop's things: an order's is no product's. Numbers are given by the store, rise, and are never
/// given twice.
public struct ID<Subject>: RawRepresentable, Hashable, Comparable, Codable, Sendable {
    public var rawValue: Int64

    public init(rawValue: Int64) { self.rawValue = rawValue }

    public init(_ rawValue: some BinaryInteger) { self.rawValue = Int64(rawValue) }

    public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

extension ID: ExpressibleByIntegerLiteral {
    public init(integerLiteral value: Int64) { self.init(value) }
}

extension ID: LosslessStringConvertible {
    public init?(_ text: some StringProtocol) {
        guard let number = Int64(text) else { return nil }
        self.init(number)
    }

    public var description: String { String(rawValue) }
}
