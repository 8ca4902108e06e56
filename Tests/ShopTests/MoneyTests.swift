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
        ])
    func writing(code: String, locale: String, minor: Int64, expected: String) throws {
        let currency = try #require(Currency(code: code))
        #expect(MoneyFormat(currency: currency, locale: locale).string(minor) == expected)
    }

    @Test(
        "What a person types is read as money",
        arguments: [
            ("3.50", 350), ("3,5", 350), ("€ 3", 300), ("1,234.50", 123_450), ("1,234", 123_400), ("0.01", 1),
            ("007", 700), (".5", 50), ("1'000.00", 100_000),
        ] as [(String, Int64)])
    func reading(typed: String, minor: Int64) throws {
        #expect(try euro.minorUnits(from: typed, atMost: 99_999_999) == minor)
    }

    @Test(
        "What is no amount is refused with the reason",
        arguments: [
            ("", .empty), ("abc", .notAnAmount), ("-1", .negative), ("3.505", .tooManyDecimals(2)),
            ("1.2.3", .notAnAmount), ("٣", .notAnAmount), (".", .notAnAmount), ("12,34,56", .notAnAmount),
            ("99999999999999999999", .tooLarge("€999,999.99")), ("1e5", .notAnAmount),
        ] as [(String, FieldError)])
    func refusals(typed: String, problem: FieldError) {
        #expect(throws: problem) { try euro.minorUnits(from: typed, atMost: 99_999_999) }
    }

    @Test("A yen has no decimals, a dinar has three")
    func decimals() throws {
        let yen = MoneyFormat(currency: try #require(Currency(code: "jpy")), locale: "en_US")
        #expect(throws: FieldError.notAnAmount) { try yen.minorUnits(from: "3.5", atMost: 1_000) }
        #expect(try yen.minorUnits(from: "1,200", atMost: 10_000) == 1_200)
        let dinar = MoneyFormat(currency: try #require(Currency(code: "KWD")), locale: "en_US")
        #expect(try dinar.minorUnits(from: "1.005", atMost: 10_000) == 1_005)
        #expect(dinar.plain(1_005) == "1.005")
    }

    @Test("A code that is no currency is refused")
    func unknownCurrency() {
        #expect(Currency(code: "EURO") == nil)
        #expect(Currency(code: "XYZ") == nil)
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
