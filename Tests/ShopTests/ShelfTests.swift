import Foundation
import Presentation
import Shop
import Testing

struct ShelfTests {
    @Test("An edit changes what it names, tells each value in the log, and leaves the rest alone")
    func edit() async throws {
        let shop = try await TestShop.open()
        let product = try await shop.product("Flat white")
        let changed = try await shop.services.products.edit(
            product.id, ProductEdit(name: " Flat White ", price: 400, lowStock: 3), by: shop.admin)
        #expect(changed.name == "Flat White" && changed.price == 400 && changed.lowStock == 3)
        #expect(changed.stock == product.stock && changed.category == product.category)
        #expect(try await shop.services.products.list() == [changed])
        let told = try await shop.lastEvents(3)
        #expect(told.map(\.change.columns.from) == ["name: Flat white", "price: 3.50", "lowStock: 5"])
        #expect(told.map(\.change.columns.to) == ["name: Flat White", "price: 4.00", "lowStock: 3"])

        let before = try await shop.services.feed.position()
        _ = try await shop.services.products.edit(product.id, ProductEdit(price: 400), by: shop.admin)
        #expect(try await shop.services.feed.position() == before)
    }

    @Test("A rename to another product's name is refused at the field, whatever its case")
    func takenName() async throws {
        let shop = try await TestShop.open()
        _ = try await shop.product("Espresso")
        let product = try await shop.product("Flat white")
        await #expect(throws: ShopError.invalid([.productName: .taken])) {
            try await shop.services.products.edit(product.id, ProductEdit(name: "ESPRESSO"), by: shop.admin)
        }
        await #expect(throws: ShopError.invalid([.productName: .empty, .price: .negative])) {
            try await shop.services.products.edit(product.id, ProductEdit(name: " ", price: -1), by: shop.admin)
        }
        await #expect(throws: ShopError.noSuchProduct("99", didYouMean: [])) {
            try await shop.services.products.edit(99, ProductEdit(price: 1), by: shop.admin)
        }
        #expect(try await shop.services.products.find("flat white").price == 350)
    }

    @Test("Restocking moves the stock up or down, never below nothing, and says what is left")
    func restock() async throws {
        let shop = try await TestShop.open()
        let products = shop.services.products
        let product = try await shop.product("Cookie", stock: 3)
        #expect(try await products.restock(product.id, by: 10, by: shop.admin).stock == 13)
        #expect(try await products.restock(product.id, by: -4, reason: "dropped", by: shop.admin).stock == 9)
        let error = await #expect(throws: ShopError.stockTooLow(product: "Cookie", taken: 10, left: 9)) {
            try await products.restock(product.id, by: -10, reason: "dropped", by: shop.admin)
        }
        #expect(error?.text == "Cookie: 10 cannot be taken away, 9 left. Nothing was changed.")
        await #expect(throws: ShopError.invalid([.quantity: .tooSmall("one piece more or less")])) {
            try await products.restock(product.id, by: 0, by: shop.admin)
        }
        await #expect(throws: ShopError.invalid([.reason: .empty])) {
            try await products.restock(product.id, by: -1, by: shop.admin)
        }
        await #expect(throws: ShopError.invalid([.stock: .tooLarge("1,000,000 in all")])) {
            try await products.restock(product.id, by: 1_000_000, by: shop.admin)
        }
        await #expect(throws: ShopError.invalid([.quantity: .tooLarge("1,000,000 pieces")])) {
            try await products.restock(product.id, by: .min, reason: "?", by: shop.admin)
        }
        #expect(try await shop.stock(of: product) == 9)
    }

    @Test("An archived product leaves the menu, cannot be ordered, and comes back")
    func archive() async throws {
        let shop = try await TestShop.open()
        let product = try await shop.product("Flat white")
        _ = try await shop.services.products.setArchived(true, product.id, by: shop.admin)
        #expect(try await shop.services.products.list().isEmpty)
        await #expect(throws: ShopError.self) {
            try await shop.services.orders.place(shop.draft((product, 1)), by: shop.customer)
        }
        await #expect(throws: ShopError.self) { try await shop.services.products.find("Flat white") }
        let found = try await shop.services.products.find("Flat white", includingArchived: true, by: shop.admin)
        _ = try await shop.services.products.setArchived(false, found.id, by: shop.admin)
        _ = try await shop.services.products.setArchived(false, found.id, by: shop.admin)
        #expect(try await shop.services.products.list() == [product])
        #expect(try await shop.lastEvents(2).map(\.kind) == [.productArchived, .productRestored])
    }

    @Test("A product's stock history goes back page by page to the first piece, and adds up")
    func history() async throws {
        let shop = try await TestShop.open()
        let products = shop.services.products
        let product = try await shop.product("Flat white", stock: 10)
        let order = try await shop.services.orders.place(shop.draft((product, 4)), by: shop.customer)
        _ = try await products.restock(product.id, by: 5, reason: "delivery", by: shop.admin)
        _ = try await products.restock(product.id, by: -1, reason: "spilt", by: shop.admin)
        _ = try await shop.step(order, to: .cancelled, reason: "left")

        var entries = try await products.stockHistory(of: product.id, limit: 2, by: shop.admin)
        while let last = entries.last {
            let page = try await products.stockHistory(of: product.id, after: last, limit: 2, by: shop.admin)
            guard !page.isEmpty else { break }
            entries += page
        }
        #expect(entries.map(\.movement.delta) == [4, -1, 5, -4, 10])
        #expect(entries.map(\.stockAfter) == [14, 10, 11, 6, 10])
        #expect(entries.map(\.movement.kind) == [.cancellation, .correction, .restock, .sale, .restock])
        #expect(entries.map(\.ticket) == [order.ticket, nil, nil, order.ticket, nil])
        #expect(entries[1].movement.reason == "spilt" && entries[1].actorName == "Grace Hopper")
    }

    @Test("What I order most counts my own pieces, without what was cancelled")
    func favourites() async throws {
        let shop = try await TestShop.open()
        let coffee = try await shop.product("Flat white")
        let cookie = try await shop.product("Cookie")
        let bo = try await shop.customer(named: "Bo")
        for _ in 1...2 {
            _ = try await shop.services.orders.place(shop.draft((coffee, 2), (cookie, 1)), by: shop.customer)
        }
        let cancelled = try await shop.services.orders.place(shop.draft((cookie, 9)), by: shop.customer)
        _ = try await shop.step(cancelled, to: .cancelled, by: shop.customer)
        _ = try await shop.services.orders.place(shop.draft((cookie, 5)), by: bo)
        #expect(try await shop.services.products.favourites(by: shop.customer) == [coffee.id: 4, cookie.id: 2])
    }
}
