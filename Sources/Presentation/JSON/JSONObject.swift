/// What `--json` prints, or a part of it. What is said of its fields is the manual's text, and makes the JSON Schema.
package protocol JSONPart: Encodable, JSONValue {
    static var fields: [JSONField] { get }
}

/// An object that `--json` prints on a line.
package protocol JSONObject: JSONPart {
    static var name: String { get }
    static var about: String { get }
    /// The commands that print it.
    static var commands: [String] { get }
}

package struct JSONField: Sendable {
    package var name: String
    package var type: JSONType
    package var isOptional: Bool
    package var about: String
}

extension JSONPart {
    package static var type: JSONType { .object(fields) }

    /// - Parameter path: what it leads to is the field's type.
    package static func field<Value: JSONValue>(_ name: String, _ path: KeyPath<Self, Value>, _ about: String)
        -> JSONField
    {
        JSONField(name: name, type: Value.type, isOptional: Value.isOptional, about: about)
    }
}

/// All objects, in the manual's order.
package enum JSONObjects {
    package static var all: [any JSONObject.Type] {
        [
            OrderJSON.self, ProductJSON.self, EventJSON.self, UserJSON.self, ResetCodeJSON.self, ResetJSON.self,
            EndedSessionsJSON.self, StockJSON.self, ImportJSON.self, InsightsJSON.self, SettingJSON.self,
            BackupJSON.self, RestoreJSON.self, FileJSON.self, ShopJSON.self, AccountJSON.self, HealthJSON.self,
        ]
    }
}
