public import Foundation

/// Where an order is in its life (<doc:TheRulesOfAShop>).
public enum OrderStatus: String, Codable, CaseIterable, Sendable {
    case placed, preparing, ready, completed, cancelled

    /// Still to be worked on or picked up.
    public var isOpen: Bool { self == .placed || self == .preparing || self == .ready }
}

public enum PaymentState: String, Codable, CaseIterable, Sendable {
    case unpaid, paid, refunded
}

/// What is called out: a letter for the way in, and a number that starts again each business day.
public struct Ticket: Hashable, Sendable, CustomStringConvertible {
    public enum Channel: String, Codable, CaseIterable, Sendable {
        case customer = "C"
        case kiosk = "K"
    }

    public var channel: Channel
    public var number: Int

    public init(channel: Channel, number: Int) {
        self.channel = channel
        self.number = number
    }

    /// Reads `K-042`, `k42` or `K-42`.
    public init?(_ text: String) {
        guard let letter = text.first, let channel = Channel(rawValue: letter.uppercased()) else { return nil }
        let rest = text.dropFirst()
        let digits = rest.hasPrefix("-") ? rest.dropFirst() : rest
        guard digits.allSatisfy(\.isASCII), let number = Int(digits), number > 0 else { return nil }
        self.init(channel: channel, number: number)
    }

    /// `K-042`
    public var description: String {
        let digits = String(number)
        return channel.rawValue + "-" + String(repeating: "0", count: max(0, 3 - digits.count)) + digits
    }
}

/// A line of an order: name and unit price are as they were when the order was placed.
public struct OrderItem: Hashable, Sendable {
    public static let quantityRange = 1...999
    public static let noteLength = 0...200

    public var productID: ID<Product>
    public var name: String
    public var quantity: Int
    /// For one piece, in minor units.
    public var price: Int64
    public var note: String
    /// It was taken off the shelf, and goes back there when the order is cancelled in time.
    public var isCounted: Bool

    public init(
        productID: ID<Product>, name: String, quantity: Int, price: Int64, note: String, isCounted: Bool = true
    ) {
        self.productID = productID
        self.name = name
        self.quantity = quantity
        self.price = price
        self.note = note
        self.isCounted = isCounted
    }

    /// In minor units; what a placed order holds cannot overflow.
    public var sum: Int64 { price * Int64(quantity) }
}

public struct Order: Hashable, Sendable {
    public static let lineCount = 1...100
    public static let noteLength = 0...500
    public static let reasonLength = 1...200
    /// A sum in minor units that every screen, receipt and report can still show.
    public static let totalRange: ClosedRange<Int64> = 0...999_999_999_999_999

    public var id: ID<Order>
    /// The identifier its cart was born with.
    public var request: String
    public var ticket: Ticket
    public var businessDay: BusinessDay
    /// The customer's user, nil for a walk-in.
    public var customerID: ID<User>?
    /// The customer's name: the user's, or what the walk-in gave.
    public var customerName: String
    /// Who pressed the key: the customer, a kiosk, or an admin.
    public var placedByID: ID<User>
    public var status: OrderStatus
    public var payment: PaymentState
    public var note: String
    /// In minor units.
    public var total: Int64
    /// Counts the order's changes; a step names the version that it was decided on.
    public var version: Int
    public var createdAt: Date
    public var updatedAt: Date
    /// When it came to its present status.
    public var statusAt: Date
    public var items: [OrderItem]

    public init(
        id: ID<Order>, request: String, ticket: Ticket, businessDay: BusinessDay, customerID: ID<User>?,
        customerName: String,
        placedByID: ID<User>, status: OrderStatus, payment: PaymentState, note: String, total: Int64, version: Int,
        createdAt: Date, updatedAt: Date, statusAt: Date, items: [OrderItem]
    ) {
        self.id = id
        self.request = request
        self.ticket = ticket
        self.businessDay = businessDay
        self.customerID = customerID
        self.customerName = customerName
        self.placedByID = placedByID
        self.status = status
        self.payment = payment
        self.note = note
        self.total = total
        self.version = version
        self.createdAt = createdAt
        self.updatedAt = updatedAt
        self.statusAt = statusAt
        self.items = items
    }

    public var isPaid: Bool { payment == .paid }
}
