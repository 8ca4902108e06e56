/// An order on its way into the shop, with all that is written together with it.
public struct NewOrder: Sendable {
    /// With its items; its number is the store's to give.
    public var order: Order
    /// What it takes off the shelf, in the order of product numbers: so two orders of the same products never wait for
    /// each other's rows. The store fills in the order's number.
    public let movements: [StockMovement]
    /// What the log tells of it. The store fills in the order's number.
    public var event: NewEvent

    public init(_ order: Order, taking movements: [StockMovement], event: NewEvent) {
        self.order = order
        self.movements = movements.inLockOrder
        self.event = event
    }
}

/// What became of a ``NewOrder``.
public enum OrderInsertion: Hashable, Sendable {
    case inserted(ID<Order>)
    /// Nothing was written.
    case short([StockShortage])
}

/// A product whose shelf does not allow a movement.
public struct StockShortage: Hashable, Sendable {
    public var productID: ID<Product>
    /// Pieces that are on the shelf; 0 when there is no such product.
    public var stock: Int

    public init(productID: ID<Product>, stock: Int) {
        self.productID = productID
        self.stock = stock
    }
}

extension [StockMovement] {
    /// In the order of product numbers, in which every engine changes rows of products.
    public var inLockOrder: [StockMovement] {
        // Most orders have one or two lines, and come sorted.
        zip(self, dropFirst()).allSatisfy { $0.productID <= $1.productID }
            ? self : sorted { $0.productID < $1.productID }
    }
}
