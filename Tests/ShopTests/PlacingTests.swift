import Foundation
import Presentation
import Shop
import Testing

struct PlacingTests {
    @Test("A placed order holds what was ordered, at the prices of the moment, and takes it from the shelf")
    func placing() async throws {
        let shop = try await TestShop.open()
        let white = try await shop.product("Flat white", price: 350, stock: 5)
        let bun = try await shop.product("Cinnamon bun", price: 280, stock: 2)
        var draft = shop.draft((white, 2), (bun, 1))
        draft.lines[0].note = " extra hot "
        draft.note = "for two"

        let order = try await shop.services.orders.place(draft, by: shop.customer)

        #expect(order.ticket.description == "C-001")
        #expect(order.total == 980)
        #expect(order.status == .placed && order.payment == .unpaid && order.version == 1)
        #expect(order.items.map(\.name) == ["Flat white", "Cinnamon bun"])
        #expect(order.items[0].note == "extra hot")
        #expect(order.customerName == "Ada Lovelace")
        #expect(try await shop.services.orders.order(order.id, by: shop.customer) == order)
        #expect(try await shop.stock(of: white) == 3)
        #expect(try await shop.stock(of: bun) == 1)
    }

    @Test("The same product on two lines is one demand on its stock")
    func sums() async throws {
        let shop = try await TestShop.open()
        let white = try await shop.product("Flat white", stock: 5)
        let expected = ShopError.shortage([
            ShopError.Shortage(productID: white.id, name: "Flat white", wanted: 6, left: 5)
        ])
        await #expect(throws: expected) {
            try await shop.services.orders.place(shop.draft((white, 3), (white, 3)), by: shop.customer)
        }
        #expect(try await shop.stock(of: white) == 5)
        _ = try await shop.services.orders.place(shop.draft((white, 3), (white, 2)), by: shop.customer)
        #expect(try await shop.stock(of: white) == 0)
    }

    @Test("A shortage names every product that falls short, and nothing is taken")
    func shortage() async throws {
        let shop = try await TestShop.open()
        let white = try await shop.product("Flat white", stock: 1)
        let bun = try await shop.product("Cinnamon bun", stock: 0)
        let tea = try await shop.product("Tea", stock: 9)
        let error = await #expect(throws: ShopError.self) {
            try await shop.services.orders.place(shop.draft((white, 2), (tea, 1), (bun, 3)), by: shop.customer)
        }
        #expect(
            error?.text == "Not enough is left. Flat white: 2 wanted, 1 left; Cinnamon bun: 3 wanted, 0 left. "
                + "Nothing was ordered.")
        #expect(try await shop.stock(of: tea) == 9)
        #expect(try await shop.services.orders.own(by: shop.customer).isEmpty)
    }

    @Test("A price that moved is shown before anything is ordered")
    func prices() async throws {
        let shop = try await TestShop.open()
        let white = try await shop.product("Flat white", price: 350)
        let draft = shop.draft((white, 1)) { $0.lines[0].seenPrice = 320 }
        let expected = ShopError.pricesChanged([
            ShopError.PriceChange(productID: white.id, name: "Flat white", seen: 320, now: 350)
        ])
        await #expect(throws: expected) {
            try await shop.services.orders.place(draft, by: shop.customer)
        }
        #expect(try await shop.stock(of: white) == 20)
    }

    @Test("One cart makes one order, however often it is sent")
    func sameRequest() async throws {
        let shop = try await TestShop.open()
        let white = try await shop.product("Flat white", stock: 5)
        let draft = shop.draft((white, 2))
        let first = try await shop.services.orders.place(draft, by: shop.customer)
        let again = try await shop.services.orders.place(draft, by: shop.customer)
        #expect(first == again)
        #expect(try await shop.stock(of: white) == 3)

        let other = shop.draft((white, 1), request: draft.request)
        await #expect(throws: ShopError.requestReused) {
            try await shop.services.orders.place(other, by: shop.customer)
        }
        let bo = try await shop.customer(named: "Bo")
        await #expect(throws: ShopError.requestReused) { try await shop.services.orders.place(draft, by: bo) }
    }

    @Test("Quantities, lines and notes beyond their limits are refused by name", arguments: [-1, 0, 1_000, Int.max])
    func limits(quantity: Int) async throws {
        let shop = try await TestShop.open()
        let white = try await shop.product("Flat white", stock: 5)
        let error = await #expect(throws: ShopError.self) {
            try await shop.services.orders.place(shop.draft((white, quantity)), by: shop.customer)
        }
        #expect(error?.text.hasPrefix("Quantity: ") == true)
    }

    @Test("An empty order, 101 lines, and a long or unprintable note are refused")
    func contents() async throws {
        let shop = try await TestShop.open()
        let white = try await shop.product("Flat white", stock: 500)
        func refusal(_ change: (inout OrderDraft) -> Void) async -> ShopError? {
            let draft = shop.draft((white, 1), change: change)
            return await #expect(throws: ShopError.self) {
                try await shop.services.orders.place(draft, by: shop.customer)
            }
        }
        #expect(await refusal { $0.lines = [] } == .invalid([.lines: .empty]))
        let line = OrderDraft.Line(productID: white.id, quantity: 1)
        #expect(
            await refusal { $0.lines = Array(repeating: line, count: 101) }
                == .invalid([.lines: .tooLarge("100 lines")]))
        #expect(await refusal { $0.note = String(repeating: "x", count: 501) } == .invalid([.note: .tooLong(500)]))
        #expect(await refusal { $0.lines[0].note = "\u{1B}[31m" } == .invalid([.note: .controlCharacters]))
        #expect(await refusal { $0.lines[0].productID = 999 } == .noSuchProduct("999", didYouMean: []))
    }

    @Test("Two lines of one product cannot pass the limit that one line cannot")
    func summedQuantity() async throws {
        let shop = try await TestShop.open()
        let white = try await shop.product("Flat white", stock: 5_000)
        await #expect(throws: ShopError.quantity(product: "Flat white", wanted: 1_998)) {
            try await shop.services.orders.place(shop.draft((white, 999), (white, 999)), by: shop.customer)
        }
    }

    @Test("A total that no screen can show is refused")
    func total() async throws {
        let shop = try await TestShop.open()
        var draft = OrderDraft(request: "request-gold", lines: [])
        for number in 1...11 {
            let product = try await shop.product("Gold \(number)", price: 999_999_999_999, stock: 999)
            draft.lines.append(OrderDraft.Line(productID: product.id, quantity: 999))
        }
        let gold = draft
        let error = await #expect(throws: ShopError.self) {
            try await shop.services.orders.place(gold, by: shop.customer)
        }
        #expect(error?.text == "The order: At most €9,999,999,999,999.99 in all, please.")
    }

    @Test("Tickets count by channel and start again each business day")
    func tickets() async throws {
        let shop = try await TestShop.open()
        let white = try await shop.product("Flat white", stock: 50)
        let kiosk = try await shop.kiosk()
        func place(_ session: Session) async throws -> String {
            try await shop.services.orders.place(shop.draft((white, 1)), by: session).ticket.description
        }
        #expect(try await place(shop.customer) == "C-001")
        #expect(try await place(kiosk) == "K-001")
        #expect(try await place(shop.customer) == "C-002")
        #expect(try await place(shop.admin) == "K-002")
        shop.clock.advance(by: 86_400)
        let ada = try await shop.services.accounts.signIn(email: "ada@example.com", password: TestShop.password)
        #expect(try await place(ada.session) == "C-001")
    }

    @Test("Eight terminals want the last five pieces: five get one, three hear that none is left")
    func lastPieces() async throws {
        let shop = try await TestShop.open()
        let white = try await shop.product("Flat white", stock: 5)
        let outcomes = await withTaskGroup(of: Result<Order, any Error>.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    do {
                        return .success(
                            try await shop.services.orders.place(shop.draft((white, 1)), by: shop.customer))
                    } catch {
                        return .failure(error)
                    }
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        let placed = outcomes.compactMap { try? $0.get() }
        #expect(placed.count == 5)
        #expect(Set(placed.map(\.ticket)).count == 5)
        let none = ShopError.shortage([ShopError.Shortage(productID: white.id, name: "Flat white", wanted: 1, left: 0)])
        for case .failure(let error) in outcomes { #expect(error as? ShopError == none) }
        #expect(try await shop.stock(of: white) == 0)
    }

    @Test("A customer's ticket is found though someone else had the same one on a later day")
    func ticketOfAnotherDay() async throws {
        let shop = try await TestShop.open()
        let product = try await shop.product("Flat white")
        let mine = try await shop.services.orders.place(shop.draft((product, 1)), by: shop.customer)
        shop.clock.advance(by: 86_400)
        let bo = try await shop.customer(named: "Bo")
        let theirs = try await shop.services.orders.place(shop.draft((product, 1)), by: bo)
        #expect(theirs.ticket == mine.ticket)
        let ada = try await shop.services.accounts.signIn(email: "ada@example.com", password: TestShop.password)
        let found = try await shop.services.orders.find(mine.ticket.description, by: ada.session)
        #expect(found.id == mine.id)
    }
}
