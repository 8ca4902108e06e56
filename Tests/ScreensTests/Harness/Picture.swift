import Foundation
import Terminal

@testable import Terminal

/// A frame as an SVG picture, with the colours that a terminal of 256 colours shows.
///
/// Frames and bars are drawn as shapes, so that they meet whatever the font; each word stands at its own column.
struct Picture {
    private static let cell = Size(width: 9, height: 20)
    private static let margin = 10
    private static let fontSize = 15
    private static let ground = "#121212"
    private static let text = "#e4e4e4"

    private let surface: Surface
    private let theme: Theme
    private let title: String

    init(_ surface: Surface, title: String, theme: Theme = Theme(.dark, colors: 256)) {
        self.surface = surface
        self.title = title
        self.theme = theme
    }

    var svg: String {
        let width = surface.size.width * Self.cell.width + 2 * Self.margin
        let height = surface.size.height * Self.cell.height + 2 * Self.margin
        let rows = (0..<surface.size.height).flatMap { grounds(row: $0) + shapes(row: $0) + words(row: $0) }
        let lines =
            [
                #"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \#(width) \#(height)" width="\#(width)" "#
                    + #"height="\#(height)" role="img">"#,
                "<title>\(Self.escaped(title))</title>",
                #"<rect width="\#(width)" height="\#(height)" rx="8" fill="\#(Self.ground)"/>"#,
                #"<g transform="translate(\#(Self.margin) \#(Self.margin))" xml:space="preserve" fill="\#(Self.text)" "#
                    + #"font-family="ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace" "#
                    + #"font-size="\#(Self.fontSize)">"#,
            ] + rows + ["</g>", "</svg>"]
        return lines.joined(separator: "\n") + "\n"
    }

    // MARK: grounds

    private func grounds(row y: Int) -> [String] {
        runs(row: y) { Self.background(of: theme.look(of: $0.style)) }.compactMap { columns, color in
            color.map {
                #"<rect x="\#(columns.lowerBound * Self.cell.width)" y="\#(y * Self.cell.height)" "#
                    + #"width="\#(columns.count * Self.cell.width)" height="\#(Self.cell.height)" fill="\#($0)"/>"#
            }
        }
    }

    private static func background(of look: Theme.Look) -> String? {
        look.background < 0 ? nil : hex(look.background)
    }

    private static func foreground(of look: Theme.Look) -> String? {
        look.foreground < 0 ? nil : hex(look.foreground)
    }

    // MARK: frames and bars

    private func shapes(row y: Int) -> [String] {
        runs(row: y) { cell in
            Shape(cell).map { Drawn(shape: $0, color: Self.foreground(of: theme.look(of: cell.style))) }
        }.compactMap { columns, drawn in
            drawn.map { $0.shape.element(columns, row: y, cell: Self.cell, color: $0.color ?? Self.text) }
        }
    }

    private struct Drawn: Equatable {
        var shape: Shape
        var color: String?
    }

    // MARK: words

    /// Words of one look, each where its first cell is. A wide letter stands alone.
    private func words(row y: Int) -> [String] {
        runs(row: y) { cell in isText(cell) ? WordLook(theme.look(of: cell.style)) : nil }
            .flatMap { columns, look in look.map { pieces(columns, row: y, look: $0) } ?? [] }
    }

    private struct WordLook: Equatable {
        var color: String?
        var isBold: Bool

        init(_ look: Theme.Look) {
            color = Picture.foreground(of: look)
            isBold = look.attributes.contains(.bold)
        }

        var attributes: String {
            (color.map { #" fill="\#($0)""# } ?? "") + (isBold ? #" font-weight="bold""# : "")
        }
    }

    private func isText(_ cell: Cell) -> Bool { cell.base != 0x20 && Shape(cell) == nil }

    private func pieces(_ columns: Range<Int>, row y: Int, look: WordLook) -> [String] {
        let isWide = { (x: Int) in x + 1 < surface.size.width && surface.cell(x + 1, y).isContinuation }
        var pieces: [Range<Int>] = []
        for x in columns where !surface.cell(x, y).isContinuation {
            let width = isWide(x) ? 2 : 1
            if let last = pieces.last, width == 1, last.upperBound == x, !isWide(last.lowerBound) {
                pieces[pieces.count - 1] = last.lowerBound..<x + 1
            } else {
                pieces.append(x..<x + width)
            }
        }
        return pieces.map { piece in
            let baseline = y * Self.cell.height + Self.cell.height * 3 / 4
            return #"<text x="\#(piece.lowerBound * Self.cell.width)" y="\#(baseline)" "#
                + #"textLength="\#(piece.count * Self.cell.width)" lengthAdjust="spacingAndGlyphs"\#(look.attributes)>"#
                + Self.escaped(letters(piece, row: y)) + "</text>"
        }
    }

    private func letters(_ columns: Range<Int>, row y: Int) -> String {
        var letters = String.UnicodeScalarView()
        for x in columns {
            let cell = surface.cell(x, y)
            guard !cell.isContinuation, let scalar = Unicode.Scalar(cell.base) else { continue }
            letters.append(scalar)
            letters.append(contentsOf: Marks.sequence(cell.marks))
        }
        return String(letters)
    }

    // MARK: runs and colours

    /// The columns of a row in stretches over which `value` is the same.
    private func runs<Value: Equatable>(row y: Int, _ value: (Cell) -> Value) -> [(columns: Range<Int>, value: Value)] {
        var runs: [(columns: Range<Int>, value: Value)] = []
        for x in 0..<surface.size.width {
            let cell = surface.cell(x, y)
            let value = cell.isContinuation && x > 0 ? value(surface.cell(x - 1, y)) : value(cell)
            if let last = runs.last, last.value == value {
                runs[runs.count - 1].columns = last.columns.lowerBound..<x + 1
            } else {
                runs.append((x..<x + 1, value))
            }
        }
        return runs
    }

    /// The colour of xterm's palette: a cube of six steps a side from 16 on, greys from 232 on.
    static func hex(_ number: Int) -> String {
        let parts: [Int]
        if number >= 232 {
            parts = Array(repeating: 8 + 10 * (number - 232), count: 3)
        } else {
            let place = max(0, number - 16)
            parts = [place / 36, place / 6 % 6, place % 6].map { $0 == 0 ? 0 : 55 + 40 * $0 }
        }
        return "#" + parts.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
    }
}
