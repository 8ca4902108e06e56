import Foundation
import Soaking
import Testing

@testable import Shop

/// What the shop writes is what it reads: in the fields of screens and in commands, which read alike, and in CSV.
struct MoneyRoundTripTests {
    private static let amounts: [Int64] = [
        1, 10, 99, 100, 350, 999, 1_000, 1_234, 1_500, 3_500, 12_000, 123_456, 150_000, 1_234_567, 12_345_678,
        99_999_999,
    ]
    private static let most: Int64 = 99_999_999

    /// One locale of each notation: marks, groups, digits, and the place of the symbol. Toki Pona is left out, which groups
    /// by two digits throughout.
    private static let locales: [String] = {
        var found: [String: String] = ["escudo": "pt_CV"]
        for locale in Locale.availableIdentifiers.sorted() where !locale.hasPrefix("tok") {
            let money = MoneyFormat(currency: .euro, locale: locale)
            let digit = 1.formatted(.number.locale(Locale(identifier: locale)))
            let order = "\(money.symbolFirst) \(money.spaced) \(money.groupsByTwo)"
            let key = "\(money.decimalSeparator)|\(money.groupingSeparator)|\(digit)|\(order)"
            found[key] = found[key] ?? locale
        }
        return found.values.sorted()
    }()

    private static func notations(_ code: String) throws -> [MoneyFormat] {
        let currency = try #require(Currency(code: code))
        return locales.map { MoneyFormat(currency: currency, locale: $0) }
    }

    private static func isReadBack(_ money: MoneyFormat) -> Bool {
        amounts.allSatisfy { amount in
            [money.string(amount), money.plain(amount)].allSatisfy {
                (try? money.minorUnits(from: $0, atMost: most)) == amount
            }
        }
    }

    private static func isReadBackFromCSV(_ money: MoneyFormat) -> Bool {
        let products = amounts.map {
            Product(
                id: ID($0), name: "At \($0)", price: $0, stock: 1_200, lowStock: 5, category: "", description: "",
                isArchived: false)
        }
        // A file may hold one product only: then nothing else in it tells of its notation.
        return ([products] + products.map { [$0] }).allSatisfy { products in
            let file = ProductFile(Data(ProductFile.text(products, money).utf8), money)
            return file.problems.isEmpty && file.entries.map(\.draft.price) == products.map(\.price)
                && file.entries.allSatisfy { $0.stock == 1_200 }
        }
    }

    @Test("Every amount that a shop shows can be typed as it stands there, in every currency and notation")
    func everyCurrency() throws {
        #expect(Self.locales.count > 20)
        for code in CurrencyList.codes {
            for money in try Self.notations(code) { #expect(Self.isReadBack(money), "\(money)") }
        }
    }

    @Test(
        "A product file that the shop wrote changes no price when it is read again, in every notation",
        arguments: ["EUR", "TND", "JPY", "CVE", "CLF"])
    func files(code: String) throws {
        for money in try Self.notations(code) { #expect(Self.isReadBackFromCSV(money), "\(money)") }
    }

    @Test(
        "Amounts in the digits, groups and signs of each locale are read",
        arguments: ["EUR", "KWD", "JPY", "INR", "TRY"])
    func localeData(code: String) throws {
        let currency = try #require(Currency(code: code))
        var unread: [String] = []
        for locale in Self.locales {
            let money = MoneyFormat(currency: currency, locale: locale)
            let style = Decimal.FormatStyle.Currency(code: code, locale: Locale(identifier: locale))
                .precision(.fractionLength(currency.decimals))
            for amount in Self.amounts {
                let typed = (Decimal(amount) / Decimal(currency.minorPerMajor)).formatted(style)
                guard (try? money.minorUnits(from: typed, atMost: Self.most)) != amount else { continue }
                unread.append("\(locale): \(typed)")
            }
        }
        #expect(unread == [])
    }

    @Test("Every currency in every locale is read back as it was written", .enabled(if: Soak.isOn))
    func everything() throws {
        for code in CurrencyList.codes {
            let currency = try #require(Currency(code: code))
            for locale in Locale.availableIdentifiers {
                let money = MoneyFormat(currency: currency, locale: locale)
                #expect(Self.isReadBack(money), "\(locale): \(money)")
            }
            for money in try Self.notations(code) { #expect(Self.isReadBackFromCSV(money), "\(money)") }
        }
        Soak.say("\(CurrencyList.codes.count) currencies in \(Locale.availableIdentifiers.count) locales")
    }
}
