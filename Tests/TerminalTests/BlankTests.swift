import Testing

@testable import Terminal

/// What the terminal gets of a picture: the same to the eye, with fewer changes of style.
struct BlankTests {
    private static func noneSeen(_ style: Style) -> Bool { false }

    private func surface(_ draw: (inout Surface) -> Void) -> Surface {
        var surface = Surface(size: Size(width: 30, height: 1))
        draw(&surface)
        return surface
    }

    @Test("Between words that stand close the style stays; a longer gap has none")
    func gaps() {
        let picture = surface {
            $0.write("K-001", x: 2, y: 0, .strong)
            $0.write("7 min", x: 9, y: 0, .warning)
            $0.write("9.00", x: 24, y: 0, .dim)
        }
        let plain = picture.withPlainBlanks(Self.noneSeen)
        #expect(plain.lines() == picture.lines())
        #expect(plain.styles(row: 0).map(\.style) == [.strong, .warning, .normal, .dim, .normal])
        #expect(plain.styles(row: 0)[1].columns == 7..<14)
    }

    @Test("A frame keeps its style to itself")
    func frames() {
        let picture = surface {
            $0.write("│", x: 0, y: 0, .border)
            $0.write("7 min", x: 2, y: 0, .warning)
            $0.write("│", x: 8, y: 0, .border)
        }
        let plain = picture.withPlainBlanks(Self.noneSeen)
        #expect(plain.styles(row: 0).map(\.columns) == [0..<1, 1..<7, 7..<8, 8..<9, 9..<30])
    }

    @Test("A blank whose own style shows nothing makes no change of style")
    func unseen() {
        let picture = surface {
            $0.write(" ", x: 0, y: 0, .accent)
            $0.write("text", x: 1, y: 0)
            $0.write("          ", x: 10, y: 0, .error)
        }
        #expect(picture.withPlainBlanks(Self.noneSeen).styles(row: 0).count == 1)
    }

    @Test("A line under blanks, and another ground, stay where they are")
    func seen() {
        let picture = surface {
            $0.write("name", x: 0, y: 0, .changed)
            $0.fill(Rect(x: 6, y: 0, width: 6, height: 1), Style(.normal, on: .field))
            $0.fill(Rect(x: 14, y: 0, width: 3, height: 1), Style(.normal, on: .selection))
            $0.write("end", x: 18, y: 0)
        }
        let plain = picture.withPlainBlanks { $0.role == .changed || $0.ground == .field }
        #expect(plain.styles(row: 0).map(\.style) == picture.styles(row: 0).map(\.style))
        #expect(plain.styles(row: 0).map(\.columns) == picture.styles(row: 0).map(\.columns))
    }
}
