import Shop
import Terminal
import Testing

@testable import Screens

struct PriceTests {
    private static let shops = [
        ("TND", "ar_TN"), ("KWD", "ar_KW"), ("JPY", "de_DE"), ("CHF", "de_CH"), ("EUR", "de_DE"), ("INR", "en_IN"),
    ]

    private func brownie(
        _ code: String, _ locale: String, _ body: (ScreenShop, ShopTerminal, MoneyFormat) async throws -> Void
    ) async throws {
        let money = MoneyFormat(currency: try #require(Currency(code: code)), locale: locale)
        try await ScreenShop.use(
            change: { transaction in
                guard var settings = try transaction.settings() else { throw ShopError.notSetUp }
                settings.money = money
                try transaction.save(settings)
            },
            { shop in
                let grace = try await shop.session("grace")
                let id = try await shop.product("Brownie").id
                _ = try await shop.services.products.edit(id, ProductEdit(price: 3_500), by: grace)
                let terminal = try await ShopTerminal(shop, size: .large)
                try await terminal.signIn(1)
                try await terminal.press(Key("P"))
                try await terminal.search("brownie")
                #expect(terminal.shows(money.string(3_500)))
                try await terminal.press(.enter)
                try await body(shop, terminal, money)
            })
    }

    @Test(
        "Who changes a product's description alone leaves its price as it is, whatever the shop's money",
        arguments: shops)
    func description(code: String, locale: String) async throws {
        try await brownie(code, locale) { shop, terminal, _ in
            try await terminal.press(.tab, .tab, .tab, .tab, .tab)
            try await terminal.retype("Moist")
            try await terminal.press(.tab, .tab, .enter)
            let brownie = try await shop.product("Brownie")
            #expect(brownie.description == "Moist" && brownie.price == 3_500)
        }
    }

    @Test("A price is typed as the shop shows its prices", arguments: shops)
    func typed(code: String, locale: String) async throws {
        try await brownie(code, locale) { shop, terminal, money in
            try await terminal.press(.tab)
            try await terminal.retype(money.string(1_234_500))
            try await terminal.press(.tab, .tab, .tab, .tab, .tab, .tab, .enter)
            #expect(try await shop.product("Brownie").price == 1_234_500)
        }
    }
}
