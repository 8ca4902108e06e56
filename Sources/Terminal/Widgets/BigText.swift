/// Letters, digits and a dash, large enough to be read across a room: five rows high, five columns wide, and multiples.
public struct BigText: Sendable {
    public static let height = 5
    private static let letterWidth = 5

    public var text: String
    public var style: Style
    /// Cells of one dot; cells are about twice as high as wide.
    private var dot = Size(width: 1, height: 1)

    public init(_ text: String, _ style: Style = .normal) {
        self.text = text
        self.style = style
    }

    /// As large as fits into `room`.
    public init(_ text: String, _ style: Style = .normal, fitting room: Size) {
        self.init(text, style)
        let columns = room.width / max(1, Self.width(text))
        let rows = min(room.height / Self.height, (columns + 1) / 2)
        if rows >= 1 { dot = Size(width: min(columns, 2 * rows), height: rows) }
    }

    public static func width(_ text: String) -> Int { max(0, text.count * (letterWidth + 1) - 1) }

    /// Cells that it takes.
    public var size: Size { Size(width: Self.width(text) * dot.width, height: Self.height * dot.height) }

    /// Draws it at the top left of `area`, or small where it does not fit.
    public func render(into surface: inout Surface, in area: Rect, _ glyphs: Glyphs) {
        guard area.width >= size.width, area.height >= size.height else {
            surface.write(text, x: area.x, y: area.y, style, maxWidth: area.width)
            return
        }
        let block = String(repeating: glyphs.block, count: dot.width)
        for (index, character) in text.uppercased().enumerated() {
            let left = area.x + index * (Self.letterWidth + 1) * dot.width
            for (y, row) in (Self.shapes[character] ?? []).enumerated() {
                for (x, pixel) in row.enumerated() where pixel == "#" {
                    for line in 0..<dot.height {
                        surface.write(block, x: left + x * dot.width, y: area.y + y * dot.height + line, style)
                    }
                }
            }
        }
    }

    private static let shapes = Dictionary(
        uniqueKeysWithValues: zip("0123456789-ABCDEFGHIJKLMNOPQRSTUVWXYZ", drawings))

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
        [" ### ", "#   #", "#####", "#   #", "#   #"],
        ["#### ", "#   #", "#### ", "#   #", "#### "],
        [" ####", "#    ", "#    ", "#    ", " ####"],
        ["#### ", "#   #", "#   #", "#   #", "#### "],
        ["#####", "#    ", "###  ", "#    ", "#####"],
        ["#####", "#    ", "###  ", "#    ", "#    "],
        [" ####", "#    ", "#  ##", "#   #", " ####"],
        ["#   #", "#   #", "#####", "#   #", "#   #"],
        [" ### ", "  #  ", "  #  ", "  #  ", " ### "],
        ["  ###", "   # ", "   # ", "#  # ", " ##  "],
        ["#   #", "#  # ", "###  ", "#  # ", "#   #"],
        ["#    ", "#    ", "#    ", "#    ", "#####"],
        ["#   #", "## ##", "# # #", "#   #", "#   #"],
        ["#   #", "##  #", "# # #", "#  ##", "#   #"],
        [" ### ", "#   #", "#   #", "#   #", " ### "],
        ["#### ", "#   #", "#### ", "#    ", "#    "],
        [" ### ", "#   #", "# # #", "#  # ", " ## #"],
        ["#### ", "#   #", "#### ", "#  # ", "#   #"],
        [" ####", "#    ", " ### ", "    #", "#### "],
        ["#####", "  #  ", "  #  ", "  #  ", "  #  "],
        ["#   #", "#   #", "#   #", "#   #", " ### "],
        ["#   #", "#   #", "#   #", " # # ", "  #  "],
        ["#   #", "#   #", "# # #", "## ##", "#   #"],
        ["#   #", " # # ", "  #  ", " # # ", "#   #"],
        ["#   #", " # # ", "  #  ", "  #  ", "  #  "],
        ["#####", "   # ", "  #  ", " #   ", "#####"],
    ]
}
