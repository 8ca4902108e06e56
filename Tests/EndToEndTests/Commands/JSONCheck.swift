import Foundation

/// A value of JSON.
indirect enum JSON: Decodable {
    case null
    case boolean(Bool)
    case integer(Int)
    case number(Double)
    case text(String)
    case list([JSON])
    case object([String: JSON])

    init(_ text: String) throws { self = try JSONDecoder().decode(JSON.self, from: Data(text.utf8)) }

    init(from decoder: any Decoder) throws {
        let value = try decoder.singleValueContainer()
        if value.decodeNil() {
            self = .null
        } else if let it = try? value.decode(Bool.self) {
            self = .boolean(it)
        } else if let it = try? value.decode(Int.self) {
            self = .integer(it)
        } else if let it = try? value.decode(Double.self) {
            self = .number(it)
        } else if let it = try? value.decode(String.self) {
            self = .text(it)
        } else if let it = try? value.decode([JSON].self) {
            self = .list(it)
        } else {
            self = .object(try value.decode([String: JSON].self))
        }
    }

    subscript(name: String) -> JSON? {
        guard case .object(let members) = self else { return nil }
        return members[name]
    }

    var text: String? {
        guard case .text(let text) = self else { return nil }
        return text
    }

    var texts: [String] {
        guard case .list(let values) = self else { return [] }
        return values.compactMap(\.text)
    }

    var names: Set<String> {
        guard case .object(let members) = self else { return [] }
        return Set(members.keys)
    }
}

/// Holds a value to a JSON Schema, as far as the program's own schemas go: an unknown keyword is a problem, and so is a
/// field that is not described.
enum JSONCheck {
    private static let keywords: Set<String> = [
        "$schema", "$comment", "title", "description", "type", "format", "enum", "items", "required", "properties",
    ]

    static func problems(of value: JSON, by schema: JSON, at place: String = "") -> [String] {
        let unknown = schema.names.subtracting(keywords).map { "\(place): the schema has the keyword \($0)" }
        return unknown + typeProblems(of: value, by: schema, at: place)
    }

    private static func typeProblems(of value: JSON, by schema: JSON, at place: String) -> [String] {
        switch (schema["type"]?.text, value) {
        case ("integer", .integer), ("number", .integer), ("number", .number), ("boolean", .boolean): []
        case ("string", .text(let text)): textProblems(of: text, by: schema, at: place)
        case ("array", .list(let values)):
            values.enumerated().flatMap { index, value in
                schema["items"].map { problems(of: value, by: $0, at: "\(place)[\(index)]") } ?? ["\(place): no items"]
            }
        case ("object", .object(let members)): memberProblems(of: members, by: schema, at: place)
        default: ["\(place): \(value) is no \(schema["type"]?.text ?? "value of a type")"]
        }
    }

    private static func textProblems(of text: String, by schema: JSON, at place: String) -> [String] {
        if let allowed = schema["enum"]?.texts, !allowed.contains(text) {
            return ["\(place): “\(text)” is none of \(allowed)"]
        }
        guard let format = schema["format"] else { return [] }
        let isTime = text.wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/) != nil
        return format.text == "date-time" && isTime ? [] : ["\(place): “\(text)” is no \(format)"]
    }

    private static func memberProblems(of members: [String: JSON], by schema: JSON, at place: String) -> [String] {
        let missing = (schema["required"]?.texts ?? []).filter { members[$0] == nil }
        return missing.map { "\(place).\($0) is missing" }
            + members.flatMap { name, value in
                schema["properties"]?[name].map { problems(of: value, by: $0, at: "\(place).\(name)") }
                    ?? ["\(place).\(name) is not described"]
            }
    }
}
