/// What is to be changed about a product; nil leaves a value as it is, so that two admins who edit different values
/// do not undo each other.
public struct ProductEdit: Hashable, Sendable {
    public var name: String?
    /// In minor units.
    public var price: Int64?
    public var category: String?
    public var description: String?
    public var lowStock: Int?
    public var code: String?
    public var counting: Counting?

    /// Whether a product's pieces are counted.
    public enum Counting: Hashable, Sendable {
        case off
        /// From now on, with so many on the shelf. What is counted already is restocked instead.
        case on(Int)
    }

    public init(
        name: String? = nil, price: Int64? = nil, category: String? = nil, description: String? = nil,
        lowStock: Int? = nil, code: String? = nil, counting: Counting? = nil
    ) {
        self.name = name
        self.price = price
        self.category = category
        self.description = description
        self.lowStock = lowStock
        self.code = code
        self.counting = counting
    }
}

/// A movement of the past, and what was on the shelf after it.
public struct StockEntry: Hashable, Sendable {
    public var id: Int64
    public var movement: StockMovement
    public var actorName: String
    /// The ticket of the order that moved the stock.
    public var ticket: Ticket?
    public var stockAfter: Int

    public init(id: Int64, movement: StockMovement, actorName: String, ticket: Ticket?, stockAfter: Int = 0) {
        self.id = id
        self.movement = movement
        self.actorName = actorName
        self.ticket = ticket
        self.stockAfter = stockAfter
    }
}
