public import Foundation

public typealias ProductID = Int64

/// Something the shop sells.
public struct Product: Identifiable, Hashable, Sendable {
    /// 1 to 60 characters, unique without regard to case.
    public static let nameLength = 1...60
    public static let categoryLength = 0...40
    public static let descriptionLength = 0...280
    /// In minor units.
    public static let priceRange: ClosedRange<Int64> = 1...99_999_999
    public static let stockRange: ClosedRange<Int> = 0...1_000_000

    public var id: ProductID
    public var name: String
    /// In minor units of the shop's currency.
    public var price: Int64
    public var stock: Int
    /// At this stock or under it the product counts as low.
    public var lowStock: Int
    public var category: String
    public var description: String
    public var isArchived: Bool

    public init(
        id: ProductID, name: String, price: Int64, stock: Int, lowStock: Int, category: String, description: String,
        isArchived: Bool
    ) {
        self.id = id
        self.name = name
        self.price = price
        self.stock = stock
        self.lowStock = lowStock
        self.category = category
        self.description = description
        self.isArchived = isArchived
    }

    public var isSoldOut: Bool { stock == 0 }
    public var isLow: Bool { stock > 0 && stock <= lowStock }
}

/// A product as it is typed in, before the shop has accepted it.
public struct ProductDraft: Hashable, Sendable {
    public var name: String
    public var price: Int64
    public var stock: Int
    public var lowStock: Int
    public var category: String
    public var description: String

    public init(
        name: String, price: Int64, stock: Int, lowStock: Int = 5, category: String = "", description: String = ""
    ) {
        self.name = name
        self.price = price
        self.stock = stock
        self.lowStock = lowStock
        self.category = category
        self.description = description
    }
}

/// One change of a product's stock. A product's stock is the sum of its movements, always.
public struct StockMovement: Hashable, Sendable {
    public enum Kind: String, Codable, CaseIterable, Sendable {
        case sale, cancellation, restock, correction, `import`
    }

    public var product: ProductID
    /// Pieces: negative when they leave the shelf.
    public var delta: Int
    public var kind: Kind
    public var order: OrderID?
    public var actor: UserID?
    public var reason: String
    public var at: Date

    public init(
        product: ProductID, delta: Int, kind: Kind, order: OrderID? = nil, actor: UserID? = nil, reason: String = "",
        at: Date
    ) {
        self.product = product
        self.delta = delta
        self.kind = kind
        self.order = order
        self.actor = actor
        self.reason = reason
        self.at = at
    }
}
