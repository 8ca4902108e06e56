/// The JSON Schema of an object (json-schema.org, draft 2020-12).
package struct JSONSchema {
    package let text: String

    package init(of object: any JSONObject.Type) {
        let head: [Node.Member] = [
            ("$schema", .text("https://json-schema.org/draft/2020-12/schema")), ("title", .text(object.name)),
            ("description", .text(object.about)),
            ("$comment", .text("Printed by " + object.commands.map { "`\($0)`" }.joined(separator: ", ") + ".")),
        ]
        text = Node.members(head + Self.members(of: object.type)).lines(indent: 0, behind: 0)
    }

    private static func members(of type: JSONType) -> [Node.Member] {
        switch type {
        case .integer: [("type", .text("integer"))]
        case .number: [("type", .text("number"))]
        case .boolean: [("type", .text("boolean"))]
        case .time: [("type", .text("string")), ("format", .text("date-time"))]
        case .text(values: []): [("type", .text("string"))]
        case .text(let values): [("type", .text("string")), ("enum", .list(values.map(Node.text)))]
        case .list(let element): [("type", .text("array")), ("items", .members(members(of: element)))]
        case .object(let fields):
            [
                ("type", .text("object")),
                ("required", .list(fields.filter { !$0.isOptional }.map { .text($0.name) })),
                ("properties", .members(fields.map { ($0.name, property($0)) })),
            ]
        }
    }

    private static func property(_ field: JSONField) -> Node {
        .members([("description", .text(field.about))] + members(of: field.type))
    }
}

/// JSON that a person reads: what fits a line stands on one, members keep their order.
private indirect enum Node {
    package typealias Member = (name: String, value: Node)

    case text(String)
    case list([Node])
    case members([Member])

    private static let width = 72

    /// - Parameters:
    ///   - indent: the columns before the line in which it begins.
    ///   - label: the columns of what stands before it in that line.
    package func lines(indent: Int, behind label: Int) -> String {
        guard indent + label + line.count > Self.width else { return line }
        switch self {
        case .text: return line
        case .list(let values):
            return Self.broken(Self.filled(values.map(\.line), indent: indent + 2), "[", "]", indent)
        case .members(let members):
            let parts = members.map { member in
                let label = "\(Self.quoted(member.name)): "
                return label + member.value.lines(indent: indent + 2, behind: label.count)
            }
            return Self.broken(parts, "{", "}", indent)
        }
    }

    private var line: String {
        switch self {
        case .text(let text): Self.quoted(text)
        case .list(let values): "[" + values.map(\.line).joined(separator: ", ") + "]"
        case .members(let members):
            "{" + members.map { "\(Self.quoted($0.name)): \($0.value.line)" }.joined(separator: ", ") + "}"
        }
    }

    /// As many on a line as it has room for.
    private static func filled(_ parts: [String], indent: Int) -> [String] {
        parts.reduce(into: []) { lines, part in
            guard let last = lines.last, indent + last.count + part.count + 3 <= width else {
                return lines.append(part)
            }
            lines[lines.count - 1] = "\(last), \(part)"
        }
    }

    private static func broken(_ parts: [String], _ begin: String, _ end: String, _ indent: Int) -> String {
        let margin = "\n" + String(repeating: " ", count: indent)
        return begin + parts.map { margin + "  " + $0 }.joined(separator: ",") + margin + end
    }

    /// The program's own words hold no control characters.
    private static func quoted(_ text: String) -> String {
        "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    }
}
