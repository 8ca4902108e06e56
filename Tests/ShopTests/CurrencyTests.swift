import Presentation
import Shop
import Testing

struct CurrencyTests {
    @Test("The currencies are those of ISO 4217's list one of 1 January 2026")
    func list() throws {
        #expect(CurrencyList.date == "2026-01-01")
        #expect(CurrencyList.codes.count == 158)
        for (code, decimals) in [("XCG", 2), ("ZWG", 2), ("SLE", 2), ("VED", 2), ("EUR", 2), ("IQD", 3), ("UGX", 0)] {
            #expect(try #require(Currency(code: code)).decimals == decimals, "\(code)")
        }
        // Metals, a test code, securities' units, and units of account are not money that a customer has.
        for code in ["XAU", "XTS", "XXX", "XDR", "XAD", "USN", "CHE", "MXV", "COU", "BOV"] {
            #expect(Currency(code: code) == nil, "\(code)")
        }
    }

    @Test(
        "A withdrawn currency is refused by its name, and what has replaced it is said",
        arguments: [
            ("BGN", "EUR"), ("hrk", "EUR"), ("ANG", "XCG"), ("SLL", "SLE"), ("ZWL", "ZWG"), ("CUC", "CUP"),
            (" DEM ", "EUR"), ("VEF", "VES"), ("BYR", "BYN"), ("TRL", "TRY"),
        ])
    func withdrawn(typed: String, successor: String) {
        let error = #expect(throws: FieldError.self) { try Currency.checked(typed) }
        let code = typed.uppercased().filter { !$0.isWhitespace }
        #expect(error == .withdrawnCurrency(code, successor: successor))
        #expect(error?.text == "\(code) is withdrawn. \(successor) has replaced it.")
    }

    @Test("What replaces a withdrawn currency is in use, and nothing that is in use is called withdrawn")
    func successors() {
        for (code, successor) in CurrencyList.successors {
            #expect(Currency(code: successor) != nil && Currency(code: code) == nil, "\(code) \(successor)")
        }
    }

    @Test("A code that is no currency is refused")
    func unknown() {
        #expect(Currency(code: "EURO") == nil)
        #expect(Currency(code: "XYZ") == nil)
        #expect(throws: FieldError.notACurrency) { try Currency.checked("XYZ") }
        #expect(throws: FieldError.empty) { try Currency.checked(" ") }
    }

    @Test("A shop that has lev keeps its money, and takes up the euro while it has no prices")
    func kept() async throws {
        let shop = try await TestShop.open()
        let lev = try #require(Currency(kept: "BGN"))
        #expect(lev.decimals == 2 && Currency(kept: "XYZ") == nil)
        var settings = try #require(try await shop.services.setUp.settings())
        settings.money = MoneyFormat(currency: lev, locale: "bg_BG")
        let bulgarian = settings
        try await shop.store.write { try $0.save(bulgarian) }
        #expect(try await shop.services.setUp.settings()?.money.string(350).hasPrefix("3,50") == true)
        let same = try await shop.services.settings.edit([.currency: "BGN", .shopName: "Sofia"], by: shop.admin)
        #expect(same.currency == lev && same.name == "Sofia")
        #expect(try await shop.services.settings.edit([.currency: "EUR"], by: shop.admin).currency == .euro)
    }

    @Test(
        "A new shop is proposed what has replaced the currency that its locale still names",
        arguments: ["bg_BG", "hr_HR"])
    func proposed(locale: String) {
        #expect(MachineLocale.currencyCode(["LANG": "\(locale).UTF-8"]) == "EUR")
        #expect(MachineLocale.currencyCode(["LANG": "nl_CW.UTF-8"]) == "XCG")
    }
}
