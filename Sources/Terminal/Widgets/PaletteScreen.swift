/// Every action by its name: type a few of its letters, Enter does it.
struct PaletteScreen: Screen {
    let title = "Actions"
    private let all: [Binding]
    private var query = TextFieldState(limit: 60)
    private var list = ListState()

    init(_ bindings: [Binding]) { all = bindings.filter { $0.keysInWords == nil } }

    private enum Intent: Message {
        case close
        case choose
        case pick(Int)
        case move(Int)
    }

    var isTyping: Bool { true }

    private var found: [Binding] {
        let scored = all.compactMap { binding in FuzzyMatch.score(query.text, in: binding.help).map { (binding, $0) } }
        return scored.enumerated().sorted { ($1.element.1, $0.offset) < ($0.element.1, $1.offset) }.map(\.element.0)
    }

    func bindings(_ context: Context) -> [Binding] {
        [
            Binding(.enter, label: "do it", help: "Do the chosen action", message: Intent.choose),
            Binding(.up, label: "up", help: "One up", message: Intent.move(-1)),
            Binding(.down, label: "down", help: "One down", message: Intent.move(1)),
            Binding(.escape, label: "back", help: "Close", message: Intent.close),
        ]
    }

    mutating func update(_ event: Event, _ context: Context) -> [Effect] {
        switch event {
        case .key(let key):
            switch key {
            case .enter: return choose()
            case .escape, .control("p"): return [.close()]
            case .up: list.move(by: -1, count: found.count)
            case .down: list.move(by: 1, count: found.count)
            default:
                _ = query.handle(key)
                list.selected = 0
            }
        case .paste(let text): query.insert(text)
        case .message(let message):
            switch message as? Intent {
            case .close: return [.close()]
            case .choose: return choose()
            case .pick(let index):
                list.selected = index
                return choose()
            case .move(let rows): list.move(by: rows, count: found.count)
            case nil: break
            }
        case .tick: break
        }
        return []
    }

    private func choose() -> [Effect] {
        guard found.indices.contains(list.selected) else { return [] }
        let binding = found[list.selected]
        if let reason = binding.unavailable { return [.toast(reason)] }
        return [.close(binding.message)]
    }

    func dialogSize(in area: Size) -> Size? {
        Size(width: min(64, area.width), height: min(area.height, 16))
    }

    func render(into surface: inout Surface, in area: Rect, _ context: Context) {
        let inside = Panel(title, isFocused: true).render(into: &surface, in: area, context.glyphs)
        TextField(query, isFocused: true, placeholder: "What would you like to do?")
            .render(into: &surface, in: inside.top(1), context.glyphs)
        let found = found
        ListView(count: found.count, state: list, isFocused: true, placeholder: "Nothing of that name.")
            .render(
                into: &surface, in: inside.droppingTop(2), context.glyphs, click: { Intent.pick($0) },
                wheel: { Intent.move($0) }
            ) { index, surface, row in
                let binding = found[index]
                let style: Style = binding.unavailable == nil ? .normal : .dim
                let key = binding.keys.first?.label(context.glyphs) ?? ""
                let room = row.width - TextWidth.of(key) - 4
                let text = TextWidth.truncated(binding.help, to: room, ellipsis: context.glyphs.ellipsis)
                surface.write(text, x: row.x + 1, y: row.y, style)
                surface.write(key, x: row.maxX - TextWidth.of(key) - 1, y: row.y, Style(.key))
            }
    }
}

/// Finds the letters of a query in a text, in their order.
enum FuzzyMatch {
    /// - Returns: nil when they are not all there; the higher, the better: beginnings of words and runs count more.
    static func score(_ query: String, in text: String) -> Int? {
        let wanted = Array(query.lowercased().filter { !$0.isWhitespace })
        guard !wanted.isEmpty else { return 0 }
        var score = 0
        var next = 0
        var previousMatched = false
        var previous: Character = " "
        for character in text.lowercased() {
            guard next < wanted.count else { break }
            let matches = character == wanted[next]
            if matches {
                score += previousMatched ? 3 : previous == " " ? 2 : 1
                next += 1
            }
            previousMatched = matches
            previous = character
        }
        return next == wanted.count ? score : nil
    }
}
