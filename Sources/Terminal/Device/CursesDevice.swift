import CNcurses
import Foundation

/// The terminal through ncurses. Made, used and ended by one thread.
final class CursesDevice {
    private static let answerTime: Duration = .milliseconds(100)

    private var looks: Looks
    private var shown: Surface?
    private var decoder: InputDecoder
    /// What has come and was not taken yet, the oldest last.
    private var input: [Input] = []
    /// When the terminal was asked for its background.
    private var asked: ContinuousClock.Instant?

    init(theme name: Theme.Name, isMouseOn: Bool) throws {
        try Self.check()
        switch Int(cn_start(isMouseOn ? 1 : 0)) {
        case CN_STARTED: break
        case CN_UNKNOWN_TERMINAL: throw TerminalError.typeUnknown(Self.terminalType ?? "")
        default: throw TerminalError.notATerminal
        }
        looks = Looks(Theme(name, colors: Int(cn_colors())))
        decoder = InputDecoder(table: .ofTerminal())
    }

    func end() {
        awaitBackground()
        cn_end()
    }

    func lock() { cn_lock() }

    static func check() throws {
        guard isatty(0) == 1, isatty(1) == 1 else { throw TerminalError.notATerminal }
        guard let type = terminalType, !type.isEmpty else { throw TerminalError.typeUnset }
        guard type != "dumb" else { throw TerminalError.typeDumb }
    }

    private static var terminalType: String? { ProcessInfo.processInfo.environment["TERM"] }

    var size: Size {
        var width: Int32 = 0
        var height: Int32 = 0
        cn_size(&width, &height)
        return Size(width: Int(width), height: Int(height))
    }

    // MARK: drawing

    /// Sends the cells that differ from what is shown, in one write.
    ///
    /// - Returns: false when nothing differs.
    func present(_ picture: Surface) -> Bool {
        let surface = picture.withPlainBlanks { looks.isSeenOnBlanks[$0.index] }
        let changes = surface.changes(from: shown)
        guard !changes.isEmpty || surface.cursor != shown?.cursor else { return false }
        for point in changes { put(surface.cell(point.x, point.y), at: point) }
        shown = surface
        if let cursor = surface.cursor, surface.area.contains(cursor) {
            cn_flush(Int32(cursor.x), Int32(cursor.y))
        } else {
            cn_flush(-1, -1)
        }
        return true
    }

    private func put(_ cell: Cell, at point: Point) {
        guard !cell.isContinuation else { return }
        let look = looks[cell.style]
        if cell.marks == 0 {
            withUnsafePointer(to: cell.base) { cn_put(Int32(point.x), Int32(point.y), $0, 1, look) }
        } else {
            let scalars = [cell.base] + Marks.sequence(cell.marks).map(\.value)
            cn_put(Int32(point.x), Int32(point.y), scalars, Int32(scalars.count), look)
        }
    }

    func redraw() {
        shown = nil
        cn_redraw()
    }

    func takeSize() {
        cn_resize()
        redraw()
    }

    func suspend() {
        cn_suspend()
        shown = nil
    }

    func resume() {
        cn_resume()
        shown = nil
    }

    func setTheme(_ name: Theme.Name) {
        looks = Looks(Theme(name, colors: Int(cn_colors())))
        shown = nil
    }

    func bell() { cn_bell() }

    // MARK: the terminal's own colours

    /// Whether the terminal has a light background; nil until it has said so.
    var isBackgroundLight: Bool? { decoder.isBackgroundLight }

    /// Asks the terminal for its background.
    func askBackground() {
        cn_ask_background()
        asked = .now
    }

    /// Gives the answer this long from when it was asked for, before the terminal is another's: it would be typed there.
    private func awaitBackground() {
        guard let until = asked?.advanced(by: Self.answerTime) else { return }
        while isBackgroundLight == nil, case let left = ContinuousClock.now.duration(to: until), left > .zero {
            if cn_wait(Int32((left / .milliseconds(1)).rounded(.up))) == 1, read() == 0 { return }
        }
    }

    func setMouse(_ isOn: Bool) { cn_set_mouse(isOn ? 1 : 0) }

    // MARK: input

    /// What may follow an Esc that has come is not waited for any longer.
    func settle() {
        _ = read()
        decoder.settle()
    }

    /// The next input that is there, without waiting; nil when there is none.
    func next() -> Input? {
        while input.isEmpty {
            let count = read()
            // Time counts only when nothing waits to be read: the program itself may have stood still.
            if count == 0 { decoder.pass(to: .now) }
            input = decoder.take().reversed()
            if count == 0 { break }
        }
        return input.popLast()
    }

    private func read() -> Int {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 4_096) { bytes in
            let count = Int(cn_read(bytes.baseAddress, Int32(bytes.count)))
            let now = ContinuousClock.now
            for byte in bytes[0..<count] { decoder.feed(byte, at: now) }
            return count
        }
    }

    /// When ``next()`` may have something without any more input.
    var deadline: ContinuousClock.Instant? { decoder.deadline }
}

/// A theme as ncurses knows it; each look is asked for once.
private struct Looks {
    private let theme: Theme
    private var known: [cn_look?]
    /// By a style's index, whether a line or another ground shows where there is no text.
    let isSeenOnBlanks: [Bool]

    init(_ theme: Theme) {
        self.theme = theme
        known = Array(repeating: nil, count: Style.all.count)
        isSeenOnBlanks = Style.all.map { !theme.look(of: $0).attributes.isDisjoint(with: [.underline, .reverse]) }
    }

    subscript(style: Style) -> cn_look {
        mutating get {
            if let look = known[style.index] { return look }
            let look = theme.look(of: style)
            let made = cn_make_look(
                Int32(look.foreground), Int32(look.background), Int32(look.attributes.rawValue))
            known[style.index] = made
            return made
        }
    }
}
