import Terminal

/// Rows for a person: aligned by what a terminal shows, cut to its width.
struct Table: Sendable {
    struct Column: Sendable {
        var title: String
        var alignment: TextWidth.Alignment = .leading
        /// Gives way first when the terminal is narrow.
        var isFlexible = false
    }

    struct Cell: Sendable {
        var text: String
        var color: Color?

        init(_ text: String, _ color: Color? = nil) {
            self.text = Console.safe(text)
            self.color = color
        }
    }

    /// By the terminal's own palette (SGR numbers).
    enum Color: Int, Sendable {
        case strong = 1
        case dim = 2
        case red = 31
        case green = 32
        case amber = 33
        case blue = 34
    }

    private static let gap = "  "
    private static let leastFlexible = 8

    var columns: [Column]
    var rows: [[Cell]]

    /// - Parameter width: nil cuts nothing.
    func lines(width: Int?, colors: Bool, glyphs: Glyphs) -> [String] {
        let header = columns.map { Cell($0.title, .dim) }
        let widths = fitted(to: width, natural(header))
        return ([header] + rows).map { row in
            var shown = ""
            var used = 0
            for (index, cell) in row.enumerated() {
                let room = min(widths[index], max(0, (width ?? .max) - used))
                var text = TextWidth.padded(
                    cell.text, to: room, alignment: columns[index].alignment, ellipsis: glyphs.ellipsis)
                if index == row.count - 1 { text = Self.withoutTrailingBlanks(text) }
                used += room + Self.gap.count
                shown += (index == 0 ? "" : Self.gap) + Self.painted(text, colors ? cell.color : nil)
            }
            return Self.withoutTrailingBlanks(shown)
        }
    }

    private func natural(_ header: [Cell]) -> [Int] {
        columns.indices.map { index in
            ([header] + rows).map { TextWidth.of($0[index].text) }.max() ?? 0
        }
    }

    /// Takes from the widest column that may give way, until all fit or none can give more.
    private func fitted(to width: Int?, _ natural: [Int]) -> [Int] {
        guard let width else { return natural }
        var widths = natural
        var excess = widths.reduce(0, +) + Self.gap.count * (columns.count - 1) - width
        while excess > 0 {
            let giving = columns.indices.filter { columns[$0].isFlexible && widths[$0] > Self.leastFlexible }
            guard let widest = giving.max(by: { widths[$0] < widths[$1] }) else { break }
            widths[widest] -= 1
            excess -= 1
        }
        return widths
    }

    private static func withoutTrailingBlanks(_ text: String) -> String {
        guard let last = text.lastIndex(where: { $0 != " " }) else { return "" }
        return String(text[...last])
    }

    private static func painted(_ text: String, _ color: Color?) -> String {
        guard let color, text.contains(where: { $0 != " " }) else { return text }
        return "\u{1B}[\(color.rawValue)m\(text)\u{1B}[0m"
    }
}
