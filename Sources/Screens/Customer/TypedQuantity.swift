import Foundation
import Presentation
import Shop

/// Digits typed one after another on the same product make one number.
struct TypedQuantity: Sendable {
    private static let pause: TimeInterval = 1.2
    private var last: (product: ID<Product>, value: Int, at: Date)?

    mutating func type(_ digit: Int, for product: ID<Product>, now: Date) -> Int {
        var value = digit
        if let last, last.product == product, now.timeIntervalSince(last.at) < Self.pause, last.value < 1_000 {
            value = last.value * 10 + digit
        }
        last = (product, value, now)
        return value
    }
}
