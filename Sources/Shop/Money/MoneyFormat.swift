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
    /// Groups of two digits before the last three, as India has them: `1,23,456.78`.
    public var groupsByTwo: Bool

    public init(
        currency: Currency, symbol: String, symbolFirst: Bool, spaced: Bool, decimalSeparator: String,
        groupingSeparator: String, groupsByTwo: Bool = false
    ) {
        self.currency = currency
        self.symbol = symbol
        self.symbolFirst = symbolFirst
        self.spaced = spaced
        self.decimalSeparator = decimalSeparator
        self.groupingSeparator = groupingSeparator
        self.groupsByTwo = groupsByTwo
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
            groupingSeparator: Self.plainSpace(formatter.currencyGroupingSeparator ?? ","),
            groupsByTwo: Self.groupsByTwo(locale)
        )
    }

    /// The formatter above does not tell the size of the other groups; a number that is written tells it.
    private static func groupsByTwo(_ locale: String) -> Bool {
        let written = 1_234_567.formatted(.number.locale(Locale(identifier: locale)))
        return written.split { !$0.isNumber }.map(\.count) == [2, 2, 3]
    }

    /// Some locales wrap the symbol in invisible direction marks, which have no place in a terminal's cells.
    private static func visible(_ text: String, else fallback: String) -> String {
        let kept = String(String.UnicodeScalarView(text.unicodeScalars.filter { !TextRule.isForbidden($0) }))
        return kept.trimmingCharacters(in: .whitespaces).isEmpty ? fallback : kept
    }

    private static func plainSpace(_ text: String) -> String {
        !text.isEmpty && text.allSatisfy(\.isWhitespace) ? " " : visible(text, else: " ")
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
        if grouped, major.utf8.count > 3 { major = inGroups(major) }
        guard currency.decimals > 0 else { return major }
        let fraction = String(minor % unit)
        let zeros = String(repeating: "0", count: currency.decimals - fraction.count)
        return major + decimalSeparator + zeros + fraction
    }

    private func inGroups(_ digits: String) -> String {
        var groups = [digits.suffix(3)]
        var rest = digits.dropLast(3)
        while !rest.isEmpty {
            let size = groupsByTwo ? 2 : 3
            groups.insert(rest.suffix(size), at: 0)
            rest = rest.dropLast(size)
        }
        return groups.joined(separator: groupingSeparator)
    }
}
