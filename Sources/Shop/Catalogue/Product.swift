public import Foundation

/// Something the shop sells.
public struct Product: Hashable, Sendable {
    /// 1 to 60 characters, unique without regard to case.
    public static let nameLength = 1...60
    public static let categoryLength = 0...40
    public static let descriptionLength = 0...280
    /// In minor units.
    public static let priceRange: ClosedRange<Int64> = 0...999_999_999_999
    /// A number that the shop or the maker gives it, as a scanner reads it: leading zeros stay.
    public static let codeLength = 0...40
    public static let stockRange: ClosedRange<Int> = 0...1_000_000

    public var id: ID<Product>
    public var name: String
    /// In minor units of the shop's currency.
    public var price: Int64
    /// Pieces on the shelf; nil for what is made to order and not counted.
    public var stock: Int?
    /// At this stock or under it the product counts as low.
    public var lowStock: Int
    public var category: String
    public var description: String
    public var isArchived: Bool
    /// SKU or barcode, unique without regard to case; empty where it has none.
    public var code: String
    /// Nil while it is sold.
    public var off: Off?

    /// How long a product that the shop still has is not sold.
    public enum Off: Hashable, Sendable {
        /// To the end of this business day.
        case through(BusinessDay)
        case untilFurtherNotice
    }

    public init(
        id: ID<Product>, name: String, price: Int64, stock: Int?, lowStock: Int, category: String, description: String,
        isArchived: Bool, code: String = "", off: Off? = nil
    ) {
        self.id = id
        self.name = name
        self.price = price
        self.stock = stock
        self.lowStock = lowStock
        self.category = category
        self.description = description
        self.isArchived = isArchived
        self.code = code
        self.off = off
    }

    /// Pieces that can be ordered now; nil where nothing limits them.
    public var available: Int? { off == nil ? stock : 0 }

    public var isCounted: Bool { stock != nil }
    public var isSoldOut: Bool { available == 0 }
    public var isLow: Bool { stock.map { $0 > 0 && $0 <= lowStock } ?? false }

    /// What was off for a day that is over is on again.
    package func on(_ day: BusinessDay) -> Product {
        guard case .through(let last) = off, last < day else { return self }
        var product = self
        product.off = nil
        return product
    }
}

/// A product as it is typed in, before the shop has accepted it.
public struct ProductDraft: Hashable, Sendable {
    public var name: String
    public var price: Int64
    /// Nil for a product that is not counted.
    public var stock: Int?
    public var lowStock: Int
    public var category: String
    public var description: String
    public var code: String

    public init(
        name: String, price: Int64, stock: Int?, lowStock: Int = 5, category: String = "", description: String = "",
        code: String = ""
    ) {
        self.name = name
        self.price = price
        self.stock = stock
        self.lowStock = lowStock
        self.category = category
        self.description = description
        self.code = code
    }
}

/// One change of a product's stock. A product's stock is the sum of its movements, always.
public struct StockMovement: Hashable, Sendable {
    public enum Kind: String, Codable, CaseIterable, Sendable {
        case sale, cancellation, restock, correction, `import`
    }

    public var productID: ID<Product>
    /// Pieces: negative when they leave the shelf.
    public var delta: Int
    public var kind: Kind
    public var orderID: ID<Order>?
    public var actorID: ID<User>?
    public var reason: String
    public var at: Date

    public init(
        productID: ID<Product>, delta: Int, kind: Kind, orderID: ID<Order>? = nil, actorID: ID<User>? = nil,
        reason: String = "",
        at: Date
    ) {
        self.productID = productID
        self.delta = delta
        self.kind = kind
        self.orderID = orderID
        self.actorID = actorID
        self.reason = reason
        self.at = at
    }
}
