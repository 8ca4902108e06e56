import Foundation
import Local
import Presentation
import Shop
import Testing

struct SettingsTests {
    @Test("A shop begins with defaults that are all allowed")
    func defaults() async throws {
        let shop = try await TestShop.open()
        let values = try await shop.services.settings.values(by: shop.admin)
        #expect(values.map(\.key) == SettingKey.allCases)
        let before = try await shop.services.feed.position()
        _ = try await shop.services.settings.edit(
            Dictionary(uniqueKeysWithValues: values.map { ($0.key, $0.value) }), by: shop.admin)
        #expect(try await shop.services.feed.position() == before)
    }

    @Test("Each setting is kept, and the log tells from what to what")
    func edit() async throws {
        let shop = try await TestShop.open()
        let changes: [SettingKey: String] = [
            .shopName: "The Corner", .amberMinutes: "3", .redMinutes: "6", .bell: "no", .kioskIdleSeconds: "90",
            .kioskCountdownSeconds: "15", .ticketSeconds: "20", .receiptHeader: "12 Main Street\nDublin",
            .receiptFooter: "Danke", .receiptWidth: "48", .receiptCodePage: "852",
            .printerCommand: "lp -d counter", .backupsKept: "14",
        ]
        _ = try await shop.services.settings.edit(changes, by: shop.admin)
        let kept = try await shop.services.settings.values(by: shop.admin)
        for (key, value) in kept where key != .currency { #expect(value == changes[key] ?? "", "\(key)") }
        let told = try await shop.lastEvents(changes.count)
        #expect(told.allSatisfy { $0.kind == .settingsChanged })
        #expect(told.map(\.subjectName) == SettingKey.allCases.filter { changes[$0] != nil }.map(\.rawValue))
        #expect(
            told[1].change == .setting(from: "5", to: "3") && told[7].change.columns.to == "12 Main Street / Dublin")
    }

    @Test("There is one printer: a device takes the command's place")
    func printer() async throws {
        let shop = try await TestShop.open()
        let settings = shop.services.settings
        _ = try await settings.edit([.printerCommand: "lp"], by: shop.admin)
        #expect(
            try await settings.edit([.printerDevice: "/dev/usb/lp0"], by: shop.admin).printer == .device("/dev/usb/lp0")
        )
        #expect(try await settings.edit([.printerCommand: ""], by: shop.admin).printer == .device("/dev/usb/lp0"))
        #expect(try await settings.edit([.printerDevice: ""], by: shop.admin).printer == .none)
    }

    @Test("The currency can be changed until the first product has a price in it")
    func currency() async throws {
        let shop = try await TestShop.open()
        let settings = shop.services.settings
        await #expect(throws: ShopError.invalid([.currency: .notACurrency])) {
            try await settings.edit([.currency: "euro"], by: shop.admin)
        }
        await #expect(throws: ShopError.invalid([.currency: .withdrawnCurrency("ANG", successor: "XCG")])) {
            try await settings.edit([.currency: "ang"], by: shop.admin)
        }
        #expect(try await settings.edit([.currency: " jpy "], by: shop.admin).money.string(350).contains("350"))
        let kept = try #require(try await shop.services.setUp.settings())
        #expect(kept.currency.code == "JPY" && kept.money == MoneyFormat(currency: kept.currency, locale: "en_IE"))
        let product = try await shop.product("Flat white")
        _ = try await shop.services.products.setArchived(true, product.id, by: shop.admin)
        await #expect(throws: ShopError.invalid([.currency: .hasPrices])) {
            try await settings.edit([.currency: "EUR", .shopName: "The Corner"], by: shop.admin)
        }
        #expect(try await shop.services.setUp.settings() == kept)
        let same: [SettingKey: String] = [.currency: "JPY", .shopName: "The Corner"]
        #expect(try await settings.edit(same, by: shop.admin).name == "The Corner")
    }

    @Test("What is not allowed is named for each setting, and nothing is changed")
    func refused() async throws {
        let shop = try await TestShop.open()
        let before = try await shop.services.setUp.settings()
        await #expect(
            throws: ShopError.invalid([
                .shopName: .empty, .kioskIdleSeconds: .tooSmall("10"), .ticketSeconds: .notANumber,
                .receiptWidth: .notOneOf(["32", "42", "48"]), .printerDevice: .notAPath, .bell: .notYesOrNo,
                .receiptHeader: .tooManyLines(5), .receiptFooter: .controlCharacters, .backupsKept: .tooLarge("365"),
            ])
        ) {
            try await shop.services.settings.edit(
                [
                    .shopName: " ", .kioskIdleSeconds: "1", .ticketSeconds: "soon", .receiptWidth: "40",
                    .printerDevice: "lp0", .bell: "maybe", .receiptHeader: "1\n2\n3\n4\n5\n6", .receiptFooter: "\u{1B}",
                    .backupsKept: "1000", .amberMinutes: "7",
                ], by: shop.admin)
        }
        await #expect(throws: ShopError.invalid([.redMinutes: .tooSmall("the 20 of amber")])) {
            try await shop.services.settings.edit([.amberMinutes: "20"], by: shop.admin)
        }
        #expect(try await shop.services.setUp.settings() == before)
    }
}
