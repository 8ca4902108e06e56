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
    private var form: FormState<Int>
    private let check: (@Sendable (String) -> String?)?

    /// - Parameters:
    ///   - input: a line to fill in; it has the focus then.
    ///   - check: what is wrong with the line, in words; nil when it may be sent.
    public init(
        title: String, lines: [String], choices: [Choice], back: String = "Cancel", input: TextFieldState? = nil,
        check: (@Sendable (String) -> String?)? = nil
    ) {
        self.title = title
        self.lines = lines
        self.choices = choices + [Choice(back, nil)]
        self.check = check
        form = FormState(
            fields: input.map { [.init(0, "", $0)] } ?? [], buttons: self.choices.map(\.title),
            focus: input == nil ? choices.count : 0)
    }

    private enum Intent: Message { case back }

    /// The button that has the focus.
    private var button: Int? { form.isOnField ? nil : form.focus - form.fields.count }

    public var isTyping: Bool { form.isTyping }

    public func bindings(_ context: Context) -> [Binding] {
        [
            Binding(.escape, label: "back", help: "Close without doing anything", message: Intent.back),
            Binding(
                .enter, label: button.map { choices[$0].title.lowercased() } ?? "go on", help: "Choose",
                message: FormMessage.enter),
        ]
    }

    public mutating func update(_ event: Event, _ context: Context) -> [Effect] {
        if let outcome = form.take(event) {
            if case .chosen(let index) = outcome { return choose(index) }
            return []
        }
        if case .message(Intent.back) = event { return [.close()] }
        return []
    }

    private mutating func choose(_ index: Int) -> [Effect] {
        guard choices.indices.contains(index), let message = choices[index].message else { return [.close()] }
        let text = form[0]
        if let problem = check?(text) {
            form.show([0: problem])
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
        let field = form.fields.isEmpty ? 0 : 3
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
        if let field = form.fields.first {
            y += 1
            let place = Rect(x: inside.x, y: y, width: inside.width, height: 1)
            TextField(field.input, isFocused: form.isOnField).render(into: &surface, in: place, context.glyphs)
            surface.hotspot(place, click: FormMessage.focus(0))
            if let error = field.error {
                surface.write(error, x: place.x, y: y + 1, .error, maxWidth: place.width)
            }
        }
        let isStacked = isStacked(inside.width)
        var place = Point(x: inside.x, y: inside.maxY - (isStacked ? choices.count : 1))
        for (index, choice) in choices.enumerated() {
            let width = Button(choice.title, isFocused: button == index)
                .render(into: &surface, x: place.x, y: place.y, click: FormMessage.choose(index))
            if isStacked { place.y += 1 } else { place.x += width + 2 }
        }
    }
}
