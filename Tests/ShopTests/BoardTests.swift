import Foundation
import Presentation
import Shop
import Testing

struct BoardTests {
    private func placed(_ shop: TestShop, stock: Int = 10) async throws -> (Order, Product) {
        let product = try await shop.product("Flat white", stock: stock)
        return (try await shop.services.orders.place(shop.draft((product, 2)), by: shop.customer), product)
    }

    @Test("An order goes along the board, each step an event with who and when")
    func forward() async throws {
        let shop = try await TestShop.open()
        let (order, _) = try await placed(shop)
        _ = try await shop.step(order, to: .preparing)
        shop.clock.advance(by: 60)
        _ = try await shop.step(order, to: .ready)
        _ = try await shop.services.orders.markPaid(order.id, expecting: 3, by: shop.admin)
        let done = try await shop.step(order, to: .completed, unpaid: false)
        #expect(done.status == .completed && done.isPaid && done.version == 5)

        let events = try await shop.services.orders.history(of: order.id, by: shop.customer).events
        #expect(events.map(\.kind) == [.orderPlaced, .orderStatus, .orderStatus, .orderPayment, .orderStatus])
        #expect(events.map(\.change.columns.to) == ["placed", "preparing", "ready", "paid", "completed"])
        #expect(events.map(\.actorName) == ["Ada Lovelace"] + Array(repeating: "Grace Hopper", count: 4))
        #expect(events.map(\.number) == events.map(\.number).sorted())
        #expect(events[2].at.timeIntervalSince(events[1].at) == 60)

        let board = try await shop.services.orders.board(by: shop.admin)
        #expect(board.open.isEmpty && board.completed.map(\.id) == [order.id])
        #expect(board.completedCount == 1 && board.completedSum == 700)
    }

    @Test("When two admins act on one order the second hears who did what, and nothing is overwritten")
    func conflict() async throws {
        let shop = try await TestShop.open()
        let (order, _) = try await placed(shop)
        _ = try await shop.step(order, to: .preparing)
        let error = await #expect(throws: ShopError.self) {
            try await shop.services.orders.setStatus(order.id, StatusStep(to: .ready, expecting: 1), by: shop.admin)
        }
        #expect(
            error?.text == "Grace Hopper was faster: \(order.ticket) is preparing now. Nothing was changed.")
        #expect(try await shop.services.orders.order(order.id, by: shop.admin).status == .preparing)
    }

    @Test("A step to the status it already has is no change and no event")
    func sameStatus() async throws {
        let shop = try await TestShop.open()
        let (order, _) = try await placed(shop)
        let before = try await shop.services.feed.position()
        let same = try await shop.services.orders.setStatus(
            order.id, StatusStep(to: .placed, expecting: 1), by: shop.admin)
        #expect(same == order)
        #expect(try await shop.services.feed.position() == before)
    }

    @Test("Cancelling puts goods back from placed; later they are waste unless the admin says so")
    func stockOfCancelled() async throws {
        let shop = try await TestShop.open()
        let (first, product) = try await placed(shop)
        _ = try await shop.step(first, to: .cancelled, reason: "changed their mind")
        #expect(try await shop.stock(of: product) == 10)

        let second = try await shop.services.orders.place(shop.draft((product, 2)), by: shop.customer)
        _ = try await shop.step(second, to: .preparing)
        _ = try await shop.step(second, to: .cancelled, reason: "spilt")
        #expect(try await shop.stock(of: product) == 8)

        let third = try await shop.services.orders.place(shop.draft((product, 2)), by: shop.customer)
        _ = try await shop.step(third, to: .preparing)
        _ = try await shop.step(third, to: .cancelled, reason: "not begun", restocks: true)
        #expect(try await shop.stock(of: product) == 8)
    }

    @Test("Cancelling a paid order records the refund with it")
    func refund() async throws {
        let shop = try await TestShop.open()
        let (order, _) = try await placed(shop)
        _ = try await shop.services.orders.markPaid(order.id, expecting: 1, by: shop.admin)
        let cancelled = try await shop.step(order, to: .cancelled, reason: "sold out after all")
        #expect(cancelled.payment == .refunded)
        let events = try await shop.services.orders.history(of: order.id, by: shop.admin).events
        #expect(events.suffix(2).map(\.change.columns.to) == ["cancelled", "refunded"])
        #expect(events.suffix(2).first?.reason == "sold out after all")
    }

    @Test("Whatever is done to an order, its payment is one that its status may have", arguments: OrderStatus.allCases)
    func payments(status: OrderStatus) async throws {
        let shop = try await TestShop.open()
        let product = try await shop.product("Tea")
        for isPaid in [true, false] {
            var order = try await shop.services.orders.place(shop.draft((product, 1)), by: shop.customer)
            if isPaid {
                order = try await shop.services.orders.markPaid(order.id, expecting: order.version, by: shop.admin)
            }
            let step = StatusStep(to: status, expecting: order.version, reason: "so", completesUnpaid: true)
            order = try await shop.services.orders.setStatus(order.id, step, by: shop.admin)
            let others = PaymentState.allCases.filter { $0 != order.payment }
            #expect(OrderStateMachine.allows(order.payment, in: status))
            #expect(others.contains { !OrderStateMachine.allows($0, in: status) })
            for payment in PaymentState.allCases {
                let found = try await shop.services.orders.table(
                    OrderFilter(status: status, payment: payment), by: shop.admin)
                #expect(found.contains { $0.id == order.id } == (payment == order.payment))
            }
        }
    }

    @Test("An admin cancels with a reason, or not at all", arguments: ["", "   ", "a\u{1B}b"])
    func reason(text: String) async throws {
        let shop = try await TestShop.open()
        let (order, _) = try await placed(shop)
        let error = await #expect(throws: ShopError.self) {
            try await shop.step(order, to: .cancelled, reason: text)
        }
        #expect(error?.text.hasPrefix("Reason: ") == true)
    }

    @Test("Completing an unpaid order asks first")
    func unpaid() async throws {
        let shop = try await TestShop.open()
        let (order, _) = try await placed(shop)
        await #expect(throws: ShopError.unpaid(order.ticket)) {
            try await shop.step(order, to: .completed, unpaid: false)
        }
        #expect(try await shop.step(order, to: .completed, unpaid: true).status == .completed)
    }

    @Test("A recall after ten minutes is refused with the reason")
    func lateRecall() async throws {
        let shop = try await TestShop.open()
        let (order, _) = try await placed(shop)
        _ = try await shop.step(order, to: .completed)
        shop.clock.advance(by: 601)
        let error = await #expect(throws: ShopError.self) { try await shop.step(order, to: .ready) }
        #expect(error?.text == "\(order.ticket) stays completed: it was completed more than 10 minutes ago.")
    }

    @Test("An admin's own last step can be taken back for ten seconds, as a new event")
    func undo() async throws {
        let shop = try await TestShop.open()
        let (order, _) = try await placed(shop)
        _ = try await shop.step(order, to: .preparing)
        shop.clock.advance(by: 10)
        let undone = try await shop.services.orders.undo(order.id, expecting: 2, by: shop.admin)
        #expect(undone.status == .placed && undone.version == 3)
        let events = try await shop.services.orders.history(of: order.id, by: shop.admin).events
        #expect(events.map(\.change.columns.to) == ["placed", "preparing", "placed"])

        _ = try await shop.services.orders.markPaid(order.id, expecting: 3, by: shop.admin)
        #expect(try await shop.services.orders.undo(order.id, expecting: 4, by: shop.admin).payment == .unpaid)

        _ = try await shop.step(order, to: .ready)
        shop.clock.advance(by: 11)
        await #expect(throws: ShopError.self) {
            try await shop.services.orders.undo(order.id, expecting: 6, by: shop.admin)
        }
    }

    @Test("The customer's placing is not an admin's to undo")
    func undoOfAnothers() async throws {
        let shop = try await TestShop.open()
        let (order, _) = try await placed(shop)
        await #expect(throws: ShopError.self) {
            try await shop.services.orders.undo(order.id, expecting: 1, by: shop.admin)
        }
    }

    @Test("Paying twice is one payment; a cancelled order is not paid")
    func payment() async throws {
        let shop = try await TestShop.open()
        let (order, _) = try await placed(shop)
        let paid = try await shop.services.orders.markPaid(order.id, expecting: 1, by: shop.admin)
        #expect(try await shop.services.orders.markPaid(order.id, expecting: 1, by: shop.admin) == paid)
        _ = try await shop.step(order, to: .cancelled, reason: "closed")
        await #expect(throws: ShopError.self) {
            try await shop.services.orders.markPaid(order.id, expecting: 3, by: shop.admin)
        }
    }

    @Test("A board that is brought up to date is the board read whole, whatever has happened since")
    func upToDate() async throws {
        let shop = try await TestShop.open()
        let (first, product) = try await placed(shop, stock: 500)
        try await completeMany(like: try await shop.step(first, to: .completed), in: shop)
        var known = try await shop.services.orders.board(by: shop.admin)
        #expect(known.completed.count == 48)
        var dice = Dice(state: 7)
        var orders = [first]
        var most = 0
        for round in 0..<40 {
            for _ in 0...dice.roll(3) { try await somethingHappens(in: shop, to: &orders, of: product, &dice) }
            let whole = try await shop.services.orders.board(by: shop.admin)
            known = try await shop.services.orders.board(since: known, by: shop.admin)
            #expect(known == whole, "after round \(round)")
            most = max(most, whole.completedCount)
        }
        #expect(most > known.completed.count, "more were completed than are shown")
    }

    /// Nearly as many as the board shows.
    private func completeMany(like done: Order, in shop: TestShop) async throws {
        try await shop.store.write { transaction in
            for number in 1...47 {
                var other = done
                other.request = "request \(number)"
                other.ticket = Ticket(channel: done.ticket.channel, number: 100 + number)
                other.statusAt = done.statusAt.addingTimeInterval(-TimeInterval(number))
                _ = try transaction.insert(other, by: other.placedByID)
            }
        }
    }

    /// Any of it may be refused: what is shown is what has come of it.
    private func somethingHappens(
        in shop: TestShop, to orders: inout [Order], of product: Product, _ dice: inout Dice
    ) async throws {
        shop.clock.advance(by: 1)
        let services = shop.services.orders
        let order = try await services.order(orders[max(0, orders.count - 1 - dice.roll(8))].id, by: shop.admin)
        switch dice.roll(6) {
        case 0, 1: orders.append(try await services.place(shop.draft((product, 1)), by: shop.customer))
        case 2: _ = try? await services.markPaid(order.id, expecting: order.version, by: shop.admin)
        case 3: _ = try? await services.undo(order.id, expecting: order.version, by: shop.admin)
        default:
            let next: [OrderStatus] = [.preparing, .ready, .completed, .completed, .completed, .cancelled]
            _ = try? await shop.step(order, to: next[dice.roll(next.count)], reason: "any")
        }
    }

    @Test("A board of yesterday shows nothing of yesterday today")
    func anotherDay() async throws {
        let shop = try await TestShop.open()
        let (order, product) = try await placed(shop)
        _ = try await shop.step(order, to: .completed)
        let yesterday = try await shop.services.orders.board(by: shop.admin)
        #expect(yesterday.completedCount == 1)
        shop.clock.advance(by: 86_400)
        let admin = try await shop.services.accounts.signIn(email: "grace@example.com", password: TestShop.password)
        _ = try await shop.services.orders.place(shop.draft((product, 1)), by: admin.session)
        let today = try await shop.services.orders.board(since: yesterday, by: admin.session)
        #expect(today.completed.isEmpty && today.completedCount == 0 && today.open.count == 1)
    }
}
