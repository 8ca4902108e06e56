/// Fields under one another with their errors, and buttons. It keeps what was typed, whatever the shop says.
public struct FormState<ID: Hashable & Sendable>: Sendable {
    public struct Field: Sendable {
        public var id: ID
        public var label: String
        public var input: TextFieldState
        public var hint: String
        public var error: String?
        /// For a box to tick instead of text; nil for text.
        public var isTicked: Bool?

        public init(_ id: ID, _ label: String, _ input: TextFieldState, hint: String = "") {
            self.id = id
            self.label = label
            self.input = input
            self.hint = hint
        }

        /// A box to tick.
        public init(_ id: ID, _ label: String, isTicked: Bool) {
            self.init(id, label, TextFieldState(limit: 0))
            self.isTicked = isTicked
        }
    }

    public var fields: [Field]
    public var buttons: [String]
    /// Fields first, then buttons.
    public var focus: Int
    /// Whether Enter in the last field chooses the first button; else it goes on to the buttons.
    public var lastFieldSubmits = true

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

    private var isOnBox: Bool { isOnField && fields[focus].isTicked != nil }

    /// Characters are text here.
    public var isTyping: Bool { isOnField && !isOnBox }

    public func isTicked(_ id: ID) -> Bool { fields.first { $0.id == id }?.isTicked == true }

    public subscript(id: ID) -> String {
        get { fields.first { $0.id == id }?.input.text ?? "" }
        set {
            guard let index = fields.firstIndex(where: { $0.id == id }) else { return }
            fields[index].input.text = newValue
        }
    }

    /// The keys that every form has. Enter names the button that has the focus.
    ///
    /// - Parameter aim: what Enter comes to in the end: “register”, say.
    public func bindings(aim: String) -> [Binding] {
        let enter =
            isOnField
            ? (label: isOnBox ? "tick" : "go on", help: "Go on; in the last field: \(aim)")
            : (label: buttons[focus - fields.count].lowercased(), help: buttons[focus - fields.count])
        return [
            Binding(.enter, label: enter.label, help: enter.help, message: FormMessage.enter),
            Binding(.tab, label: "next", help: "Next field", message: FormMessage.next),
        ]
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
            case .tick(let index):
                fields[index].isTicked?.toggle()
                return moveFocus(to: index)
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
            if isOnBox { return tick() }
            return focus == fields.count - 1 && lastFieldSubmits ? .chosen(0) : move(by: 1)
        case .left where !isTyping: return move(by: -1)
        case .right where !isTyping: return move(by: 1)
        case .space where isOnBox: return tick()
        case .space where !isOnField: return .chosen(focus - fields.count)
        default:
            guard isTyping else { return .none }
            let before = fields[focus].input.text
            _ = fields[focus].input.handle(key)
            if fields[focus].input.text != before { fields[focus].error = nil }
            return .none
        }
    }

    public mutating func paste(_ text: String) {
        guard isTyping else { return }
        fields[focus].error = fields[focus].input.insert(text)
    }

    public mutating func moveFocus(to index: Int) -> Outcome {
        let left = isOnField ? fields[focus].id : nil
        focus = index
        return left.map { .left($0) } ?? .none
    }

    private mutating func tick() -> Outcome {
        fields[focus].isTicked?.toggle()
        return .none
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
    /// The box is ticked, or not any more.
    case tick(Int)
    case enter, next
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
        let labels = state.fields.filter { $0.isTicked == nil }.map { TextWidth.of($0.label) }
        let labelWidth = (labels.max() ?? 0) + 2
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
        if let isTicked = field.isTicked {
            return render(box: "[\(isTicked ? "x" : " ")] \(field.label)", index, into: &surface, in: row)
        }
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

    private func render(box text: String, _ index: Int, into surface: inout Surface, in row: Rect) {
        let style = Style(.normal, on: index == state.focus ? .buttonFocused : .terminal)
        let width = surface.write(text, x: row.x, y: row.y, style, maxWidth: row.width)
        surface.hotspot(Rect(x: row.x, y: row.y, width: width, height: 1), click: FormMessage.tick(index))
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
