import Terminal

/// A terminal as far as text goes: where what is sent to it comes to stand, and each line as it stood when the cursor went
/// on to another.
///
/// A program sends only what differs from what is shown, so a text that is shown need not be among the bytes in one piece.
/// Sizes are left out: a line that is too long for the real terminal goes on to the right here.
struct TerminalReplay {
    struct Line {
        /// So many bytes had come by then.
        var end: Int
        var text: String
    }

    /// Each line that was changed, in the order of the changes.
    private(set) var lines: [Line] = []
    /// Bytes that have come.
    private(set) var count = 0

    /// Sequences may name any place; no program of the tests has a terminal as large as this.
    private static let most = 1_000
    /// The second column of a sign that is two columns wide.
    private static let continuation: Character = "\u{0}"

    private var rows: [[Character]] = []
    private var (x, y) = (0, 0)
    private var saved = (x: 0, y: 0)
    /// What stands on the screen that a full-screen program has taken the place of.
    private var other: [[Character]] = []
    private var isChanged = false
    /// The beginning of a sequence whose end has not come.
    private var rest: [UInt8] = []

    mutating func feed(_ new: some Collection<UInt8>) {
        let bytes = rest + new
        count += new.count
        var index = 0
        while index < bytes.count {
            guard let length = take(bytes[index...], after: count - (bytes.count - index)) else { break }
            index += length
        }
        rest = Array(bytes[index...])
        note(count)
    }

    /// - Parameter place: bytes that came before.
    /// - Returns: how many bytes belong together; nil when they are not all there yet.
    private mutating func take(_ bytes: ArraySlice<UInt8>, after place: Int) -> Int? {
        let first = bytes[bytes.startIndex]
        switch first {
        case 0x1B: return takeSequence(bytes, place)
        case 0x08: x = max(0, x - 1)
        case 0x09: x = min(Self.most, (x / 8 + 1) * 8)
        case 0x0A: move(to: x, y + 1, place)
        case 0x0D: x = 0
        case ..<0x20, 0x7F: break
        case ..<0x80: put(Character(Unicode.Scalar(first)))
        default: return takeCharacter(bytes)
        }
        return 1
    }

    private mutating func takeCharacter(_ bytes: ArraySlice<UInt8>) -> Int? {
        let first = bytes[bytes.startIndex]
        let length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC0 ? 2 : 1
        guard bytes.count >= length else { return nil }
        put(String(decoding: bytes.prefix(length), as: UTF8.self))
        return length
    }

    // MARK: text

    /// A sign as a terminal counts its columns; a mark goes onto the one before.
    private mutating func put(_ text: String) {
        guard let character = text.first else { return }
        let width = TextWidth.of("x" + text) - 1
        guard width > 0 else {
            if x > 0, rows.indices.contains(y), rows[y].indices.contains(x - 1) {
                rows[y][x - 1] = Character(String(rows[y][x - 1]) + text)
            }
            return
        }
        put(character)
        if width == 2 { put(Self.continuation) }
    }

    private mutating func put(_ character: Character) {
        makeRoom(upTo: x)
        rows[y][x] = character
        x = min(Self.most, x + 1)
        isChanged = true
    }

    private mutating func makeRoom(upTo column: Int) {
        while rows.count <= y { rows.append([]) }
        if rows[y].count <= column { rows[y] += Array(repeating: " ", count: column + 1 - rows[y].count) }
    }

    private mutating func move(to column: Int, _ row: Int, _ place: Int) {
        let row = min(max(0, row), Self.most)
        if row != y { note(place) }
        (x, y) = (min(max(0, column), Self.most), row)
    }

    private mutating func note(_ place: Int) {
        guard isChanged, rows.indices.contains(y) else { return }
        isChanged = false
        var text = String(rows[y].filter { $0 != Self.continuation })
        while text.last == " " { text.removeLast() }
        lines.append(Line(end: place, text: text))
    }

    // MARK: sequences (ECMA-48)

    private mutating func takeSequence(_ bytes: ArraySlice<UInt8>, _ place: Int) -> Int? {
        guard bytes.count > 1 else { return nil }
        switch bytes[bytes.startIndex + 1] {
        case UInt8(ascii: "["): return takeControl(bytes, place)
        // Titles and the like, up to their end: BEL, or ESC and a backslash.
        case UInt8(ascii: "]"), UInt8(ascii: "P"), UInt8(ascii: "_"), UInt8(ascii: "^"), UInt8(ascii: "k"):
            guard let end = bytes.dropFirst(2).firstIndex(where: { $0 == 0x07 || $0 == 0x1B }) else { return nil }
            return end - bytes.startIndex + (bytes[end] == 0x07 ? 1 : 2)
        case UInt8(ascii: "("), UInt8(ascii: ")"): return bytes.count > 2 ? 3 : nil
        case UInt8(ascii: "M"): move(to: x, y - 1, place)
        case UInt8(ascii: "7"): saved = (x, y)
        case UInt8(ascii: "8"): move(to: saved.x, saved.y, place)
        default: break
        }
        return 2
    }

    private mutating func takeControl(_ bytes: ArraySlice<UInt8>, _ place: Int) -> Int? {
        let words = bytes.dropFirst(2)
        guard let end = words.firstIndex(where: { (0x40...0x7E).contains($0) }) else { return nil }
        let text = String(decoding: words[..<end], as: UTF8.self)
        let numbers = text.drop { !$0.isNumber && $0 != ";" }.split(separator: ";", omittingEmptySubsequences: false)
            .map { Int($0) ?? 0 }
        obey(bytes[end], numbers, isPrivate: text.hasPrefix("?"), place)
        return end - bytes.startIndex + 1
    }

    private mutating func obey(_ letter: UInt8, _ numbers: [Int], isPrivate: Bool, _ place: Int) {
        let first = numbers.first ?? 0
        let count = max(1, first)
        switch Character(Unicode.Scalar(letter)) {
        case "A": move(to: x, y - count, place)
        case "B": move(to: x, y + count, place)
        case "C": move(to: x + count, y, place)
        case "D": move(to: x - count, y, place)
        case "E": move(to: 0, y + count, place)
        case "G", "`": move(to: count - 1, y, place)
        case "d": move(to: x, count - 1, place)
        case "H", "f": move(to: max(1, numbers.count > 1 ? numbers[1] : 1) - 1, count - 1, place)
        case "b": repeatLast(count)
        case "J": eraseScreen(first, place)
        case "K": eraseLine(first)
        case "X": blank(x..<x + count)
        case "P": change { $0.removeSubrange($1..<min($0.count, $1 + count)) }
        case "@": change { $0.insert(contentsOf: repeatElement(" ", count: count), at: $1) }
        case "L": changeRows { $0.insert(contentsOf: repeatElement([], count: count), at: $1) }
        case "M": changeRows { $0.removeSubrange($1..<min($0.count, $1 + count)) }
        case "h" where isPrivate && first == 1_049, "l" where isPrivate && first == 1_049:
            note(place)
            if letter == UInt8(ascii: "h") { (other, rows) = (rows, []) } else { rows = other }
        default: break
        }
    }

    private mutating func repeatLast(_ count: Int) {
        guard x > 0, rows.indices.contains(y), rows[y].indices.contains(x - 1) else { return }
        for _ in 0..<min(count, Self.most) { put(rows[y][x - 1]) }
    }

    private mutating func eraseScreen(_ kind: Int, _ place: Int) {
        note(place)
        eraseLine(kind)
        if kind != 0 { for row in 0..<min(y, rows.count) { rows[row] = [] } }
        if kind != 1, rows.count > y + 1 { rows.removeSubrange((y + 1)...) }
    }

    private mutating func eraseLine(_ kind: Int) {
        guard rows.indices.contains(y) else { return }
        if kind == 1 {
            blank(0..<x + 1)
        } else {
            let left = kind == 0 ? x : 0
            if rows[y].count > left { rows[y].removeSubrange(left...) }
            isChanged = true
        }
    }

    private mutating func blank(_ columns: Range<Int>) {
        let columns = columns.clamped(to: 0..<Self.most)
        guard let last = columns.last else { return }
        makeRoom(upTo: last)
        for column in columns { rows[y][column] = " " }
        isChanged = true
    }

    /// Changes the line from where the cursor stands.
    private mutating func change(_ body: (inout [Character], _ column: Int) -> Void) {
        makeRoom(upTo: x)
        body(&rows[y], x)
        if rows[y].count > Self.most { rows[y].removeLast(rows[y].count - Self.most) }
        isChanged = true
    }

    private mutating func changeRows(_ body: (inout [[Character]], _ row: Int) -> Void) {
        makeRoom(upTo: 0)
        body(&rows, y)
        if rows.count > Self.most { rows.removeLast(rows.count - Self.most) }
    }
}
