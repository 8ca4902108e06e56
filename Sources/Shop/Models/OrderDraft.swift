/// What a customer wants, before the shop has said yes.
public struct OrderDraft: Hashable, Sendable {
    public struct Line: Hashable, Sendable, Codable {
        public var productID: ID<Product>
        public var quantity: Int
        public var note: String
        /// The unit price that was shown when the person decided, in minor units; nil when none was shown.
        public var seenPrice: Int64?

        /// As carts are stored.
        private enum CodingKeys: String, CodingKey {
            case productID = "product"
            case quantity, note, seenPrice
        }

        public init(productID: ID<Product>, quantity: Int, note: String = "", seenPrice: Int64? = nil) {
            self.productID = productID
            self.quantity = quantity
            self.note = note
            self.seenPrice = seenPrice
        }
    }

    /// An order is placed at most once for a request (a UUID, made with the cart).
    public var request: String
    public var lines: [Line]
    public var note: String
    /// The name of a customer without an account; only a kiosk and an admin place such orders.
    public var walkIn: String?

    public init(request: String, lines: [Line], note: String = "", walkIn: String? = nil) {
        self.request = request
        self.lines = lines
        self.note = note
        self.walkIn = walkIn
    }
}
