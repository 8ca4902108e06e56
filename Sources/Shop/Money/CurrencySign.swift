/// The signs by which people write a currency, whatever the shop's locale has for it.
public enum CurrencySign {
    /// A sign, and the currencies that share it.
    private static let shared: [(sign: String, codes: String)] = [
        (
            "$",
            """
            USD ARS AUD BBD BMD BND BSD BZD CAD CLP COP CUP CVE DOP FJD GYD HKD JMD KYD LRD MXN NAD NZD SBD SGD SRD SVC \
            TTD TWD UYU XCD
            """
        ),
        ("£", "GBP EGP FKP GIP LBP SDG SHP SSP SYP"), ("¥", "JPY CNY"), ("円", "JPY"), ("元", "CNY"), ("€", "EUR"),
        ("₹", "INR"), ("₨", "INR LKR MUR NPR PKR SCR"), ("Rs", "INR LKR MUR NPR PKR SCR"), ("₩", "KRW KPW"),
        ("₪", "ILS"), ("₫", "VND"), ("₴", "UAH"), ("₱", "PHP CUP"), ("฿", "THB"), ("₺", "TRY"), ("₽", "RUB"),
        ("₦", "NGN"), ("₵", "GHS"), ("₸", "KZT"), ("₾", "GEL"), ("֏", "AMD"), ("₼", "AZN"), ("৳", "BDT"),
        ("₡", "CRC"), ("₲", "PYG"), ("₭", "LAK"), ("₮", "MNT"), ("៛", "KHR"), ("؋", "AFN"),
        ("﷼", "IRR OMR QAR SAR YER"), ("kr", "DKK ISK NOK SEK"), ("zł", "PLN"), ("Kč", "CZK"), ("Ft", "HUF"),
        ("lei", "RON MDL"), ("Fr", "CHF"), ("лв", "BGN"), ("грн", "UAH"), ("руб", "RUB"),
    ]

    static func signs(of code: String) -> [String] { signs[code] ?? [] }

    private static let signs: [String: [String]] = shared.reduce(into: [:]) { signs, entry in
        for code in entry.codes.split(whereSeparator: \.isWhitespace) {
            signs[String(code), default: []].append(entry.sign)
        }
    }

    /// The code of the currency that alone has this sign.
    public static func code(of sign: String) -> String? {
        guard let codes = shared.first(where: { $0.sign == sign })?.codes, codes.count == 3 else { return nil }
        return codes
    }

    /// Whether a text beside a number can only be a currency: its sign, with letters or without, or its code.
    static func isSign(_ text: String) -> Bool {
        guard text.count <= 5 else { return false }
        let code = text.uppercased()
        if CurrencyList.decimals[code] != nil || CurrencyList.successors[code] != nil { return true }
        if text.unicodeScalars.contains(where: { $0.properties.generalCategory == .currencySymbol }) { return true }
        let bare = text.hasSuffix(".") ? String(text.dropLast()) : text
        return shared.contains { $0.sign.lowercased() == bare.lowercased() }
    }
}
