import Presentation
import Shop
import Testing

struct MoneyTests {
    private let euro = MoneyFormat(currency: .euro, locale: "en_IE")

    @Test(
        "Amounts are written as the shop's locale writes them",
        arguments: [
            ("EUR", "en_IE", 350, "€3.50"), ("EUR", "de_DE", 123_456_789, "1.234.567,89 €"),
            ("JPY", "ja_JP", 1_200, "¥1,200"), ("KWD", "en_US", 1_005, "KWD1.005"), ("USD", "en_US", -5, "-$0.05"),
            ("INR", "en_IN", 123_456_789, "₹12,34,567.89"), ("INR", "en_IN", 12_345, "₹123.45"),
            ("INR", "en_US", 123_456_789, "₹1,234,567.89"),
        ])
    func writing(code: String, locale: String, minor: Int64, expected: String) throws {
        let currency = try #require(Currency(code: code))
        #expect(MoneyFormat(currency: currency, locale: locale).string(minor) == expected)
    }

    @Test(
        "What a person types is read as money",
        arguments: [
            ("3.50", 350), ("3,5", 350), ("€ 3", 300), ("1,234.50", 123_450), ("1,234", 123_400), ("0.01", 1),
            ("007", 700), (".5", 50), ("1'000.00", 100_000), ("1’000.00", 100_000), ("12,34,567.89", 123_456_789),
            ("٣٫٥٠", 350), ("३.५०", 350), ("３．５０", 350), ("1 234,50", 123_450), ("1.234.567", 123_456_700),
            ("3.50 EUR", 350), ("eur3.5", 350), ("18.0000", 1_800), ("1.234,500", 123_450), ("0,500", 50),
        ] as [(String, Int64)])
    func reading(typed: String, minor: Int64) throws {
        #expect(try euro.minorUnits(from: typed, atMost: 999_999_999) == minor)
    }

    @Test(
        "What is no amount is refused with the reason",
        arguments: [
            ("", .empty), ("abc", .notAnAmount), ("-1", .negative), ("3.505", .tooManyDecimals(2)),
            ("1.2.3", .notAnAmount), ("三", .notAnAmount), (".", .notAnAmount), ("12,34,56", .notAnAmount),
            ("99999999999999999999", .tooLarge("€999,999.99")), ("1e5", .notAnAmount), ("3 50", .notAnAmount),
            ("1,234.567", .tooManyDecimals(2)), ("1.000", .tooManyDecimals(2)), ("−3", .negative), ("€-3", .negative),
            ("1234,567.00", .notAnAmount), ("1.234'567", .notAnAmount), ("5 pieces", .notAnAmount),
            ("$2.50", .otherCurrency("$", shop: "EUR")), ("2.50 USD", .otherCurrency("USD", shop: "EUR")),
            ("CA$ 3", .otherCurrency("CA$", shop: "EUR")), ("12 kr.", .otherCurrency("kr.", shop: "EUR")),
            ("3 DEM", .otherCurrency("DEM", shop: "EUR")),
        ] as [(String, FieldError)])
    func refusals(typed: String, problem: FieldError) {
        #expect(throws: problem) { try euro.minorUnits(from: typed, atMost: 99_999_999) }
    }

    @Test(
        "What a shop prints is typed as it stands there, and three digits behind a mark are decimals where there are three",
        arguments: [
            ("KWD", "en_US", "1.005", 1_005), ("KWD", "ar_KW", "1٫500", 1_500), ("KWD", "ar_KW", "١٫٥٠٠", 1_500),
            ("TND", "ar_TN", "3.500", 3_500), ("TND", "ar_TN", "3,500", 3_500),
            ("TND", "fr_TN", "1 234,500 DT", 1_234_500),
            ("KWD", "en_US", "1,234.567 KWD", 1_234_567), ("CHF", "de_CH", "CHF 1’234.50", 123_450),
            ("CHF", "de_CH", "1'234.50", 123_450), ("INR", "en_IN", "₹1,23,456.78", 12_345_678),
            ("JPY", "en_US", "1,200", 1_200), ("JPY", "ja_JP", "￥1,200", 1_200), ("VND", "vi_VN", "18.000 ₫", 18_000),
            ("CVE", "pt_CV", "20$00", 2_000), ("CAD", "en_IE", "$2.50", 250), ("EUR", "de_DE", "1.234", 123_400),
            ("XOF", "fr_SN", "1 500 F CFA", 1_500), ("PLN", "pl_PL", "18,00 zł", 1_800),
        ] as [(String, String, String, Int64)])
    func printed(code: String, locale: String, typed: String, minor: Int64) throws {
        let money = MoneyFormat(currency: try #require(Currency(code: code)), locale: locale)
        #expect(try money.minorUnits(from: typed, atMost: 99_999_999) == minor)
    }

    @Test("A currency without decimals takes none, and a number that may mean a thousandth is not guessed at")
    func decimals() throws {
        let yen = MoneyFormat(currency: try #require(Currency(code: "jpy")), locale: "en_US")
        for typed in ["3.5", "1.200", "18.000"] {
            #expect(throws: FieldError.tooManyDecimals(0)) { try yen.minorUnits(from: typed, atMost: 99_999) }
        }
        let dinar = MoneyFormat(currency: try #require(Currency(code: "KWD")), locale: "en_US")
        #expect(dinar.plain(1_005) == "1.005")
    }

    @Test("A shop that is set up on a German machine writes its amounts as Germany does")
    func machine() {
        #expect(MachineLocale.identifier(["LANG": "de_DE.UTF-8"]) == "de_DE")
        #expect(MachineLocale.currencyCode(["LANG": "en_GB.UTF-8"]) == "GBP")
        #expect(MachineLocale.currencyCode(["LANG": "C"]) == "EUR")
        #expect(MachineLocale.identifier(["LC_ALL": "", "LC_MONETARY": "fr_FR@euro", "LANG": "de_DE"]) == "fr_FR")
        for unknown in ["C.UTF-8", "POSIX", "nonsense", ""] {
            #expect(MachineLocale.identifier(["LC_ALL": unknown]) == "en_001")
        }
        let german = MoneyFormat(currency: .euro, locale: MachineLocale.identifier(["LC_ALL": "de_DE.UTF-8"]))
        #expect(german.string(123_450) == "1.234,50 €")
    }
}
