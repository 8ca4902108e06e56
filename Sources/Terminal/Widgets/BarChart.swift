/// Values as bars side by side, each as high as an eighth of a cell can tell, one of them chosen.
public struct BarChart: Sendable {
    public struct Bar: Hashable, Sendable {
        public var label: String
        public var value: Double

        public init(_ label: String, _ value: Double) {
            self.label = label
            self.value = value
        }
    }

    public var bars: [Bar]
    public var chosen: Int?
    public var style: Style

    public init(_ bars: [Bar], chosen: Int? = nil, style: Style = .accent) {
        self.bars = bars
        self.chosen = chosen
        self.style = style
    }

    private static let eighths = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]

    /// Columns of a bar with the gap after it.
    private func step(_ width: Int) -> Int { max(1, min(10, width / max(1, bars.count))) }

    /// The bars that fit: the last ones, for they are the newest.
    private func shown(_ width: Int) -> Range<Int> {
        max(0, bars.count - width / step(width))..<bars.count
    }

    public func render(
        into surface: inout Surface, in area: Rect, _ glyphs: Glyphs, click: ((Int) -> any Message)? = nil
    ) {
        guard area.height >= 2, area.width >= 2, !bars.isEmpty else { return }
        let step = step(area.width)
        let width = step > 7 ? step - 2 : max(1, step - 1)
        let most = bars.map(\.value).max() ?? 0
        let height = area.height - 1
        let labelWidth = bars.map { TextWidth.of($0.label) }.max() ?? 0
        // As many bars apart as the widest of them needs.
        let stride = (labelWidth + step) / step
        for (place, index) in shown(area.width).enumerated() {
            let x = area.x + place * step
            let look = index == chosen ? Style.changed : style
            let units = most > 0 ? Int((bars[index].value / most * Double(height * 8)).rounded()) : 0
            renderBar(units, x: x, width: width, height: height, look, into: &surface, in: area, glyphs)
            if place % stride == 0, x + TextWidth.of(bars[index].label) <= area.maxX {
                surface.write(bars[index].label, x: x, y: area.maxY - 1, index == chosen ? .strong : .dim)
            }
            if let click {
                surface.hotspot(Rect(x: x, y: area.y, width: step, height: area.height), click: click(index))
            }
        }
    }

    private func renderBar(
        _ units: Int, x: Int, width: Int, height: Int, _ style: Style, into surface: inout Surface, in area: Rect,
        _ glyphs: Glyphs
    ) {
        for row in 0..<height {
            let left = units - row * 8
            guard left > 0 else { return }
            let cell = glyphs.isASCII ? "#" : Self.eighths[min(8, left) - 1]
            surface.write(String(repeating: cell, count: width), x: x, y: area.maxY - 2 - row, style)
        }
    }
}
