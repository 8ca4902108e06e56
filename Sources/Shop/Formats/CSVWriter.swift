/// Writes comma-separated values as RFC 4180 has them: lines end in CR LF, a field is quoted when it must be.
public enum CSVWriter {
    /// One record with its line end.
    public static func line(_ fields: [String]) -> String {
        var line = ""
        for (index, field) in fields.enumerated() {
            if index > 0 { line += "," }
            line += quoted(field)
        }
        return line + "\r\n"
    }

    /// A file goes to a terminal as well: nothing in a field may steer it, or end the line.
    private static func quoted(_ text: String) -> String {
        let field = TextRule.visible(text)
        guard field.utf8.contains(where: { $0 == 0x22 || $0 == 0x2C || $0 == 0x0A || $0 == 0x0D || $0 == 0x3B }) else {
            return field
        }
        return "\"" + field.replacing("\"", with: "\"\"") + "\""
    }

    /// A person's text as a spreadsheet will not take it for a formula: an apostrophe goes before what begins with
    /// `=`, `+`, `-`, `@`, also in their wide forms and after blanks (OWASP, "CSV Injection").
    public static func guarded(_ text: String) -> String { isFormula(text) ? "'" + text : text }

    /// The text that ``guarded(_:)`` was given.
    public static func unguarded(_ text: String) -> String {
        guard text.unicodeScalars.first == "'", isFormula(text) else { return text }
        return String(text.unicodeScalars.dropFirst())
    }

    /// Apostrophes before the mark count with it, so that taking one away gives back what there was.
    private static func isFormula(_ text: String) -> Bool {
        switch text.unicodeScalars.first(where: { $0 != "'" && !$0.properties.isWhitespace }) {
        case "=", "+", "-", "@", "\u{FF1D}", "\u{FF0B}", "\u{FF0D}", "\u{FF20}": true
        default: false
        }
    }
}
