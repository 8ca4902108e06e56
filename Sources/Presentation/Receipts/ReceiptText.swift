public import Shop

/// A receipt, laid out in columns: what is printed as text, and by a printer that knows bold and double size.
public struct ReceiptText: Hashable, Sendable {
    public struct Line: Hashable, Sendable {
        public enum Style: Hashable, Sendable {
            case plain
            case bold
            /// Bold, twice as high and twice as wide.
            case double
        }

        public var text: String
        public var style: Style
        public var isCentred: Bool

        init(_ text: String = "", _ style: Style = .plain, isCentred: Bool = false) {
            self.text = text
            self.style = style
            self.isCentred = isCentred
        }
    }

    public var lines: [Line]
    public var width: Int
    private let measure: @Sendable (String) -> Int

    /// - Parameters:
    ///   - width: in columns.
    ///   - measure: the columns of a text, as the terminal or the printer shows it.
    ///   - clean: what of a text can be shown there.
    public init(
        of order: Order, settings: ShopSettings, width: Int,
        measure: @escaping @Sendable (String) -> Int = PrintedText.columns,
        clean: @escaping @Sendable (String) -> String = TextRule.visible
    ) {
        let layout = ReceiptLayout(width: width, measure: measure, clean: clean)
        lines = layout.lines(of: order, settings)
        self.width = width
        self.measure = measure
    }

    public static func == (left: Self, right: Self) -> Bool { left.lines == right.lines && left.width == right.width }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(lines)
        hasher.combine(width)
    }

    /// The receipt as lines of text, each with its line feed.
    public var plainText: String {
        lines.reduce(into: "") { text, line in
            let gap = line.isCentred ? max(0, width - measure(line.text)) / 2 : 0
            text += String(repeating: " ", count: gap) + line.text + "\n"
        }
    }
}
