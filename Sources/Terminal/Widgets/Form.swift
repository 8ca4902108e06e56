/// Fields under one another with their errors, and buttons. It keeps what was typed, whatever the shop says.
public struct FormState<ID: Hashable & Sendable>: Sendable {
    public struct Field: Sendable {
        public var id: ID
        public var label: String
        public var input: TextFieldState
        public var hint: String
        public var error: String?

        public init(_ id: ID, _ label: String, _ input: TextFieldState, hint: String = "") {
            self.id = id
            self.label = label
            self.input = input
            self.hint = hint
        }
    }

    public var fields: [Field]
    public var buttons: [String]
    /// Fields first, then buttons.
    public var focus: Int

    public init(fields: [Field], buttons: [String], focus: Int = 0) {
        self.fields = fields
        self.buttons = buttons
        self.focus = focus
    }

    public enum Outcome: Hashable, Sendable {
        case none
        /// The focus left this field, by whatever key.
        case left(ID)
        /// A button was chosen: 0 is the main one, which Enter in the last field chooses, too.
        case chosen(Int)
    }

    public var isOnField: Bool { focus < fields.count }

    public subscript(id: ID) -> String {
        get { fields.first { $0.id == id }?.input.text ?? "" }
        set {
            guard let index = fields.firstIndex(where: { $0.id == id }) else { return }
            fields[index].input.text = newValue
        }
    }

    /// What an event means to the form; nil when it is not for the form.
    public mutating func take(_ event: Event) -> Outcome? {
        switch event {
        case .key(let key): return handle(key)
        case .paste(let text):
            paste(text)
            return Outcome.none
        case .message(let message):
            switch message as? FormMessage {
            case .focus(let index): return moveFocus(to: index)
            case .choose(let index): return .chosen(index)
            case .enter: return handle(.enter)
            case .next: return handle(.tab)
            case nil: return nil
            }
        case .tick: return nil
        }
    }

    public mutating func handle(_ key: Key) -> Outcome {
        switch key {
        case .tab, .down: return move(by: 1)
        case .backTab, .up: return move(by: -1)
        case .enter:
            if !isOnField { return .chosen(focus - fields.count) }
            return focus == fields.count - 1 ? .chosen(0) : move(by: 1)
        case .left where !isOnField: return move(by: -1)
        case .right where !isOnField: return move(by: 1)
        case .space where !isOnField: return .chosen(focus - fields.count)
        default:
            guard isOnField else { return .none }
            let before = fields[focus].input.text
            _ = fields[focus].input.handle(key)
            if fields[focus].input.text != before { fields[focus].error = nil }
            return .none
        }
    }

    public mutating func paste(_ text: String) {
        guard isOnField else { return }
        fields[focus].error = fields[focus].input.insert(text)
    }

    public mutating func moveFocus(to index: Int) -> Outcome {
        let left = isOnField ? fields[focus].id : nil
        focus = index
        return left.map { .left($0) } ?? .none
    }

    private mutating func move(by step: Int) -> Outcome {
        let count = fields.count + buttons.count
        return moveFocus(to: (focus + step + count) % count)
    }

    /// Shows these errors and moves to the first field that has one; the others' are cleared.
    public mutating func show(_ errors: [ID: String]) {
        for index in fields.indices { fields[index].error = errors[fields[index].id] }
        if let first = fields.firstIndex(where: { $0.error != nil }) { focus = first }
    }

    public mutating func setError(_ error: String?, of id: ID) {
        guard let index = fields.firstIndex(where: { $0.id == id }) else { return }
        fields[index].error = error
    }
}

/// What a click in a form, or one of its keys in the footer, sends.
public enum FormMessage: Message, Hashable {
    case focus(Int)
    case choose(Int)
    case enter, next

    /// The keys that every form has.
    ///
    /// - Parameter aim: what Enter comes to in the end: “register”, say.
    public static func bindings(aim: String) -> [Binding] {
        [
            Binding(.enter, label: "go on", help: "Go on; in the last field: \(aim)", message: Self.enter),
            Binding(.tab, label: "next", help: "Next field", message: Self.next),
        ]
    }
}

/// Draws a form. Where the area is too low, it scrolls so that the focus is in sight.
public struct Form<ID: Hashable & Sendable>: Sendable {
    private let state: FormState<ID>
    private let isBusy: Bool

    public init(_ state: FormState<ID>, isBusy: Bool = false) {
        self.state = state
        self.isBusy = isBusy
    }

    /// Rows of a form with this many fields: each with a row for its error, then the buttons.
    public static func height(fields: Int) -> Int { fields * 2 + 1 }

    public func render(into surface: inout Surface, in area: Rect, _ glyphs: Glyphs) {
        let buttons = buttonPlaces(width: area.width)
        let total = Self.height(fields: state.fields.count) + (buttons.last?.y ?? 0)
        let focusRow = state.isOnField ? state.focus * 2 + 2 : total
        let shift = max(0, min(total - area.height, focusRow - area.height))
        let labelWidth = (state.fields.map { TextWidth.of($0.label) }.max() ?? 0) + 2
        surface.clipped(to: area) { surface in
            for (index, field) in state.fields.enumerated() {
                let row = Rect(x: area.x, y: area.y + index * 2 - shift, width: area.width, height: 1)
                render(field, index, into: &surface, in: row, labelWidth: min(labelWidth, area.width / 2), glyphs)
            }
            let row = area.y + state.fields.count * 2 - shift
            for (index, place) in buttons.enumerated() {
                Button(
                    state.buttons[index], isFocused: state.focus == state.fields.count + index, isEnabled: !isBusy
                ).render(into: &surface, x: area.x + place.x, y: row + place.y, click: FormMessage.choose(index))
            }
        }
    }

    private func render(
        _ field: FormState<ID>.Field, _ index: Int, into surface: inout Surface, in row: Rect, labelWidth: Int,
        _ glyphs: Glyphs
    ) {
        let isFocused = index == state.focus
        surface.write(field.label, x: row.x, y: row.y, isFocused ? .strong : .normal, maxWidth: labelWidth - 1)
        let place = row.droppingLeft(labelWidth)
        if row.y >= 0 {
            TextField(field.input, isFocused: isFocused, placeholder: field.hint).render(
                into: &surface, in: place, glyphs)
        }
        surface.hotspot(place, click: FormMessage.focus(index))
        if let error = field.error {
            // A long one begins further left, so that it can be read.
            let text = TextWidth.truncated(error, to: row.width, ellipsis: glyphs.ellipsis)
            surface.write(text, x: min(place.x, row.maxX - TextWidth.of(text)), y: row.y + 1, .error)
        }
    }

    /// Where each button stands: side by side, and on a further row where they do not fit.
    private func buttonPlaces(width: Int) -> [Point] {
        var places: [Point] = []
        var next = Point(x: 0, y: 0)
        for title in state.buttons {
            let wide = Button.width(title)
            if next.x > 0, next.x + wide > width { next = Point(x: 0, y: next.y + 1) }
            places.append(next)
            next.x += wide + 2
        }
        return places
    }
}

/// A word to press.
public struct Button: Sendable {
    public var title: String
    public var isFocused: Bool
    public var isEnabled: Bool

    public init(_ title: String, isFocused: Bool, isEnabled: Bool = true) {
        self.title = title
        self.isFocused = isFocused
        self.isEnabled = isEnabled
    }

    public static func width(_ title: String) -> Int { TextWidth.of(title) + 4 }

    /// - Returns: the columns it took.
    @discardableResult
    public func render(into surface: inout Surface, x: Int, y: Int, click: any Message) -> Int {
        let style = Style(isEnabled ? .normal : .dim, on: isFocused ? .buttonFocused : .button)
        let width = surface.write("[ \(title) ]", x: x, y: y, style)
        if isEnabled { surface.hotspot(Rect(x: x, y: y, width: width, height: 1), click: click) }
        return width
    }
}
