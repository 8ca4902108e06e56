public import Foundation

/// Each thing that can go wrong, with the facts. `Presentation` makes a sentence of it for a person.
public enum ShopError: Error, Hashable, Sendable {
    // Who is asking
    case notSignedIn
    case sessionEnded
    case notAllowed(ShopOperation)
    case signInFailed
    case waitBeforeSignIn(seconds: Int)
    case resetFailed
    // What was typed
    case invalid([FieldName: FieldError])
    // What is not there
    case noSuchOrder(String)
    case noSuchProduct(String, didYouMean: [String])
    case noSuchUser(String)
    // What the shop's rules say
    case shortage([Shortage])
    case pricesChanged([PriceChange])
    case quantity(product: String, wanted: Int)
    /// More pieces would be taken off the shelf than are on it.
    /// Pieces of a product that is made to order are not counted.
    case notCounted(product: String)
    case stockTooLow(product: String, taken: Int, left: Int)
    case requestReused
    case step(ticket: Ticket, from: OrderStatus, to: OrderStatus, why: StepRefusal)
    case conflict(Conflict)
    /// Completing an unpaid order asks first.
    case unpaid(Ticket)
    /// A file with these problems is not imported at all.
    case importRefused([ProductImport.Problem])
    /// The only admin who can sign in stays one.
    case lastAdmin(String)
    case alreadySetUp
    case notSetUp
    /// A receipt that could not be printed; the order is not touched.
    case printer(PrinterError)
    /// A file that a person named cannot be used.
    case file(path: String, why: String)
    /// The terminal is not its user's own: people name no files there.
    case filesClosed(FileRefusal)
    // What the store could not do
    case store(StoreError)

    /// A product that falls short of an order.
    public struct Shortage: Hashable, Sendable {
        public var productID: ID<Product>
        public var name: String
        public var wanted: Int
        public var left: Int

        public init(productID: ID<Product>, name: String, wanted: Int, left: Int) {
            self.productID = productID
            self.name = name
            self.wanted = wanted
            self.left = left
        }
    }

    /// A unit price that is not what the customer saw, in minor units.
    public struct PriceChange: Hashable, Sendable {
        public var productID: ID<Product>
        public var name: String
        public var seen: Int64
        public var now: Int64

        public init(productID: ID<Product>, name: String, seen: Int64, now: Int64) {
            self.productID = productID
            self.name = name
            self.seen = seen
            self.now = now
        }
    }

    /// Someone was faster: who did what, when.
    public struct Conflict: Hashable, Sendable {
        public var ticket: Ticket
        public var by: String
        public var to: String
        public var at: Date

        public init(ticket: Ticket, by: String, to: String, at: Date) {
            self.ticket = ticket
            self.by = by
            self.to = to
            self.at = at
        }
    }
}

/// Why a receipt is not printed, or may not be.
public struct PrinterError: Error, Hashable, Sendable {
    /// In a few words: `/dev/usb/lp0 is not there`.
    public var why: String
    /// The printer has begun: the receipt, or a part of it, may be on the paper, and asked again it might print another.
    public var mayBePrinted: Bool

    public init(_ why: String, mayBePrinted: Bool = false) {
        self.why = why
        self.mayBePrinted = mayBePrinted
    }
}
