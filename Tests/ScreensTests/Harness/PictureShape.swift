import Terminal

@testable import Terminal

/// A sign that is drawn rather than written: a part of a frame, or a block of a bar.
enum Shape: Equatable {
    case horizontal, thickHorizontal, vertical
    /// Its two arms: to the right or the left, and down or up.
    case corner(toRight: Bool, down: Bool)
    /// As many eighths of the cell, from the bottom.
    case block(eighths: Int)

    /// Nil for what is written.
    init?(_ cell: Cell) {
        switch cell.base {
        case 0x2500: self = .horizontal
        case 0x2501: self = .thickHorizontal
        case 0x2502: self = .vertical
        case 0x256D: self = .corner(toRight: true, down: true)
        case 0x256E: self = .corner(toRight: false, down: true)
        case 0x256F: self = .corner(toRight: false, down: false)
        case 0x2570: self = .corner(toRight: true, down: false)
        case 0x2581...0x2588: self = .block(eighths: Int(cell.base) - 0x2580)
        default: return nil
        }
    }

    /// The same shape in neighbouring columns of a row, as one element.
    func element(_ columns: Range<Int>, row y: Int, cell: Size, color: String) -> String {
        let left = columns.lowerBound * cell.width
        let top = y * cell.height
        let width = columns.count * cell.width
        func box(_ top: Int, _ height: Int) -> String {
            #"<rect x="\#(left)" y="\#(top)" width="\#(width)" height="\#(height)" fill="\#(color)" "#
                + #"shape-rendering="crispEdges"/>"#
        }
        func stroke(_ path: String) -> String { #"<path d="\#(path)" fill="none" stroke="\#(color)"/>"# }
        switch self {
        case .horizontal: return stroke("M\(left) \(top + cell.height / 2)h\(width)")
        case .thickHorizontal: return box(top + cell.height / 2 - 1, 3)
        case .vertical:
            return stroke(columns.map { "M\(Self.middle(of: $0, cell)) \(top)v\(cell.height)" }.joined())
        case .corner(let toRight, let down):
            return stroke(columns.map { Self.corner($0, top, toRight: toRight, down: down, cell) }.joined())
        case .block(let eighths):
            let height = cell.height * eighths / 8
            return box(top + cell.height - height, height)
        }
    }

    private static func middle(of column: Int, _ cell: Size) -> String { "\(column * cell.width + cell.width / 2).5" }

    private static func corner(_ column: Int, _ top: Int, toRight: Bool, down: Bool, _ cell: Size) -> String {
        let x = middle(of: column, cell)
        let y = top + cell.height / 2
        let side = toRight ? (column + 1) * cell.width : column * cell.width
        return "M\(x) \(down ? top + cell.height : top)Q\(x) \(y) \(side) \(y)"
    }
}
