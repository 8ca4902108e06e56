import Foundation
import Presentation
import Shop
import Testing

struct OrderLifeTests {
    private static func order(_ status: OrderStatus, payment: PaymentState = .unpaid, age: TimeInterval = 0) -> Order {
        let now = Date(timeIntervalSince1970: 1_000_000)
        return Order(
            id: 1, request: "request-1", ticket: Ticket(channel: .customer, number: 1),
            businessDay: BusinessDay(number: 19_700_112), customerID: 1, customerName: "Ada", placedByID: 1,
            status: status,
            payment: payment, note: "", total: 350, version: 1, createdAt: now, updatedAt: now,
            statusAt: now.addingTimeInterval(-age), items: [])
    }

    private static let now = Date(timeIntervalSince1970: 1_000_000)

    /// The table of TheRulesOfAShop, "An order's life".
    private static let allowed: [OrderStatus: Set<OrderStatus>] = [
        .placed: [.preparing, .ready, .completed, .cancelled],
        .preparing: [.ready, .completed, .cancelled],
        .ready: [.completed, .preparing, .cancelled],
        .completed: [.ready],
        .cancelled: [],
    ]

    @Test(
        "An admin can take the steps of the table and no other", arguments: OrderStatus.allCases, OrderStatus.allCases)
    func admin(from: OrderStatus, to: OrderStatus) {
        let isAllowed = (try? OrderStateMachine.check(Self.order(from), to: to, by: .admin, now: Self.now)) != nil
        #expect(isAllowed == Self.allowed[from, default: []].contains(to))
    }

    @Test(
        "A customer can only cancel, only while placed and unpaid", arguments: OrderStatus.allCases,
        OrderStatus.allCases)
    func owner(from: OrderStatus, to: OrderStatus) {
        for payment in PaymentState.allCases {
            let order = Self.order(from, payment: payment)
            let isAllowed = (try? OrderStateMachine.check(order, to: to, by: .customer, now: Self.now)) != nil
            #expect(isAllowed == (from == .placed && to == .cancelled && payment == .unpaid))
        }
    }

    @Test("A completed order can be recalled for ten minutes")
    func recall() throws {
        try OrderStateMachine.check(Self.order(.completed, age: 600), to: .ready, by: .admin, now: Self.now)
        #expect(throws: StepRefusal.recallTooLate) {
            try OrderStateMachine.check(Self.order(.completed, age: 601), to: .ready, by: .admin, now: Self.now)
        }
    }

    @Test("Tickets read as they are called out")
    func tickets() {
        #expect(Ticket(channel: .kiosk, number: 42).description == "K-042")
        #expect(Ticket(channel: .customer, number: 1_234).description == "C-1234")
        #expect(Ticket("k42") == Ticket(channel: .kiosk, number: 42))
        #expect(Ticket("K-042") == Ticket(channel: .kiosk, number: 42))
        for text in ["", "K", "K-", "X-1", "K-0", "K--1", "K-1a", "42"] { #expect(Ticket(text) == nil) }
    }

    @Test("The business day is the shop's, not Greenwich's")
    func businessDay() throws {
        let late = Date(timeIntervalSince1970: 1_782_863_700)  // 2026-06-30 23:55 UTC
        #expect(BusinessDay(late, in: try #require(TimeZone(identifier: "UTC"))).description == "2026-06-30")
        #expect(BusinessDay(late, in: try #require(TimeZone(identifier: "Europe/Dublin"))).description == "2026-07-01")
        #expect(BusinessDay(late, in: try #require(TimeZone(identifier: "America/Lima"))).description == "2026-06-30")
        #expect(CivilTime(Date(timeIntervalSince1970: -1), in: try #require(TimeZone(identifier: "UTC"))).year == 1969)
    }
}
