/// A currency of ISO 4217 by its three-letter code.
public struct Currency: Hashable, Sendable {
    /// Upper-case code, for example `EUR`.
    public let code: String
    /// Decimals of the minor unit: 2 for EUR, 0 for JPY, 3 for KWD (ISO 4217, list one).
    public let decimals: Int

    /// - Returns: nil when `code` is not an active currency of ISO 4217.
    public init?(code: String) {
        let upper = code.uppercased()
        guard let decimals = CurrencyList.decimals[upper] else { return nil }
        self.init(code: upper, decimals: decimals)
    }

    /// The currency of a shop that is there: it keeps its money when a newer list does not have it any more.
    public init?(kept code: String) {
        guard let decimals = CurrencyList.decimals[code] ?? CurrencyList.formerDecimals[code] else { return nil }
        self.init(code: code, decimals: decimals)
    }

    private init(code: String, decimals: Int) {
        self.code = code
        self.decimals = decimals
    }

    public static let euro = Currency(code: "EUR", decimals: 2)

    /// The currency whose code a person typed.
    ///
    /// - Throws: ``FieldError``: `empty`, `notACurrency`, or `withdrawnCurrency` with what has replaced it.
    public static func checked(_ typed: String) throws(FieldError) -> Currency {
        let code = TextRule.trimmed(typed).uppercased()
        guard !code.isEmpty else { throw .empty }
        if let currency = Currency(code: code) { return currency }
        guard let successor = CurrencyList.successors[code] else { throw .notACurrency }
        throw .withdrawnCurrency(code, successor: successor)
    }

    /// Minor units in one major unit: 100 for EUR.
    public var minorPerMajor: Int64 {
        (0..<decimals).reduce(1) { power, _ in power * 10 }
    }
}
