/// Reads the numbers of one file. A file has one notation: what its numbers tell of their marks counts for those that do not
/// tell it themselves, such as `1.500`; what the file leaves open is refused, not guessed.
struct FileNumbers: Sendable {
    private let money: MoneyFormat
    private let reader: AmountReader
    private var roles: [Character: Set<WrittenNumber.Role>] = [:]

    init(_ money: MoneyFormat) {
        self.money = money
        reader = AmountReader(money)
    }

    // MARK: what the file tells

    mutating func learn(price text: String) {
        guard Self.mayHaveMarks(text), let number = try? reader.number(text) else { return }
        learn(number)
        // A currency of three decimals is written with them.
        if let mark = number.openMark, money.currency.decimals >= 3 { roles[mark, default: []].insert(.decimals) }
    }

    mutating func learn(count text: String) {
        guard Self.mayHaveMarks(text), let number = number(text) else { return }
        learn(number)
    }

    private mutating func learn(_ number: WrittenNumber) {
        for (mark, role) in number.roles { roles[mark, default: []].insert(role) }
    }

    private static func mayHaveMarks(_ text: String) -> Bool {
        text.utf8.contains { !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    }

    /// All that a mark is in this file. Decimals are split off by one mark only: another one groups.
    private func told(_ mark: Character) -> Set<WrittenNumber.Role> {
        let others = roles.contains { $0.key != mark && $0.value.contains(.decimals) }
        return roles[mark, default: []].union(others ? [.groups] : [])
    }

    // MARK: reading

    /// - Throws: ``FieldError``: as ``MoneyFormat/minorUnits(from:atMost:)``, and `ambiguousNumber`.
    func price(_ text: String) throws(FieldError) -> Int64 {
        let number = try reader.number(text)
        let role = try openRole(number) { mark in
            if money.currency.decimals == 0 { return mark == reader.marks.grouping ? .groups : nil }
            return mark == reader.marks.decimal ? .decimals : nil
        }
        return try reader.minorUnits(number, openMark: role, atMost: Product.priceRange.upperBound)
    }

    /// A whole number, which may have decimals that are zero; nil for an empty text.
    ///
    /// - Throws: ``FieldError``: `notANumber`, or `ambiguousNumber`.
    func count(_ text: String) throws(FieldError) -> Int? {
        let text = TextRule.trimmed(text)
        guard !text.isEmpty else { return nil }
        guard let number = number(text) else { throw .notANumber }
        let isWhole = number.fraction.allSatisfy { $0 == "0" }
        let role = try openRole(number) { mark in
            if mark == reader.marks.decimal { return .decimals }
            return isWhole ? nil : .groups
        }
        let groups = number.openMark != nil && role == .groups
        guard groups || isWhole, let count = Int(groups ? number.whole + number.fraction : "0" + number.whole) else {
            throw .notANumber
        }
        return number.isNegative ? -count : count
    }

    private func number(_ text: String) -> WrittenNumber? { WrittenNumber(TextRule.trimmed(text), reader.marks) }

    /// What the open mark of a number does: what the file tells, else what the shop makes of it.
    private func openRole(
        _ number: WrittenNumber, otherwise shops: (Character) -> WrittenNumber.Role?
    ) throws(FieldError) -> WrittenNumber.Role {
        guard let mark = number.openMark else { return .decimals }
        let told = told(mark)
        if told.count == 1, let role = told.first { return role }
        if told.isEmpty, let role = shops(mark) { return role }
        throw .ambiguousNumber(number.whole + number.fraction, Self.withoutZeros(number))
    }

    private static func withoutZeros(_ number: WrittenNumber) -> String {
        var fraction = number.fraction
        while fraction.last == "0" { fraction.removeLast() }
        return fraction.isEmpty ? number.whole : "\(number.whole).\(fraction)"
    }
}
