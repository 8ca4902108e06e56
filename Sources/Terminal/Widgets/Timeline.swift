/// Steps one after another, with what is done, what is now, and what is ahead.
public struct Timeline: Sendable {
    public struct Step: Hashable, Sendable {
        public enum State: Hashable, Sendable { case done, current, ahead }

        public var label: String
        public var detail: String
        public var style: Style
        public var state: State

        public init(label: String, detail: String, style: Style, state: State) {
            self.label = label
            self.detail = detail
            self.style = style
            self.state = state
        }
    }

    public var steps: [Step]

    public init(_ steps: [Step]) { self.steps = steps }

    /// Rows it takes at this width: two side by side, or one each under one another.
    public func height(width: Int) -> Int { fits(width) ? 2 : steps.count }

    private func fits(_ width: Int) -> Bool {
        steps.reduce(0) { $0 + max(TextWidth.of($1.label), TextWidth.of($1.detail)) } + (steps.count - 1) * 5 <= width
    }

    public func render(into surface: inout Surface, in area: Rect, _ glyphs: Glyphs) {
        if fits(area.width) {
            renderAcross(into: &surface, in: area, glyphs)
        } else {
            renderDown(into: &surface, in: area, glyphs)
        }
    }

    private func style(_ step: Step) -> Style { step.state == .ahead ? .dim : step.style }

    private func renderAcross(into surface: inout Surface, in area: Rect, _ glyphs: Glyphs) {
        let labels = steps.reduce(0) { $0 + TextWidth.of($1.label) }
        let gaps = max(1, steps.count - 1)
        let line = min(16, max(3, (area.width - labels) / gaps - 2))
        var x = area.x
        for (index, step) in steps.enumerated() {
            let used = surface.write(step.label, x: x, y: area.y, style(step))
            surface.write(step.detail, x: x, y: area.y + 1, .dim)
            x += used + 1
            guard index + 1 < steps.count else { break }
            let isDone = steps[index + 1].state != .ahead
            let sign = isDone ? glyphs.lineDone : glyphs.lineAhead
            surface.write(String(repeating: sign, count: line), x: x, y: area.y, isDone ? step.style : .dim)
            x += line + 1
        }
    }

    private func renderDown(into surface: inout Surface, in area: Rect, _ glyphs: Glyphs) {
        let width = (steps.map { TextWidth.of($0.label) }.max() ?? 0) + 2
        for (index, step) in steps.enumerated() where index < area.height {
            surface.write(step.label, x: area.x, y: area.y + index, style(step))
            surface.write(step.detail, x: area.x + width, y: area.y + index, .dim, maxWidth: area.width - width)
        }
    }
}
