/// A currency of ISO 4217 by its three-letter code.
public struct Currency: Hashable, Sendable {
    /// Upper-case code, for example `EUR`.
    public let code: String
    /// Decimals of the minor unit: 2 for EUR, 0 for JPY, 3 for KWD (ISO 4217, list one).
    public let decimals: Int

    /// - Returns: nil when `code` is not an active currency of ISO 4217.
    public init?(code: String) {
        let upper = code.uppercased()
        guard let decimals = Self.decimalsByCode[upper] else { return nil }
        self.code = upper
        self.decimals = decimals
    }

    private init(code: String, decimals: Int) {
        self.code = code
        self.decimals = decimals
    }

    public static let euro = Currency(code: "EUR", decimals: 2)

    /// Minor units in one major unit: 100 for EUR.
    public var minorPerMajor: Int64 {
        (0..<decimals).reduce(1) { power, _ in power * 10 }
    }

    private static let decimalsByCode: [String: Int] = {
        let groups: [(Int, String)] = [
            (0, "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"),
            (3, "BHD IQD JOD KWD LYD OMR TND"),
            (4, "CLF UYW"),
            (
                2,
                """
                AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF \
                CHF CNY COP CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD \
                HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK \
                MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD \
                RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS \
                UAH USD UYU UZS VED VES WST XCD YER ZAR ZMW ZWG
                """
            ),
        ]
        var result: [String: Int] = [:]
        for (decimals, codes) in groups {
            for code in codes.split(whereSeparator: \.isWhitespace) { result[String(code)] = decimals }
        }
        return result
    }()
}
