import Foundation
import Presentation
import Shop

extension TestShop {
    /// Writes `count` orders of the past days, of every status, payment and customer, as a seed chooses.
    func fill(with count: Int, products: [Product], customers: [Session], seed: UInt64 = 1) async throws -> [Order] {
        let now = clock.now
        let admin = admin.user.id
        return try await store.write { transaction in
            var dice = Dice(state: seed)
            return try (0..<count).map { index in
                let customer = index % 3 == 0 ? nil : customers[dice.roll(customers.count)].user
                let channel: Ticket.Channel = customer == nil ? .kiosk : .customer
                let at = now.addingTimeInterval(TimeInterval(index * 3_600 - count * 3_600))
                let day = BusinessDay(at, in: .gmt)
                let items = (0...dice.roll(3)).map { _ in
                    let product = products[dice.roll(products.count)]
                    return OrderItem(
                        productID: product.id, name: product.name, quantity: 1 + dice.roll(3), price: product.price,
                        note: "")
                }
                let status = OrderStatus.allCases[dice.roll(5)]
                let payment: PaymentState =
                    status == .cancelled
                    ? (dice.roll(2) == 0 ? .unpaid : .refunded) : dice.roll(2) == 0 ? .unpaid : .paid
                var order = Order(
                    id: 0, request: "request-\(seed)-\(index)",
                    ticket: Ticket(channel: channel, number: try transaction.nextTicketNumber(channel, on: day)),
                    businessDay: day, customerID: customer?.id,
                    customerName: customer?.name ?? ["", "Zoë", "bo", "Ada"][dice.roll(4)],
                    placedByID: customer?.id ?? admin, status: status, payment: payment, note: "",
                    total: items.reduce(0) { $0 + $1.price * Int64($1.quantity) }, version: 1, createdAt: at,
                    updatedAt: at, statusAt: at, items: items)
                order.id = try transaction.insert(order, by: admin)
                return order
            }
        }
    }
}

extension WriteTransaction {
    /// Writes an order that was placed at some time, and takes nothing off the shelves.
    func insert(_ order: Order, by actor: ID<User>) throws -> ID<Order> {
        let event = NewEvent(
            at: order.createdAt, actorID: actor, subject: .order(0),
            subjectName: order.ticket.description, change: .orderPlaced)
        guard case .inserted(let id) = try insert(NewOrder(order, taking: [], event: event)) else { return 0 }
        return id
    }
}

/// Chance that falls the same way each time.
struct Dice {
    var state: UInt64

    mutating func roll(_ sides: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int((state >> 33) % UInt64(sides))
    }
}
