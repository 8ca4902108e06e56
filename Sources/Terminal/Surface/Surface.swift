import Foundation
import Synchronization

/// One cell: a spacing code point with its marks, and what it means. The right half of a wide one is a continuation.
struct Cell: Hashable, Sendable {
    /// 0 for a continuation.
    var base: UInt32
    /// A number of ``Marks``; 0 for none.
    var marks: UInt16
    var role: Style.Role
    var ground: Style.Ground

    static let blank = Cell(base: 0x20, marks: 0, role: .normal, ground: .terminal)

    var isContinuation: Bool { base == 0 }
    var style: Style { Style(role, on: ground) }
}

/// The combinations of combining marks that have been drawn, by number: a cell stays a few bytes.
enum Marks {
    private struct Table {
        var numbers: [[Unicode.Scalar]: UInt16] = [:]
        var sequences: [[Unicode.Scalar]] = [[]]
    }

    private static let table = Mutex(Table())

    /// - Returns: 0 when there are none, or when somebody has made up more combinations than are kept.
    static func number(of marks: [Unicode.Scalar]) -> UInt16 {
        guard !marks.isEmpty else { return 0 }
        return table.withLock { table in
            if let known = table.numbers[marks] { return known }
            guard table.sequences.count < Int(UInt16.max) else { return 0 }
            let number = UInt16(table.sequences.count)
            table.sequences.append(marks)
            table.numbers[marks] = number
            return number
        }
    }

    static func sequence(_ number: UInt16) -> [Unicode.Scalar] {
        number == 0 ? [] : table.withLock { $0.sequences[Int(number)] }
    }
}

/// A place on the screen that answers to the mouse.
public struct Hotspot: Sendable {
    public var area: Rect
    public var click: (any Message)?
    public var wheelUp: (any Message)?
    public var wheelDown: (any Message)?
}

/// A grid of cells into which everything is drawn, as a value: the terminal gets it, and so does a test.
public struct Surface: Sendable {
    public let size: Size
    private(set) var cells: [Cell]
    public private(set) var hotspots: [Hotspot] = []
    /// Where the cursor stands; nil when it is hidden.
    public var cursor: Point?
    private var clip: Rect

    public init(size: Size) {
        self.size = Size(width: max(0, size.width), height: max(0, size.height))
        cells = Array(repeating: .blank, count: self.size.width * self.size.height)
        clip = Rect(self.size)
    }

    public var area: Rect { Rect(size) }

    /// Draws with nothing reaching outside `area`.
    public mutating func clipped(to area: Rect, _ draw: (inout Surface) -> Void) {
        let outer = clip
        clip = clip.intersection(area)
        draw(&self)
        clip = outer
    }

    /// Writes one line, cut at `maxWidth` columns and at the clip.
    ///
    /// - Returns: the columns it took.
    @discardableResult
    public mutating func write(_ text: String, x: Int, y: Int, _ style: Style = .normal, maxWidth: Int = .max) -> Int {
        guard y >= clip.y, y < clip.maxY else { return 0 }
        if let written = writePlain(text, x: x, y: y, style, maxWidth: maxWidth) { return written }
        let isASCIIOnly = !TextWidth.isUTF8
        var column = x
        let end = maxWidth == .max ? Int.max : x + maxWidth
        for piece in TextWidth.pieces(of: text) {
            guard column + piece.width <= end else { break }
            if isASCIIOnly, !piece.base.isASCII {
                for offset in 0..<piece.width { put(Self.cell("?", style), column + offset, y) }
            } else {
                put(piece, column, y, style)
            }
            column += piece.width
        }
        return column - x
    }

    /// Most of what is written is a byte for each column.
    ///
    /// - Returns: nil for any other text.
    private mutating func writePlain(_ text: String, x: Int, y: Int, _ style: Style, maxWidth: Int) -> Int? {
        TextWidth.withPlainBytes(of: text) { bytes in
            let count = max(0, min(bytes.count, maxWidth))
            overwrite(x..<x + count, row: y) { column in
                Cell(base: UInt32(bytes[column - x]), marks: 0, role: style.role, ground: style.ground)
            }
            return count
        }
    }

    /// Puts other cells in the place of a row's, as far as they can be seen.
    private mutating func overwrite(_ columns: Range<Int>, row y: Int, with cell: (Int) -> Cell) {
        let visible = columns.clamped(to: clip.x..<clip.maxX)
        guard !visible.isEmpty else { return }
        let row = y * size.width
        repair(row + visible.lowerBound, visible.lowerBound)
        repair(row + visible.upperBound - 1, visible.upperBound - 1)
        cells.withUnsafeMutableBufferPointer { cells in
            for x in visible { cells[row + x] = cell(x) }
        }
    }

    private static func cell(_ scalar: Unicode.Scalar, _ style: Style) -> Cell {
        Cell(base: scalar.value, marks: 0, role: style.role, ground: style.ground)
    }

    private mutating func put(_ piece: TextWidth.Piece, _ x: Int, _ y: Int, _ style: Style) {
        // A wide piece that is cut in half by the clip is drawn as blanks.
        guard piece.width == 1 || (x >= clip.x && x + 1 < clip.maxX) else {
            for offset in 0..<piece.width { put(Self.cell(" ", style), x + offset, y) }
            return
        }
        var cell = Self.cell(piece.base, style)
        cell.marks = Marks.number(of: piece.marks)
        put(cell, x, y)
        if piece.width == 2 {
            cell.base = 0
            cell.marks = 0
            put(cell, x + 1, y)
        }
    }

    private mutating func put(_ cell: Cell, _ x: Int, _ y: Int) {
        guard x >= clip.x, x < clip.maxX, y >= clip.y, y < clip.maxY else { return }
        let index = y * size.width + x
        repair(index, x)
        cells[index] = cell
    }

    /// Half of a wide character must not stay behind when the other half is overwritten.
    private mutating func repair(_ index: Int, _ x: Int) {
        if cells[index].isContinuation, x > 0 { cells[index - 1].base = 0x20 }
        if x + 1 < size.width, cells[index + 1].isContinuation { cells[index + 1].base = 0x20 }
    }

    public mutating func fill(_ area: Rect, _ style: Style = .normal) {
        let area = area.intersection(clip)
        guard !area.isEmpty else { return }
        let blank = Self.cell(" ", style)
        for y in area.y..<area.maxY { overwrite(area.x..<area.maxX, row: y) { _ in blank } }
        hotspots.removeAll { !$0.area.intersection(area).isEmpty && area.contains($0.area.origin) }
    }

    /// Puts what is drawn in `area` on another ground, keeping the text and its role.
    public mutating func tint(_ area: Rect, _ ground: Style.Ground) {
        let area = area.intersection(clip)
        guard !area.isEmpty else { return }
        for y in area.y..<area.maxY {
            for index in (y * size.width + area.x)..<(y * size.width + area.maxX) { cells[index].ground = ground }
        }
    }

    /// Makes `area` answer to the mouse.
    public mutating func hotspot(
        _ area: Rect, click: (any Message)? = nil, wheelUp: (any Message)? = nil, wheelDown: (any Message)? = nil
    ) {
        let visible = area.intersection(clip)
        guard !visible.isEmpty else { return }
        hotspots.append(Hotspot(area: visible, click: click, wheelUp: wheelUp, wheelDown: wheelDown))
    }

    /// Only what lies in front can be clicked.
    public mutating func dropHotspots() { hotspots.removeAll() }

    // MARK: blanks

    /// Columns of a gap between words over which a style is kept: to tell a terminal of another costs as much.
    private static let gap = 4

    /// The same picture with fewer changes of style: a blank shows nothing of its text's colour, so that between two words
    /// it takes the style of the second, and where there is nothing it has none.
    ///
    /// - Parameter isSeen: whether a blank of this style can be told from the bare ground.
    func withPlainBlanks(_ isSeen: (Style) -> Bool) -> Surface {
        var plain = self
        for y in 0..<size.height {
            var x = 0
            while x < size.width {
                let blanks = plainBlanks(from: x, row: y, isSeen)
                guard !blanks.isEmpty else {
                    x += 1
                    continue
                }
                let index = y * size.width
                let next = blanks.upperBound < size.width ? cell(blanks.upperBound, y) : .blank
                // A frame stays where it is while the words beside it come and go.
                let isWord = ![.border, .borderFocused].contains(next.role) && !isSeen(next.style)
                let isKept = blanks.count <= Self.gap && isWord && next.ground == cell(x, y).ground
                for x in blanks { plain.cells[index + x].role = isKept ? next.role : .normal }
                x = blanks.upperBound
            }
        }
        return plain
    }

    /// The blanks of one ground that stand from here on.
    private func plainBlanks(from start: Int, row y: Int, _ isSeen: (Style) -> Bool) -> Range<Int> {
        let ground = cell(start, y).ground
        var end = start
        while end < size.width {
            let cell = cell(end, y)
            guard cell.base == 0x20, cell.marks == 0, cell.ground == ground, !isSeen(cell.style) else { break }
            end += 1
        }
        return start..<end
    }

    // MARK: reading

    func cell(_ x: Int, _ y: Int) -> Cell { cells[y * size.width + x] }

    /// The text of each row, without the blanks at its end.
    public func lines() -> [String] {
        (0..<size.height).map { y in
            var line = String.UnicodeScalarView()
            for x in 0..<size.width {
                let cell = cell(x, y)
                guard !cell.isContinuation, let scalar = Unicode.Scalar(cell.base) else { continue }
                line.append(scalar)
                line.append(contentsOf: Marks.sequence(cell.marks))
            }
            while line.last == " " { line.removeLast() }
            return String(line)
        }
    }

    /// The styles in a row, for tests: each with the columns over which it stretches.
    public func styles(row: Int) -> [(columns: Range<Int>, style: Style)] {
        var runs: [(columns: Range<Int>, style: Style)] = []
        for x in 0..<size.width {
            let style = cell(x, row).style
            if let last = runs.last, last.style == style {
                runs[runs.count - 1].columns = last.columns.lowerBound..<x + 1
            } else {
                runs.append((x..<x + 1, style))
            }
        }
        return runs
    }

    /// The places of the cells that are not as they were in `old`; all of them when the size is another.
    public func changes(from old: Surface?) -> [Point] {
        guard let old, old.size == size else {
            return (0..<size.height).flatMap { y in (0..<size.width).map { Point(x: $0, y: y) } }
        }
        var changed: [Point] = []
        for y in rows(otherThanIn: old) {
            for x in 0..<size.width where cell(x, y) != old.cell(x, y) { changed.append(Point(x: x, y: y)) }
        }
        return changed
    }

    /// Most rows are as they were, and that is quickly seen: a cell has no byte that does not count.
    private func rows(otherThanIn old: Surface) -> [Int] {
        let length = size.width * MemoryLayout<Cell>.stride
        return cells.withUnsafeBytes { new in
            old.cells.withUnsafeBytes { old in
                guard let new = new.baseAddress, let old = old.baseAddress else { return [] }
                return (0..<size.height).filter { memcmp(new + $0 * length, old + $0 * length, length) != 0 }
            }
        }
    }
}
