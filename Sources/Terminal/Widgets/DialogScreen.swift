/// A question in front of a screen: what will happen, and buttons. The last one is the way back, and has the focus.
public struct DialogScreen: Screen {
    public struct Choice: Sendable {
        public var title: String
        /// What the screen behind gets, with the text that was typed; nil for the way back.
        public var message: (@Sendable (String) -> any Message)?

        public init(_ title: String, _ message: (@Sendable (String) -> any Message)?) {
            self.title = title
            self.message = message
        }
    }

    public let title: String
    private let lines: [String]
    private let choices: [Choice]
    private var input: TextFieldState?
    private let inputLabel: String
    private let check: (@Sendable (String) -> String?)?
    private var error: String?
    /// The field is -1.
    private var focus: Int

    /// - Parameters:
    ///   - input: a line to fill in; it has the focus then.
    ///   - check: what is wrong with the line, in words; nil when it may be sent.
    public init(
        title: String, lines: [String], choices: [Choice], back: String = "Cancel", input: TextFieldState? = nil,
        inputLabel: String = "", check: (@Sendable (String) -> String?)? = nil
    ) {
        self.title = title
        self.lines = lines
        self.choices = choices + [Choice(back, nil)]
        self.input = input
        self.inputLabel = inputLabel
        self.check = check
        focus = input == nil ? choices.count : -1
    }

    private enum Intent: Message {
        case back
        case choose(Int)
    }

    public var isTyping: Bool { focus == -1 }

    public func bindings(_ context: Context) -> [Binding] {
        [
            Binding(.escape, label: "back", help: "Close without doing anything", message: Intent.back),
            Binding(
                .enter, label: focus >= 0 ? choices[focus].title.lowercased() : "go on", help: "Choose",
                message: Intent.choose(focus)),
        ]
    }

    public mutating func update(_ event: Event, _ context: Context) -> [Effect] {
        switch event {
        case .key(let key): return handle(key)
        case .paste(let text):
            error = input?.insert(text)
            return []
        case .message(let message):
            switch message as? Intent {
            case .back: return [.close()]
            case .choose(let index): return choose(index)
            case nil: return []
            }
        case .tick: return []
        }
    }

    private mutating func handle(_ key: Key) -> [Effect] {
        switch key {
        case .tab, .down: move(by: 1)
        case .backTab, .up: move(by: -1)
        case .right where focus >= 0: move(by: 1)
        case .left where focus >= 0: move(by: -1)
        case .space where focus >= 0: return choose(focus)
        default:
            guard focus == -1 else { return [] }
            _ = input?.handle(key)
            error = nil
        }
        return []
    }

    private mutating func move(by step: Int) {
        let first = input == nil ? 0 : -1
        let count = choices.count - first
        focus = (focus - first + step + count) % count + first
    }

    private mutating func choose(_ index: Int) -> [Effect] {
        guard index >= 0 else {
            focus = 0
            return choose(0)
        }
        guard choices.indices.contains(index), let message = choices[index].message else { return [.close()] }
        let text = input?.text ?? ""
        if let problem = check?(text) {
            error = problem
            focus = -1
            return []
        }
        return [.close(message(text))]
    }

    // MARK: drawing

    private static let width = 56

    private func wrapped(_ width: Int) -> [String] { lines.flatMap { TextWidth.wrapped($0, width: width) } }

    /// Buttons that do not fit side by side stand under one another.
    private func isStacked(_ width: Int) -> Bool {
        choices.reduce(-2) { $0 + Button.width($1.title) + 2 } > width
    }

    public func dialogSize(in area: Size) -> Size? {
        let width = min(Self.width, area.width)
        let field = input == nil ? 0 : 3
        let rows = isStacked(width - 4) ? choices.count : 1
        return Size(width: width, height: min(area.height, wrapped(width - 4).count + field + 3 + rows))
    }

    public func render(into surface: inout Surface, in area: Rect, _ context: Context) {
        let inside = Panel(title, isFocused: true).render(into: &surface, in: area, context.glyphs)
        var y = inside.y
        for line in wrapped(inside.width) {
            surface.write(line, x: inside.x, y: y)
            y += 1
        }
        if let input {
            y += 1
            let label = inputLabel.isEmpty ? 0 : surface.write(inputLabel + "  ", x: inside.x, y: y)
            TextField(input, isFocused: focus == -1)
                .render(
                    into: &surface, in: Rect(x: inside.x + label, y: y, width: inside.width - label, height: 1),
                    context.glyphs)
            if let error { surface.write(error, x: inside.x + label, y: y + 1, .error, maxWidth: inside.width - label) }
        }
        let isStacked = isStacked(inside.width)
        var place = Point(x: inside.x, y: inside.maxY - (isStacked ? choices.count : 1))
        for (index, choice) in choices.enumerated() {
            let width = Button(choice.title, isFocused: focus == index)
                .render(into: &surface, x: place.x, y: place.y, click: Intent.choose(index))
            if isStacked { place.y += 1 } else { place.x += width + 2 }
        }
    }
}
