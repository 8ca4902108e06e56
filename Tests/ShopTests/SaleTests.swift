import Foundation
import Presentation
import Shop
import Testing

/// Products that are not counted, off sale, without a price, or known by a code.
struct SaleTests {
    private func made(_ shop: TestShop, _ draft: ProductDraft) async throws -> Product {
        try await shop.services.products.create(draft, by: shop.admin)
    }

    private func movements(_ shop: TestShop, _ product: Product) async throws -> [Int] {
        try await shop.services.products.stockHistory(of: product.id, by: shop.admin).map(\.movement.delta)
    }

    @Test(
        "What is not counted is never short, and nothing of it moves: placed, cancelled, or cancelled once it is counted"
    )
    func notCounted() async throws {
        let shop = try await TestShop.open()
        let products = shop.services.products
        let latte = try await made(shop, ProductDraft(name: "Latte", price: 400, stock: nil))
        #expect(latte.stock == nil && !latte.isSoldOut && !latte.isLow)
        let order = try await shop.services.orders.place(shop.draft((latte, 999)), by: shop.customer)
        let later = try await shop.services.orders.place(shop.draft((latte, 5)), by: shop.customer)
        _ = try await shop.step(order, to: .cancelled, reason: "spilt")
        #expect(try await movements(shop, latte).isEmpty)
        let error = await #expect(throws: ShopError.notCounted(product: "Latte")) {
            try await products.restock(latte.id, by: 5, by: shop.admin)
        }
        #expect(error?.text.contains("Turn counting on first") == true)

        let counted = try await products.edit(latte.id, ProductEdit(counting: .on(12)), by: shop.admin)
        #expect(counted.stock == 12)
        await #expect(throws: ShopError.invalid([.counted: .alreadyCounted(12)])) {
            try await products.edit(latte.id, ProductEdit(price: 500, counting: .on(50)), by: shop.admin)
        }
        #expect(try await products.find("Latte") == counted)
        _ = try await shop.step(later, to: .cancelled, reason: "spilt")
        #expect(try await shop.stock(of: latte) == 12)
        #expect(try await shop.lastEvents(3).contains { $0.change == .productStock(from: nil, to: 12) })

        // What was taken while it was counted goes back only where it is counted still.
        let third = try await shop.services.orders.place(shop.draft((latte, 2)), by: shop.customer)
        #expect(try await products.edit(latte.id, ProductEdit(counting: .off), by: shop.admin).stock == nil)
        _ = try await shop.step(third, to: .cancelled, reason: "spilt")
        #expect(try await movements(shop, latte) == [-10, -2, 12])
        #expect(try await products.edit(latte.id, ProductEdit(counting: .off), by: shop.admin).stock == nil)
        await #expect(throws: ShopError.invalid([.stock: .negative])) {
            try await products.edit(latte.id, ProductEdit(counting: .on(-1)), by: shop.admin)
        }
        #expect(await shop.services.health.check(full: true).isHealthy)
    }

    @Test("What is off is sold out for everyone until the day is over, or until it is put back on")
    func off() async throws {
        let shop = try await TestShop.open()
        let products = shop.services.products
        let (latte, bun) = (
            try await made(shop, ProductDraft(name: "Latte", price: 400, stock: nil)), try await shop.product("Bun")
        )
        func isSoldOut(_ product: Product) async throws -> Bool { try await products.find(product.name).isSoldOut }
        for product in [latte, bun] {
            let off = try await products.setOff(.today, product.id, by: shop.admin)
            #expect(off.isSoldOut && off.stock == product.stock)
            let short = ShopError.Shortage(productID: product.id, name: product.name, wanted: 2, left: 0)
            await #expect(throws: ShopError.shortage([short])) {
                try await shop.services.orders.place(shop.draft((product, 2)), by: shop.customer)
            }
            #expect(try await isSoldOut(product))
        }
        let position = try await shop.services.feed.position()
        _ = try await products.setOff(.today, bun.id, by: shop.admin)
        #expect(try await shop.services.feed.position() == position)
        _ = try await products.setOff(.untilFurtherNotice, bun.id, by: shop.admin)

        shop.clock.advance(by: 86_400)
        let customer = try await shop.services.accounts.signIn(email: "ada@example.com", password: TestShop.password)
            .session
        let admin = try await shop.services.accounts.signIn(email: "grace@example.com", password: TestShop.password)
            .session
        #expect(try await !isSoldOut(latte))
        #expect(try await isSoldOut(bun))
        _ = try await shop.services.orders.place(shop.draft((latte, 2)), by: customer)
        #expect(try await !products.setOff(nil, bun.id, by: admin).isSoldOut)
        _ = try await shop.services.orders.place(shop.draft((bun, 2)), by: customer)
        let told = try await shop.lastEvents(9).map(\.change)
        #expect(told.contains(.productOff(.untilFurtherNotice)) && told.contains(.productOn))
        await #expect(throws: ShopError.notAllowed(.setProductOff)) {
            try await products.setOff(.today, bun.id, by: customer)
        }
    }

    @Test("A code is one product's whatever its case, keeps its zeros, and is what a product is found by")
    func codes() async throws {
        let shop = try await TestShop.open()
        let products = shop.services.products
        let bun = try await made(shop, ProductDraft(name: "Bun", price: 200, stock: 5, code: "0012ab"))
        let tea = try await shop.product("Tea")
        #expect(try await products.find("0012AB").id == bun.id && bun.code == "0012ab")
        await #expect(throws: ShopError.invalid([.productCode: .taken])) {
            try await products.edit(tea.id, ProductEdit(code: "0012AB"), by: shop.admin)
        }
        await #expect(throws: ShopError.invalid([.productCode: .taken])) {
            try await made(shop, ProductDraft(name: "Cake", price: 200, stock: 5, code: "0012ab"))
        }
        await #expect(throws: ShopError.invalid([.productCode: .hasBlanks])) {
            try await products.edit(tea.id, ProductEdit(code: "0012 ab"), by: shop.admin)
        }
        await #expect(throws: ShopError.invalid([.productCode: .tooLong(40)])) {
            try await products.edit(tea.id, ProductEdit(code: String(repeating: "1", count: 41)), by: shop.admin)
        }
        #expect(try await products.edit(bun.id, ProductEdit(code: "0012AB"), by: shop.admin).code == "0012AB")
        #expect(try await products.edit(bun.id, ProductEdit(code: ""), by: shop.admin).code.isEmpty)
        #expect(try await products.edit(tea.id, ProductEdit(code: "0012ab"), by: shop.admin).code == "0012ab")
    }

    @Test("What costs nothing is paid as it is placed, and owes and gives back nothing when it is cancelled")
    func free() async throws {
        let shop = try await TestShop.open()
        let water = try await made(shop, ProductDraft(name: "Tap water", price: 0, stock: nil))
        let order = try await shop.services.orders.place(shop.draft((water, 2)), by: shop.customer)
        #expect(order.total == 0 && order.payment == .paid)
        let cancelled = try await shop.step(order, to: .cancelled, by: shop.customer)
        #expect(cancelled.payment == .unpaid)
        let events = try await shop.services.orders.history(of: order.id, by: shop.admin).events
        #expect(events.map(\.change) == [.orderPlaced, .status(from: .placed, to: .cancelled)])
        #expect(await shop.services.health.check(full: true).isHealthy)
    }
}
