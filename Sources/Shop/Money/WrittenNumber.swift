/// A number as somebody wrote it: its digits, and what it tells of the marks between them.
///
/// The digits may be those of any script. A mark groups the digits before the decimals, or splits the decimals off; in
/// `1.500` it may do either, and the number alone does not tell.
struct WrittenNumber: Hashable, Sendable {
    enum Role: Hashable, Sendable { case groups, decimals }

    private(set) var isNegative = false
    /// The digits of 0 to 9 before the decimals; where the mark is open, those before it.
    private(set) var whole = ""
    private(set) var fraction = ""
    /// The one mark of a number such as `1.500`.
    private(set) var openMark: Character?
    /// What the marks of this number must be.
    private(set) var roles: [Character: Role] = [:]

    /// The marks that a shop's locale has, as ``plain(_:)`` gives them.
    struct Marks: Hashable, Sendable {
        let decimal: Character?
        let grouping: Character?

        init(_ money: MoneyFormat) {
            decimal = money.decimalSeparator.first.map(WrittenNumber.plain)
            grouping = money.groupingSeparator.first.map(WrittenNumber.plain)
        }

        func mayGroup(_ mark: Character) -> Bool { mark == grouping || ".,' ٬،".contains(mark) }
        func maySplit(_ mark: Character) -> Bool { mark == decimal || ".,٫".contains(mark) }
    }

    /// - Returns: nil when the text is not a number.
    init?(_ text: some Collection<Character>, _ marks: Marks) {
        var rest = Array(text)
        if let sign = rest.first, "-\u{2212}\u{FE63}\u{FF0D}".contains(sign) {
            isNegative = true
            rest.removeFirst()
            while rest.first?.isWhitespace == true { rest.removeFirst() }
        }
        var parts = [""]
        var found: [Character] = []
        for character in rest {
            if let digit = Self.digit(character) {
                parts[parts.count - 1].append(digit)
            } else {
                let mark = Self.plain(character)
                guard marks.mayGroup(mark) || marks.maySplit(mark) else { return nil }
                found.append(mark)
                parts.append("")
            }
        }
        guard parts.contains(where: { !$0.isEmpty }), take(parts, found, marks) else { return nil }
    }

    /// - Returns: false when marks and digits are no number together.
    private mutating func take(_ parts: [String], _ found: [Character], _ marks: Marks) -> Bool {
        guard let last = found.last, let tail = parts.last else {
            whole = parts.joined()
            return true
        }
        let before = found.dropLast()
        let head = Array(parts.dropLast())
        if before.allSatisfy({ $0 == last }), marks.mayGroup(last), Self.isGrouped(parts) {
            if before.isEmpty, marks.maySplit(last) {
                (whole, fraction, openMark) = (head.joined(), tail, last)
            } else {
                whole = parts.joined()
                roles[last] = .groups
            }
            return true
        }
        guard marks.maySplit(last), !before.contains(last) else { return false }
        if let first = before.first {
            guard before.allSatisfy({ $0 == first }), marks.mayGroup(first), Self.isGrouped(head) else { return false }
            roles[first] = .groups
        }
        (whole, fraction) = (head.joined(), tail)
        roles[last] = .decimals
        return true
    }

    /// Groups of three, or of two before the last three, as India has them.
    private static func isGrouped(_ parts: [String]) -> Bool {
        guard let first = parts.first, let last = parts.last, parts.count > 1 else { return false }
        guard last.count == 3, !first.isEmpty, first.first != "0" else { return false }
        let middle = parts.dropFirst().dropLast()
        return (first.count <= 3 && middle.allSatisfy { $0.count == 3 })
            || (first.count <= 2 && middle.allSatisfy { $0.count == 2 })
    }

    /// A decimal digit of any script as one of 0 to 9.
    private static func digit(_ character: Character) -> Character? {
        if ("0"..."9").contains(character) { return character }
        guard character.unicodeScalars.count == 1, let scalar = character.unicodeScalars.first,
            scalar.properties.generalCategory == .decimalNumber, let value = scalar.properties.numericValue
        else { return nil }
        return Character(String(Int(value)))
    }

    /// A mark as it is compared: an apostrophe, blank, point or comma is the same one however it is drawn.
    static func plain(_ mark: Character) -> Character {
        switch mark {
        case "’", "‘", "ʼ", "＇": "'"
        case "．": "."
        case "，": ","
        default: mark.isWhitespace ? " " : mark
        }
    }
}
