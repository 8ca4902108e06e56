import Foundation

/// Reads amounts of a shop's currency as people write them: with its sign or code or without, in the digits of any script,
/// and with the marks of the shop's locale or those of others.
struct AmountReader: Sendable {
    let marks: WrittenNumber.Marks
    private let money: MoneyFormat
    /// The shop's own, the longest first.
    private let signs: [[Character]]

    init(_ money: MoneyFormat) {
        self.money = money
        marks = WrittenNumber.Marks(money)
        let code = money.currency.code
        // Many locales tell the dollars apart: US$, CA$, A$.
        let known = CurrencySign.signs(of: code).flatMap { [$0, code.prefix(2) + $0, code.prefix(1) + $0] }
        let own = [money.symbol, code] + known
        signs = Set(own.map(Self.bare)).filter { !$0.isEmpty }.sorted { ($1.count, "\($0)") < ($0.count, "\($1)") }
    }

    /// The number in a text, without the shop's currency.
    ///
    /// - Throws: ``FieldError``: `empty`, `notAnAmount`, or `otherCurrency`.
    func number(_ typed: String) throws(FieldError) -> WrittenNumber {
        let text = withoutOwnSign(Self.visible(typed))
        guard !text.isEmpty else { throw .empty }
        if let number = WrittenNumber(text, marks) { return number }
        guard let sign = foreignSign(text) else { throw .notAnAmount }
        throw .otherCurrency(sign, shop: money.currency.code)
    }

    /// - Parameter role: what the mark of a number such as `1.500` does.
    /// - Throws: ``FieldError``: `tooManyDecimals`, `negative`, or `tooLarge`.
    func minorUnits(
        _ number: WrittenNumber, openMark role: WrittenNumber.Role, atMost limit: Int64
    ) throws(FieldError) -> Int64 {
        let groups = number.openMark != nil && role == .groups
        let whole = groups ? number.whole + number.fraction : number.whole
        var fraction = groups ? "" : number.fraction
        // Other programs write more zeros than the currency has decimals.
        while fraction.count > money.currency.decimals, fraction.last == "0" { fraction.removeLast() }
        guard fraction.count <= money.currency.decimals else { throw .tooManyDecimals(money.currency.decimals) }
        let padded = fraction + String(repeating: "0", count: money.currency.decimals - fraction.count)
        let digits = String((whole + padded).drop { $0 == "0" })
        guard digits.count <= 18, let minor = Int64(digits.isEmpty ? "0" : digits), minor <= limit else {
            throw number.isNegative ? .negative : .tooLarge(money.string(limit))
        }
        guard !number.isNegative else { throw .negative }
        return minor
    }

    // MARK: the currency beside the number

    /// Without blanks around it, without the marks of direction that some locales set around a sign, and in the usual width.
    private static func visible(_ text: String) -> [Character] {
        guard text.utf8.contains(where: { $0 >= 0x80 }) else { return Array(TextRule.trimmed(text)) }
        let kept = text.unicodeScalars.filter { $0.properties.generalCategory != .format }
        let narrow = String(String.UnicodeScalarView(kept)).folding(options: .widthInsensitive, locale: nil)
        return Array(TextRule.trimmed(narrow))
    }

    private static func bare(_ sign: String) -> [Character] {
        visible(sign).filter { !$0.isWhitespace }.flatMap { Array($0.lowercased()) }
    }

    /// The sign may stand at either end, or at both, before or after the minus.
    private func withoutOwnSign(_ text: [Character]) -> [Character] {
        var rest = text[...]
        var minus: [Character] = []
        if let first = rest.first, first == "-" || first == "\u{2212}" {
            minus = ["-"]
            rest = Self.trimmed(rest.dropFirst())
        }
        for sign in signs {
            guard let end = Self.end(of: sign, in: rest) else { continue }
            rest = Self.trimmed(rest[end...])
            break
        }
        for sign in signs {
            let mirrored = Array(rest.reversed())
            guard let end = Self.end(of: sign.reversed(), in: mirrored[...]) else { continue }
            rest = Self.trimmed(rest.prefix(rest.count - end))
            break
        }
        return minus + rest
    }

    private static func trimmed(_ text: ArraySlice<Character>) -> ArraySlice<Character> {
        var rest = text
        while rest.first?.isWhitespace == true { rest = rest.dropFirst() }
        while rest.last?.isWhitespace == true { rest = rest.dropLast() }
        return rest
    }

    /// - Returns: where the text goes on after the sign, whatever the case and the blanks in it; nil when it does not
    ///   begin with it.
    private static func end(of sign: [Character], in text: ArraySlice<Character>) -> Int? {
        var index = text.startIndex
        for wanted in sign {
            while index < text.endIndex, text[index].isWhitespace { index += 1 }
            guard index < text.endIndex, text[index].lowercased() == String(wanted) else { return nil }
            index += 1
        }
        return index
    }

    /// Another currency's sign or code, where it is all that makes the text no amount.
    private func foreignSign(_ text: [Character]) -> String? {
        guard let first = text.firstIndex(where: \.isNumber), let last = text.lastIndex(where: \.isNumber) else {
            return nil
        }
        let around = [text[..<first].drop { $0 == "-" }, text[(last + 1)...]].map { String(Self.trimmed($0)) }
        let signs = around.filter { !$0.isEmpty }
        guard let sign = signs.first, signs.allSatisfy(CurrencySign.isSign),
            WrittenNumber(text[first...last], marks) != nil
        else { return nil }
        return sign
    }
}

extension MoneyFormat {
    /// Reads an amount that a person typed, such as `3.50`, `3,5`, `€ 3` or `1,234.50`, into minor units. Whatever
    /// ``string(_:)`` and ``plain(_:)`` write is read back as the same amount.
    ///
    /// A mark with three digits after it splits off the decimals of a currency that has three or more; of others it groups
    /// where the shop's locale groups by it.
    ///
    /// - Throws: ``FieldError``: `empty`, `notAnAmount`, `otherCurrency`, `tooManyDecimals`, `negative`, or `tooLarge`.
    public func minorUnits(from typed: String, atMost limit: Int64) throws(FieldError) -> Int64 {
        let reader = AmountReader(self)
        let number = try reader.number(typed)
        let groups = currency.decimals < 3 && number.openMark == reader.marks.grouping
        if number.openMark != nil, !groups, currency.decimals < 3 { throw .tooManyDecimals(currency.decimals) }
        return try reader.minorUnits(number, openMark: groups ? .groups : .decimals, atMost: limit)
    }
}
