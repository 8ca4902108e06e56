package import Foundation
package import Shop

/// The types of JSON, as far as the objects have them.
package indirect enum JSONType: Sendable {
    case integer, number, boolean, time
    /// - Parameter values: all that it may be; empty where it may be any text.
    case text(values: [String])
    case list(JSONType)
    case object([JSONField])
}

/// What knows its own JSON type.
package protocol JSONValue {
    static var type: JSONType { get }
    /// Whether a field of this type may be missing.
    static var isOptional: Bool { get }
}

extension JSONValue {
    package static var isOptional: Bool { false }
}

extension JSONValue where Self: CaseIterable & RawRepresentable, RawValue == String {
    package static var type: JSONType { .text(values: allCases.map(\.rawValue)) }
}

extension Int: JSONValue {
    package static var type: JSONType { .integer }
}

extension Int64: JSONValue {
    package static var type: JSONType { .integer }
}

extension ID: JSONValue {
    package static var type: JSONType { .integer }
}

extension Double: JSONValue {
    package static var type: JSONType { .number }
}

extension Bool: JSONValue {
    package static var type: JSONType { .boolean }
}

extension String: JSONValue {
    package static var type: JSONType { .text(values: []) }
}

extension Array: JSONValue where Element: JSONValue {
    package static var type: JSONType { .list(Element.type) }
}

extension Optional: JSONValue where Wrapped: JSONValue {
    package static var type: JSONType { Wrapped.type }
    package static var isOptional: Bool { true }
}

extension OrderStatus: JSONValue {}
extension PaymentState: JSONValue {}
extension Role: JSONValue {}
extension ShopEvent.Kind: JSONValue {}
extension StockMovement.Kind: JSONValue {}
extension HealthFact.BackupState: JSONValue {}
extension HealthFact.Verdict: JSONValue {}

/// A moment as ISO 8601 in UTC: `2026-11-23T10:42:07Z`.
package struct JSONTime: Encodable, JSONValue {
    package static let type = JSONType.time

    private let moment: Date

    package init(_ moment: Date) { self.moment = moment }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(ISO8601.string(moment))
    }
}
