import Foundation
import Presentation
import Shop
import Terminal

/// Reads a form's fields into values and keeps what is wrong with each, so that all of it shows at once.
struct FormReading {
    let form: ShopForm
    private(set) var problems: [FieldName: FieldError] = [:]

    init(_ form: ShopForm) { self.form = form }

    /// - Returns: nil when the problem was noted.
    mutating func read<Value>(_ field: FieldName, _ body: (String) throws(FieldError) -> Value) -> Value? {
        do throws(FieldError) {
            return try body(form[field])
        } catch {
            problems[field] = error
            return nil
        }
    }

    mutating func text(_ field: FieldName, length: ClosedRange<Int>) -> String? {
        read(field) { (text) throws(FieldError) in try TextRule.checked(text, length: length) }
    }

    mutating func count(_ field: FieldName) -> Int? {
        read(field) { (text) throws(FieldError) in try Self.count(text) }
    }

    mutating func price(_ money: MoneyFormat) -> Int64? {
        read(.price) { (text) throws(FieldError) in
            try money.minorUnits(from: text, atMost: Product.priceRange.upperBound)
        }
    }

    /// A number of pieces, within what a shelf may hold.
    static func count(_ text: String) throws(FieldError) -> Int {
        guard !text.isEmpty else { throw .empty }
        guard let count = Int(text) else { throw .notANumber }
        guard count >= Product.stockRange.lowerBound else { throw .negative }
        guard count <= Product.stockRange.upperBound else { throw .tooLarge("1,000,000") }
        return count
    }
}
