import Foundation

/// How a shop writes and reads amounts: its currency, and the marks of its locale.
///
/// The marks are read from the locale's data once, when the shop is set up or its settings change, and kept with the
/// settings; showing an amount then costs no locale look-up.
public struct MoneyFormat: Hashable, Sendable {
    public var currency: Currency
    public var symbol: String
    public var symbolFirst: Bool
    /// A space between the symbol and the digits.
    public var spaced: Bool
    public var decimalSeparator: String
    public var groupingSeparator: String

    public init(
        currency: Currency, symbol: String, symbolFirst: Bool, spaced: Bool, decimalSeparator: String,
        groupingSeparator: String
    ) {
        self.currency = currency
        self.symbol = symbol
        self.symbolFirst = symbolFirst
        self.spaced = spaced
        self.decimalSeparator = decimalSeparator
        self.groupingSeparator = groupingSeparator
    }

    /// The marks of `locale` (an identifier such as `en_IE`), from Foundation's locale data.
    public init(currency: Currency, locale: String) {
        let formatter = NumberFormatter()
        formatter.numberStyle = .currency
        formatter.locale = Locale(identifier: locale)
        formatter.currencyCode = currency.code
        let pattern = formatter.positiveFormat ?? "¤#,##0.00"
        let first = pattern.firstIndex(of: "¤") ?? pattern.startIndex
        let digits = pattern.firstIndex { "#0".contains($0) } ?? pattern.endIndex
        self.init(
            currency: currency,
            symbol: Self.visible(formatter.currencySymbol ?? currency.code, else: currency.code),
            symbolFirst: first < digits,
            spaced: pattern.contains { $0 == " " || $0 == "\u{A0}" || $0 == "\u{202F}" },
            decimalSeparator: Self.visible(formatter.currencyDecimalSeparator ?? ".", else: "."),
            groupingSeparator: Self.plainSpace(formatter.currencyGroupingSeparator ?? ",")
        )
    }

    /// Some locales wrap the symbol in invisible direction marks, which have no place in a terminal's cells.
    private static func visible(_ text: String, else fallback: String) -> String {
        let kept = String(String.UnicodeScalarView(text.unicodeScalars.filter { !TextRule.isForbidden($0) }))
        return kept.trimmingCharacters(in: .whitespaces).isEmpty ? fallback : kept
    }

    private static func plainSpace(_ text: String) -> String {
        text == "\u{A0}" || text == "\u{202F}" ? " " : visible(text, else: ",")
    }

    // MARK: writing

    /// `minor` units as the shop writes them: 1234567 is `€12,345.67` for a euro shop in `en_IE`.
    public func string(_ minor: Int64) -> String {
        let number = digits(minor.magnitude, grouped: true)
        let sign = minor < 0 ? "-" : ""
        let gap = spaced ? " " : ""
        return symbolFirst ? "\(sign)\(symbol)\(gap)\(number)" : "\(sign)\(number)\(gap)\(symbol)"
    }

    /// `minor` units as a plain number with a point, as it is typed and as CSV holds it: 350 is `3.50`.
    public func plain(_ minor: Int64) -> String {
        var format = self
        format.decimalSeparator = "."
        return (minor < 0 ? "-" : "") + format.digits(minor.magnitude, grouped: false)
    }

    private func digits(_ minor: UInt64, grouped: Bool) -> String {
        let unit = UInt64(currency.minorPerMajor)
        var major = String(minor / unit)
        if grouped, major.count > 3 {
            let head = major.count % 3
            var groups: [Substring] = head > 0 ? [major.prefix(head)] : []
            var rest = major.dropFirst(head)
            while !rest.isEmpty {
                groups.append(rest.prefix(3))
                rest = rest.dropFirst(3)
            }
            major = groups.joined(separator: groupingSeparator)
        }
        guard currency.decimals > 0 else { return major }
        let fraction = String(minor % unit)
        let zeros = String(repeating: "0", count: currency.decimals - fraction.count)
        return major + decimalSeparator + zeros + fraction
    }

    // MARK: reading

    /// Reads an amount that a person typed, such as `3.50`, `3,5`, `€ 3` or `1,234.50`, into minor units.
    ///
    /// - Throws: ``FieldError``: `empty`, `notAnAmount`, `tooManyDecimals`, `negative`, or `tooLarge`.
    public func minorUnits(from typed: String, atMost limit: Int64) throws(FieldError) -> Int64 {
        var text = typed.replacingOccurrences(of: symbol, with: "").filter { !$0.isWhitespace }
        guard !text.isEmpty else { throw .empty }
        let isNegative = text.hasPrefix("-")
        if isNegative { text.removeFirst() }
        let (whole, fraction) = try split(text)
        guard fraction.count <= currency.decimals else { throw .tooManyDecimals(currency.decimals) }
        let padded = fraction + String(repeating: "0", count: currency.decimals - fraction.count)
        let digits = String((whole + padded).drop { $0 == "0" })
        guard digits.count <= 18, let minor = Int64(digits.isEmpty ? "0" : digits), minor <= limit else {
            throw isNegative ? .negative : .tooLarge(string(limit))
        }
        guard !isNegative else { throw .negative }
        return minor
    }

    /// The last separator splits off the decimals, unless it can only be one of thousands (`1,234` where a comma groups).
    private func split(_ text: String) throws(FieldError) -> (whole: String, fraction: String) {
        let isMark: (Character) -> Bool = { $0 == "." || $0 == "," || $0 == "'" }
        guard text.allSatisfy({ ("0"..."9").contains($0) || isMark($0) }), text.contains(where: { !isMark($0) }) else {
            throw .notAnAmount
        }
        guard let mark = text.lastIndex(where: isMark) else { return (text, "") }
        let whole = text[..<mark]
        let tail = text[text.index(after: mark)...]
        let groups = String(text[mark]) == groupingSeparator && tail.count == 3
        if groups || currency.decimals == 0 {
            guard isGrouped(text, isMark) else { throw .notAnAmount }
            return (text.filter { !isMark($0) }, "")
        }
        guard !whole.contains(text[mark]), isGrouped(String(whole), isMark) else { throw .notAnAmount }
        return (whole.filter { !isMark($0) }, String(tail))
    }

    private func isGrouped(_ whole: String, _ isMark: (Character) -> Bool) -> Bool {
        let groups = whole.split(omittingEmptySubsequences: false, whereSeparator: isMark)
        return groups.count == 1 || groups.dropFirst().allSatisfy { $0.count == 3 }
    }
}
