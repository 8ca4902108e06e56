import Foundation
import Logging
import Shop

/// One line of the log, whatever the texts hold: nothing in them can end it, start another, or steer a terminal.
struct LogLine {
    /// The order in which the parts of an operation stand; what else there is follows by name.
    private static let order = ["who", "what", "on", "outcome", "ms"]
    /// Of a longer text the rest is left out.
    private static let longest = 400

    let text: String

    init(at: Date, level: Logger.Level, message: String, metadata: Logger.Metadata) {
        let keys =
            Self.order.filter { metadata[$0] != nil } + metadata.keys.filter { !Self.order.contains($0) }.sorted()
        let parts = keys.map { Self.plain($0) + "=" + Self.quoted(metadata[$0]?.description ?? "") }
        text = ([ISO8601.milliseconds(at), level.rawValue, Self.quoted(message)] + parts).joined(separator: " ") + "\n"
    }

    /// As it is when it is one plain word; else in quotes.
    private static func quoted(_ text: String) -> String {
        let escaped = plain(text)
        let isWord = !escaped.isEmpty && escaped.unicodeScalars.allSatisfy { $0 != " " && $0 != "\"" && $0 != "=" }
        return isWord ? escaped : "\"" + escaped.replacing("\"", with: "\\\"") + "\""
    }

    private static func plain(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars.prefix(longest) {
            if scalar == "\\" {
                result += "\\\\"
            } else if TextRule.isForbidden(scalar) {
                result += "\\u{" + String(scalar.value, radix: 16, uppercase: true) + "}"
            } else {
                result.unicodeScalars.append(scalar)
            }
        }
        return text.unicodeScalars.dropFirst(longest).isEmpty ? result : result + "…"
    }
}
