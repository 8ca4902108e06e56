/// Words side by side, one of which is shown below.
public struct Tabs: Sendable {
    public struct Tab: Sendable {
        public var title: String
        /// Stands there where not all titles fit, unless the tab is the chosen one.
        public var short: String
        public var message: any Message

        public init(_ title: String, short: String? = nil, message: any Message) {
            self.title = title
            self.short = short ?? title
            self.message = message
        }
    }

    public var tabs: [Tab]
    public var chosen: Int

    public init(_ tabs: [Tab], chosen: Int) {
        self.tabs = tabs
        self.chosen = chosen
    }

    public func render(into surface: inout Surface, in row: Rect) {
        let areWhole = tabs.reduce(0) { $0 + TextWidth.of($1.title) + 3 } <= row.width
        var x = row.x + 1
        for (index, tab) in tabs.enumerated() {
            let title = areWhole || index == chosen ? tab.title : tab.short
            let style: Style = index == chosen ? Style(.accent, on: .selection) : .dim
            let width = surface.write(" \(title) ", x: x, y: row.y, style, maxWidth: row.maxX - x)
            surface.hotspot(Rect(x: x, y: row.y, width: width, height: 1), click: tab.message)
            x += width + 1
        }
    }
}
