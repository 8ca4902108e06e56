/// Turns the bytes of a terminal into input.
///
/// What is no key never acts: replies, reports and control strings are read to their end and dropped, however they are cut
/// and however late their parts come. What it holds meanwhile is bounded.
struct InputDecoder {
    /// An ESC is the Esc key when nothing follows it for so long. On a slow connection a sequence may be cut after its ESC.
    static let escapeTime: Duration = .milliseconds(200)
    /// What follows the Esc key within this time, and goes on as sequences do, is the rest of one that was cut.
    static let lateTime: Duration = .seconds(1)
    /// A sequence or a paste whose end never comes counts as ended after this silence. It is longer than connections and
    /// busy machines stand still: the rest would be keys, and do what they do.
    static let silence: Duration = .seconds(3)
    /// A paste is cut here, in bytes of UTF-8: nobody means to type more.
    private static let pasteLimit = 1 << 20
    /// The beginning of a control string is kept: no answer that is asked for is longer.
    private static let stringLimit = 64

    typealias Instant = ContinuousClock.Instant

    private enum State {
        case ground, escape
        case control(ControlSequence)
        /// After SS3, with the digits that some terminals put before its letter.
        case single(ControlSequence)
        /// The console of Linux has function keys of one letter after `ESC [ [`.
        case consoleKey
        /// The three bytes after `ESC [ M`.
        case mouse([UInt8])
        case string(ControlString)
    }

    private let table: KeyTable
    private var state = State.ground
    private var partial: PartialScalar?
    private var paste: (text: String.UnicodeScalarView, bytes: Int)?
    private var ready: [Input] = []
    /// `O`, `P` or `X` has come after an ESC, and nothing since: it may be a letter.
    private var bare: Unicode.Scalar?
    /// The last character of a sequence that was given up for a key, and until when its rest may come.
    private var late: (after: Unicode.Scalar, until: Instant)?
    /// The rest of such a sequence is read.
    private var isLate = false
    /// When the last byte came.
    private var since = Instant.now
    /// Whether the terminal's background is light, once it has said so.
    private(set) var isBackgroundLight: Bool?

    init(table: KeyTable = KeyTable()) { self.table = table }

    /// What has come, the oldest first; the decoder forgets it.
    mutating func take() -> [Input] {
        defer { ready.removeAll(keepingCapacity: true) }
        return ready
    }

    // MARK: time

    /// When ``pass(to:)`` would do something if no byte comes before.
    var deadline: Instant? { patience.map { since.advanced(by: $0) } }

    private var patience: Duration? {
        if paste != nil { return Self.silence }
        switch state {
        case .ground: return partial == nil ? nil : Self.silence
        case .escape: return Self.escapeTime
        case .control, .single, .consoleKey, .mouse, .string: return bare == nil ? Self.silence : Self.escapeTime
        }
    }

    /// It is this late, and all bytes that had come were fed.
    mutating func pass(to now: Instant) {
        if let late, late.until <= now { self.late = nil }
        guard let deadline, deadline <= now else { return }
        if paste != nil {
            endPaste()
        } else if case .escape = state {
            ready.append(.key(.escape))
            late = ("\u{1B}", now.advanced(by: Self.lateTime))
        } else if let bare {
            ready.append(.escaped(Key(Character(bare))))
            late = (bare, now.advanced(by: Self.lateTime))
        }
        partial = nil
        bare = nil
        state = .ground
    }

    /// What the screen shows is about to change: an ESC that still waits is the Esc key, for what it was pressed at.
    mutating func settle() {
        guard case .escape = state, paste == nil, let deadline else { return }
        pass(to: deadline)
    }

    // MARK: bytes

    mutating func feed(_ byte: UInt8, at now: Instant) {
        since = now
        if case .mouse(let bytes) = state, byte >= 0x20 {
            readMouse(bytes + [byte])
            return
        }
        if var partial {
            self.partial = nil
            if partial.take(byte) {
                if partial.isWhole { partial.scalar.map { take($0) } } else { self.partial = partial }
                return
            }
        }
        if let begun = PartialScalar(byte) {
            partial = begun
        } else if byte < 0xA0 {
            take(Unicode.Scalar(byte))
        }
    }

    private mutating func take(_ scalar: Unicode.Scalar) {
        let bare = bare
        self.bare = nil
        switch state {
        case .ground: takeInGround(scalar)
        case .escape: takeAfterEscape(scalar)
        case .control(let sequence): takeControl(sequence, scalar)
        case .single(let sequence): takeSingle(sequence, scalar, isBare: bare != nil)
        case .consoleKey: takeConsoleKey(scalar)
        case .mouse: takeAnew(scalar)
        case .string(let string): takeString(string, scalar)
        }
    }

    private mutating func takeInGround(_ scalar: Unicode.Scalar) {
        let late = late.flatMap { since < $0.until ? $0.after : nil }
        self.late = nil
        isLate = paste == nil && late.map { table.isRest(scalar, after: $0) } ?? false
        if isLate, let late, late != "\u{1B}" {
            begin(after: late)
            return take(scalar)
        }
        switch scalar.value {
        case 0x1B: state = .escape
        case 0x80..<0xA0: begin(after: Unicode.Scalar(UInt8(scalar.value - 0x40)))
        default: if isLate { begin(after: scalar) } else { type(scalar) }
        }
    }

    private mutating func takeAfterEscape(_ scalar: Unicode.Scalar) {
        if scalar.value == 0x1B {
            emit(.key(.escape))
        } else if (0x80..<0xA0).contains(scalar.value) {
            emit(.key(.escape))
            takeAnew(scalar)
        } else if begin(after: scalar) {
            if ["O", "P", "X"].contains(scalar) { bare = scalar }
        } else if let key = table.keys[[0x1B] + Array(String(scalar).utf8)] {
            state = .ground
            emit(.key(key))
        } else {
            state = .ground
            // A paste that holds escapes is text all the same.
            if paste != nil { type(scalar) } else if let key = table.key(typed: scalar) { emit(.escaped(key)) }
        }
    }

    /// Begins what `ESC` and this character begin, as an 8-bit control does alone.
    ///
    /// - Returns: false where they begin nothing.
    @discardableResult
    private mutating func begin(after scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "[": state = .control(ControlSequence())
        case "O": state = .single(ControlSequence())
        case "]": state = .string(ControlString(isCommand: true))
        case "P", "X", "^", "_": state = .string(ControlString(isCommand: false))
        // The end of a string that was given up.
        case "\\": state = .ground
        default: return false
        }
        return true
    }

    /// What was read so far is nothing.
    private mutating func takeAnew(_ scalar: Unicode.Scalar) {
        state = .ground
        takeInGround(scalar)
    }

    private mutating func takeControl(_ sequence: ControlSequence, _ scalar: Unicode.Scalar) {
        var sequence = sequence
        guard (0x20..<0x7F).contains(scalar.value) else { return takeAnew(scalar) }
        let byte = UInt8(scalar.value)
        if byte == UInt8(ascii: "["), sequence.isEmpty {
            state = .consoleKey
        } else if byte == UInt8(ascii: "M"), sequence.isEmpty, table.keys[Array("\u{1B}[M".utf8)] == nil {
            state = .mouse([])
        } else if sequence.take(byte) {
            state = .control(sequence)
        } else {
            state = .ground
            finish(table.meaning(ofControl: sequence, byte))
        }
    }

    private mutating func takeSingle(_ sequence: ControlSequence, _ scalar: Unicode.Scalar, isBare: Bool) {
        var sequence = sequence
        switch scalar.value {
        case 0x30..<0x3C:
            _ = sequence.take(UInt8(scalar.value))
            state = .single(sequence)
        case 0x20, 0x40..<0x7F:
            state = .ground
            finish(table.meaning(ofSingle: sequence, UInt8(scalar.value)))
        default:
            if isBare { emit(.escaped(Key("O"))) }
            takeAnew(scalar)
        }
    }

    private mutating func takeConsoleKey(_ scalar: Unicode.Scalar) {
        guard (0x20..<0x7F).contains(scalar.value) else { return takeAnew(scalar) }
        state = .ground
        if (0x41...0x45).contains(scalar.value) { emit(.key(Key(.function(Int(scalar.value) - 0x40)))) }
    }

    private mutating func takeString(_ string: ControlString, _ scalar: Unicode.Scalar) {
        var string = string
        if string.isEnding {
            state = .escape
            if scalar == "\\" { return finish(string) }
            isLate = false
            return takeAfterEscape(scalar)
        }
        switch scalar.value {
        case 0x07, 0x9C: finish(string)
        // A cancelled one is over.
        case 0x18, 0x1A: state = .ground
        case 0x1B:
            string.isEnding = true
            state = .string(string)
        default:
            if string.isCommand, string.text.unicodeScalars.count < Self.stringLimit {
                string.text.unicodeScalars.append(scalar)
                state = .string(string)
            }
        }
    }

    private mutating func finish(_ string: ControlString) {
        state = .ground
        if let isLight = BackgroundColour(answer: string.text)?.isLight { isBackgroundLight = isLight }
    }

    private mutating func readMouse(_ bytes: [UInt8]) {
        guard bytes.count == 3 else {
            state = .mouse(bytes)
            return
        }
        state = .ground
        let point = Point(x: Int(bytes[1]) - 33, y: Int(bytes[2]) - 33)
        if let input = KeyTable.mouse(button: Int(bytes[0]) - 32, at: point) { emit(input) }
    }

    // MARK: what comes out

    private mutating func finish(_ meaning: KeyTable.Meaning) {
        switch meaning {
        case .nothing: break
        case .input(let input): emit(input)
        case .pasteBegin: paste = paste ?? (String.UnicodeScalarView(), 0)
        case .pasteEnd: endPaste()
        }
    }

    /// What comes within a paste is no key, and what has come too late is none any more.
    private mutating func emit(_ input: Input) {
        guard paste == nil, !isLate else { return }
        ready.append(input)
    }

    private mutating func type(_ scalar: Unicode.Scalar) {
        guard let open = paste else {
            if let key = table.key(typed: scalar) { ready.append(.key(key)) }
            return
        }
        guard open.bytes < Self.pasteLimit else { return }
        paste?.text.append(scalar)
        paste?.bytes += UTF8.width(scalar)
    }

    private mutating func endPaste() {
        guard let ended = paste else { return }
        paste = nil
        ready.append(.paste(String(ended.text)))
    }
}

/// OSC, DCS, SOS, PM or APC, up to what was read of it.
private struct ControlString {
    /// An OSC: what it says is looked at.
    let isCommand: Bool
    var text = ""
    /// An ESC has come; with `\` it is the end.
    var isEnding = false
}
