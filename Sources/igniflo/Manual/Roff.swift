import Foundation

/// Text in roff's own spelling.
struct Roff {
    private(set) var text = ""

    mutating func macro(_ name: String, _ arguments: String...) {
        text +=
            ([".\(name)"] + arguments.map { "\"\(Self.escaped($0).replacing("\"", with: "\\(dq"))\"" })
            .joined(separator: " ") + "\n"
    }

    /// A line of running text.
    mutating func line(_ words: String) {
        guard !words.isEmpty else { return }
        text += Self.guarded(Self.escaped(words)) + "\n"
    }

    /// Paragraphs; those that are indented are examples and stay as they are.
    mutating func paragraphs(_ words: String) {
        let paragraphs = words.components(separatedBy: "\n\n").filter { !$0.isEmpty }
        for (index, paragraph) in paragraphs.enumerated() {
            if index > 0 { macro("PP") }
            if paragraph.hasPrefix("  ") {
                let lines = paragraph.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
                verbatim(lines.joined(separator: "\n"))
            } else {
                line(paragraph.replacing("\n", with: " "))
            }
        }
    }

    /// Lines that stay as they are.
    mutating func verbatim(_ words: String) {
        text += ".RS 4\n.nf\n"
        for line in words.split(separator: "\n") { self.line(String(line)) }
        text += ".fi\n.RE\n"
    }

    private static let signs: [Character: String] = [
        "\\": "\\e", "-": "\\-", "'": "\\(aq", "`": "\\(ga", "^": "\\(ha", "~": "\\(ti", "…": "...", "“": "\\(lq",
        "”": "\\(rq", "é": "\\('e",
    ]

    private static func escaped(_ words: String) -> String { words.map { signs[$0] ?? String($0) }.joined() }

    /// A line that begins with a dot would be a macro.
    private static func guarded(_ line: String) -> String { line.hasPrefix(".") ? "\\&" + line : line }
}
