import Foundation
import Presentation
import Shop
import Testing

/// What a file of products says of codes, counting and what is off sale.
struct ProductFileSaleTests {
    private func data(_ text: String) -> Data { Data(text.utf8) }

    @Test("A file says what is counted, what is off and what is known by which code, and comes back as it went")
    func roundTrip() async throws {
        let shop = try await TestShop.open()
        let products = shop.services.products
        _ = try await shop.product("Bun")
        let tea = try await products.create(
            ProductDraft(name: "Tea", price: 0, stock: nil, code: "0042"), by: shop.admin)
        _ = try await products.setOff(.untilFurtherNotice, tea.id, by: shop.admin)
        let text = try await products.exportCSV(by: shop.admin)
        #expect(text.contains("Tea,,,0.00,,5,no,0042,no,untilFurtherNotice\r\n"))
        #expect(try await products.planImport(data(text), by: shop.admin).unchangedCount == 2)

        let file = data(
            """
            name,price,stock,code,counted,off
            Bun,3.50,,0042,no,today
            Tea,0,7,0043,yes,no
            Cake,4.20,,0044,no,today
            """)
        let plan = try await products.planImport(file, by: shop.admin)
        #expect(plan.problems.isEmpty && plan.createCount == 1 && plan.changeCount == 2)
        _ = try await products.importCSV(file, by: shop.admin)
        let (bun, changed, cake) = (
            try await products.find("Bun"), try await products.find("Tea"), try await products.find("Cake")
        )
        #expect(bun.stock == nil && bun.code == "0042" && bun.isSoldOut)
        #expect(changed.stock == 7 && changed.code == "0043" && changed.off == nil)
        #expect(cake.stock == nil && cake.code == "0044" && cake.isSoldOut)
        #expect(try await products.planImport(file, by: shop.admin).unchangedCount == 3)
        #expect(await shop.services.health.check(full: true).isHealthy)
        shop.clock.advance(by: 86_400)
        #expect(try await !products.find("Cake").isSoldOut)
    }

    @Test("Two products may change codes with each other; a code that stays another's is refused by its line")
    func codes() async throws {
        let shop = try await TestShop.open()
        let products = shop.services.products
        for (name, code) in [("Bun", "1"), ("Tea", "2"), ("Cake", "3")] {
            _ = try await products.create(ProductDraft(name: name, price: 100, stock: 1, code: code), by: shop.admin)
        }
        _ = try await products.importCSV(data("name,price,code\nBun,1,2\nTea,1,1\n"), by: shop.admin)
        #expect(try await products.find("2").name == "Bun")
        for (text, line) in [
            ("name,price,code\nBun,1,9\nTea,1,3\n", 3), ("name,price,code\nScone,1,3\n", 2),
        ] {
            let refused = [ProductImport.Problem(line: line, what: .field(.productCode, .taken))]
            #expect(try await products.planImport(data(text), by: shop.admin).problems == refused)
            await #expect(throws: ShopError.importRefused(refused)) {
                try await products.importCSV(data(text), by: shop.admin)
            }
        }
        let twice = try await products.planImport(data("name,price,code\nA,1,0x\nB,1,0X\n"), by: shop.admin)
        #expect(twice.problems == [.init(line: 3, what: .field(.productCode, .onLine(2)))])
    }

    @Test("A number of pieces where none are counted, and words that say nothing, are refused by line and column")
    func refusals() async throws {
        let shop = try await TestShop.open()
        let text = "name,price,stock,counted,off\nA,1,4,no,\nB,1,,maybe,\nC,1,,,tomorrow\n"
        let plan = try await shop.services.products.planImport(data(text), by: shop.admin)
        #expect(
            plan.problems == [
                .init(line: 2, what: .field(.stock, .notCounted)), .init(line: 3, what: .field(.counted, .notYesOrNo)),
                .init(line: 4, what: .field(.off, .notOneOf(["no", "today", "untilFurtherNotice"]))),
            ])
    }
}
