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

    private static func quoted(_ field: String) -> String {
        guard field.utf8.contains(where: { $0 == 0x22 || $0 == 0x2C || $0 == 0x0A || $0 == 0x0D || $0 == 0x3B }) else {
            return field
        }
        return "\"" + field.replacing("\"", with: "\"\"") + "\""
    }

    /// A person's text as a spreadsheet will not take it for a formula: an apostrophe goes before what begins with
    /// `=`, `+`, `-`, `@`, a tab or a carriage return (OWASP, "CSV Injection").
    public static func guarded(_ text: String) -> String { isFormula(text) ? "'" + text : text }

    /// The text that ``guarded(_:)`` was given.
    public static func unguarded(_ text: String) -> String {
        text.utf8.first == apostrophe && isFormula(text) ? String(text.dropFirst()) : text
    }

    private static let apostrophe = UInt8(ascii: "'")

    /// Apostrophes before the mark count with it, so that taking one away gives back what there was.
    private static func isFormula(_ text: String) -> Bool {
        switch text.utf8.first(where: { $0 != apostrophe }) {
        case UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "@"), 0x09, 0x0D: true
        default: false
        }
    }
}
