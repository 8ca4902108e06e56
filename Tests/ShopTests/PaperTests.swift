import Foundation
import Presentation
import Shop
import Testing

/// What stands on paper where the printer's code page lacks a letter or a sign.
struct PaperTests {
    private func lines(
        _ names: [String], _ code: String, _ locale: String, page: Int = 858, header: String = ""
    ) throws -> [[UInt8]] {
        let money = MoneyFormat(currency: try #require(Currency(code: code)), locale: locale)
        var settings = ShopSettings(name: "Shop", money: money, locale: locale, timeZone: .gmt)
        settings.receiptHeader = header
        settings.receiptCodePage = page
        let at = Date(timeIntervalSince1970: 1_795_000_000)
        let items = names.map { OrderItem(productID: 1, name: $0, quantity: 1, price: 123_456, note: "") }
        let order = Order(
            id: 1, request: "request-1", ticket: Ticket(channel: .kiosk, number: 42),
            businessDay: BusinessDay(at, in: .gmt), customerID: nil, customerName: "Ada", placedByID: 1,
            status: .placed,
            payment: .unpaid, note: "", total: 123_456 * Int64(names.count), version: 1, createdAt: at, updatedAt: at,
            statusAt: at, items: items)
        return EscPos.bytes(of: order, settings: settings, width: 48).split(separator: 0x0A).map(Array.init)
    }

    private func text(_ lines: [[UInt8]]) -> String {
        lines.map { String(decoding: $0.map { $0 < 0x80 ? $0 : UInt8(ascii: "#") }, as: UTF8.self) }.joined(
            separator: "\n")
    }

    @Test(
        "A sum is on paper in every currency: a symbol that the printer lacks becomes the currency's code",
        arguments: [
            ("PLN", "pl_PL", "1 234,56 PLN"), ("TRY", "tr_TR", "TRY 1.234,56"), ("INR", "en_IN", "INR 1,234.56"),
            ("UAH", "uk_UA", "1 234,56 UAH"), ("KRW", "ko_KR", "KRW 123,456"), ("VND", "vi_VN", "123.456 VND"),
            ("ILS", "he_IL", "1,234.56 ILS"), ("PHP", "en_PH", "PHP 1,234.56"), ("THB", "th_TH", "THB 1,234.56"),
            ("CZK", "cs_CZ", "1 234,56 CZK"), ("KWD", "ar_KW", "123.456 KWD"), ("CHF", "de_CH", "CHF 1'234.56"),
            ("EUR", "de_DE", "1.234,56 #"), ("GBP", "en_GB", "#1,234.56"), ("JPY", "ja_JP", "#123,456"),
        ])
    func money(code: String, locale: String, expected: String) throws {
        let printed = text(try lines(["Tea"], code, locale))
        #expect(printed.contains(expected) && !printed.contains("?"), "\(printed)")
    }

    @Test(
        "No sum of any currency, in any locale, is printed with a question mark, on any page",
        arguments: ShopSettings.receiptCodePages)
    func everyCurrency(page: Int) throws {
        let locales = [
            "ar_EG", "bg_BG", "de_CH", "fa_IR", "ff_Adlm", "fr_FR", "hi_IN", "ja_JP", "ne_NP", "pt_CV", "am_ET",
            "pl_PL",
        ]
        for locale in locales {
            let code = Locale(identifier: locale).currency.flatMap { Currency(code: $0.identifier) }?.code ?? "EUR"
            #expect(!text(try lines(["Tea"], code, locale, page: page)).contains("?"), "\(locale) \(code)")
        }
        // The signs of currencies differ by page, the codes do not.
        for code in page == 858 ? CurrencyList.codes : ["EUR", "PLN", "UAH", "TRY", "INR"] {
            #expect(!text(try lines(["Tea"], code, "en_IE", page: page)).contains("?"), "\(code)")
        }
    }

    @Test(
        "Letters that the printer lacks are spelt in those it has",
        arguments: [
            ("Michał", "Michal"), ("Œufs cocotte", "Oeufs cocotte"), ("cœur", "coeur"), ("Işıl", "Isil"),
            ("İnci", "Inci"),
            ("Đorđe", "Dorde"), ("Žofie Šťastná", "Zofie Stastn#"), ("Ħobż", "Hobz"), ("Борщ", "Borshch"),
            ("Чай", "Chay"),
            ("Καφές", "Kafes"), ("Phở đặc biệt", "Pho dac biet"), ("Tea… №1", "Tea... No1"), ("₺ or ₹", "TRY or ₹"),
        ])
    func letters(name: String, expected: String) throws {
        let printed = text(try lines([name], "EUR", "en_IE"))
        #expect(printed.contains("1 x \(expected.replacingOccurrences(of: "₹", with: "INR"))"), "\(printed)")
    }

    @Test(
        "The printer's code page is a setting, and its letters are printed as they are",
        arguments: [
            (852, 18, "łŻ", [0x88, 0xBD]), (866, 17, "Щи", [0x99, 0xA8]), (1251, 46, "Їж", [0xAF, 0xE6]),
            (1252, 16, "œ€", [0x9C, 0x80]), (1253, 47, "Ωά", [0xD9, 0xDC]), (1254, 48, "ığ", [0xFD, 0xF0]),
            (1257, 51, "šų", [0xF0, 0xF8]), (1250, 45, "řů", [0xF8, 0xF9]), (857, 13, "ış", [0x8D, 0x9F]),
            (437, 0, "é£", [0x82, 0x9C]), (858, 19, "é€", [0x82, 0xD5]),
        ] as [(Int, UInt8, String, [UInt8])])
    func pages(page: Int, number: UInt8, name: String, bytes: [UInt8]) throws {
        let lines = try lines([name], "EUR", "en_IE", page: page)
        #expect(lines.first?.starts(with: [0x1B, 0x40, 0x1C, 0x2E, 0x1B, 0x74, number]) == true)
        #expect(lines.contains { $0.starts(with: Array("1 x ".utf8) + bytes) })
    }

    @Test("A page without the euro sign prints the euro's code", arguments: [437, 852, 857, 866])
    func euro(page: Int) throws {
        #expect(text(try lines(["Tea"], "EUR", "en_IE", page: page)).contains("EUR 1,234.56"))
        #expect(text(try lines(["Tea"], "EUR", "en_IE", page: page, header: "Lunch for 9 €")).contains("9 EUR"))
    }
}
