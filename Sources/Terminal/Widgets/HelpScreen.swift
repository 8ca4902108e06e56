/// What the keys do, made from the bindings: those of the screen behind, then those of every screen.
struct HelpScreen: Screen {
    private struct Line: Sendable {
        var binding: Binding?
        var text: String
        var isHeading = false
        var reason: String?
    }

    let title: String
    private let lines: [Line]
    private var offset = 0

    init(about title: String, own: [Binding], everywhere: [Binding]) {
        self.title = "Help"
        var lines = [Line(text: title, isHeading: true)]
        lines += own.map { Line(binding: $0, text: $0.help, reason: $0.unavailable) }
        lines.append(Line(text: "Everywhere", isHeading: true))
        lines += everywhere.map { Line(binding: $0, text: $0.help) }
        lines.append(Line(binding: .described("Ctrl-C", help: ""), text: "Leave the program (twice)"))
        self.lines = lines
    }

    private enum Intent: Message {
        case close
        case scroll(Int)
    }

    func bindings(_ context: Context) -> [Binding] {
        [
            Binding(.escape, Key("?"), Key("q"), .enter, label: "back", help: "Close the help", message: Intent.close),
            Binding(.down, Key("j"), label: "further", help: "Scroll down", message: Intent.scroll(1)),
            Binding(.up, Key("k"), label: "back up", help: "Scroll up", message: Intent.scroll(-1)),
            Binding(
                .pageDown, .space, label: "page", help: "A page down", isInFooter: false, message: Intent.scroll(10)),
            Binding(.pageUp, label: "page up", help: "A page up", isInFooter: false, message: Intent.scroll(-10)),
        ]
    }

    mutating func update(_ event: Event, _ context: Context) -> [Effect] {
        guard case .message(let message) = event, let intent = message as? Intent else { return [] }
        switch intent {
        case .close: return [.close()]
        case .scroll(let rows):
            let page = (dialogSize(in: context.size)?.height ?? 2) - 2
            let count = self.rows(Self.insideWidth(context.size.width), context.glyphs).count
            offset = max(0, min(offset + rows, count - page))
            return []
        }
    }

    // MARK: drawing

    private struct Row {
        var keys = ""
        var text: String
        var style: Style
    }

    private static let width = 72

    private static func insideWidth(_ width: Int) -> Int { min(Self.width, width) - 4 }

    private static func keysWidth(_ width: Int) -> Int { min(16, width * 9 / 20) }

    /// The lines as they stand at this width: a long one goes on in the next row.
    private func rows(_ width: Int, _ glyphs: Glyphs) -> [Row] {
        lines.flatMap { line -> [Row] in
            if line.isHeading { return [Row(text: line.text, style: .accent)] }
            let text = line.reason.map { "\(line.text) (\($0))" } ?? line.text
            var rows = TextWidth.wrapped(text, width: width - Self.keysWidth(width)).map {
                Row(text: $0, style: line.reason == nil ? .normal : .dim)
            }
            rows[0].keys = line.binding?.keyNames(glyphs) ?? ""
            return rows
        }
    }

    func dialogSize(in area: Size) -> Size? {
        let rows = rows(Self.insideWidth(area.width), .unicode).count
        return Size(width: min(Self.width, area.width), height: min(area.height, rows + 2))
    }

    func render(into surface: inout Surface, in area: Rect, _ context: Context) {
        let inside = Panel(title, isFocused: true).render(into: &surface, in: area, context.glyphs)
        surface.hotspot(inside, wheelUp: Intent.scroll(-3), wheelDown: Intent.scroll(3))
        let keysWidth = Self.keysWidth(inside.width)
        let rows = rows(inside.width, context.glyphs)
        for (index, row) in rows.dropFirst(offset).prefix(inside.height).enumerated() {
            let y = inside.y + index
            let keys = TextWidth.truncated(row.keys, to: keysWidth - 1, ellipsis: context.glyphs.ellipsis)
            surface.write(keys, x: inside.x, y: y, row.style == .dim ? .dim : Style(.key))
            let x = row.style == .accent ? inside.x : inside.x + keysWidth
            surface.write(row.text, x: x, y: y, row.style, maxWidth: inside.maxX - x)
        }
    }
}
