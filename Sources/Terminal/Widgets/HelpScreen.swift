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
            offset = max(0, min(offset + rows, lines.count - page))
            return []
        }
    }

    func dialogSize(in area: Size) -> Size? {
        Size(width: min(72, area.width), height: min(area.height, lines.count + 2))
    }

    func render(into surface: inout Surface, in area: Rect, _ context: Context) {
        let inside = Panel(title, isFocused: true).render(into: &surface, in: area, context.glyphs)
        surface.hotspot(inside, wheelUp: Intent.scroll(-3), wheelDown: Intent.scroll(3))
        let keysWidth = min(16, inside.width / 3)
        for (row, line) in lines.dropFirst(offset).prefix(inside.height).enumerated() {
            let y = inside.y + row
            if line.isHeading {
                surface.write(line.text, x: inside.x, y: y, .accent, maxWidth: inside.width)
                continue
            }
            let keys = line.binding?.keyNames(context.glyphs) ?? ""
            surface.write(keys, x: inside.x, y: y, Style(line.reason == nil ? .key : .dim), maxWidth: keysWidth - 1)
            let text = line.reason.map { "\(line.text) (\($0))" } ?? line.text
            surface.write(
                TextWidth.truncated(text, to: inside.width - keysWidth, ellipsis: context.glyphs.ellipsis),
                x: inside.x + keysWidth, y: y, line.reason == nil ? .normal : .dim)
        }
    }
}
