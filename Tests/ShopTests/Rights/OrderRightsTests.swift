import Local
import Presentation
import Shop
import Testing

/// Who may take which step from which state, and see which order: written out, not read from the table of rights.
struct OrderRightsTests {
    /// A state that an order can be in.
    struct State: Hashable, Sendable, CustomTestStringConvertible {
        let status: OrderStatus
        let payment: PaymentState
        var testDescription: String { "\(status), \(payment)" }
    }

    private static let states: [State] =
        [OrderStatus.placed, .preparing, .ready, .completed].flatMap { status in
            [PaymentState.unpaid, .paid].map { State(status: status, payment: $0) }
        } + [State(status: .cancelled, payment: .unpaid), State(status: .cancelled, payment: .refunded)]

    /// The admin's steps; a step to the status that it has is no change.
    private static let steps: [OrderStatus: Set<OrderStatus>] = [
        .placed: [.preparing, .ready, .completed, .cancelled],
        .preparing: [.ready, .completed, .cancelled],
        .ready: [.completed, .preparing, .cancelled],
        .completed: [.ready],
        .cancelled: [],
    ]

    private static func isAllowed(_ to: OrderStatus, from state: State, by person: Person) -> Bool {
        switch person {
        case .admin: steps[state.status, default: []].contains(to)
        case .customer: to == .cancelled && state == State(status: .placed, payment: .unpaid)
        case .nobody, .other, .kiosk: false
        }
    }

    @Test("From each state, everyone may take the table's steps and no other", arguments: states)
    func steps(state: State) async throws {
        let crowd = try await Crowd.open()
        for person in Person.allCases {
            for to in OrderStatus.allCases where to != state.status {
                let order = try await crowd.order(in: state)
                let step = StatusStep(
                    to: to, expecting: order.version, reason: "a reason", completesUnpaid: true)
                let isDone = await isDone {
                    _ = try await crowd.shop.services.orders.setStatus(order.id, step, by: crowd[person])
                }
                #expect(isDone == Self.isAllowed(to, from: state, by: person), "\(person), to \(to)")
                let now = try await crowd.shop.services.orders.order(order.id, by: crowd.shop.admin)
                #expect(now.status == (isDone ? to : state.status))
            }
        }
    }

    @Test("In each state, only an admin marks an order paid, once and not when it is cancelled", arguments: states)
    func payment(state: State) async throws {
        let crowd = try await Crowd.open()
        for person in Person.allCases {
            let order = try await crowd.order(in: state)
            let isDone = await isDone {
                _ = try await crowd.shop.services.orders.markPaid(order.id, expecting: order.version, by: crowd[person])
            }
            let isNoChange = state.payment == .paid
            let isAllowed = person == .admin && (isNoChange || state.payment == .unpaid && state.status != .cancelled)
            #expect(isDone == isAllowed, "\(person)")
        }
    }

    @Test("In each state, everyone sees what is theirs to see", arguments: states)
    func seeing(state: State) async throws {
        let crowd = try await Crowd.open()
        let orders = crowd.shop.services.orders
        let own = try await crowd.order(in: state)
        let walkIn = try await crowd.order(in: state, walkIn: true)
        for person in Person.allCases {
            let seesOwn = await isDone { _ = try await orders.history(of: own.id, by: crowd[person]) }
            #expect(seesOwn == [.customer, .admin].contains(person), "\(person), a customer's")
            let seesWalkIn = await isDone { _ = try await orders.history(of: walkIn.id, by: crowd[person]) }
            // A counter sees what it has just placed, until the shop takes it up.
            let isFresh = person == .kiosk && state.status == .placed
            #expect(seesWalkIn == (isFresh || person == .admin), "\(person), a walk-in's")
        }
    }

    @Test("A counter prints what it has placed until the shop takes it up, and for a minute in any case")
    func printing() async throws {
        let crowd = try await Crowd.open()
        let printer = crowd.shop.services.printer
        let placed = State(status: .placed, payment: .unpaid)
        let waiting = try await crowd.order(in: placed, walkIn: true)
        let begun = try await crowd.order(in: State(status: .preparing, payment: .unpaid), walkIn: true)
        let anothers = try await crowd.order(in: placed)
        for (seconds, printsBegun) in [(0, true), (59, true), (1, false), (3_540, false)] {
            crowd.shop.clock.advance(by: Double(seconds))
            #expect(await isDone { _ = try await printer.print(waiting.id, by: crowd[.kiosk]) })
            #expect(await isDone { _ = try await printer.print(begun.id, by: crowd[.kiosk]) } == printsBegun)
            #expect(await !isDone { _ = try await printer.print(anothers.id, by: crowd[.kiosk]) })
        }
    }

    @Test("Whoever may not undo a step cannot, and an admin only their own")
    func undo() async throws {
        let crowd = try await Crowd.open()
        let orders = crowd.shop.services.orders
        let alan = try await crowd.shop.admin(named: "Alan")
        let order = try await crowd.order(in: State(status: .ready, payment: .paid))
        for person in Person.allCases where person != .admin {
            #expect(await !isDone { _ = try await orders.undo(order.id, expecting: order.version, by: crowd[person]) })
        }
        #expect(await !isDone { _ = try await orders.undo(order.id, expecting: order.version, by: alan) })
        #expect(await isDone { _ = try await orders.undo(order.id, expecting: order.version, by: crowd[.admin]) })
    }

    @Test("Another's order is answered like one that is not there, whatever is asked of it")
    func anothers() async throws {
        let crowd = try await Crowd.open()
        let orders = crowd.shop.services.orders
        let order = try await crowd.order(in: State(status: .placed, payment: .unpaid))
        for name in [String(order.id), order.ticket.description, "999", "C-999", "nonsense"] {
            await #expect(throws: ShopError.noSuchOrder(name)) { try await orders.find(name, by: crowd[.other]) }
        }
        for id in [order.id, 999] {
            let words = ShopError.noSuchOrder(String(id))
            await #expect(throws: words) { try await orders.order(id, by: crowd[.other]) }
            await #expect(throws: words) { try await orders.history(of: id, by: crowd[.other]) }
            await #expect(throws: words) { try await crowd.shop.services.printer.print(id, by: crowd[.other]) }
            await #expect(throws: words) {
                try await orders.setStatus(id, StatusStep(to: .cancelled, expecting: 1), by: crowd[.other])
            }
        }
    }

    @Test("A cart that bears the name of another's order tells nothing of it")
    func anothersCart() async throws {
        let crowd = try await Crowd.open()
        let order = try await crowd.order(in: State(status: .placed, payment: .unpaid))
        let carts = crowd.shop.services.carts
        for (person, finds) in [(Person.other, false), (.customer, true)] {
            try await carts.save(Cart(request: order.request), by: crowd[person])
            #expect(try await carts.load(by: crowd[person]).placed?.id == (finds ? order.id : nil))
        }
    }

    // MARK: the parts

    private struct Crowd {
        let shop: TestShop
        private let product: Product
        private let sessions: [Person: Session]

        static func open() async throws -> Crowd {
            let shop = try await TestShop.open()
            let stranger = Session(id: "never-given-out", user: shop.admin.user)
            let sessions: [Person: Session] = [
                .customer: shop.customer, .other: try await shop.customer(named: "Bo"),
                .kiosk: try await shop.kiosk(), .admin: shop.admin, .nobody: stranger,
            ]
            return Crowd(
                shop: shop, product: try await shop.product("Flat white", stock: 1_000), sessions: sessions)
        }

        subscript(person: Person) -> Session { sessions[person] ?? shop.customer }

        /// A fresh order, the customer's or a counter's.
        func order(in state: State, walkIn: Bool = false) async throws -> Order {
            let draft = shop.draft((product, 1)) { if walkIn { $0.walkIn = "Sam" } }
            var order = try await shop.services.orders.place(draft, by: self[walkIn ? .kiosk : .customer])
            if state.payment != .unpaid {
                order = try await shop.services.orders.markPaid(order.id, expecting: order.version, by: shop.admin)
            }
            return state.status == .placed ? order : try await shop.step(order, to: state.status, reason: "a reason")
        }
    }

    private func isDone(_ work: () async throws -> Void) async -> Bool {
        do {
            try await work()
            return true
        } catch {
            return false
        }
    }
}
