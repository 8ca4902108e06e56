public import Foundation
public import Shop

/// A shop's file into which something else than the shop has written.
public enum HostileShop {
    /// Adds a product, a person, a walk-in's order, a customer's order and an event called like each text of the corpus,
    /// and a shop's name that is no better. What the file itself refuses, such as too long a name, is cut.
    ///
    /// - Returns: the orders.
    @discardableResult
    public static func poison(_ transaction: any WriteTransaction, now: Date) throws -> [ID<Order>] {
        guard var settings = try transaction.settings() else { throw ShopError.notSetUp }
        let day = BusinessDay(now, in: settings.timeZone)
        var orders: [ID<Order>] = []
        for (index, sample) in HostileText.all.enumerated() {
            let text = cut(sample.text, 60)
            let product = try transaction.insert(
                ProductDraft(name: text, price: 100, stock: 3, category: cut(text, 40), description: text))
            let user = try transaction.insert(
                NewUser(
                    name: text, email: "h\(index)-\(cut(text, 20))@example.com", role: .customer, password: nobodys,
                    createdAt: now))
            for customer in [user.id, nil] {
                let channel: Ticket.Channel = customer == nil ? .kiosk : .customer
                let order = Order(
                    id: 0, request: UUID().uuidString, ticket: Ticket(channel: channel, number: 500 + index),
                    businessDay: day, customerID: customer, customerName: text, placedByID: user.id,
                    status: index % 2 == 0 ? .placed : .ready, payment: .paid, note: text, total: 200,
                    version: 1, createdAt: now, updatedAt: now, statusAt: now,
                    items: [OrderItem(productID: product, name: text, quantity: 2, price: 100, note: text)])
                let event = NewEvent(
                    at: now, actorID: user.id, subject: .order(0), subjectName: text,
                    change: .unread(.orderPlaced, from: text, to: text), reason: text)
                guard
                    case .inserted(let id) = try transaction.insert(NewOrder(order, taking: [], event: event))
                else { continue }
                orders.append(id)
            }
        }
        settings.name = "\u{1B}[31m\u{202E}\u{9B}2J\r\n\tCorner"
        try transaction.save(settings)
        return orders
    }

    private static let nobodys = PasswordHash(
        cost: PasswordHash.Cost(rounds: 2, blockSize: 1, parallelism: 1), salt: Array(repeating: 1, count: 16),
        digest: Array(repeating: 1, count: 32))

    private static func cut(_ text: String, _ count: Int) -> String { String(text.unicodeScalars.prefix(count)) }
}
