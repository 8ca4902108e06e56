/// Letters, digits and a dash, large enough to be read across a room: five rows high, five columns wide.
public struct BigText: Sendable {
    public static let height = 5
    private static let letterWidth = 5

    public var text: String
    public var style: Style

    public init(_ text: String, _ style: Style = .normal) {
        self.text = text
        self.style = style
    }

    public static func width(_ text: String) -> Int { max(0, text.count * (letterWidth + 1) - 1) }

    /// Draws it at the top left of `area`, or small where it does not fit.
    public func render(into surface: inout Surface, in area: Rect, _ glyphs: Glyphs) {
        guard area.width >= Self.width(text), area.height >= Self.height else {
            surface.write(text, x: area.x, y: area.y, style, maxWidth: area.width)
            return
        }
        for (index, character) in text.uppercased().enumerated() {
            let rows = Self.shapes[character] ?? Self.shapes[" "] ?? []
            for (y, row) in rows.enumerated() {
                for (x, pixel) in row.enumerated() where pixel == "#" {
                    surface.write(
                        glyphs.block, x: area.x + index * (Self.letterWidth + 1) + x, y: area.y + y, style)
                }
            }
        }
    }

    private static let shapes: [Character: [String]] = {
        var shapes: [Character: [String]] = [:]
        for (letter, shape) in zip("0123456789-CK ", drawings) { shapes[letter] = shape }
        return shapes
    }()

    private static let drawings: [[String]] = [
        [" ### ", "#   #", "#   #", "#   #", " ### "],
        ["  #  ", " ##  ", "  #  ", "  #  ", " ### "],
        [" ### ", "#   #", "  ## ", " #   ", "#####"],
        ["#### ", "    #", " ### ", "    #", "#### "],
        ["#  # ", "#  # ", "#####", "   # ", "   # "],
        ["#####", "#    ", "#### ", "    #", "#### "],
        [" ### ", "#    ", "#### ", "#   #", " ### "],
        ["#####", "   # ", "  #  ", " #   ", " #   "],
        [" ### ", "#   #", " ### ", "#   #", " ### "],
        [" ### ", "#   #", " ####", "    #", " ### "],
        ["     ", "     ", " ### ", "     ", "     "],
        [" ####", "#    ", "#    ", "#    ", " ####"],
        ["#   #", "#  # ", "###  ", "#  # ", "#   #"],
        ["     ", "     ", "     ", "     ", "     "],
    ]
}
